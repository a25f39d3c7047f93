//! The statements that give the documents a question is about.

use super::super::index::{first_doc, last_doc};
use super::{FindQuery, Question};

/// Of more finished matches than this, the newest are ranked.
const MOST_OVER: u32 = 2_000;

/// Which halves of the index a question is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::insights::find) struct Parts {
    pub(in crate::insights::find) open: bool,
    pub(in crate::insights::find) over: bool,
}

impl Parts {
    /// The words of a status say whether it is one of finished work.
    pub(in crate::insights::find) fn of(query: &FindQuery) -> Self {
        let is_over =
            |word: &String| matches!(word.as_str(), "done" | "dropped" | "closed" | "solved");
        if query.statuses.is_empty() {
            return Self { open: true, over: query.finished };
        }
        let over = query.statuses.iter().any(is_over);
        Self { open: !query.statuses.iter().all(is_over), over }
    }
}

/// One half of the index.
#[derive(Clone, Copy)]
pub(super) struct Half {
    pub(super) table: &'static str,
    pub(super) over: i64,
}

pub(super) const OPEN: Half = Half { table: "open_text", over: 0 };
pub(super) const OVER: Half = Half { table: "over_text", over: 1 };

impl Question<'_> {
    /// The matches in the halves asked for. Of finished ones only the newest are
    /// taken, after the filters, so that none of a narrow answer is missing.
    pub(super) fn source(&self, class: &str, score: &str, shown: &[&str]) -> String {
        let part = |Half { table, over }: Half, most: &str| {
            let (low, high) = (first_doc(self.serial, over), last_doc(self.serial, over));
            format!(
                "SELECT d.doc, {class} AS class, d.over, {} AS score, d.place
                 FROM {table} CROSS JOIN docs AS d ON d.doc = {table}.rowid
                 WHERE {table} MATCH ?1 AND {table}.rowid BETWEEN {low} AND {high}{}{most}",
                score.replace("TABLE", table),
                // The plus keeps SQLite from asking the full text once per member.
                self.filters(&format!("+{table}.rowid"), shown)
            )
        };
        let newest = format!(" ORDER BY over_text.rowid DESC LIMIT {MOST_OVER}");
        match self.parts {
            Parts { over: false, .. } => part(OPEN, ""),
            Parts { open: false, .. } => format!("SELECT * FROM ({})", part(OVER, &newest)),
            Parts { .. } => {
                format!("{} UNION ALL SELECT * FROM ({})", part(OPEN, ""), part(OVER, &newest))
            }
        }
    }

    /// The same matches to be counted: without a filter the words alone tell.
    pub(super) fn countable(&self, shown: &[&str]) -> String {
        if !self.filters("", shown).is_empty() {
            return self.source("0", "0", shown);
        }
        let part = |Half { table, over }: Half| {
            let (low, high) = (first_doc(self.serial, over), last_doc(self.serial, over));
            let most = if over == 1 { format!(" LIMIT {MOST_OVER}") } else { String::new() };
            format!(
                "SELECT * FROM (SELECT rowid FROM {table}
                   WHERE {table} MATCH ?1 AND rowid BETWEEN {low} AND {high}{most})"
            )
        };
        match self.parts {
            Parts { over: false, .. } => part(OPEN),
            Parts { open: false, .. } => part(OVER),
            Parts { .. } => format!("{} UNION ALL {}", part(OPEN), part(OVER)),
        }
    }

    /// Everything the filters leave, found by the narrowest of them.
    pub(super) fn list(&self, shown: &[&str]) -> String {
        let (from, condition) = match (&self.label, self.under) {
            (Some(_), _) => {
                let (low, high) = self.docs();
                (
                    "labels AS l CROSS JOIN docs AS d ON d.doc = l.doc",
                    format!("l.product = ?3 AND l.label = ?6 AND l.doc BETWEEN {low} AND {high}"),
                )
            }
            // By their numbers, and not by reading all in order.
            (None, Some(_)) => ("docs AS d NOT INDEXED", "TRUE".to_owned()),
            (None, None) => ("docs AS d", self.listed_kinds().to_owned()),
        };
        format!(
            "SELECT d.doc, d.over, d.place FROM {from}
             WHERE {condition} AND d.product = ?3 AND d.over {}{}",
            self.halves(),
            self.filters("d.doc", shown)
        )
    }

    /// The statement for how many that are.
    pub(super) fn size(&self, shown: &[&str]) -> String {
        let told_by_status = self.label.is_none()
            && self.under.is_none()
            && self.query.changed_since.is_none()
            && shown.is_empty();
        if !told_by_status {
            return format!("SELECT count(*) FROM ({})", self.list(shown));
        }
        format!(
            "SELECT coalesce(sum(d.docs), 0) FROM sizes AS d WHERE {} AND d.product = ?3 AND d.over {}{}",
            self.listed_kinds(),
            self.halves(),
            self.filters("", shown)
        )
    }

    /// The product itself is no part of its list.
    fn listed_kinds(&self) -> &'static str {
        if self.kinds.is_none() { "d.kind <> 0" } else { "TRUE" }
    }

    fn halves(&self) -> &'static str {
        match self.parts {
            Parts { open: true, over: true } => "BETWEEN 0 AND 1",
            Parts { over: true, .. } => "= 1",
            Parts { .. } => "= 0",
        }
    }

    /// Between which numbers the documents of the halves asked for are.
    fn docs(&self) -> (i64, i64) {
        let Parts { open, over } = self.parts;
        (first_doc(self.serial, i64::from(!open)), last_doc(self.serial, i64::from(over)))
    }

    /// What the filters ask of a document `d` with the number `doc`, each after an
    /// `AND`.
    fn filters(&self, doc: &str, shown: &[&str]) -> String {
        let filters = [
            (
                !shown.is_empty(),
                format!("{doc} NOT IN (SELECT doc FROM ids WHERE id IN (SELECT value FROM json_each(?2)))"),
            ),
            (
                self.label.is_some() && !self.any,
                format!("{doc} IN (SELECT doc FROM labels WHERE product = ?3 AND label = ?6)"),
            ),
            (
                self.under.is_some(),
                format!(
                    "{doc} IN (SELECT doc FROM docs WHERE product = ?3 AND parent IN (SELECT value FROM json_each(?8))
                       UNION ALL SELECT doc FROM ids WHERE id IN (SELECT value FROM json_each(?9)))"
                ),
            ),
            (self.kinds.is_some(), "d.kind IN (SELECT value FROM json_each(?4))".to_owned()),
            (self.statuses.is_some(), "d.status IN (SELECT value FROM json_each(?5))".to_owned()),
            (self.query.changed_since.is_some(), "d.updated_at >= ?7".to_owned()),
        ];
        let asked = filters.iter().filter(|(asked, _)| *asked);
        asked.flat_map(|(_, filter)| [" AND ", filter.as_str()]).collect()
    }
}
