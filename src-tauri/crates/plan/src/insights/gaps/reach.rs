//! Which entities a look at the gaps takes in: everything below one, or all that
//! a change can have opened a gap on.

use std::collections::{BTreeMap, BTreeSet};

use sqlx::{AssertSqlSafe, SqliteConnection};

use crate::base::change::Written;
use crate::base::error::Result;
use crate::base::finished::open_task;
use crate::base::ids::ProductId;
use crate::base::refs::Kind;

/// Entities by kind, each once.
#[derive(Debug, Default)]
pub(super) struct Entities(BTreeMap<Kind, BTreeSet<String>>);

impl Entities {
    pub(super) fn add(&mut self, kind: Kind, id: &str) {
        self.0.entry(kind).or_default().insert(id.to_owned());
    }

    /// The ids of one kind as a JSON list; `None` when there are none.
    pub(super) fn of(&self, kind: Kind) -> Option<String> {
        self.0.get(&kind).map(|ids| serde_json::json!(ids).to_string())
    }

    fn extend(&mut self, kind: Kind, ids: Vec<String>) {
        self.0.entry(kind).or_default().extend(ids);
    }
}

/// From one kind to another, by a table that has a column for each.
struct Line {
    from: Kind,
    to: Kind,
    table: &'static str,
    from_column: &'static str,
    to_column: &'static str,
    /// A further condition; `?2` is the product.
    only: &'static str,
}

