//! From a typed line to a task or a capture.

use super::{CaptureSource, Captured, NewCapture, link_to, sql};
use crate::Plan;
use crate::actor::Actor;
use crate::capture_line::{self, ChipKind, Makes, Name, Names, ParsedLine};
use crate::change::{Change, Grouping};
use crate::error::{Error, Result};
use crate::ids::{ProductId, ProjectId};
use crate::products::{self, NewProduct};
use crate::refs::{Kind, Link};
use crate::tasks::{self, NewTask, Priority, TaskKind, TaskStatus};

/// The name of the product that a first capture makes.
const FIRST_PRODUCT: &str = "My product";

impl Plan {
    /// Reads a capture line without saving anything.
    pub async fn parse_capture(
        &self,
        product: Option<&ProductId>,
        line: &str,
    ) -> Result<ParsedLine> {
        let mut conn = self.store().reader().await?;
        let projects = match product {
            Some(product) => sql::open_projects(&mut conn, product).await?,
            None => Vec::new(),
        };
        Ok(capture_line::parse(line, &names(projects)))
    }

    /// Saves a capture line: a task where it names a project, a capture in the
    /// inbox otherwise. Without a product it goes to the only one; the very first
    /// capture makes one.
    pub async fn capture(
        &self,
        actor: &Actor,
        product: Option<&ProductId>,
        line: &str,
        source: CaptureSource,
    ) -> Result<Captured> {
        let mut change = Change::open(self, actor, "capture", Grouping::Turn).await?;
        let mut messages = Vec::new();
        let product = match product {
            Some(product) => product.clone(),
            None => the_product(&mut change, &mut messages).await?,
        };
        let projects = sql::open_projects(change.conn(), &product).await?;
        let parsed = capture_line::parse(line, &names(projects));
        messages.extend(parsed.messages.iter().cloned());
        let made = if let (Some(project), Makes::Task) = (&parsed.project, parsed.makes) {
            let task = new_task(&parsed, &ProjectId(project.id.clone()));
            let id = tasks::create(&mut change, task).await?;
            link_to(&mut change, Kind::Task, id.0).await?
        } else {
            let id = super::create(&mut change, &product, kept(&parsed, line, source)).await?;
            link_to(&mut change, Kind::Capture, id.0).await?
        };
        let written = change.commit().await?;
        Ok(Captured { written, made, messages })
    }
}

async fn the_product(change: &mut Change, messages: &mut Vec<String>) -> Result<ProductId> {
    let products = products::sql::rows(change.conn()).await?;
    match products.as_slice() {
        [only] => Ok(only.id.clone()),
        [] => {
            messages.push(format!(
                "This was the first thought, so a product called “{FIRST_PRODUCT}” holds it. Rename it any time."
            ));
            let new = NewProduct { name: FIRST_PRODUCT.to_owned(), ..NewProduct::default() };
            products::create(change, new).await
        }
        several => {
            let names: Vec<&str> = several.iter().map(|p| p.name.as_str()).collect();
            Err(Error::invalid(
                "product",
                format!("There are {} products: {}. Say which one.", names.len(), names.join(", ")),
            ))
        }
    }
}

fn names(projects: Vec<Link>) -> Names {
    let projects = projects
        .into_iter()
        .map(|p| Name { id: p.id, reference: p.reference, name: p.name })
        .collect();
    Names { projects, ..Names::default() }
}

fn new_task(parsed: &ParsedLine, project: &ProjectId) -> NewTask {
    let (name, rest) = super::named(&parsed.text, &parsed.note);
    NewTask {
        description: Some(rest),
        labels: Some(parsed.labels.clone()),
        ..with_tokens(parsed, &name, project)
    }
}

/// The task that a kept line and the name it was given make.
pub(super) fn task_from(line: &str, name: &str, project: &ProjectId) -> NewTask {
    with_tokens(&capture_line::parse(line, &Names::default()), name, project)
}

/// The steps and checks of a kept line as markdown, for what has no lists of them.
pub(super) fn parts_from(line: &str) -> String {
    let parsed = capture_line::parse(line, &Names::default());
    let steps = parsed.steps.iter().map(|step| format!("- [ ] {step}"));
    let checks = parsed.checks.iter().map(|check| format!("- Done when: {check}"));
    steps.chain(checks).collect::<Vec<_>>().join("\n")
}

fn with_tokens(parsed: &ParsedLine, name: &str, project: &ProjectId) -> NewTask {
    NewTask {
        kind: parsed.task_kind.as_deref().and_then(TaskKind::from_word),
        status: parsed.doing.then_some(TaskStatus::Doing),
        priority: parsed.priority.and_then(|p| Priority::from_word(&format!("p{p}"))),
        blocked: parsed.blocked.clone(),
        steps: Some(parsed.steps.clone()),
        checks: Some(parsed.checks.clone()),
        ..NewTask::named(name, project)
    }
}

/// What the inbox keeps of a line: all of it, so that placing it later still
/// finds its steps, checks and tokens.
fn kept<'a>(parsed: &'a ParsedLine, line: &'a str, source: CaptureSource) -> NewCapture<'a> {
    let plain = parsed.makes == Makes::Capture
        && parsed.chips.iter().all(|chip| chip.kind == ChipKind::Label)
        && parsed.steps.is_empty()
        && parsed.checks.is_empty();
    NewCapture {
        text: &parsed.text,
        note: &parsed.note,
        line: if plain { "" } else { line },
        labels: &parsed.labels,
        source,
    }
}
