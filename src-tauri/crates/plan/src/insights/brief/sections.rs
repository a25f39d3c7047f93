//! What the sections of a brief say.

use super::chain::{WhyLine, and_more, pain_gap};
use super::grounds::{Grounds, Pillar};
use super::lines::{bullets, gist, numbered, points, short};
use super::page_sql::{Decision, Note, OtherProject, ProjectCheck, ProjectTask, Quote, Sibling};
use crate::base::holder::Holder;
use crate::base::refs::{Kind, Ref};
use crate::concepts::projects::{Project, ProjectStatus};
use crate::concepts::tasks::{Check, Dependency, Priority, Step, Task, TaskStatus};

/// A quote is at most this many characters.
const QUOTED: usize = 160;
/// A note of a task's log is told in at most this many characters.
const NOTED: usize = 400;
/// At most this many points of one pillar.
const POINTS: usize = 5;

/// The chain up to the vision; who it is for has a section of its own.
pub(super) fn why(chain: &[WhyLine]) -> String {
    let above = chain.iter().filter(|line| line.level != "for");
    bullets(&above.map(WhyLine::shown).collect::<Vec<_>>())
}

/// The persona, the problem, what it costs them, and what was heard of it.
pub(super) fn for_whom(grounds: &Grounds, quotes: &[Quote]) -> String {
    let mut lines = Vec::new();
    match grounds.personas.first() {
        None => lines.push("— no persona yet".to_owned()),
        Some(persona) => {
            let wants = match gist(&persona.wants) {
                empty if empty.is_empty() => String::new(),
                wants => format!(", who wants: {wants}"),
            };
            let more = and_more(grounds.personas.len());
            lines.push(format!("{} ({}){more}{wants}", persona.name, persona.link().reference));
        }
    }
    match grounds.problems.first() {
        None => lines.push("— no problem yet".to_owned()),
        Some(problem) => {
            let severity =
                problem.severity.map(|n| format!(", severity {n} of 5")).unwrap_or_default();
            let more = and_more(grounds.problems.len());
            let reference = problem.link().reference;
            lines.push(format!("problem: {} ({reference}{severity}){more}", problem.name));
        }
    }
    if let Some(pain) = &grounds.pain {
        for (word, text) in [("it costs them", &pain.impact), ("at stake", &pain.stakes)] {
            let text = gist(text);
            if !text.is_empty() {
                lines.push(format!("{word}: {text}"));
            }
        }
    }
    if !grounds.personas.is_empty()
        && !grounds.problems.is_empty()
        && let Some(gap) = pain_gap(grounds)
    {
        lines.push(format!("— {gap}"));
    }
    lines.extend(quotes.iter().map(quote));
    bullets(&lines)
}

/// Evidence as one line between quotation marks that it cannot close.
fn quote(quote: &Quote) -> String {
    let text = short(&quote.text.replace(['“', '”'], "\""), QUOTED);
    let text = text.trim_matches(['"', ' ']);
    let date = quote.date.map(|date| date.to_string());
    let source = Some(short(&quote.source, 60)).filter(|source| !source.is_empty());
    let reference = Ref { kind: Kind::Evidence, number: quote.number }.to_string();
    let about: Vec<String> = source.into_iter().chain(date).chain([reference]).collect();
    format!("“{text}” ({})", about.join(", "))
}

/// What a task is and where it stands, with the reason of a drop or a reopening,
/// and who holds it.
pub(super) fn task_state(task: &Task, held: Option<&Holder>) -> String {
    let turn = turned(
        task.status.word(),
        task.status == TaskStatus::Dropped,
        task.status.is_over(),
        &task.status_reason,
    );
    let mut parts = vec![task.kind.word().to_owned(), turn];
    if task.priority != Priority::None {
        parts.push(task.priority.word().to_uppercase());
    }
    if task.blocked {
        let reason = short(&task.blocked_reason, 200);
        let reason = if reason.is_empty() { "no reason given".to_owned() } else { reason };
        parts.push(format!("blocked: {reason}"));
    }
    parts.extend(held.map(Holder::to_string));
    parts.push(format!("rev {}", task.rev));
    parts.join(" · ")
}

/// Where a project stands, with the reason of a drop or a reopening.
pub(super) fn project_state(project: &Project) -> String {
    turned(
        project.status.word(),
        project.status == ProjectStatus::Dropped,
        project.status.is_over(),
        &project.status_reason,
    )
}

fn turned(status: &str, dropped: bool, over: bool, reason: &str) -> String {
    let reason = short(reason, 200);
    match (dropped, over, reason.is_empty()) {
        (true, _, false) => format!("{status}: {reason}"),
        (_, false, false) => format!("{status}, reopened: {reason}"),
        _ => status.to_owned(),
    }
}

