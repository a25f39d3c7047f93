//! Pages of the work itself: projects, tasks, captures.

use openbacklog_plan::{
    Capture, Check, Decision, Dependency, Link, ProjectPage, Step, TaskNote, TaskPage, TaskRow,
};

use super::lines::{bullets, links, said, titled};
use crate::render;

/// A capture whole.
pub(super) fn capture(capture: &Capture) -> Vec<String> {
    let (id, rev, by) = (capture.id.as_str(), capture.rev, &capture.created_by);
    let mut lines = vec![format!("{} capture rev {rev}", capture.reference)];
    lines.extend(said("labels", &capture.labels.join(", ")));
    lines.extend(render::fenced("text", &capture.text, id, rev, by));
    lines.extend(render::fenced("note", &capture.note, id, rev, by));
    lines.extend(links("looks like", &capture.looks_like));
    lines
}

/// A task whole.
pub(super) fn task(page: &TaskPage) -> Vec<String> {
    let task = &page.task;
    let (id, rev, by) = (task.id.as_str(), task.rev, &task.updated_by);
    let mut lines = vec![render::spaced([
        task.reference.as_str(),
        task.status.word(),
        render::priority(task.priority),
        task.kind.word(),
        &format!("\"{}\"", task.name),
        &format!("‹{} {}", page.project.reference, render::quoted(&page.project.name)),
        &format!("rev {rev}"),
    ])];
    lines.extend(trashed(task.trashed_at.is_some()));
    lines.extend(page.held.as_ref().map(ToString::to_string));
    lines.extend(task.blocked.then(|| format!("blocked: {}", or_unsaid(&task.blocked_reason))));
    lines.extend(dependencies("waits for", &page.waits_for));
    lines.extend(dependencies("frees", &page.frees));
    lines.extend(said("why_line", &task.why_line));
    lines.extend(said("status_reason", &task.status_reason));
    lines.extend(said("labels", &task.labels.join(", ")));
    lines.extend(said("branch", &task.branch));
    lines.extend(said("commits", &task.commits.join(", ")));
    lines.extend(bullets("constraints", &task.constraints));
    lines.extend(render::fenced("description", &task.description, id, rev, by));
    lines.extend(steps(&page.steps));
    lines.extend(checks(&page.checks));
    lines.extend(page.notes.iter().flat_map(note));
    lines
}

/// A project without its tasks.
pub(super) fn project(page: &ProjectPage) -> Vec<String> {
    let project = &page.project;
    let (id, rev, by) = (project.id.as_str(), project.rev, &project.updated_by);
    let mut lines = vec![render::spaced([
        project.reference.as_str(),
        project.status.word(),
        project.kind.word(),
        &format!("\"{}\"", project.name),
        &format!("rev {rev}"),
    ])];
    let linked = &page.links;
    lines.extend(trashed(project.trashed_at.is_some()));
    lines.extend(links("bet", &linked.bet));
    lines.extend(links("pillar", &linked.pillar));
    lines.extend(links("waits for", &linked.waits_for));
    lines.extend(links("frees", &linked.frees));
    lines.extend(said("why_line", &project.why_line));
    lines.extend(said("status_reason", &project.status_reason));
    lines.extend(project.appetite_days.map(|days| format!("appetite_days: {days}")));
    lines.extend(said("branch", &project.branch));
    lines.extend(said("labels", &project.labels.join(", ")));
    lines.extend(render::fenced("why", &project.why, id, rev, by));
    lines.extend(render::fenced("what", &project.what, id, rev, by));
    lines.extend(render::fenced("result", &project.result, id, rev, by));
    lines.extend(bullets("constraints", &project.constraints));
    lines.extend(bullets("in", &project.in_scope));
    lines.extend(bullets("out", &project.out_of_scope));
    lines.extend(bullets("questions", &project.questions));
    lines.extend(links("personas", &linked.personas));
    lines.extend(links("problems", &linked.problems));
    let decisions: Vec<Link> = page.decisions.iter().map(Decision::link).collect();
    lines.extend(links("decisions", &decisions));
    lines
}

fn trashed(is: bool) -> Option<String> {
    is.then(|| "in the trash: plan_archive with restore brings it back".to_owned())
}

/// Rows of tasks, at most so many.
pub(super) fn rows(title: &str, tasks: &[TaskRow], most: usize) -> Vec<String> {
    if tasks.is_empty() {
        return vec![format!("{title}: none")];
    }
    let mut lines = vec![format!("{title} ({}):", tasks.len())];
    lines.extend(tasks.iter().take(most).map(render::task_row));
    if tasks.len() > most {
        lines.push(format!("{} more: plan_get with children", tasks.len() - most));
    }
    lines
}

fn dependencies(title: &str, tasks: &[Dependency]) -> Option<String> {
    let names: Vec<String> = tasks
        .iter()
        .map(|t| format!("{} {} {}", t.reference, t.status.word(), render::quoted(&t.name)))
        .collect();
    (!names.is_empty()).then(|| format!("{title}: {}", names.join(", ")))
}

fn steps(steps: &[Step]) -> Vec<String> {
    let lines = steps.iter().zip(1..).map(|(s, n)| format!("{n}. {} {}", mark(s.done), s.text));
    titled("steps", lines.collect())
}

fn checks(checks: &[Check]) -> Vec<String> {
    let lines = checks.iter().zip(1..).map(|(check, n)| {
        let line = format!("{n}. {} {}", mark(check.done), check.text);
        if check.how.is_empty() { line } else { format!("{line} — {}", check.how) }
    });
    titled("done when", lines.collect())
}

fn mark(done: bool) -> &'static str {
    if done { "[x]" } else { "[ ]" }
}

fn note(note: &TaskNote) -> Vec<String> {
    let title = format!("note of {}", note.at.format("%Y-%m-%d %H:%M"));
    // A note never changes, so its fence has no rev.
    render::fenced(&title, &note.text, &note.id, 0, &note.by)
}

fn or_unsaid(reason: &str) -> &str {
    if reason.is_empty() { "no reason given" } else { reason }
}
