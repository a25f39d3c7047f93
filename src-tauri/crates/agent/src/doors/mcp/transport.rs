//! JSON-RPC messages as lines, for a process that has to outlive bad input.
//!
//! rmcp's own line transport ignores what is not JSON. A client that sends
//! something broken deserves an answer, and the process has to live on. It ends
//! when its input does, when it is asked to, or when nobody reads its output;
//! what is under way is answered first.

use std::{
    collections::HashSet,
    io,
    sync::{Arc, Mutex as Lock, PoisonError},
};

use rmcp::{
    RoleServer,
    model::{ClientNotification, ErrorCode, JsonRpcMessage, RequestId},
    transport::Transport,
};
use tokio::{
    io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader},
    sync::{Mutex, mpsc},
};
use tokio_util::sync::CancellationToken;

use super::reading::{self, Incoming, Line, Outgoing};

/// A longer line is dropped and answered with an error. Far above any sensible
/// request, so that one with a huge text is answered by its id, in words.
const LONGEST_LINE: u64 = 16 << 20;

/// Messages as lines over a reader and a writer.
pub(crate) struct LineTransport<W> {
    incoming: mpsc::Receiver<Incoming>,
    out: LineWriter<W>,
}

impl<W: AsyncWrite + Send + Unpin + 'static> LineTransport<W> {
    /// Starts reading at once; what is not a message is answered from there.
    /// Reading stops when `ended` is cancelled, and cancels it when it stops.
    pub(crate) fn new<R>(read: R, write: W, ended: CancellationToken) -> Self
    where
        R: AsyncRead + Send + Unpin + 'static,
    {
        let out = LineWriter { write: Arc::new(Mutex::new(write)), open: Open::default(), ended };
        let (send, incoming) = mpsc::channel(16);
        let mut reader = Reader { read: BufReader::new(read), send, out: out.clone() };
        tokio::spawn(async move {
            let ended = reader.out.ended.clone();
            ended.run_until_cancelled(reader.run()).await;
            ended.cancel();
        });
        Self { incoming, out }
    }
}

struct Reader<R, W> {
    read: BufReader<R>,
    send: mpsc::Sender<Incoming>,
    out: LineWriter<W>,
}

impl<R: AsyncRead + Unpin, W: AsyncWrite + Unpin> Reader<R, W> {
    async fn run(&mut self) {
        let mut line = Vec::new();
        loop {
            line.clear();
            match (&mut self.read).take(LONGEST_LINE).read_until(b'\n', &mut line).await {
                Ok(0) => return,
                Ok(_) => {}
                Err(error) => {
                    tracing::warn!(%error, "standard input failed");
                    return;
                }
            }
            let complete = line.last() == Some(&b'\n');
            let read = if !complete && line.len() as u64 == LONGEST_LINE {
                self.skip_line().await;
                let message = "The message is longer than 16 MiB.";
                reading::refuse(None, ErrorCode::INVALID_REQUEST, message)
            } else {
                self.out.open.admit(reading::read(&line))
            };
            match read {
                Line::Nothing => {}
                // A failure to write has ended the reading too.
                Line::Refused(reply) => drop(self.out.write(&reply).await),
                Line::Message(message) => {
                    if self.send.send(*message).await.is_err() {
                        return;
                    }
                }
            }
        }
    }

    /// Reads to the end of a line too long to keep.
    async fn skip_line(&mut self) {
        while let Ok(bytes) = self.read.fill_buf().await {
            let end = bytes.iter().position(|b| *b == b'\n');
            let used = end.map_or(bytes.len(), |at| at + 1);
            if used == 0 {
                return;
            }
            self.read.consume(used);
            if end.is_some() {
                return;
            }
        }
    }
}

/// The requests without an answer yet. Answers are told apart by their ids
/// alone, so a second request of the same id would never get one.
#[derive(Debug, Clone, Default)]
struct Open(Arc<Lock<HashSet<RequestId>>>);

impl Open {
    fn admit(&self, line: Line) -> Line {
        let Line::Message(message) = &line else {
            return line;
        };
        let mut open = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match message.as_ref() {
            JsonRpcMessage::Request(request) if !open.insert(request.id.clone()) => {
                let message = "An earlier request with this id has no answer yet. Use another id.";
                reading::refuse(Some(request.id.clone()), ErrorCode::INVALID_REQUEST, message)
            }
            JsonRpcMessage::Notification(told) => {
                // A cancelled request gets no answer.
                if let ClientNotification::CancelledNotification(it) = &told.notification
                    && let Some(id) = &it.params.request_id
                {
                    open.remove(id);
                }
                line
            }
            _ => line,
        }
    }

    fn answered(&self, message: &Outgoing) {
        let id = match message {
            JsonRpcMessage::Response(response) => Some(&response.id),
            JsonRpcMessage::Error(error) => error.id.as_ref(),
            _ => None,
        };
        if let Some(id) = id {
            self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(id);
        }
    }
}

struct LineWriter<W> {
    write: Arc<Mutex<W>>,
    open: Open,
    ended: CancellationToken,
}

impl<W> Clone for LineWriter<W> {
    fn clone(&self) -> Self {
        let (write, open, ended) = (self.write.clone(), self.open.clone(), self.ended.clone());
        Self { write, open, ended }
    }
}

impl<W: AsyncWrite + Unpin> LineWriter<W> {
    /// Writes one line. A client that does not read any more has left.
    async fn write(&self, message: &Outgoing) -> io::Result<()> {
        let mut line = serde_json::to_vec(message)?;
        line.push(b'\n');
        let mut write = self.write.lock().await;
        let written = async {
            write.write_all(&line).await?;
            write.flush().await
        };
        written.await.inspect_err(|error| {
            tracing::warn!(%error, "standard output failed");
            self.ended.cancel();
        })
    }
}

impl<W: AsyncWrite + Send + Unpin + 'static> Transport<RoleServer> for LineTransport<W> {
    type Error = io::Error;

    fn send(
        &mut self,
        item: Outgoing,
    ) -> impl Future<Output = Result<(), Self::Error>> + Send + 'static {
        let out = self.out.clone();
        async move {
            // Before the line is out: the client may use the id again as soon as it has it.
            out.open.answered(&item);
            out.write(&item).await
        }
    }

    async fn receive(&mut self) -> Option<Incoming> {
        self.incoming.recv().await
    }

    async fn close(&mut self) -> Result<(), Self::Error> {
        self.out.write.lock().await.flush().await
    }
}
