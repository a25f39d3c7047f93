//! The one file that holds the plan: how it is opened, and who may write.
//!
//! One writer connection behind a first-come queue, four read-only readers. Every
//! setting that durability rests on is read back after it is set.

mod connection;
mod folder;
mod triggers;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use sqlx::pool::PoolConnection;
use sqlx::sqlite::SqlitePoolOptions;
use sqlx::{Sqlite, SqliteConnection, SqlitePool, Transaction};

use crate::base::error::{Error, Result};

pub(crate) use folder::{NUDGE_FILE, private_file};
pub use folder::{data_dir, make_private_folder};
pub(crate) use triggers::TRACKED;

/// How long a write waits for another process to end its own.
const PATIENCE: Duration = Duration::from_secs(5);
const DATABASE_FILE: &str = "plan.db";
const LOCK_FILE: &str = "plan.lock";

/// A reader that nobody used for so long is closed, and gives its memory back: a
/// server waits most of its day.
pub(crate) const REST: Duration = Duration::from_secs(60);

static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!("../../../migrations");

/// The schema this program writes, kept in the file's `user_version`: the number of
/// the last migration.
fn schema_version() -> u32 {
    let last = MIGRATIONS.iter().map(|migration| migration.version).max();
    last.and_then(|version| u32::try_from(version).ok()).unwrap_or_default()
}

/// An open plan file.
#[derive(Debug)]
pub(crate) struct Store {
    writer: SqlitePool,
    readers: SqlitePool,
    folder: PathBuf,
    file: PathBuf,
    identity: folder::Identity,
    suspect: Arc<AtomicBool>,
}

impl Store {
    /// Opens the plan in `folder`, making both when they are missing.
    pub(crate) async fn open(folder: &Path) -> Result<Self> {
        let file = folder.join(DATABASE_FILE);
        let held = folder::hold(folder, &folder.join(LOCK_FILE)).await?;
        folder::refuse_a_vanished_database(folder, &file)?;
        // SQLite gives the files beside it the same permissions.
        let identity = folder::private_file(&file)
            .and_then(|_| folder::Identity::of(&file))
            .map_err(|error| Error::ReadOnly(format!("{} ({error})", file.display())))?;
        let suspect = Arc::new(AtomicBool::new(false));
        let suspected = Arc::clone(&suspect);
        let opened = Arc::new(AtomicBool::new(false));
        let is_open = Arc::clone(&opened);
        let writer = SqlitePoolOptions::new()
            .max_connections(1)
            .acquire_timeout(Duration::from_secs(10))
            .test_before_acquire(false)
            .idle_timeout(None)
            .max_lifetime(None)
            .after_connect(move |conn, _| {
                let is_open = is_open.load(Ordering::Acquire);
                Box::pin(async move {
                    connection::check_writer(conn).await?;
                    if is_open { connection::ask_often(conn).await } else { Ok(()) }
                })
            })
            .before_acquire(move |_, _| {
                let keep = !suspected.swap(false, Ordering::AcqRel);
                Box::pin(async move { Ok(keep) })
            })
            .connect_with(connection::writer(&file))
            .await?;
        bring_up_to_date(&writer).await?;
        drop(held);
        connection::ask_often(&mut *writer.acquire().await?).await?;
        opened.store(true, Ordering::Release);
        let readers = SqlitePoolOptions::new()
            .max_connections(4)
            .acquire_timeout(Duration::from_secs(10))
            .test_before_acquire(false)
            .idle_timeout(REST)
            .max_lifetime(None)
            .after_connect(|conn, _| Box::pin(connection::check_reader(conn)))
            .connect_lazy_with(connection::reader(&file));
        Ok(Self { writer, readers, folder: folder.to_owned(), file, identity, suspect })
    }

    /// A read-only connection.
    pub(crate) async fn reader(&self) -> Result<PoolConnection<Sqlite>> {
        self.identity.refuse_another(&self.file)?;
        Ok(self.readers.acquire().await?)
    }

    /// The writer, inside a transaction that already holds the file's write lock.
    /// Refused when a newer version migrated the file while this one ran.
    pub(crate) async fn write(&self) -> Result<Transaction<'static, Sqlite>> {
        self.identity.refuse_another(&self.file)?;
        let mut transaction = self.begin().await?;
        refuse_newer(&mut transaction).await?;
        Ok(transaction)
    }

    async fn begin(&self) -> Result<Transaction<'static, Sqlite>> {
        let until = Instant::now() + PATIENCE;
        loop {
            match self.writer.begin_with("BEGIN IMMEDIATE").await.map_err(Error::from) {
                Err(Error::Busy) if Instant::now() < until => {}
                begun => return begun,
            }
        }
    }

    /// Ends a transaction by how its work went.
    pub(crate) async fn end(
        &self,
        transaction: Transaction<'static, Sqlite>,
        work: sqlx::Result<()>,
    ) -> Result<()> {
        let ended = match work {
            Ok(()) => transaction.commit().await,
            Err(error) => Err(error),
        };
        ended.inspect_err(|_| self.distrust_writer()).map_err(Error::from)
    }

    /// Closes the writer connection before its next use. A transaction that did
    /// not end cleanly takes its connection with it: after a hard error SQLite has
    /// rolled back by itself, and the connection may believe it is still inside.
    pub(crate) fn distrust_writer(&self) {
        self.suspect.store(true, Ordering::Release);
    }

    /// Where the plan lives.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Finishes what is under way and closes the file.
    pub(crate) async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }
}

/// Refuses a newer file, migrates an older one, and renews the
/// generated triggers when they differ.
async fn bring_up_to_date(writer: &SqlitePool) -> Result<()> {
    let mut conn = writer.acquire().await?;
    let found = refuse_newer(&mut conn).await?;
    if found == schema_version() && triggers::are_current(&mut conn).await? {
        return Ok(());
    }
    drop(conn);
    MIGRATIONS.run(writer).await?;
    let mut transaction = writer.begin_with("BEGIN IMMEDIATE").await?;
    triggers::renew(&mut transaction).await?;
    // Marks the file as a plan: `OBPL` in ASCII.
    sqlx::query("PRAGMA application_id = 0x4F42504C").execute(&mut *transaction).await?;
    let version = format!("PRAGMA user_version = {}", schema_version());
    sqlx::query(sqlx::AssertSqlSafe(version)).execute(&mut *transaction).await?;
    transaction.commit().await?;
    Ok(())
}

/// The file's schema version, unless it is one this program does not know.
async fn refuse_newer(conn: &mut SqliteConnection) -> Result<u32> {
    let found: u32 = sqlx::query_scalar("PRAGMA user_version").fetch_one(conn).await?;
    let known = schema_version();
    if found > known {
        return Err(Error::Newer { found, known });
    }
    Ok(found)
}

#[cfg(test)]
mod tests;
