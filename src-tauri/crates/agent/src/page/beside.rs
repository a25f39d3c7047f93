//! What may be shown beside an entity: what it is part of, what is part of it,
//! and what speaks of it.

use openbacklog_plan::{HistoryRow, Kind, Link, Plan};
use serde_json::Value;

use super::{
    lines::{history, titled},
    load,
    shaped::{Shaped, links_on},
    work,
};
use crate::refusal::Refusal;

/// What may be shown beside an entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Beside {
    Parents,
    Children,
    Siblings,
    Problems,
    Evidence,
    Decisions,
    History,
}

/// The most entities of one sort beside another.
const MOST: usize = 50;

/// The kinds one level up.
const fn above(kind: Kind) -> &'static [Kind] {
    match kind {
        Kind::Outcome => &[Kind::Pillar],
        Kind::Bet => &[Kind::Outcome],
        Kind::Project => &[Kind::Bet, Kind::Pillar],
        Kind::Task => &[Kind::Project],
        Kind::Pain => &[Kind::Persona, Kind::Problem],
        Kind::Evidence => &[Kind::Problem, Kind::Outcome, Kind::Bet],
        _ => &[],
    }
}

pub(super) async fn lines(
    plan: &Plan,
    link: &Link,
    page: &Value,
    with: &[Beside],
) -> Result<Vec<String>, Refusal> {
    let mut lines = Vec::new();
    for beside in with {
        match beside {
            Beside::Parents => {
                for parent in parents(link.kind, page) {
                    lines.push("parent:".to_owned());
                    lines.extend(whole(plan, &parent).await?);
                }
            }
            // The tasks of a project stand on its page.
            Beside::Children if link.kind == Kind::Project => {}
            Beside::Children => {
                let below =
                    links_on(page).into_iter().filter(|l| above(l.kind).contains(&link.kind));
                lines.extend(heads(plan, "children", below).await?);
            }
            Beside::Siblings => lines.extend(siblings(plan, link, page).await?),
            Beside::Problems => lines.extend(spoken(plan, link, page, Kind::Problem).await?),
            Beside::Evidence => lines.extend(spoken(plan, link, page, Kind::Evidence).await?),
            Beside::Decisions => lines.extend(spoken(plan, link, page, Kind::Decision).await?),
            Beside::History => {
                let rows: Vec<HistoryRow> =
                    serde_json::from_value(page["history"].clone()).unwrap_or_default();
                lines.extend(history(&rows));
            }
        }
    }
    Ok(lines)
}

/// What an entity is part of.
fn parents(kind: Kind, page: &Value) -> Vec<Link> {
    if kind == Kind::Task {
        return project_of(page).into_iter().collect();
    }
    links_on(page).into_iter().filter(|link| above(kind).contains(&link.kind)).collect()
}

/// A task's page has its project whole.
fn project_of(page: &Value) -> Option<Link> {
    let text = |key: &str| page["project"][key].as_str().map(str::to_owned);
    Some(Link {
        kind: Kind::Project,
        id: text("id")?,
        reference: text("ref")?,
        name: text("name")?,
    })
}

/// Others of its kind that share a parent.
async fn siblings(plan: &Plan, link: &Link, page: &Value) -> Result<Vec<String>, Refusal> {
    let mut found: Vec<Link> = Vec::new();
    for parent in parents(link.kind, page) {
        let below = links_on(&load(plan, &parent).await?);
        for other in below.into_iter().filter(|l| l.kind == link.kind && l.id != link.id) {
            if !found.contains(&other) {
                found.push(other);
            }
        }
    }
    heads(plan, "siblings", found).await
}

/// What speaks of an entity, whole; of a task what speaks of its project, and
/// evidence by way of the problems.
async fn spoken(
    plan: &Plan,
    link: &Link,
    page: &Value,
    kind: Kind,
) -> Result<Vec<String>, Refusal> {
    let mut linked = links_on(page);
    if link.kind == Kind::Task {
        linked.extend(plan.links_of(link.kind, &link.id).await?);
        for project in parents(link.kind, page) {
            linked.extend(links_on(&load(plan, &project).await?));
        }
    }
    if kind == Kind::Evidence {
        let problems: Vec<Link> =
            linked.iter().filter(|l| l.kind == Kind::Problem).take(MOST).cloned().collect();
        for problem in problems {
            linked.extend(links_on(&load(plan, &problem).await?));
        }
    }
    let mut seen: Vec<Link> = Vec::new();
    let mut lines = Vec::new();
    for link in linked.into_iter().filter(|l| l.kind == kind) {
        if seen.len() < MOST && !seen.contains(&link) {
            lines.extend(whole(plan, &link).await?);
            seen.push(link);
        }
    }
    Ok(if lines.is_empty() { vec![format!("{}: none", kind.plural())] } else { lines })
}

/// What an entity is itself.
async fn whole(plan: &Plan, link: &Link) -> Result<Vec<String>, Refusal> {
    if link.kind == Kind::Project {
        return Ok(work::project(&plan.project_page(&link.id.as_str().into()).await?));
    }
    Ok(Shaped { kind: link.kind, page: load(plan, link).await? }.own_lines())
}

async fn heads(
    plan: &Plan,
    title: &str,
    links: impl IntoIterator<Item = Link>,
) -> Result<Vec<String>, Refusal> {
    let mut lines = Vec::new();
    for link in links.into_iter().take(MOST) {
        lines.push(Shaped { kind: link.kind, page: load(plan, &link).await? }.head());
    }
    if lines.is_empty() {
        return Ok(vec![format!("{title}: none")]);
    }
    Ok(titled(title, lines))
}
