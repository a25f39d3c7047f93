//! Connections: clients that may use the HTTP door, each with a token of its own.
//!
//! A token is shown once and kept only as a hash. Its table is outside the
//! history on purpose: undo must never bring a revoked token back.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use sqlx::SqliteConnection;
use subtle::ConstantTimeEq;

use crate::Plan;
use crate::base::action::Action;
use crate::base::actor::Actor;
use crate::base::change::{Change, Grouping};
use crate::base::error::{Error, Result};
use crate::base::ids::ConnectionId;
use crate::base::reason::Reason;
use crate::base::text;
use crate::base::word_enum::word_enum;

/// How every token begins, so that one that leaked is recognised.
pub const TOKEN_PREFIX: &str = "obl_";
/// Random bytes in a token.
const TOKEN_BYTES: usize = 32;

word_enum! {
    /// What a client may do.
    Mode {
        /// Read the plan.
        Read = "read",
        /// Read it, and report on tasks.
        Build = "build",
        /// Change everything.
        Plan = "plan",
    }
}

/// A client that may use the HTTP door.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type, sqlx::FromRow)]
pub struct Connection {
    /// Its id.
    pub id: ConnectionId,
    /// The name shown beside its changes.
    pub label: String,
    /// What it may do.
    pub mode: Mode,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When its token was last accepted, to the minute.
    pub last_used_at: Option<DateTime<Utc>>,
}

/// A connection with the hash of its token.
#[derive(sqlx::FromRow)]
struct Stored {
    #[sqlx(flatten)]
    connection: Connection,
    token_hash: String,
}

/// A connection just made, with the only sight of its token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct NewConnection {
    /// The connection.
    pub connection: Connection,
    /// The token: `obl_` and 64 hexadecimal digits.
    pub token: String,
}

impl Plan {
    /// The connections not revoked, oldest first.
    pub async fn connections(&self) -> Result<Vec<Connection>> {
        let mut conn = self.store().reader().await?;
        Ok(sqlx::query_as(
            "SELECT id, label, mode, created_at, last_used_at FROM connections
             WHERE revoked_at IS NULL ORDER BY created_at, id",
        )
        .fetch_all(&mut *conn)
        .await?)
    }

    /// Makes a token for a client. It is never shown again.
    pub async fn create_connection(
        &self,
        actor: &Actor,
        label: &str,
        mode: Mode,
    ) -> Result<NewConnection> {
        let label = text::name("label", label)?;
        let token = new_token()?;
        let mut change =
            Change::open(self, actor, Action::CreateConnection, Grouping::Turn).await?;
        let connection = Connection {
            id: ConnectionId(change.id()),
            label,
            mode,
            created_at: change.at,
            last_used_at: None,
        };
        insert(change.conn(), &connection, &hash(&token)).await?;
        change.record_without_rows();
        change.commit().await?;
        Ok(NewConnection { connection, token })
    }

    /// Makes a token when no connection was ever made; `None` afterwards.
    pub async fn create_first_connection(&self, actor: &Actor) -> Result<Option<NewConnection>> {
        let any: bool = {
            let mut conn = self.store().reader().await?;
            sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM connections)")
                .fetch_one(&mut *conn)
                .await?
        };
        if any {
            return Ok(None);
        }
        self.create_connection(actor, "First client", Mode::Plan).await.map(Some)
    }

    /// Changes what a client may do, from its next request on. Its token stays.
    pub async fn set_connection_mode(
        &self,
        actor: &Actor,
        id: &ConnectionId,
        mode: Mode,
    ) -> Result<()> {
        let mut change =
            Change::open(self, actor, Action::SetConnectionMode, Grouping::Turn).await?;
        let done =
            sqlx::query("UPDATE connections SET mode = ?2 WHERE id = ?1 AND revoked_at IS NULL")
                .bind(id)
                .bind(mode)
                .execute(change.conn())
                .await?;
        commit_to_one(change, done.rows_affected()).await
    }

    /// Makes a connection's token worthless, at once and for ever.
    pub async fn revoke_connection(&self, actor: &Actor, id: &ConnectionId) -> Result<()> {
        let mut change =
            Change::open(self, actor, Action::RevokeConnection, Grouping::Turn).await?;
        let at = change.at;
        let done = sqlx::query(
            "UPDATE connections SET revoked_at = ?2 WHERE id = ?1 AND revoked_at IS NULL",
        )
        .bind(id)
        .bind(at)
        .execute(change.conn())
        .await?;
        commit_to_one(change, done.rows_affected()).await
    }

    /// The connection a token belongs to, compared in constant time. What does not
    /// look like a token is no token, and costs no look-up.
    pub async fn authenticate(&self, token: &str) -> Result<Option<Connection>> {
        if !looks_like_token(token) {
            return Ok(None);
        }
        let wanted = hash(token);
        let mut conn = self.store().reader().await?;
        let known: Vec<Stored> = sqlx::query_as(
            "SELECT id, label, mode, created_at, last_used_at, token_hash FROM connections
             WHERE revoked_at IS NULL",
        )
        .fetch_all(&mut *conn)
        .await?;
        drop(conn);
        // Every hash is compared, whichever fits.
        let mut connection = None;
        for stored in known {
            if bool::from(stored.token_hash.as_bytes().ct_eq(wanted.as_bytes())) {
                connection = Some(stored.connection);
            }
        }
        if let Some(connection) = &connection
            && let Err(error) = self.note_use(connection).await
        {
            tracing::debug!(%error, "the use of a token was not noted");
        }
        Ok(connection)
    }

    /// When a client was last there is not part of the plan: it is no change.
    async fn note_use(&self, connection: &Connection) -> Result<()> {
        let now = self.ambient().now();
        if connection.last_used_at.is_some_and(|at| now - at < TimeDelta::minutes(1)) {
            return Ok(());
        }
        let mut transaction = self.store().write().await?;
        let noted = sqlx::query("UPDATE connections SET last_used_at = ?2 WHERE id = ?1")
            .bind(&connection.id)
            .bind(now)
            .execute(&mut *transaction)
            .await;
        self.store().end(transaction, noted.map(drop)).await
    }
}

/// Commits what was done to one connection, which has to be there.
async fn commit_to_one(mut change: Change, connections: u64) -> Result<()> {
    if connections == 0 {
        return Err(Error::not_found("that connection"));
    }
    change.record_without_rows();
    change.commit().await.map(drop)
}

async fn insert(conn: &mut SqliteConnection, new: &Connection, token_hash: &str) -> Result<()> {
    sqlx::query(
        "INSERT INTO connections (id, label, mode, token_hash, created_at) VALUES (?1, ?2, ?3, ?4, ?5)",
    )
    .bind(&new.id)
    .bind(&new.label)
    .bind(new.mode)
    .bind(token_hash)
    .bind(new.created_at)
    .execute(conn)
    .await?;
    Ok(())
}

/// Whether a text has the shape of a token: `obl_` and 64 hexadecimal digits.
#[must_use]
pub fn looks_like_token(text: &str) -> bool {
    let digits = text.strip_prefix(TOKEN_PREFIX);
    digits.is_some_and(|d| {
        d.len() == TOKEN_BYTES * 2 && d.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
    })
}

fn new_token() -> Result<String> {
    let mut bytes = [0_u8; TOKEN_BYTES];
    getrandom::fill(&mut bytes)
        .map_err(|error| Error::Refused(Reason::NoRandomness(error.to_string())))?;
    Ok(format!("{TOKEN_PREFIX}{}", hex(&bytes)))
}

fn hash(token: &str) -> String {
    hex(&Sha256::digest(token.as_bytes()))
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests;
