//! What is true of every plan, whatever was done to it.

use sqlx::AssertSqlSafe;

use crate::base::lists::list_of;
use crate::base::pairs::PAIRS;
use crate::base::refs::Kind;
use crate::base::store::TRACKED;
use crate::testing::TestPlan;

/// Fails with the rows that break a rule.
pub(super) async fn hold(t: &TestPlan) {
    for (rule, sql) in rules() {
        let mut conn = t.plan.store().reader().await.unwrap();
        let broken: Vec<String> =
            sqlx::query_scalar(AssertSqlSafe(sql)).fetch_all(&mut *conn).await.unwrap();
        assert!(broken.is_empty(), "{rule}: {broken:?}");
    }
}

/// Each rule with a query for what breaks it.
fn rules() -> Vec<(String, String)> {
    let mut rules: Vec<(String, String)> =
        FIXED.iter().map(|(rule, sql)| ((*rule).to_owned(), (*sql).to_owned())).collect();
    for pair in &PAIRS {
        let far = pair.other.map_or(Vec::new(), |kind| vec![kind]);
        let far = if far.is_empty() { Kind::ALL.to_vec() } else { far };
        for (kind, column) in far
            .into_iter()
            // A product in the trash keeps everything as it was.
            .filter(|kind| !matches!(kind, Kind::Setting | Kind::Product))
            .map(|kind| (kind, pair.other_column))
            .chain([(pair.owner, pair.owner_column)])
        {
            rules.push((
                format!("{} joins nothing in the trash", pair.table),
                format!(
                    "SELECT l.id FROM {} AS l JOIN {} AS e ON e.id = l.{column} WHERE e.trashed_at IS NOT NULL",
                    pair.table,
                    kind.table()
                ),
            ));
        }
    }
    for kind in Kind::ALL.into_iter().filter(|kind| kind.letter().is_some()) {
        rules.push((
            format!("every {} has a ref of its own", kind.word()),
            format!(
                "SELECT max(id) FROM {} GROUP BY product_id, number HAVING count(*) > 1",
                kind.table()
            ),
        ));
        rules.push((
            format!("the rev of every {} is the log's", kind.word()),
            format!(
                "SELECT e.id || ' ' || e.rev || (SELECT group_concat(' ' || change_seq || ':' || rev) FROM entity_changes AS c WHERE c.entity_id = e.id) FROM {} AS e WHERE e.rev <>
                   (SELECT max(rev) FROM entity_changes AS c WHERE c.entity_id = e.id)",
                kind.table()
            ),
        ));
    }
    for table in TRACKED.iter().filter(|table| list_of(table.name).is_some()) {
        let owner = match table.name {
            "products" => "'all'",
            "tasks" => "project_id",
            "pains" => "problem_id",
            "task_steps" | "task_checks" => "task_id",
            _ => "product_id",
        };
        rules.push((
            format!("no two rows of {} have one place", table.name),
            format!(
                "SELECT max(id) FROM {} GROUP BY {owner}, rank HAVING count(*) > 1",
                table.name
            ),
        ));
    }
    rules
}

const FIXED: [(&str, &str); 10] = [
    ("the file is sound", "SELECT integrity_check FROM pragma_integrity_check WHERE integrity_check <> 'ok'"),
    ("every link leads somewhere", "SELECT \"table\" FROM pragma_foreign_key_check"),
    (
        "there is one primary persona at most",
        "SELECT max(id) FROM personas WHERE is_primary AND trashed_at IS NULL GROUP BY product_id HAVING count(*) > 1",
    ),
    (
        "there is one primary outcome at most",
        "SELECT max(id) FROM outcomes WHERE is_primary AND trashed_at IS NULL GROUP BY product_id HAVING count(*) > 1",
    ),
    (
        "a task lives in a project that lives",
        "SELECT t.id FROM tasks AS t JOIN projects AS p ON p.id = t.project_id
         WHERE t.trashed_at IS NULL AND p.trashed_at IS NOT NULL",
    ),
    (
        "only what is being done is held",
        "SELECT l.task_id FROM leases AS l LEFT JOIN tasks AS t ON t.id = l.task_id
         WHERE t.status IS NOT 'doing' OR t.trashed_at IS NOT NULL",
    ),
    (
        "a pain lives while its persona and problem do",
        "SELECT n.id FROM pains AS n JOIN personas AS u ON u.id = n.persona_id JOIN problems AS x ON x.id = n.problem_id
         WHERE n.trashed_at IS NULL AND (u.trashed_at IS NOT NULL OR x.trashed_at IS NOT NULL)",
    ),
    (
        "no project points to a bet or pillar in the trash",
        "SELECT p.id FROM projects AS p LEFT JOIN bets AS b ON b.id = p.bet_id LEFT JOIN pillars AS l ON l.id = p.pillar_id
         WHERE b.trashed_at IS NOT NULL OR l.trashed_at IS NOT NULL",
    ),
    (
        "no task waits for itself, near or far",
        "WITH RECURSIVE waits (a, b) AS (
           SELECT task_id, depends_on FROM task_dependencies
           UNION SELECT w.a, d.depends_on FROM waits AS w JOIN task_dependencies AS d ON d.task_id = w.b)
         SELECT a FROM waits WHERE a = b",
    ),
    (
        "no project waits for itself, near or far",
        "WITH RECURSIVE waits (a, b) AS (
           SELECT project_id, depends_on FROM project_dependencies
           UNION SELECT w.a, d.depends_on FROM waits AS w JOIN project_dependencies AS d ON d.project_id = w.b)
         SELECT a FROM waits WHERE a = b",
    ),
];
