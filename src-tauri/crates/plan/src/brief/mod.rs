//! The why-chain and the brief: the whole reason of a piece of work on one page.
//!
//! Computed, never stored, and byte for byte the same from every door.

mod fit;
#[cfg(test)]
mod tests;

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};

use crate::Plan;
use crate::error::{Error, Result};
use crate::ids::{ProjectId, TaskId};
use crate::products::{self, Product};
use crate::projects::{self, Project};
use crate::refs::{Kind, Link};
use crate::tasks::{self, Check, Step, Task, TaskRow};

/// The most tokens a brief has unless asked for in full.
const BUDGET: usize = 1_500;

/// One line of the why-chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct WhyLine {
    /// `task`, `project`, `bet` or `vision`.
    pub level: String,
    /// The reason at this level.
    pub text: Option<String>,
    /// What is missing, when it is.
    pub gap: Option<String>,
    /// Where the reason is written.
    pub link: Option<Link>,
}

/// How much of a brief is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Detail {
    /// At most 1,500 tokens.
    #[default]
    Short,
    /// Everything.
    Full,
}

impl Plan {
    /// The brief of a project or a task, as markdown.
    pub async fn brief(&self, kind: Kind, id: &str, detail: Detail) -> Result<String> {
        let budget = match detail {
            Detail::Short => BUDGET,
            Detail::Full => usize::MAX,
        };
        match kind {
            Kind::Task => self.task_brief(&TaskId(id.to_owned()), budget).await,
            Kind::Project => self.project_brief(&ProjectId(id.to_owned()), budget).await,
            other => Err(Error::invalid(
                "ref",
                format!("A {} has no brief. Ask for a project or a task.", other.word()),
            )),
        }
    }

    async fn task_brief(&self, id: &TaskId, budget: usize) -> Result<String> {
        let page = self.task_page(id).await?;
        let mut conn = self.store().reader().await?;
        let product = products::sql::get(&mut conn, &page.task.product_id)
            .await?
            .ok_or_else(products::missing)?;
        let siblings = tasks::sql::rows_of_project(&mut conn, &page.project.id).await?;
        let (task, project) = (&page.task, &page.project);
        let waits: Vec<String> = page
            .waits_for
            .iter()
            .map(|d| format!("{} “{}” ({})", d.reference, d.name, d.status.word()))
            .collect();
        let history: Vec<String> =
            page.notes.iter().rev().take(5).map(|n| format!("{}: {}", n.by, n.text)).collect();
        let mut sections = vec![
            fit::Section::fixed(format!("# {} {}", task.reference, task.name)),
            fit::Section::fixed(format!(
                "{} · {} {} · {}",
                product.name,
                project.reference,
                project.name,
                status_line(task.status.word(), task)
            )),
            fit::Section::titled("Why", why_text(&page.why)),
            fit::Section::titled("Do", do_text(&task.description, &page.steps)),
            fit::Section::titled("Constraints", constraints_text(task, project)),
            fit::Section::titled("Do not", do_not_text(project, id, &siblings)),
            fit::Section::titled("Done when", checks_text(&page.checks)),
        ];
        sections.push(fit::Section::titled("Context", context_text(&task.branch, &waits)));
        sections.push(fit::Section::cut_first("Notes", bullets(&history), 0));
        sections.push(fit::Section::cut_first("About the product", product.about.clone(), 2));
        sections.push(fit::Section::titled("When finished", finish_text(&task.reference)));
        Ok(fit::fit(sections, budget, &task.reference))
    }

    async fn project_brief(&self, id: &ProjectId, budget: usize) -> Result<String> {
        let mut conn = self.store().reader().await?;
        let project = projects::sql::get(&mut conn, id).await?.ok_or_else(projects::missing)?;
        let product = products::sql::get(&mut conn, &project.product_id)
            .await?
            .ok_or_else(products::missing)?;
        let tasks = tasks::sql::rows_of_project(&mut conn, id).await?;
        let rows: Vec<String> = tasks
            .iter()
            .map(|t| {
                let checks = match t.checks_total {
                    0 => String::new(),
                    total => format!(" · {}/{total} checks", t.checks_done),
                };
                format!("{} {} “{}”{checks}", t.reference, t.status.word(), t.name)
            })
            .collect();
        let sections = vec![
            fit::Section::fixed(format!("# {} {}", project.reference, project.name)),
            fit::Section::fixed(format!("{} · {}", project.kind.word(), project.status.word())),
            fit::Section::titled("Why", why_text(&why_chain(None, &project, &product))),
            fit::Section::titled("Reason", project.why.clone()),
            fit::Section::titled("What", project.what.clone()),
            fit::Section::titled("In", bullets(&project.in_scope)),
            fit::Section::titled("Constraints", bullets(&project.constraints)),
            fit::Section::titled("Do not", bullets(&project.out_of_scope)),
            fit::Section::cut_first("Tasks", bullets(&rows), 1),
            fit::Section::cut_first("About the product", product.about, 2),
        ];
        Ok(fit::fit(sections, budget, &project.reference))
    }
}

