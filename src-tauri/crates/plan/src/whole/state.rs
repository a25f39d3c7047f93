//! A plan's state as text, and what stands of its history.

use std::fmt::Write as _;

use sqlx::AssertSqlSafe;

use crate::base::store::TRACKED;
use crate::testing::TestPlan;

/// Everything the log keeps, as text, without the bookkeeping columns.
pub(super) async fn state(t: &TestPlan) -> String {
    let mut conn = t.plan.store().reader().await.unwrap();
    let mut all = String::new();
    for table in &TRACKED {
        let columns: Vec<String> = sqlx::query_scalar("SELECT name FROM pragma_table_info(?1)")
            .bind(table.name)
            .fetch_all(&mut *conn)
            .await
            .unwrap();
        let kept: Vec<String> = columns
            .into_iter()
            .filter(|c| !["rev", "updated_at", "updated_by"].contains(&c.as_str()))
            .map(|c| format!("quote({c})"))
            .collect();
        let sql = format!("SELECT {} FROM {} ORDER BY id", kept.join(" || '|' || "), table.name);
        let rows: Vec<String> =
            sqlx::query_scalar(AssertSqlSafe(sql)).fetch_all(&mut *conn).await.unwrap();
        for row in rows {
            let _ = writeln!(all, "{} {row}", table.name);
        }
    }
    all
}

/// Fails with the rows in which two states differ.
pub(super) fn same(is: &str, should: &str, when: &str) {
    let only = |a: &str, b: &str| -> Vec<String> {
        a.lines().filter(|line| !b.lines().any(|other| other == *line)).map(str::to_owned).collect()
    };
    assert!(
        is == should,
        "{when}\n  is: {:#?}\n  should be: {:#?}",
        only(is, should),
        only(should, is)
    );
}

/// The change sets that stand, latest first.
pub(super) async fn standing_sets(t: &TestPlan) -> Vec<u32> {
    let mut conn = t.plan.store().reader().await.unwrap();
    sqlx::query_scalar("SELECT seq FROM change_sets WHERE undone_by IS NULL ORDER BY seq DESC")
        .fetch_all(&mut *conn)
        .await
        .unwrap()
}

/// The changes that stand, latest first.
pub(super) async fn standing_changes(t: &TestPlan) -> Vec<u32> {
    let mut conn = t.plan.store().reader().await.unwrap();
    sqlx::query_scalar("SELECT seq FROM changes WHERE undone_by IS NULL ORDER BY seq DESC")
        .fetch_all(&mut *conn)
        .await
        .unwrap()
}

/// The change sets after one, earliest first.
pub(super) async fn sets_after(t: &TestPlan, set: u32) -> Vec<u32> {
    let mut conn = t.plan.store().reader().await.unwrap();
    sqlx::query_scalar("SELECT seq FROM change_sets WHERE seq > ?1 ORDER BY seq")
        .bind(set)
        .fetch_all(&mut *conn)
        .await
        .unwrap()
}

/// Numbers that look random and are the same on every run.
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn seeded(seed: u64) -> Self {
        Self(seed | 1)
    }

    /// A number from 0 to below `n` (xorshift64, Marsaglia 2003).
    pub(super) fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % n as u64).unwrap()
    }
}
