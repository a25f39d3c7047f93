//! What may be shown beside an entity: what it is part of, what is part of it,
//! and what speaks of it.

use openbacklog_plan::{Kind, Link, TaskRow};

use super::{parts::PageParts, reader::Reader, rows::history_rows};
use crate::base::{lines::titled, refusal::Refusal};

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

impl Reader<'_> {
    /// Lines for all that is asked for beside an entity.
    pub(super) async fn beside(
        &self,
        link: &Link,
        parts: &PageParts,
        with: &[Beside],
    ) -> Result<Vec<String>, Refusal> {
        let mut lines = Vec::new();
        for beside in with {
            match beside {
                Beside::Parents => {
                    for parent in parents(link.kind, parts) {
                        lines.push("parent:".to_owned());
                        lines.extend(self.parts(parent).await?.own);
                    }
                }
                // The tasks of a project stand on its page.
                Beside::Children if link.kind == Kind::Project => {}
                Beside::Children => {
                    let is_below = |other: &&Link| above(other.kind).contains(&link.kind);
                    let below: Vec<Link> = parts.links.iter().filter(is_below).cloned().collect();
                    lines.extend(self.heads("children", &below).await?);
                }
                Beside::Siblings => lines.extend(self.siblings(link, parts).await?),
                Beside::Problems => lines.extend(self.about(link, parts, Kind::Problem).await?),
                Beside::Evidence => lines.extend(self.about(link, parts, Kind::Evidence).await?),
                Beside::Decisions => lines.extend(self.about(link, parts, Kind::Decision).await?),
                Beside::History => lines.extend(history_rows(&parts.history)),
            }
        }
        Ok(lines)
    }

    /// Others of its kind that share a parent.
    async fn siblings(&self, link: &Link, parts: &PageParts) -> Result<Vec<String>, Refusal> {
        let mut found: Vec<Link> = Vec::new();
        for parent in parents(link.kind, parts) {
            let parent = self.parts(parent).await?;
            let tasks = parent.tasks.iter().map(TaskRow::link);
            for other in parent.links.into_iter().chain(tasks) {
                if other.kind == link.kind && other.id != link.id && !found.contains(&other) {
                    found.push(other);
                }
            }
        }
        self.heads("siblings", &found).await
    }

    /// What speaks of an entity, whole; of a task what speaks of its project, and
    /// evidence by way of the problems.
    async fn about(
        &self,
        link: &Link,
        parts: &PageParts,
        kind: Kind,
    ) -> Result<Vec<String>, Refusal> {
        let mut linked = parts.links.clone();
        if link.kind == Kind::Task {
            linked.extend(self.plan.links_of(link.kind, &link.id).await?);
            for project in parents(link.kind, parts) {
                linked.extend(self.parts(project).await?.links);
            }
        }
        if kind == Kind::Evidence {
            let problems: Vec<Link> =
                linked.iter().filter(|l| l.kind == Kind::Problem).take(MOST).cloned().collect();
            for problem in problems {
                linked.extend(self.parts(&problem).await?.links);
            }
        }
        let mut seen: Vec<Link> = Vec::new();
        let mut lines = Vec::new();
        for link in linked.into_iter().filter(|l| l.kind == kind) {
            if seen.len() < MOST && !seen.contains(&link) {
                lines.extend(self.parts(&link).await?.own);
                seen.push(link);
            }
        }
        Ok(if lines.is_empty() { vec![format!("{}: none", kind.plural())] } else { lines })
    }

    async fn heads(&self, title: &str, links: &[Link]) -> Result<Vec<String>, Refusal> {
        let mut lines = Vec::new();
        for link in links.iter().take(MOST) {
            lines.push(self.parts(link).await?.head);
        }
        if lines.is_empty() {
            return Ok(vec![format!("{title}: none")]);
        }
        Ok(titled(title, lines))
    }
}

/// What an entity is part of.
fn parents(kind: Kind, parts: &PageParts) -> impl Iterator<Item = &Link> {
    parts.links.iter().filter(move |link| above(kind).contains(&link.kind))
}
