//! The search index: a file beside the plan, made from it and never asked about
//! what is true.
//!
//! The index says which entities hold some words, and in which order they come;
//! what an answer shows of them, and whether its filters hold, is read from the
//! plan when the answer is made. Every search first follows the log to its end,
//! in one short transaction; when another process is doing so, it goes on with
//! what is there. An index that is damaged, of another layout or of another plan
//! is thrown away and built again in the background, and meanwhile the plan
//! itself is scanned. Nothing here can make a search fail.

mod catch_up;
mod documents;
mod sql;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use sqlx::pool::PoolConnection;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions as _, Connection as _, Sqlite, SqlitePool};
use tokio::sync::Mutex;

use crate::Plan;
use crate::WeakPlan;
use crate::base::error::{Error, Result};
use crate::base::store::{REST, private_file};
use catch_up::{Freshness, STEP, STRIDE, Step};
pub(super) use documents::{first_doc, label_key, last_doc};
pub(super) use sql::known_serial;

const INDEX_FILE: &str = "search.db";

/// All are opened at once, and rest together: a file that is overwritten underneath
/// them refuses new ones, while these still know its content. Whoever searches or
/// writes takes one and never a second, so that none waits for itself.
const CONNECTIONS: u32 = 3;

/// How long to wait for another process that is writing the index.
const PATIENCE: Duration = Duration::from_millis(100);
/// How long background work lets another process go first.
const PAUSE: Duration = Duration::from_millis(50);

/// The index of a plan, opened at the first search.
#[derive(Debug)]
pub(crate) struct Index {
    file: PathBuf,
    opened: Mutex<Option<Opened>>,
    /// Held while this process writes the index.
    writing: Mutex<()>,
    /// Whether background work is under way.
    working: AtomicBool,
}

#[derive(Debug, Clone)]
struct Opened {
    pool: SqlitePool,
    /// Tells the opened file from another that took its place.
    identity: Option<u64>,
}

/// Why the index is of no use right now.
#[derive(Debug)]
enum Failure {
    /// The plan itself could not be read.
    Plan(Error),
    /// Another process is writing.
    Busy,
    /// It cannot be opened or written: permissions, a full disk.
    Unusable(String),
    /// Its content cannot be trusted.
    Damaged(String),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Failure::Plan(error)
    }
}

impl From<sqlx::Error> for Failure {
    fn from(error: sqlx::Error) -> Self {
        let code = error
            .as_database_error()
            .and_then(sqlx::error::DatabaseError::code)
            .and_then(|code| code.parse::<u32>().ok())
            .map(|code| code & 0xff);
        // https://sqlite.org/rescode.html
        match (code, &error) {
            (Some(5 | 6), _) => Failure::Busy,
            (Some(3 | 8 | 10 | 13 | 14), _)
            | (_, sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed) => {
                Failure::Unusable(error.to_string())
            }
            _ => Failure::Damaged(error.to_string()),
        }
    }
}

impl Index {
    pub(crate) fn new(folder: &Path) -> Self {
        Self {
            file: folder.join(INDEX_FILE),
            opened: Mutex::new(None),
            writing: Mutex::new(()),
            working: AtomicBool::new(false),
        }
    }

    /// A connection to the index, brought up to the log; none while it cannot
    /// answer. Fails only when the plan cannot be read.
    pub(super) async fn ready(&self, plan: &Plan) -> Result<Option<PoolConnection<Sqlite>>> {
        match self.caught_up(plan).await {
            Ok(ready) => Ok(ready),
            Err(Failure::Plan(error)) => Err(error),
            Err(failure) => {
                self.give_up(plan, failure).await;
                Ok(None)
            }
        }
    }

    /// A connection to the index as it is, for advice only.
    pub(super) async fn as_it_is(&self) -> Option<PoolConnection<Sqlite>> {
        let opened = self.open().await.ok()?;
        let mut conn = opened.pool.acquire().await.ok()?;
        let complete = sql::about(&mut conn).await.ok()??.building.is_none();
        complete.then_some(conn)
    }

