//! The settings of each connection, set and read back.

use std::path::Path;
use std::time::Duration;

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions, SqliteConnection};

/// Versions before this one can lose committed data when two connections write
/// and checkpoint at once (<https://sqlite.org/wal.html#walresetbug>).
const OLDEST_SQLITE: [u32; 3] = [3, 51, 3];

fn shared(file: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(file)
        .busy_timeout(Duration::from_secs(5))
        .foreign_keys(true)
        .pragma("trusted_schema", "OFF")
        .pragma("cell_size_check", "ON")
        .pragma("temp_store", "MEMORY")
        .statement_cache_capacity(256)
        .disable_statement_logging()
}

pub(crate) fn writer(file: &Path) -> SqliteConnectOptions {
    // FULL: with NORMAL a power cut loses acknowledged commits.
    let options = shared(file)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full);
    // Without it macOS acknowledges a sync before the disk has written.
    if cfg!(target_os = "macos") {
        options.pragma("fullfsync", "ON").pragma("checkpoint_fullfsync", "ON")
    } else {
        options
    }
}

pub(crate) fn reader(file: &Path) -> SqliteConnectOptions {
    // KiB. There are several, and the system caches the file anyway.
    shared(file).read_only(true).pragma("query_only", "ON").pragma("cache_size", "-512")
}

pub(crate) async fn check_writer(conn: &mut SqliteConnection) -> sqlx::Result<()> {
    check_version(conn).await?;
    expect(conn, "PRAGMA journal_mode", "wal").await?;
    expect(conn, "PRAGMA synchronous", "2").await?;
    if cfg!(target_os = "macos") {
        expect(conn, "PRAGMA fullfsync", "1").await?;
    }
    check_shared(conn).await
}

/// Makes a wait for the write lock short, for a caller that asks again. Left
/// alone SQLite sleeps longer and longer, up to 100 ms, while others that just
/// came take the lock: among busy writers one may wait for seconds.
pub(crate) async fn ask_often(conn: &mut SqliteConnection) -> sqlx::Result<()> {
    sqlx::query("PRAGMA busy_timeout = 10").execute(&mut *conn).await?;
    expect(conn, "PRAGMA busy_timeout", "10").await
}

pub(crate) async fn check_reader(conn: &mut SqliteConnection) -> sqlx::Result<()> {
    expect(conn, "PRAGMA query_only", "1").await?;
    check_shared(conn).await
}

async fn check_shared(conn: &mut SqliteConnection) -> sqlx::Result<()> {
    expect(conn, "PRAGMA foreign_keys", "1").await?;
    expect(conn, "PRAGMA busy_timeout", "5000").await?;
    expect(conn, "PRAGMA trusted_schema", "0").await?;
    expect(conn, "PRAGMA cell_size_check", "1").await?;
    expect(conn, "PRAGMA temp_store", "2").await
}

async fn check_version(conn: &mut SqliteConnection) -> sqlx::Result<()> {
    let version: String = sqlx::query_scalar("SELECT sqlite_version()").fetch_one(conn).await?;
    let parts: Vec<u32> = version.split('.').filter_map(|p| p.parse().ok()).collect();
    if parts.as_slice() < OLDEST_SQLITE.as_slice() {
        return Err(refused(format!("SQLite {version} is too old to keep a plan safe")));
    }
    Ok(())
}

async fn expect(
    conn: &mut SqliteConnection,
    pragma: &'static str,
    wanted: &str,
) -> sqlx::Result<()> {
    use sqlx::{Row, ValueRef};
    let row = sqlx::query(pragma).fetch_one(conn).await?;
    let raw = row.try_get_raw(0)?;
    let is_number = raw.type_info().to_string() == "INTEGER";
    let found = if is_number { row.try_get::<i64, _>(0)?.to_string() } else { row.try_get(0)? };
    if found == wanted {
        return Ok(());
    }
    Err(refused(format!("{pragma} is {found} instead of {wanted}; the plan would not be safe")))
}

fn refused(why: String) -> sqlx::Error {
    sqlx::Error::Configuration(why.into())
}
