//! An entity whole, as text and as data.

use openbacklog_plan::{
    Capture, Check, Dependency, HistoryRow, Kind, Link, ProjectPage, Step, TaskNote, TaskPage,
    TaskRow,
};
use serde_json::Value;

use crate::{
    product::Chosen, refusal::Refusal, render, render::without_ids, verb::Call, verbs::Beside,
};

/// Rows of tasks shown below a project unless all are asked for.
const TASKS_SHOWN: usize = 25;

/// One entity, ready to be shown.
pub(crate) struct Page {
    pub(crate) reference: String,
    pub(crate) lines: Vec<String>,
    pub(crate) data: Value,
}

/// The product itself.
pub(crate) async fn product(call: &Call, chosen: &Chosen) -> Result<Page, Refusal> {
    let product = call.plan.product(&chosen.id).await?;
    let (id, rev, by) = (product.id.as_str(), product.rev, &product.updated_by);
    let mut lines = vec![format!("product {} rev {rev}", render::quoted(&product.name))];
    lines.extend(render::fenced("vision", &product.vision, id, rev, by));
    lines.extend(render::fenced("about", &product.about, id, rev, by));
    Ok(Page { reference: "product".to_owned(), lines, data: without_ids(&product) })
}

/// A project, a task or a capture.
pub(crate) async fn entity(
    call: &Call,
    product: &Chosen,
    link: &Link,
    with: &[Beside],
) -> Result<Page, Refusal> {
    let plan = &call.plan;
    let id = link.id.as_str();
    let (lines, data) = match link.kind {
        Kind::Task => {
            let page = plan.task_page(&id.into()).await?;
            let mut lines = task(&page);
            if with.contains(&Beside::Parents) {
                lines.extend(project_head(&plan.project_page(&page.project.id).await?));
            }
            if with.contains(&Beside::Siblings) {
                let all = plan.project_page(&page.project.id).await?.tasks;
                let others: Vec<TaskRow> =
                    all.into_iter().filter(|other| other.id != page.task.id).collect();
                lines.extend(rows("siblings", &others, usize::MAX));
            }
            lines.extend(history(&page.history, with));
            (lines, without_ids(&page))
        }
        Kind::Project => {
            let page = plan.project_page(&id.into()).await?;
            let mut lines = project_head(&page);
            let all = with.contains(&Beside::Children);
            lines.extend(rows("tasks", &page.tasks, if all { usize::MAX } else { TASKS_SHOWN }));
            lines.extend(history(&page.history, with));
            (lines, without_ids(&page))
        }
        _ => {
            let inbox = plan.inbox(&product.id).await?;
            let capture = inbox.into_iter().find(|capture| capture.id.as_str() == id);
            let capture = capture.ok_or_else(|| {
                Refusal::not_found(format!("{} is no longer in the inbox.", link.reference), "")
            })?;
            (lines_of_capture(&capture), without_ids(&capture))
        }
    };
    Ok(Page { reference: link.reference.clone(), lines, data })
}

fn lines_of_capture(capture: &Capture) -> Vec<String> {
    let (id, rev, by) = (capture.id.as_str(), capture.rev, &capture.created_by);
    let mut lines = vec![format!("{} capture rev {rev}", capture.reference)];
    lines.extend(said("labels", &capture.labels.join(", ")));
    lines.extend(render::fenced("text", &capture.text, id, rev, by));
    lines.extend(render::fenced("note", &capture.note, id, rev, by));
    let like: Vec<String> = capture
        .looks_like
        .iter()
        .map(|p| format!("{} {}", p.reference, render::quoted(&p.name)))
        .collect();
    lines.extend(said("looks like", &like.join(", ")));
    lines
}

fn task(page: &TaskPage) -> Vec<String> {
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

fn project_head(page: &ProjectPage) -> Vec<String> {
    let project = &page.project;
    let (id, rev, by) = (project.id.as_str(), project.rev, &project.updated_by);
    let mut lines = vec![render::spaced([
        project.reference.as_str(),
        project.status.word(),
        project.kind.word(),
        &format!("\"{}\"", project.name),
        &format!("rev {rev}"),
    ])];
    lines.extend(said("why_line", &project.why_line));
    lines.extend(said("status_reason", &project.status_reason));
    lines.extend(said("labels", &project.labels.join(", ")));
    lines.extend(render::fenced("why", &project.why, id, rev, by));
    lines.extend(render::fenced("what", &project.what, id, rev, by));
    lines.extend(bullets("constraints", &project.constraints));
    lines.extend(bullets("in", &project.in_scope));
    lines.extend(bullets("out", &project.out_of_scope));
    lines
}

fn rows(title: &str, tasks: &[TaskRow], most: usize) -> Vec<String> {
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

fn history(rows: &[HistoryRow], with: &[Beside]) -> Vec<String> {
    if !with.contains(&Beside::History) {
        return Vec::new();
    }
    let line = |row: &HistoryRow| {
        format!("{} {}: {}", row.at.format("%Y-%m-%d %H:%M"), row.by, row.sentence)
    };
    titled("history", rows.iter().map(line).collect())
}

fn titled(title: &str, lines: Vec<String>) -> Vec<String> {
    if lines.is_empty() {
        return lines;
    }
    std::iter::once(format!("{title}:")).chain(lines).collect()
}

fn bullets(title: &str, items: &[String]) -> Vec<String> {
    titled(title, items.iter().map(|item| format!("- {item}")).collect())
}

fn said(title: &str, text: &str) -> Option<String> {
    (!text.is_empty()).then(|| format!("{title}: {text}"))
}

fn or_unsaid(reason: &str) -> &str {
    if reason.is_empty() { "no reason given" } else { reason }
}
