//! From a thought to anything else.
//!
//! What a line names is joined to what it makes wherever the model joins the two:
//! a problem and a persona by a pain, evidence from a persona by its source. A
//! task is joined to nothing: it has the bet, the persona and the problem of its
//! project, which one task does not decide. What was not joined is said.

use crate::Plan;
use crate::acts::pain;
use crate::base::action::Action;
use crate::base::actor::Actor;
use crate::base::bounds;
use crate::base::capture_line::{self, ChipKind, ParsedLine};
use crate::base::change::{Change, Grouping};
use crate::base::entities;
use crate::base::error::Result;
use crate::base::ids::{CaptureId, PersonaId, ProblemId, ProductId, ProjectId};
use crate::base::links;
use crate::base::records;
use crate::base::refs::{Kind, Link};
use crate::concepts::bets::{self, NewBet};
use crate::concepts::captures::{CaptureTarget, Captured, existing, naming, sql};
use crate::concepts::decisions::{self, NewDecision};
use crate::concepts::evidence::{self, NewEvidence};
use crate::concepts::outcomes::{self, NewOutcome};
use crate::concepts::pains::NewPain;
use crate::concepts::personas::{self, NewPersona};
use crate::concepts::pillars::{self, NewPillar};
use crate::concepts::problems::{self, NewProblem};
use crate::concepts::projects::{self, NewProject, Project, ProjectPatch};
use crate::concepts::tasks::{self, NewTask, Priority, TaskKind, TaskStatus};

impl Plan {
    /// Makes the capture anything else, joined to what its line names. The capture
    /// leaves the inbox and remembers what it became, so undo puts it back.
    pub async fn place_capture(
        &self,
        actor: &Actor,
        id: &CaptureId,
        target: &CaptureTarget,
    ) -> Result<Captured> {
        let mut change = Change::open(self, actor, Action::PlaceCapture, Grouping::Turn).await?;
        let (made, messages) = place(&mut change, id, target).await?;
        let written = change.commit().await?;
        Ok(Captured { written, made, messages })
    }
}

/// What something is made from: the words of a thought, and what its line says
/// besides.
pub(crate) struct Material<'a> {
    text: &'a str,
    note: &'a str,
    labels: &'a [String],
    line: &'a ParsedLine,
}

impl<'a> Material<'a> {
    pub(crate) fn of_line(line: &'a ParsedLine) -> Self {
        Self { text: &line.text, note: &line.note, labels: &line.labels, line }
    }

    /// A name of one line, and what did not fit.
    fn name_and_rest(&self) -> (String, String) {
        let (first, below) = self.text.split_once('\n').unwrap_or((self.text, ""));
        let first = first.trim();
        if first.chars().count() <= bounds::NAME {
            return (first.to_owned(), joined(&[below, self.note]));
        }
        let short: String = first.chars().take(bounds::NAME - 1).chain(['…']).collect();
        (short, joined(&[self.text, self.note]))
    }

    /// The steps and checks as markdown, for what has no lists of them.
    fn parts(&self) -> String {
        let steps = self.line.steps.iter().map(|step| format!("- [ ] {step}"));
        let checks = self.line.checks.iter().map(|check| format!("- Done when: {check}"));
        steps.chain(checks).collect::<Vec<_>>().join("\n")
    }

    /// A name, and everything else as markdown.
    fn name_and_body(&self) -> (String, String) {
        let (name, rest) = self.name_and_rest();
        (name, joined(&[&rest, &self.parts()]))
    }
}

fn joined(texts: &[&str]) -> String {
    let texts: Vec<&str> = texts.iter().map(|t| t.trim()).filter(|t| !t.is_empty()).collect();
    texts.join("\n\n")
}

/// Makes a capture something else: what, and what the person should know.
pub(crate) async fn place(
    change: &mut Change,
    id: &CaptureId,
    target: &CaptureTarget,
) -> Result<(Link, Vec<String>)> {
    let capture = existing(change, id).await?;
    let links = sql::nameable(change.conn(), &capture.product_id).await?;
    let said = capture_line::parse(&capture.line, &naming::names(&links));
    let from =
        Material { text: &capture.text, note: &capture.note, labels: &capture.labels, line: &said };
    let (made, messages) = make(change, &capture.product_id, from, target).await?;
    sql::set_became(change, id, made.kind, &made.id).await?;
    Ok((made, messages))
}

/// Makes something, joined to what the line names.
pub(crate) async fn make(
    change: &mut Change,
    product: &ProductId,
    from: Material<'_>,
    target: &CaptureTarget,
) -> Result<(Link, Vec<String>)> {
    let id = create(change, product, &from, target).await?;
    let kind = target.kind();
    let mut messages = Vec::new();
    if kind != Kind::Task {
        messages.extend(for_tasks_only(from.line));
    }
    for named in naming::named(from.line) {
        messages.extend(match target {
            CaptureTarget::Task { project_id } => {
                not_of_project(change, project_id, &named).await?
            }
            _ => join(change, (kind, &id), &named).await?,
        });
    }
    Ok((entities::link(change.conn(), kind, &id).await?, messages))
}

