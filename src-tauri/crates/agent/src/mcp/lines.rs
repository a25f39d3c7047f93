//! JSON-RPC messages as lines, for a process that has to outlive bad input.
//!
//! rmcp's own line transport ignores what is not JSON. A client that sends
//! something broken deserves an answer, and the process has to live on.

use std::{io, sync::Arc};

use rmcp::{
    RoleServer,
    model::{ErrorCode, ErrorData, RequestId},
    service::{RxJsonRpcMessage, TxJsonRpcMessage},
    transport::Transport,
};
use serde_json::Value;
use tokio::{
    io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader},
    sync::{Mutex, mpsc},
};

/// A longer line is dropped and answered with an error. Far above any sensible
/// request, so that one with a huge text is answered by its id, in words.
const LONGEST_LINE: u64 = 16 << 20;

type Incoming = RxJsonRpcMessage<RoleServer>;
type Outgoing = TxJsonRpcMessage<RoleServer>;

/// Messages as lines over a reader and a writer.
pub(crate) struct Lines<W> {
    incoming: mpsc::Receiver<Incoming>,
    out: Arc<Mutex<W>>,
}

impl<W: AsyncWrite + Send + Unpin + 'static> Lines<W> {
    /// Starts reading at once; what is not a message is answered from there.
    pub(crate) fn new<R: AsyncRead + Send + Unpin + 'static>(read: R, write: W) -> Self {
        let out = Arc::new(Mutex::new(write));
        let (send, incoming) = mpsc::channel(16);
        tokio::spawn(read_lines(BufReader::new(read), send, out.clone()));
        Self { incoming, out }
    }
}

async fn read_lines<R, W>(mut read: BufReader<R>, send: mpsc::Sender<Incoming>, out: Arc<Mutex<W>>)
where
    R: AsyncRead + Unpin,
    W: AsyncWrite + Unpin,
{
    let mut line = Vec::new();
    loop {
        line.clear();
        match (&mut read).take(LONGEST_LINE).read_until(b'\n', &mut line).await {
            Ok(0) => return,
            Ok(_) => {}
            Err(error) => {
                tracing::warn!(%error, "standard input failed");
                return;
            }
        }
        let complete = line.last() == Some(&b'\n');
        let reply = if !complete && line.len() as u64 == LONGEST_LINE {
            skip_line(&mut read).await;
            Some(refuse(None, ErrorCode::INVALID_REQUEST, "The message is longer than 16 MiB."))
        } else {
            match read_message(&line) {
                Ok(None) => None,
                Ok(Some(message)) => {
                    if send.send(*message).await.is_err() {
                        return;
                    }
                    None
                }
                Err(reply) => Some(*reply),
            }
        };
        if let Some(reply) = reply
            && let Err(error) = write_line(&out, &reply).await
        {
            tracing::warn!(%error, "standard output failed");
        }
    }
}

/// Reads to the end of a line too long to keep.
async fn skip_line<R: AsyncRead + Unpin>(read: &mut BufReader<R>) {
    while let Ok(bytes) = read.fill_buf().await {
        let end = bytes.iter().position(|b| *b == b'\n');
        let used = end.map_or(bytes.len(), |at| at + 1);
        if used == 0 {
            return;
        }
        read.consume(used);
        if end.is_some() {
            return;
        }
    }
}

/// A message, nothing to do, or the answer to what is no message.
fn read_message(line: &[u8]) -> Result<Option<Box<Incoming>>, Box<Outgoing>> {
    let line = line.trim_ascii();
    let line = line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line);
    if line.is_empty() {
        return Ok(None);
    }
    let Err(error) = (match serde_json::from_slice::<Incoming>(line) {
        Ok(message) => return Ok(Some(Box::new(message))),
        Err(error) => Err::<(), _>(error),
    }) else {
        return Ok(None);
    };
    let Ok(value) = serde_json::from_slice::<Value>(line) else {
        let message = format!("This line is not JSON: {error}.");
        return Err(Box::new(refuse(None, ErrorCode::PARSE_ERROR, message)));
    };
    let method = value.get("method").and_then(Value::as_str);
    let id = value.get("id").and_then(|id| serde_json::from_value::<RequestId>(id.clone()).ok());
    // A notification gets no answer, and neither does an answer.
    if value.is_object() && id.is_none() && (method.is_some() || value.get("error").is_some()) {
        return Ok(None);
    }
    let message = match method {
        Some(method) => format!("The parameters of {method} do not fit."),
        None => "This is not a JSON-RPC request. Send one object with method and id.".to_owned(),
    };
    let code =
        if method.is_some() { ErrorCode::INVALID_PARAMS } else { ErrorCode::INVALID_REQUEST };
    Err(Box::new(refuse(id, code, message)))
}

fn refuse(id: Option<RequestId>, code: ErrorCode, message: impl Into<String>) -> Outgoing {
    Outgoing::error(ErrorData::new(code, message.into(), None), id)
}

async fn write_line<W: AsyncWrite + Unpin>(out: &Mutex<W>, message: &Outgoing) -> io::Result<()> {
    let mut line = serde_json::to_vec(message)?;
    line.push(b'\n');
    let mut out = out.lock().await;
    out.write_all(&line).await?;
    out.flush().await
}

impl<W: AsyncWrite + Send + Unpin + 'static> Transport<RoleServer> for Lines<W> {
    type Error = io::Error;

    fn send(
        &mut self,
        item: Outgoing,
    ) -> impl Future<Output = Result<(), Self::Error>> + Send + 'static {
        let out = self.out.clone();
        async move { write_line(&out, &item).await }
    }

    async fn receive(&mut self) -> Option<Incoming> {
        self.incoming.recv().await
    }

    async fn close(&mut self) -> Result<(), Self::Error> {
        self.out.lock().await.flush().await
    }
}