    /// Takes note that a search in the index failed.
    pub(super) async fn failed(&self, plan: &Plan, error: sqlx::Error) {
        self.give_up(plan, error.into()).await;
    }

    /// Finishes what is under way and closes the file.
    pub(crate) async fn close(&self) {
        if let Some(opened) = self.opened.lock().await.take() {
            opened.pool.close().await;
        }
    }

    async fn caught_up(&self, plan: &Plan) -> Result<Option<PoolConnection<Sqlite>>, Failure> {
        let opened = self.open().await?;
        let mut conn = opened.pool.acquire().await?;
        if self.freshness(&mut conn, plan).await? == Freshness::Current {
            return Ok(Some(conn));
        }
        if self.working.load(Ordering::Acquire) {
            return Ok(self.complete(&mut conn, plan).await?.then_some(conn));
        }
        let writing = self.writing.lock().await;
        // One step builds a small plan, the next sees that nothing is left; one
        // follows any ordinary change.
        for _ in 0..2 {
            match self.freshness(&mut conn, plan).await? {
                Freshness::Current => return Ok(Some(conn)),
                Freshness::Behind(entities) if entities > STEP => break,
                Freshness::Behind(_) | Freshness::Building => {}
            }
            match catch_up::step(&mut conn, plan, STEP).await {
                Ok(_) => {}
                Err(Failure::Busy) => {
                    return Ok(self.complete(&mut conn, plan).await?.then_some(conn));
                }
                Err(failure) => return Err(failure),
            }
        }
        drop(writing);
        let freshness = self.freshness(&mut conn, plan).await?;
        if freshness != Freshness::Current {
            self.go_on(plan);
        }
        Ok((freshness != Freshness::Building).then_some(conn))
    }

    async fn freshness(
        &self,
        conn: &mut PoolConnection<Sqlite>,
        plan: &Plan,
    ) -> Result<Freshness, Failure> {
        let mut reader = plan.store().reader().await?;
        catch_up::freshness(conn, &mut reader).await
    }

    async fn complete(
        &self,
        conn: &mut PoolConnection<Sqlite>,
        plan: &Plan,
    ) -> Result<bool, Failure> {
        Ok(self.freshness(conn, plan).await? != Freshness::Building)
    }

    async fn open(&self) -> Result<Opened, Failure> {
        let mut opened = self.opened.lock().await;
        if let Some(known) = opened.as_ref() {
            if known.identity == identity(&self.file) {
                return Ok(known.clone());
            }
            // Deleted, or another process put a new one in its place.
            known.pool.close().await;
        }
        *opened = None;
        let fresh = match open(&self.file).await {
            Err(Failure::Damaged(why)) => {
                tracing::info!(why, "the search index is built anew");
                remove(&self.file)?;
                open(&self.file).await?
            }
            other => other?,
        };
        Ok(opened.insert(fresh).clone())
    }

    async fn give_up(&self, plan: &Plan, failure: Failure) {
        match failure {
            Failure::Damaged(why) => {
                tracing::info!(why, "the search index is built anew");
                let taken = self.opened.lock().await.take();
                if let Some(opened) = taken {
                    opened.pool.close().await;
                    // Another process may have replaced the damaged file already.
                    if opened.identity == identity(&self.file)
                        && let Err(Failure::Unusable(why)) = remove(&self.file)
                    {
                        tracing::warn!(why, "the damaged search index cannot be removed");
                        return;
                    }
                }
                self.go_on(plan);
            }
            Failure::Unusable(why) => tracing::warn!(why, "searching without the index"),
            Failure::Busy | Failure::Plan(_) => {}
        }
    }
}

