//! The only SQL for the views of projects.

use chrono::{DateTime, Utc};
use sqlx::SqliteConnection;

use super::project::{ProjectCard, ProjectLinks};
use crate::base::error::Result;
use crate::base::finished::open_task;
use crate::base::ids::{BetId, ProductId, ProjectId};
use crate::base::refs::{Kind, Link, Ref};
use crate::concepts::projects::{ProjectKind, ProjectStatus};

#[derive(sqlx::FromRow)]
struct CardRow {
    id: ProjectId,
    number: u32,
    name: String,
    kind: ProjectKind,
    status: ProjectStatus,
    why_line: String,
    #[sqlx(json)]
    labels: Vec<String>,
    bet_id: Option<String>,
    bet_number: Option<u32>,
    bet_name: Option<String>,
    persona_id: Option<String>,
    persona_number: Option<u32>,
    persona_name: Option<String>,
    appetite_days: Option<u32>,
    started_at: Option<DateTime<Utc>>,
    tasks_done: u32,
    tasks_total: u32,
    tasks_doing: u32,
    tasks_blocked: u32,
    updated_at: DateTime<Utc>,
    rev: u32,
}

/// Cards in order: of which projects, and of which of their tasks.
macro_rules! select_cards {
    ($projects:literal, $tasks:literal) => {
        concat!(
            concat!(
                "SELECT p.id, p.number, p.name, p.kind, p.status, p.why_line, p.labels, p.appetite_days,
               p.started_at, p.updated_at, p.rev,
               b.id AS bet_id, b.number AS bet_number, b.name AS bet_name,
               u.id AS persona_id, u.number AS persona_number, u.name AS persona_name,
               coalesce(n.done, 0) AS tasks_done, coalesce(n.total, 0) AS tasks_total,
               coalesce(n.doing, 0) AS tasks_doing, coalesce(n.blocked, 0) AS tasks_blocked
             FROM projects AS p
             LEFT JOIN bets AS b ON b.id = p.bet_id
             LEFT JOIN personas AS u ON u.id = (
               SELECT w.id FROM project_personas AS l JOIN personas AS w ON w.id = l.persona_id
               WHERE l.project_id = p.id AND w.trashed_at IS NULL ORDER BY w.is_primary DESC, w.rank LIMIT 1)
             LEFT JOIN (SELECT project_id, sum(status = 'done') AS done, sum(status <> 'dropped') AS total,
                          sum(status = 'doing') AS doing,
                          sum(blocked AND ",
                open_task!("status"),
                ") AS blocked
                        FROM tasks WHERE "
            ),
            $tasks,
            " AND trashed_at IS NULL GROUP BY project_id) AS n ON n.project_id = p.id
             WHERE ",
            $projects,
            " AND p.trashed_at IS NULL ORDER BY p.rank"
        )
    };
}

/// The cards of a product, in order, without what is missing.
pub(super) async fn cards(
    conn: &mut SqliteConnection,
    product: &ProductId,
) -> Result<Vec<ProjectCard>> {
    const SQL: &str = select_cards!("p.product_id = ?1", "product_id = ?1");
    let rows: Vec<CardRow> = sqlx::query_as(SQL).bind(product).fetch_all(conn).await?;
    Ok(rows.into_iter().map(card).collect())
}

/// The cards of the projects that serve a bet, in order, without what is missing.
pub(super) async fn cards_of_bet(
    conn: &mut SqliteConnection,
    bet: &BetId,
) -> Result<Vec<ProjectCard>> {
    const SQL: &str =
        select_cards!("p.bet_id = ?1", "project_id IN (SELECT id FROM projects WHERE bet_id = ?1)");
    let rows: Vec<CardRow> = sqlx::query_as(SQL).bind(bet).fetch_all(conn).await?;
    Ok(rows.into_iter().map(card).collect())
}

fn card(row: CardRow) -> ProjectCard {
    ProjectCard {
        reference: Ref { kind: Kind::Project, number: row.number }.to_string(),
        gaps: Vec::new(),
        id: row.id,
        name: row.name,
        kind: row.kind,
        status: row.status,
        why_line: row.why_line,
        labels: row.labels,
        bet: link(Kind::Bet, row.bet_id, row.bet_number, row.bet_name),
        persona: link(Kind::Persona, row.persona_id, row.persona_number, row.persona_name),
        appetite_days: row.appetite_days,
        started_at: row.started_at,
        tasks_done: row.tasks_done,
        tasks_total: row.tasks_total,
        tasks_doing: row.tasks_doing,
        tasks_blocked: row.tasks_blocked,
        updated_at: row.updated_at,
        rev: row.rev,
    }
}

fn link(kind: Kind, id: Option<String>, number: Option<u32>, name: Option<String>) -> Option<Link> {
    let reference = Ref { kind, number: number? }.to_string();
    Some(Link { kind, id: id?, reference, name: name? })
}

#[derive(sqlx::FromRow)]
struct LinkRow {
    role: String,
    kind: Kind,
    id: String,
    number: u32,
    name: String,
}

/// What a project is joined to, each kind in its own order.
pub(super) async fn links(conn: &mut SqliteConnection, id: &ProjectId) -> Result<ProjectLinks> {
    let rows: Vec<LinkRow> = sqlx::query_as(
        "SELECT 'bet' AS role, 'bet' AS kind, b.id, b.number, b.name, 0 AS primary_one, b.rank
         FROM projects AS p JOIN bets AS b ON b.id = p.bet_id WHERE p.id = ?1
         UNION ALL
         SELECT 'pillar', 'pillar', l.id, l.number, l.name, 0, l.rank
         FROM projects AS p JOIN pillars AS l ON l.id = p.pillar_id WHERE p.id = ?1
         UNION ALL
         SELECT 'persona', 'persona', u.id, u.number, u.name, u.is_primary, u.rank
         FROM project_personas AS l JOIN personas AS u ON u.id = l.persona_id
         WHERE l.project_id = ?1 AND u.trashed_at IS NULL
         UNION ALL
         SELECT 'problem', 'problem', x.id, x.number, x.name, 0, x.rank
         FROM project_problems AS l JOIN problems AS x ON x.id = l.problem_id
         WHERE l.project_id = ?1 AND x.trashed_at IS NULL
         UNION ALL
         SELECT 'waits for', 'project', w.id, w.number, w.name, 0, w.rank
         FROM project_dependencies AS d JOIN projects AS w ON w.id = d.depends_on
         WHERE d.project_id = ?1 AND w.trashed_at IS NULL
         UNION ALL
         SELECT 'frees', 'project', f.id, f.number, f.name, 0, f.rank
         FROM project_dependencies AS d JOIN projects AS f ON f.id = d.project_id
         WHERE d.depends_on = ?1 AND f.trashed_at IS NULL
         ORDER BY role, primary_one DESC, rank",
    )
    .bind(id)
    .fetch_all(conn)
    .await?;
    let mut links = ProjectLinks::default();
    for row in rows {
        let reference = Ref { kind: row.kind, number: row.number }.to_string();
        let link = Link { kind: row.kind, id: row.id, reference, name: row.name };
        match row.role.as_str() {
            "bet" => links.bet = Some(link),
            "pillar" => links.pillar = Some(link),
            "persona" => links.personas.push(link),
            "problem" => links.problems.push(link),
            "waits for" => links.waits_for.push(link),
            _ => links.frees.push(link),
        }
    }
    Ok(links)
}