async fn create(
    change: &mut Change,
    product: &ProductId,
    from: &Material<'_>,
    target: &CaptureTarget,
) -> Result<String> {
    let (name, body) = from.name_and_body();
    let (labels, body) = (Some(from.labels.to_vec()), Some(body));
    Ok(match target {
        CaptureTarget::Task { project_id } => {
            tasks::create(change, task(from, project_id)).await?.0
        }
        CaptureTarget::Project => {
            let new = NewProject { name, what: body, labels, ..NewProject::default() };
            let bet_id = from.line.bet.as_ref().map(|bet| bet.id.as_str().into());
            projects::create(change, product, NewProject { bet_id, ..new }).await?.0
        }
        CaptureTarget::Persona => {
            let new = NewPersona { name, about: body, labels, ..NewPersona::default() };
            personas::create(change, product, new).await?.0
        }
        CaptureTarget::Problem => {
            let new = NewProblem { name, description: body, labels, ..NewProblem::default() };
            problems::create(change, product, new).await?.0
        }
        CaptureTarget::Pillar => {
            let new = NewPillar { name, we_will: body, labels, ..NewPillar::default() };
            pillars::create(change, product, new).await?.0
        }
        CaptureTarget::Outcome => {
            // An outcome has no long text; the placed capture keeps all of it.
            let metric = body.map(|text| text.chars().take(bounds::LINE).collect());
            let new = NewOutcome { name, metric, labels, ..NewOutcome::default() };
            outcomes::create(change, product, new).await?.0
        }
        CaptureTarget::Bet => {
            let new = NewBet { name, belief: body, labels, ..NewBet::default() };
            bets::create(change, product, new).await?.0
        }
        CaptureTarget::Evidence => {
            let text = joined(&[from.text, from.note, &from.parts()]);
            let source = from.line.persona.as_ref().map(|persona| persona.name.clone());
            let new = NewEvidence { text, source, labels, ..NewEvidence::default() };
            evidence::create(change, product, new).await?.0
        }
        CaptureTarget::Decision => {
            let new = NewDecision { what: name, why: body, labels, ..NewDecision::default() };
            decisions::create(change, product, new).await?.0
        }
    })
}

fn task(from: &Material<'_>, project: &ProjectId) -> NewTask {
    let (name, rest) = from.name_and_rest();
    let line = from.line;
    NewTask {
        description: Some(rest),
        labels: Some(from.labels.to_vec()),
        kind: line.task_kind.as_deref().and_then(TaskKind::from_word),
        status: line.doing.then_some(TaskStatus::Doing),
        priority: line.priority.and_then(|p| Priority::from_word(&format!("p{p}"))),
        blocked: line.blocked.clone(),
        steps: Some(line.steps.clone()),
        checks: Some(line.checks.clone()),
        ..NewTask::named(&name, project)
    }
}

/// Joins what was made to something its line names, or says that it did not.
async fn join(
    change: &mut Change,
    (kind, id): (Kind, &str),
    named: &Link,
) -> Result<Option<String>> {
    match (kind, named.kind) {
        (Kind::Persona, Kind::Problem) => {
            let pain = NewPain::of(&PersonaId(id.to_owned()), &ProblemId(named.id.clone()));
            pain::create(change, pain).await?;
        }
        (Kind::Problem, Kind::Persona) => {
            let pain = NewPain::of(&PersonaId(named.id.clone()), &ProblemId(id.to_owned()));
            pain::create(change, pain).await?;
        }
        // Fields of what was made.
        (Kind::Project, Kind::Bet) | (Kind::Evidence, Kind::Persona) => {}
        (Kind::Bet | Kind::Pillar, Kind::Project) => {
            return serve(change, (kind, id), named).await;
        }
        (kind, other) if links::can_join(kind, other) => {
            links::add(change, (kind, id), (other, &named.id)).await?;
        }
        (kind, other) => {
            return Ok(Some(format!(
                "{} was not linked: {} have no {}.",
                named.reference,
                kind.plural(),
                other.plural()
            )));
        }
    }
    Ok(None)
}

/// Makes a project serve a new bet or pillar, unless it serves another.
async fn serve(
    change: &mut Change,
    (kind, id): (Kind, &str),
    project: &Link,
) -> Result<Option<String>> {
    let found = records::existing::<Project>(change, &ProjectId(project.id.clone())).await?;
    let (taken, patch) = if kind == Kind::Bet {
        let bet_id = Some(Some(id.into()));
        (found.bet_id.is_some(), ProjectPatch { bet_id, ..ProjectPatch::default() })
    } else {
        let pillar_id = Some(Some(id.into()));
        (found.pillar_id.is_some(), ProjectPatch { pillar_id, ..ProjectPatch::default() })
    };
    if taken {
        let (project, kind) = (&project.reference, kind.word());
        return Ok(Some(format!("{project} was not linked: it serves another {kind}.")));
    }
    projects::update(change, &found.id, patch, None).await?;
    Ok(None)
}

/// Says that a task is not joined to what its line names, unless its project is.
async fn not_of_project(
    change: &mut Change,
    project: &ProjectId,
    named: &Link,
) -> Result<Option<String>> {
    if named.kind == Kind::Project {
        return Ok(None);
    }
    let project = records::existing::<Project>(change, project).await?;
    let own = links::of(change.conn(), Kind::Project, project.id.as_str()).await?;
    let bet = project.bet_id.as_ref().is_some_and(|bet| bet.as_str() == named.id);
    if bet || own.iter().any(|link| link.id == named.id) {
        return Ok(None);
    }
    Ok(Some(format!(
        "{} was not linked: a task has the {} of its project, {}.",
        named.reference,
        named.kind.plural(),
        project.reference
    )))
}

/// Says which tokens count for a task only.
fn for_tasks_only(line: &ParsedLine) -> Vec<String> {
    line.chips
        .iter()
        .filter(|chip| {
            matches!(
                chip.kind,
                ChipKind::Priority | ChipKind::Blocked | ChipKind::Status | ChipKind::TaskKind
            )
        })
        .map(|chip| format!("{} counts for a task only.", chip.token))
        .collect()
}