/// Works until the index is current, the plan is closed, or something is wrong
/// that the next search will meet.
async fn work(weak: WeakPlan) {
    loop {
        let Some(plan) = weak.upgrade() else { return };
        let index = plan.index();
        let went = index.one_step(&plan).await;
        match went {
            Ok(Step::More) => {}
            Err(Failure::Busy) => {
                drop(plan);
                tokio::time::sleep(PAUSE).await;
            }
            Ok(Step::Done) | Err(_) => {
                index.working.store(false, Ordering::Release);
                return;
            }
        }
    }
}

impl Index {
    async fn one_step(&self, plan: &Plan) -> Result<Step, Failure> {
        let opened = self.open().await?;
        let _writing = self.writing.lock().await;
        let mut conn = opened.pool.acquire().await?;
        catch_up::step(&mut conn, plan, STRIDE).await
    }
}

async fn open(file: &Path) -> Result<Opened, Failure> {
    if file.is_dir() {
        set_aside(file)?;
    }
    private_file(file).map_err(|error| Failure::Unusable(error.to_string()))?;
    let identity = identity(file);
    let options = SqliteConnectOptions::new()
        .filename(file)
        .busy_timeout(PATIENCE)
        .journal_mode(SqliteJournalMode::Wal)
        // What a power cut takes is followed again from the log.
        .synchronous(SqliteSynchronous::Normal)
        .pragma("trusted_schema", "OFF")
        .pragma("cell_size_check", "ON")
        .pragma("temp_store", "MEMORY")
        // KiB, as for the plan's readers.
        .pragma("cache_size", "-512")
        // Few of the statements made for a query are made again.
        .statement_cache_capacity(32)
        .disable_statement_logging();
    let pool = SqlitePoolOptions::new()
        .max_connections(CONNECTIONS)
        .acquire_timeout(Duration::from_secs(2))
        .test_before_acquire(false)
        .idle_timeout(REST)
        .max_lifetime(None)
        .connect_lazy_with(options);
    let prepared = prepare(&pool).await;
    if prepared.is_err() {
        pool.close().await;
    }
    prepared.map(|()| Opened { pool, identity })
}

/// Makes the tables in an empty file, and refuses those of another layout.
async fn prepare(pool: &SqlitePool) -> Result<(), Failure> {
    let mut conn = pool.acquire().await?;
    let mut others = Vec::new();
    for _ in 1..CONNECTIONS {
        others.push(pool.acquire().await?);
    }
    drop(others);
    if sql::layout(&mut conn).await? == sql::LAYOUT {
        return Ok(());
    }
    let mut transaction = conn.begin_with("BEGIN IMMEDIATE").await?;
    match sql::layout(&mut transaction).await? {
        sql::LAYOUT => {}
        0 => sql::create(&mut transaction).await?,
        other => return Err(Failure::Damaged(format!("its layout is {other}"))),
    }
    Ok(transaction.commit().await?)
}

/// Removes the file and what SQLite keeps beside it, which must not meet a new one.
fn remove(file: &Path) -> Result<(), Failure> {
    for ending in ["-wal", "-shm", ""] {
        let mut path = file.as_os_str().to_owned();
        path.push(ending);
        match std::fs::remove_file(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(Failure::Unusable(error.to_string()));
            }
            _ => {}
        }
    }
    Ok(())
}

/// Moves a folder that is in the way of the file to a free name.
fn set_aside(path: &Path) -> Result<(), Failure> {
    let free = (1..1_000)
        .map(|n| path.with_extension(format!("aside-{n}")))
        .find(|path| !path.exists())
        .ok_or_else(|| Failure::Unusable("a folder is in its place".to_owned()))?;
    std::fs::rename(path, free).map_err(|error| Failure::Unusable(error.to_string()))
}

/// What tells a file from another of the same name; none when it is not there.
fn identity(file: &Path) -> Option<u64> {
    let found = file.metadata().ok()?;
    #[cfg(unix)]
    return Some(std::os::unix::fs::MetadataExt::ino(&found));
    // An opened file cannot be replaced there.
    #[cfg(not(unix))]
    return found.is_file().then_some(0);
}
