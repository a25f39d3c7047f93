//! Who calls: the connection a token belongs to, looked up anew for each
//! request, and the end of what a connection holds open.
//!
//! Nothing here decides who is let in; the plan does, so a token revoked by any
//! process is worthless at once. What is kept here only bounds what strangers
//! cost, and finds the open streams of a connection that has changed.

use std::{
    collections::{HashMap, HashSet},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use openbacklog_plan::{
    Action, Connection, ConnectionId, Mode, Plan, PlanChanged, looks_like_token,
};
use sha2::{Digest, Sha256};
use tokio::{sync::broadcast, time::Instant};
use tokio_util::sync::CancellationToken;

use super::{answers::Unanswered, guard::Turned, limits::Strangers};
use crate::base::refusal::{Code, Refusal};

/// The use cases after which a connection may no longer do what it could.
const CURTAILING: [Action; 2] = [Action::RevokeConnection, Action::SetConnectionMode];

const NO_TOKEN: &str = "This needs a token.";
const TOKEN_REPAIR: &str = "Send Authorization: Bearer <token>. Make one in OpenBacklog under \
                            Settings, Connections, or with openbacklog token create.";

/// The tokens' side of the door.
#[derive(Debug)]
pub(crate) struct Access {
    plan: Plan,
    strangers: Strangers,
    /// Digests of tokens that were let in before.
    familiar: Mutex<HashSet<[u8; 32]>>,
    open: Mutex<HashMap<ConnectionId, (Mode, CancellationToken)>>,
    /// Counts the changes after which `open` was looked through.
    curtailed: AtomicU64,
}

impl Access {
    pub(crate) fn new(plan: Plan) -> Self {
        Self {
            plan,
            strangers: Strangers::new(Instant::now()),
            familiar: Mutex::default(),
            open: Mutex::default(),
            curtailed: AtomicU64::new(0),
        }
    }

    /// The connection of a token, and what is cancelled when it may no longer do
    /// what it may now.
    pub(crate) async fn connection(
        &self,
        token: Option<&str>,
    ) -> Result<(Connection, CancellationToken), Unanswered> {
        let token = token.filter(|token| looks_like_token(token)).ok_or_else(no_token)?;
        let digest: [u8; 32] = Sha256::digest(token).into();
        let familiar = locked(&self.familiar).contains(&digest);
        if !familiar && !self.strangers.admit(Instant::now()) {
            return Err(Turned::slow_down(
                "Too many unknown tokens were tried. Wait a second and go on.",
            )
            .into());
        }
        loop {
            let seen = self.curtailed.load(Ordering::Acquire);
            let Some(connection) = self.plan.authenticate(token).await? else {
                locked(&self.familiar).remove(&digest);
                return Err(no_token().into());
            };
            if !familiar && locked(&self.familiar).insert(digest) {
                self.strangers.forgive();
            }
            let ends = self.ends(&connection);
            // What was curtailed since the look-up may have been this one.
            if self.curtailed.load(Ordering::Acquire) == seen {
                return Ok((connection, ends));
            }
        }
    }

    /// What ends with this connection as it is now.
    fn ends(&self, connection: &Connection) -> CancellationToken {
        let mut open = locked(&self.open);
        let (mode, ends) = open
            .entry(connection.id.clone())
            .or_insert_with(|| (connection.mode, CancellationToken::new()));
        if *mode != connection.mode {
            ends.cancel();
            (*mode, *ends) = (connection.mode, CancellationToken::new());
        }
        ends.clone()
    }

    /// Ends what was opened by connections that are revoked or have another mode,
    /// whichever process did that.
    pub(crate) async fn follow(&self, mut changes: broadcast::Receiver<Arc<PlanChanged>>) {
        loop {
            let curtails = match changes.recv().await {
                Ok(change) => CURTAILING.contains(&change.action),
                Err(broadcast::error::RecvError::Lagged(_)) => true,
                Err(broadcast::error::RecvError::Closed) => return,
            };
            if curtails {
                self.curtail().await;
            }
        }
    }

    async fn curtail(&self) {
        // When it cannot be told who may stay, nobody does; clients come back.
        let known = self.plan.connections().await.unwrap_or_else(|error| {
            tracing::warn!(%error, "the connections cannot be read; open streams are ended");
            Vec::new()
        });
        self.curtailed.fetch_add(1, Ordering::AcqRel);
        locked(&self.open).retain(|id, (mode, ends)| {
            let stays = known.iter().any(|c| c.id == *id && c.mode == *mode);
            if !stays {
                ends.cancel();
            }
            stays
        });
    }
}

/// The refusal of a request without a valid token.
pub(crate) fn no_token() -> Refusal {
    Refusal::new(Code::Unauthorized, NO_TOKEN, TOKEN_REPAIR)
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;
