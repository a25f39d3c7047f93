//! Pages of the work itself: projects, tasks, captures.

use openbacklog_plan::{
    Capture, Check, Decision, Dependency, Kind, Link, ProjectPage, Step, TaskNote, TaskPage,
    TaskRow,
};

use super::parts::{FieldLines, PageParts, head, in_trash};
use crate::{base::lines, pages::rows};

pub(super) fn capture(capture: &Capture) -> PageParts {
    let first = format!("{} capture rev {}", capture.reference, capture.rev);
    let own = FieldLines::of(capture.id.as_str(), capture.rev, &capture.created_by)
        .labels(&capture.labels)
        .fenced("text", &capture.text)
        .fenced("note", &capture.note)
        .links("looks like", &capture.looks_like);
    let links = capture.looks_like.iter().chain(&capture.suggested).cloned().collect();
    PageParts { links, ..PageParts::headed(first, own) }
}

pub(super) fn task(page: TaskPage) -> PageParts {
    let task = &page.task;
    let project = page.project.link();
    let priority = rows::priority(task.priority);
    let words = [in_trash(task.trashed_at), task.kind.word(), task.status.word(), priority];
    let head = head(&task.reference, Kind::Task, &words, &task.name, task.rev);
    let first = lines::spaced([
        task.reference.as_str(),
        task.status.word(),
        priority,
        task.kind.word(),
        &format!("\"{}\"", task.name),
        &format!("‹{} {}", project.reference, lines::quoted(&project.name)),
        &format!("rev {}", task.rev),
    ]);
    let own = FieldLines::of(task.id.as_str(), task.rev, &task.updated_by)
        .and([first])
        .and(restorable(task.trashed_at.is_some()))
        .and(page.held.as_ref().map(ToString::to_string))
        .value("blocked", task.blocked.then(|| or_unsaid(&task.blocked_reason)))
        .and(dependencies("waits for", &page.waits_for))
        .and(dependencies("frees", &page.frees))
        .line("why_line", &task.why_line)
        .line("status_reason", &task.status_reason)
        .labels(&task.labels)
        .line("branch", &task.branch)
        .line("commits", &task.commits.join(", "))
        .bullets("constraints", &task.constraints)
        .fenced("description", &task.description)
        .and(steps(&page.steps))
        .and(checks(&page.checks))
        .and(page.notes.iter().flat_map(note));
    let (own, links) = (own.lines, vec![project]);
    PageParts { head, own, links, history: page.history, ..PageParts::default() }
}

pub(super) fn project(page: ProjectPage) -> PageParts {
    let project = &page.project;
    let words = [in_trash(project.trashed_at), project.kind.word(), project.status.word()];
    let head = head(&project.reference, Kind::Project, &words, &project.name, project.rev);
    let first = lines::spaced([
        project.reference.as_str(),
        project.status.word(),
        project.kind.word(),
        &format!("\"{}\"", project.name),
        &format!("rev {}", project.rev),
    ]);
    let linked = page.links;
    let decisions: Vec<Link> = page.decisions.iter().map(Decision::link).collect();
    let own = FieldLines::of(project.id.as_str(), project.rev, &project.updated_by)
        .and([first])
        .and(restorable(project.trashed_at.is_some()))
        .links("bet", &linked.bet)
        .links("pillar", &linked.pillar)
        .links("waits for", &linked.waits_for)
        .links("frees", &linked.frees)
        .line("why_line", &project.why_line)
        .line("status_reason", &project.status_reason)
        .value("appetite_days", project.appetite_days)
        .line("branch", &project.branch)
        .labels(&project.labels)
        .fenced("why", &project.why)
        .fenced("what", &project.what)
        .fenced("result", &project.result)
        .bullets("constraints", &project.constraints)
        .bullets("in", &project.in_scope)
        .bullets("out", &project.out_of_scope)
        .bullets("questions", &project.questions)
        .links("personas", &linked.personas)
        .links("problems", &linked.problems)
        .links("decisions", &decisions);
    let up = linked.bet.into_iter().chain(linked.pillar);
    let beside = [linked.personas, linked.problems, linked.waits_for, linked.frees, decisions];
    let links = up.chain(beside.into_iter().flatten()).collect();
    let (own, tasks, history) = (own.lines, page.tasks, page.history);
    PageParts { head, own, links, tasks, history, ..PageParts::default() }
}

fn restorable(is: bool) -> Option<String> {
    is.then(|| "in the trash: plan_archive with restore brings it back".to_owned())
}

/// Rows of tasks, at most so many.
pub(super) fn rows(title: &str, tasks: &[TaskRow], most: usize) -> Vec<String> {
    if tasks.is_empty() {
        return vec![format!("{title}: none")];
    }
    let mut lines = vec![format!("{title} ({}):", tasks.len())];
    lines.extend(tasks.iter().take(most).map(rows::task_row));
    if tasks.len() > most {
        lines.push(format!("{} more: plan_get with children", tasks.len() - most));
    }
    lines
}

fn dependencies(title: &str, tasks: &[Dependency]) -> Option<String> {
    let names: Vec<String> = tasks
        .iter()
        .map(|t| format!("{} {} {}", t.reference, t.status.word(), lines::quoted(&t.name)))
        .collect();
    (!names.is_empty()).then(|| format!("{title}: {}", names.join(", ")))
}

fn steps(steps: &[Step]) -> Vec<String> {
    let lines = steps.iter().zip(1..).map(|(s, n)| format!("{n}. {} {}", mark(s.done), s.text));
    lines::titled("steps", lines.collect())
}

fn checks(checks: &[Check]) -> Vec<String> {
    let lines = checks.iter().zip(1..).map(|(check, n)| {
        let line = format!("{n}. {} {}", mark(check.done), check.text);
        if check.how.is_empty() { line } else { format!("{line} — {}", check.how) }
    });
    lines::titled("done when", lines.collect())
}

fn mark(done: bool) -> &'static str {
    if done { "[x]" } else { "[ ]" }
}

fn note(note: &TaskNote) -> Vec<String> {
    let title = format!("note of {}", note.at.format("%Y-%m-%d %H:%M"));
    // A note never changes, so its fence has no rev.
    lines::fenced(&title, &note.text, &note.id, 0, &note.by)
}

fn or_unsaid(reason: &str) -> &str {
    if reason.is_empty() { "no reason given" } else { reason }
}
