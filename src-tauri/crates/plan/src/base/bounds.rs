//! How much the plan holds, and how much of a thing is still few. The tables check
//! the same lengths; a test compares the two.

/// A name, in characters; what a client claims to be, too.
pub(crate) const NAME: usize = 200;
/// An item of a list, a reason, a branch: in characters.
pub(crate) const LINE: usize = 2_000;
/// A why in one line, in characters.
pub(crate) const WHY_LINE: usize = 160;
/// A product's icon, in characters.
pub(crate) const ICON: usize = 32;
/// An outcome's unit, in characters.
pub(crate) const UNIT: usize = 200;
/// The path of a folder, in characters.
pub(crate) const FOLDER: usize = 4_096;
/// What a client calls one of its writes, in characters.
pub(crate) const KEY: usize = 200;
/// Markdown, in bytes.
pub(crate) const MARKDOWN: usize = 64 * 1024;
/// A capture as it was typed, in bytes.
pub(crate) const CAPTURED: usize = 128 * 1024;
/// Items in a list; steps of a task, and its checks.
pub(crate) const LIST: usize = 200;
/// The most entities one batch touches.
pub const MOST_ITEMS: usize = 50;

/// The longest appetite, in days.
pub(crate) const APPETITE: u32 = 3650;
/// How severe a problem can be, from 1.
pub(crate) const SEVERITY: u8 = 5;
/// How strong evidence can be, from 0.
pub(crate) const STRENGTH: u8 = 4;

// Numbers that queries hold too are macros, for `concat!`.
macro_rules! bets_in_now {
    () => {
        3
    };
}
macro_rules! projects_building {
    () => {
        2
    };
}
pub(crate) use {bets_in_now, projects_building};

/// More are saved, and explained as a likely mistake: bets in now.
pub(crate) const BETS_IN_NOW: u32 = bets_in_now!();
/// The same for bets in now and next together.
pub(crate) const BETS_SOON: u32 = 5;
/// The same for projects being built.
pub(crate) const PROJECTS_BUILDING: u32 = projects_building!();
/// The same for pillars.
pub(crate) const PILLARS: u32 = 5;
/// The same for outcomes.
pub(crate) const OUTCOMES: u32 = 10;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::TestPlan;

    /// The most that a column may hold, by its name and whether bytes are counted.
    fn most(column: &str, in_bytes: bool) -> Option<usize> {
        Some(match (column, in_bytes) {
            ("line", true) => CAPTURED,
            (_, true) => MARKDOWN,
            ("name" | "what" | "label" | "actor_name" | "client" | "session", _) => NAME,
            ("icon", _) => ICON,
            ("unit", _) => UNIT,
            ("folder", _) => FOLDER,
            ("why_line", _) => WHY_LINE,
            // Kept with the name of the act before it.
            ("key", _) => KEY + 100,
            ("appetite_days", _) => usize::try_from(APPETITE).ok()?,
            ("severity", _) => usize::from(SEVERITY),
            ("strength", _) => usize::from(STRENGTH),
            (
                "reason" | "status_reason" | "blocked_reason" | "horizon_reason" | "branch"
                | "text" | "how" | "note" | "metric" | "source" | "url",
                _,
            ) => LINE,
            _ => return None,
        })
    }

    /// The column that a CHECK bounds, whether in bytes, and by how much.
    fn checked(check: &str) -> Option<(&str, bool, usize)> {
        let (bounded, by) = check.split_once(" BETWEEN ").or_else(|| check.split_once(" <= "))?;
        let column = bounded.trim_start_matches("length(").trim_start_matches("CAST(");
        let column = column.split([' ', ')']).next()?;
        let most = by.split_once(')')?.0.rsplit(' ').next()?;
        Some((column, bounded.contains("BLOB"), most.parse().ok()?))
    }

    #[tokio::test]
    async fn the_tables_check_what_the_rules_say() {
        let t = TestPlan::new().await;
        let mut reader = t.plan.store().reader().await.unwrap();
        let tables: Vec<(String, String)> =
            sqlx::query_as("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
                .fetch_all(&mut *reader)
                .await
                .unwrap();
        let mut seen = 0;
        for (table, sql) in &tables {
            let checks = sql.split("CHECK (").skip(1).filter_map(|check| check.lines().next());
            for (column, in_bytes, kept) in checks.filter_map(checked) {
                assert_eq!(most(column, in_bytes), Some(kept), "{table}.{column}");
                seen += 1;
            }
        }
        assert!(seen >= 60, "{seen} bounds read");
    }
}