pub(super) fn steps(steps: &[Step]) -> String {
    let line = |step: &Step| format!("- [{}] {}", if step.done { 'x' } else { ' ' }, step.text);
    steps.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// What must hold: its own, and what it inherits, marked.
pub(super) fn constraints(own: &[String], project: &Project) -> String {
    let inherited = project.constraints.iter().map(|c| format!("{c} (from {})", project.reference));
    bullets(&own.iter().cloned().chain(inherited).collect::<Vec<_>>())
}

/// What the work leaves out, and what the pillars refuse.
pub(super) fn do_not(out: &[String], pillars: &[Pillar]) -> String {
    let refused = pillars.iter().flat_map(|pillar| {
        let reference = pillar.link().reference;
        let points = points(&pillar.we_wont).into_iter().take(POINTS);
        points.map(move |point| format!("{point} (we won't, {reference})"))
    });
    bullets(&out.iter().cloned().chain(refused).collect::<Vec<_>>())
}

/// The open tasks that own neighbouring work: the nearest, and how many more of
/// all there are.
pub(super) fn siblings(near: &[Sibling], all: u32) -> String {
    let mut lines: Vec<String> = near
        .iter()
        .map(|task| format!("T-{} does “{}”; leave it to that task", task.number, task.name))
        .collect();
    let told = u32::try_from(lines.len()).unwrap_or(u32::MAX);
    if all > told {
        lines.push(format!("{} more open tasks of the project", all - told));
    }
    bullets(&lines)
}

/// The open projects of the same bet.
pub(super) fn projects_beside(projects: &[OtherProject]) -> String {
    let line = |project: &OtherProject| {
        format!("P-{} does “{}”; leave it to that project", project.number, project.name)
    };
    bullets(&projects.iter().map(line).collect::<Vec<_>>())
}

pub(super) fn checks(checks: &[Check]) -> String {
    numbered(checks.iter().map(|check| {
        let how = match short(&check.how, NOTED) {
            empty if empty.is_empty() => String::new(),
            how => format!(" — {how}"),
        };
        format!("[{}] {}{how}", mark(check.done), check.text)
    }))
}

pub(super) fn checks_of_project(checks: &[ProjectCheck]) -> String {
    let line =
        |check: &ProjectCheck| format!("[{}] {} (T-{})", mark(check.done), check.text, check.task);
    numbered(checks.iter().map(line))
}

fn mark(done: bool) -> &'static str {
    if done { "met" } else { "open" }
}

/// Decisions with what they are about, which is named unless it is the work itself.
pub(super) fn decisions(decisions: &[Decision]) -> String {
    let line = |decision: &Decision| {
        let clauses = [("instead of", &decision.instead_of), ("because", &decision.why)]
            .map(|(word, text)| (word, gist(text)))
            .into_iter()
            .filter(|(_, text)| !text.is_empty())
            .map(|(word, text)| format!("{word}: {}", text.trim_end_matches('.')));
        let again = decision.revisit_on.map(|date| format!("look again on {date}"));
        let told: Vec<String> = [format!("D-{}: {}", decision.number, decision.what)]
            .into_iter()
            .chain(clauses)
            .chain(again)
            .collect();
        let about = match decision.nearest {
            0 => String::new(),
            _ => format!(" (about the {})", decision.about_kind.word()),
        };
        format!("{}{about}", told.join("; "))
    };
    bullets(&decisions.iter().map(line).collect::<Vec<_>>())
}

/// The branch of a task, or else that of its project, marked.
pub(super) fn branch(own: &str, project: Option<&Project>) -> Option<String> {
    match project {
        _ if !own.is_empty() => Some(format!("branch {own}")),
        Some(project) if !project.branch.is_empty() => {
            Some(format!("branch {} (from {})", project.branch, project.reference))
        }
        _ => None,
    }
}

/// What a task waits for.
pub(super) fn waits_for(dependencies: &[Dependency]) -> Option<String> {
    let each =
        dependencies.iter().map(|d| format!("{} “{}” ({})", d.reference, d.name, d.status.word()));
    joined("waits for ", each)
}

/// What a project waits for.
pub(super) fn project_waits_for(projects: &[OtherProject]) -> Option<String> {
    joined("waits for ", projects.iter().map(other_project))
}

/// What the project of a task waits for that is not over.
pub(super) fn inherited_waits(project: &Project, others: &[OtherProject]) -> Option<String> {
    let open = others.iter().filter(|other| !other.status.is_over()).map(other_project);
    joined(&format!("{} waits for ", project.reference), open)
}

pub(super) fn other_project(project: &OtherProject) -> String {
    format!("P-{} “{}” ({})", project.number, project.name, project.status.word())
}

pub(super) fn files(files: &[String]) -> Option<String> {
    joined("files mentioned: ", files.iter().cloned())
}

fn joined(words: &str, items: impl Iterator<Item = String>) -> Option<String> {
    let items: Vec<String> = items.collect();
    (!items.is_empty()).then(|| format!("{words}{}", items.join(", ")))
}

/// The tasks of a project, one line each.
pub(super) fn tasks(tasks: &[ProjectTask]) -> Vec<String> {
    let line = |task: &ProjectTask| {
        let checks = match task.checks_total {
            0 => String::new(),
            total => format!(" · {}/{total} checks", task.checks_done),
        };
        format!("T-{} {} “{}”{checks}", task.number, task.status.word(), task.name)
    };
    tasks.iter().map(line).collect()
}

/// The log of a task, the latest line first.
pub(super) fn notes(notes: &[Note]) -> String {
    let line = |note: &Note| {
        format!("{} {}: {}", note.at.format("%Y-%m-%d"), note.by, short(&note.text, NOTED))
    };
    bullets(&notes.iter().map(line).collect::<Vec<_>>())
}