const fn line(
    (from, from_column): (Kind, &'static str),
    (to, to_column): (Kind, &'static str),
    (table, only): (&'static str, &'static str),
) -> Line {
    Line { from, to, table, from_column, to_column, only }
}

impl Line {
    /// What it leads to from these entities.
    async fn ends(
        &self,
        conn: &mut SqliteConnection,
        product: &ProductId,
        from: &Entities,
    ) -> Result<Vec<String>> {
        let Some(ids) = from.of(self.from) else {
            return Ok(Vec::new());
        };
        // Made of constants of ours.
        let sql = format!(
            "SELECT DISTINCT {} FROM {} AS l WHERE {} IN (SELECT value FROM json_each(?1)){}",
            self.to_column, self.table, self.from_column, self.only
        );
        Ok(sqlx::query_scalar(AssertSqlSafe(sql)).bind(ids).bind(product).fetch_all(conn).await?)
    }
}

const OUTCOME: (Kind, &str) = (Kind::Outcome, "l.outcome_id");
const PILLAR: (Kind, &str) = (Kind::Pillar, "l.pillar_id");
const BET: (Kind, &str) = (Kind::Bet, "l.bet_id");
const PROBLEM: (Kind, &str) = (Kind::Problem, "l.problem_id");
const PERSONA: (Kind, &str) = (Kind::Persona, "l.persona_id");
const PROJECT: (Kind, &str) = (Kind::Project, "l.project_id");
const EVIDENCE: (Kind, &str) = (Kind::Evidence, "l.evidence_id");

/// Only a task that is open and blocked can have a gap, and an index holds those.
const BLOCKED: &str = concat!(
    " AND l.product_id = ?2 AND l.trashed_at IS NULL
    AND ",
    open_task!("l.status"),
    " AND l.blocked = 1"
);

/// Down the plan, so ordered that each line starts from what those before it
/// found.
const BELOW: [Line; 5] = [
    line(PILLAR, OUTCOME, ("outcome_pillars", "")),
    line(OUTCOME, BET, ("bet_outcomes", "")),
    line(PILLAR, (Kind::Project, "l.id"), ("projects", " AND l.pillar_id IS NOT NULL")),
    line(BET, (Kind::Project, "l.id"), ("projects", " AND l.bet_id IS NOT NULL")),
    line(PROJECT, (Kind::Task, "l.id"), ("tasks", BLOCKED)),
];

/// From what a change touched to what its gaps depend on it: a bet's to its
/// evidence and projects, a project's to its tasks, and so on.
const BESIDE: [Line; 11] = [
    line((Kind::Task, "l.id"), PROJECT, ("tasks", "")),
    line((Kind::Task, "l.depends_on"), (Kind::Task, "l.task_id"), ("task_dependencies", "")),
    line((Kind::Project, "l.id"), BET, ("projects", " AND l.bet_id IS NOT NULL")),
    line(PROJECT, PROBLEM, ("project_problems", "")),
    line((Kind::Pain, "l.id"), PERSONA, ("pains", "")),
    line((Kind::Pain, "l.id"), PROBLEM, ("pains", "")),
    line(BET, OUTCOME, ("bet_outcomes", "")),
    line(BET, PROBLEM, ("bet_problems", "")),
    line(EVIDENCE, BET, ("evidence_bets", "")),
    line(
        EVIDENCE,
        BET,
        (
            "(SELECT e.evidence_id, b.bet_id FROM evidence_problems AS e JOIN bet_problems AS b ON b.problem_id = e.problem_id)",
            "",
        ),
    ),
    line(
        EVIDENCE,
        BET,
        (
            "(SELECT e.evidence_id, b.bet_id FROM evidence_outcomes AS e JOIN bet_outcomes AS b ON b.outcome_id = e.outcome_id)",
            "",
        ),
    ),
];

/// The far ends of links that a change removed, and what its fields pointed to
/// before: no row leads there any more, so the log tells.
const PARTED: &str = "
    SELECT 'outcome', json_extract(before, '$.outcome_id') FROM row_changes
    WHERE change_seq = ?1 AND op = 'delete' AND table_name = 'bet_outcomes'
    UNION
    SELECT 'problem', json_extract(before, '$.problem_id') FROM row_changes
    WHERE change_seq = ?1 AND op = 'delete' AND table_name IN ('bet_problems', 'project_problems')
    UNION
    SELECT 'bet', json_extract(before, '$.bet_id') FROM row_changes
    WHERE change_seq = ?1 AND op = 'delete' AND table_name = 'evidence_bets'
    UNION
    SELECT 'bet', b.bet_id FROM row_changes AS r JOIN bet_problems AS b ON b.problem_id = json_extract(r.before, '$.problem_id')
    WHERE r.change_seq = ?1 AND r.op = 'delete' AND r.table_name = 'evidence_problems'
    UNION
    SELECT 'bet', b.bet_id FROM row_changes AS r JOIN bet_outcomes AS b ON b.outcome_id = json_extract(r.before, '$.outcome_id')
    WHERE r.change_seq = ?1 AND r.op = 'delete' AND r.table_name = 'evidence_outcomes'
    UNION
    SELECT 'bet', before FROM row_changes
    WHERE change_seq = ?1 AND op = 'update' AND table_name = 'projects' AND field = 'bet_id' AND before IS NOT NULL
    UNION
    SELECT 'project', before FROM row_changes
    WHERE change_seq = ?1 AND op = 'update' AND table_name = 'tasks' AND field = 'project_id'";

/// One entity and all that is below it in the plan.
pub(super) async fn below(
    conn: &mut SqliteConnection,
    product: &ProductId,
    (kind, id): (Kind, &str),
) -> Result<Entities> {
    let mut entities = Entities::default();
    entities.add(kind, id);
    for line in &BELOW {
        let ends = line.ends(conn, product, &entities).await?;
        entities.extend(line.to, ends);
    }
    Ok(entities)
}

/// What a change touched, and all whose gaps depend on that.
pub(super) async fn around(
    conn: &mut SqliteConnection,
    product: &ProductId,
    written: &Written,
) -> Result<Entities> {
    let mut entities = Entities::default();
    for touched in &written.entities {
        entities.add(touched.kind, &touched.id);
    }
    if entities.0.contains_key(&Kind::Project) || entities.0.contains_key(&Kind::Bet) {
        entities.add(Kind::Product, product.as_str());
    }
    // One step only: what is beside a neighbour depends on nothing that changed.
    let mut near = Vec::new();
    for line in &BESIDE {
        near.push((line.to, line.ends(conn, product, &entities).await?));
    }
    let parted: Vec<(Kind, String)> =
        sqlx::query_as(PARTED).bind(written.seq).fetch_all(conn).await?;
    near.extend(parted.into_iter().map(|(kind, id)| (kind, vec![id])));
    for (kind, ids) in near {
        entities.extend(kind, ids);
    }
    Ok(entities)
}