/// The chain of reasons from a task, or a project, up to the vision. A missing
/// link is shown as the gap it is.
pub(crate) fn why_chain(task: Option<&Task>, project: &Project, product: &Product) -> Vec<WhyLine> {
    let line = |level: &str, text: &str, gap: Option<&str>, link: Link| WhyLine {
        level: level.to_owned(),
        text: (!text.is_empty()).then(|| text.to_owned()),
        gap: text.is_empty().then(|| gap.map(str::to_owned)).flatten(),
        link: Some(link),
    };
    let mut chain = Vec::new();
    if let Some(task) = task.filter(|t| !t.why_line.is_empty()) {
        let link = Link {
            kind: Kind::Task,
            id: task.id.to_string(),
            reference: task.reference.clone(),
            name: task.name.clone(),
        };
        chain.push(line("task", &task.why_line, None, link));
    }
    let why =
        if project.why_line.is_empty() { first_line(&project.why) } else { &project.why_line };
    chain.push(line("project", why, Some("no why yet"), project.link()));
    chain.push(WhyLine {
        level: "bet".to_owned(),
        text: None,
        gap: Some("no bet yet".to_owned()),
        link: None,
    });
    let vision = Link {
        kind: Kind::Product,
        id: product.id.to_string(),
        reference: product.name.clone(),
        name: product.name.clone(),
    };
    chain.push(line("vision", first_line(&product.vision), Some("no vision yet"), vision));
    chain
}

fn first_line(text: &str) -> &str {
    text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default()
}

fn why_text(chain: &[WhyLine]) -> String {
    let lines: Vec<String> = chain
        .iter()
        .map(|line| {
            let at = match &line.link {
                Some(link) if link.kind != Kind::Product => format!(" ({})", link.reference),
                _ => String::new(),
            };
            let text = match (&line.text, &line.gap) {
                (Some(text), _) => text.clone(),
                (None, Some(gap)) => format!("— {gap}"),
                (None, None) => String::new(),
            };
            format!("{}{at}: {text}", line.level)
        })
        .collect();
    bullets(&lines)
}

fn status_line(status: &str, task: &Task) -> String {
    let mut line = format!("{} · {status}", task.kind.word());
    if task.priority != tasks::Priority::None {
        let _ = write!(line, " · {}", task.priority.word().to_uppercase());
    }
    if task.blocked {
        let reason =
            if task.blocked_reason.is_empty() { "no reason given" } else { &task.blocked_reason };
        let _ = write!(line, " · blocked: {reason}");
    }
    let _ = write!(line, " · rev {}", task.rev);
    line
}

fn do_text(description: &str, steps: &[Step]) -> String {
    let steps: Vec<String> = steps
        .iter()
        .map(|s| format!("- [{}] {}", if s.done { 'x' } else { ' ' }, s.text))
        .collect();
    [description.trim(), &steps.join("\n")]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("\n\n")
}

fn constraints_text(task: &Task, project: &Project) -> String {
    let inherited = project.constraints.iter().map(|c| format!("{c} (from {})", project.reference));
    let all: Vec<String> = task.constraints.iter().cloned().chain(inherited).collect();
    bullets(&all)
}

/// What the project leaves out, and the open tasks that own neighbouring work.
fn do_not_text(project: &Project, own: &TaskId, siblings: &[TaskRow]) -> String {
    let siblings = siblings
        .iter()
        .filter(|t| t.id != *own && !t.status.is_over())
        .take(8)
        .map(|t| format!("{} does “{}”; leave it to that task", t.reference, t.name));
    let all: Vec<String> = project.out_of_scope.iter().cloned().chain(siblings).collect();
    bullets(&all)
}

fn checks_text(checks: &[Check]) -> String {
    let lines: Vec<String> = checks
        .iter()
        .enumerate()
        .map(|(i, check)| {
            let mark = if check.done { "met" } else { "open" };
            let how = match check.how.as_str() {
                "" => String::new(),
                how => format!(" — {how}"),
            };
            format!("{}. [{mark}] {}{how}", i + 1, check.text)
        })
        .collect();
    lines.join("\n")
}

fn context_text(branch: &str, waits: &[String]) -> String {
    let mut lines = Vec::new();
    if !branch.is_empty() {
        lines.push(format!("branch {branch}"));
    }
    if !waits.is_empty() {
        lines.push(format!("waits for {}", waits.join(", ")));
    }
    bullets(&lines)
}

fn finish_text(reference: &str) -> String {
    format!(
        "Call task_update with ref {reference}, status done, and for each check its n, met and how it was verified. Note what surprised you."
    )
}

fn bullets<T: AsRef<str>>(items: &[T]) -> String {
    items.iter().map(|i| format!("- {}", i.as_ref())).collect::<Vec<_>>().join("\n")
}
