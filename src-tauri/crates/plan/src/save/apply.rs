//! Each item through the use cases of its concept.

use super::Batch;
use super::types::{ListEdit, SaveFields, SaveItem, TextEdit};
use crate::actor::ActorKind;
use crate::captures::{self, CaptureSource, NewCapture};
use crate::change::Change;
use crate::dependencies::TASKS;
use crate::error::{Error, Result};
use crate::ids::{CaptureId, ProductId, ProjectId, TaskId};
use crate::products::{self, NewProduct, ProductPatch};
use crate::projects::{self, NewProject, ProjectPatch};
use crate::rank::Placement;
use crate::refs::{Kind, Link};
use crate::tasks::{self, Blocked, NewTask, TaskPatch};
use crate::text;

impl Batch {
    pub(super) async fn create(
        &mut self,
        change: &mut Change,
        kind: Kind,
        item: &SaveItem,
    ) -> Result<String> {
        let fields = with_appended(&item.fields, &item.edits)?;
        let name = fields.name.clone().unwrap_or_default();
        let list = |edit: &Option<ListEdit>| edit.as_ref().map(|e| e.apply(&[]));
        match kind {
            Kind::Product => {
                let new = NewProduct {
                    name,
                    icon: fields.icon,
                    vision: fields.vision,
                    about: fields.about,
                    ..NewProduct::default()
                };
                let id = products::create(change, new).await?;
                self.product = Some(id.clone());
                Ok(id.to_string())
            }
            Kind::Project => {
                let new = NewProject {
                    name,
                    kind: fields.project_kind,
                    status: fields.project_status,
                    why_line: fields.why_line,
                    why: fields.why,
                    what: fields.what,
                    constraints: list(&fields.constraints),
                    in_scope: list(&fields.in_scope),
                    out_of_scope: list(&fields.out_of_scope),
                    labels: list(&fields.labels),
                    ..NewProject::default()
                };
                Ok(projects::create(change, self.product()?, new).await?.to_string())
            }
            Kind::Task => self.create_task(change, name, fields).await,
            Kind::Capture => {
                let by_ai = change.actor.kind == ActorKind::Ai;
                let new = NewCapture {
                    text: &name,
                    note: fields.note.as_deref().unwrap_or_default(),
                    line: "",
                    labels: &[],
                    source: if by_ai { CaptureSource::Ai } else { CaptureSource::Cli },
                };
                Ok(captures::create(change, self.product()?, new).await?.to_string())
            }
            other => {
                Err(Error::invalid("type", format!("A {} is not saved this way.", other.word())))
            }
        }
    }

    async fn create_task(
        &mut self,
        change: &mut Change,
        name: String,
        fields: SaveFields,
    ) -> Result<String> {
        let parent = fields.parent.as_deref().ok_or_else(|| {
            Error::invalid("parent", "A task needs a project. Set parent to its ref or local id.")
        })?;
        let project = self.project(change, parent).await?;
        let list = |edit: Option<ListEdit>| edit.map(|e| e.apply(&[]));
        let new = NewTask {
            kind: fields.task_kind,
            status: fields.task_status,
            description: fields.description,
            why_line: fields.why_line,
            constraints: list(fields.constraints),
            labels: list(fields.labels),
            priority: fields.priority,
            blocked: fields.blocked.and_then(|blocked| match blocked {
                Blocked::Set(reason) => Some(reason),
                Blocked::Clear => None,
            }),
            branch: fields.branch,
            steps: Some(fields.steps),
            checks: Some(fields.checks),
            ..NewTask::named(&name, &project)
        };
        Ok(tasks::create(change, new).await?.to_string())
    }

    async fn project(&self, change: &mut Change, parent: &str) -> Result<ProjectId> {
        let link = self.locate(change, parent).await?;
        if link.kind == Kind::Project {
            return Ok(ProjectId(link.id));
        }
        Err(Error::invalid(
            "parent",
            format!("{parent} is a {}; the parent of a task is a project.", link.kind.word()),
        ))
    }

    pub(super) async fn update(
        &mut self,
        change: &mut Change,
        link: &Link,
        item: &SaveItem,
    ) -> Result<()> {
        match link.kind {
            Kind::Product => update_product(change, &ProductId(link.id.clone()), item).await,
            Kind::Project => update_project(change, &ProjectId(link.id.clone()), item).await,
            Kind::Task => self.update_task(change, &TaskId(link.id.clone()), item).await,
            Kind::Capture => update_capture(change, &CaptureId(link.id.clone()), item).await,
            other => {
                Err(Error::invalid("type", format!("A {} is not saved this way.", other.word())))
            }
        }
    }

    async fn update_task(
        &mut self,
        change: &mut Change,
        id: &TaskId,
        item: &SaveItem,
    ) -> Result<()> {
        let fields = &item.fields;
        let old = tasks::existing(change, id).await?;
        if let Some(parent) = &fields.parent {
            let project = self.project(change, parent).await?;
            if project != old.project_id {
                let now = projects::existing(change, &old.project_id).await?.reference;
                let (reference, revs) = (old.reference.clone(), (item.rev, old.rev));
                let moves = [("project_id", now)];
                change.refuse_conflict(Kind::Task, id.as_str(), reference, revs, &moves).await?;
                tasks::place(change, id, Some(&project), &Placement::Last).await?;
            }
        }
        for text in &fields.steps {
            tasks::add_step(change, id, text).await?;
        }
        for text in &fields.checks {
            tasks::add_check(change, id, text).await?;
        }
        let description =
            given(item, "description", &old.description, fields.description.as_ref())?;
        refuse_unknown_texts(&item.edits, &["description"])?;
        let list = |edit: &Option<ListEdit>, old: &[String]| edit.as_ref().map(|e| e.apply(old));
        let patch = TaskPatch {
            name: fields.name.clone(),
            kind: fields.task_kind,
            status: fields.task_status,
            status_reason: fields.status_reason.clone(),
            description,
            why_line: fields.why_line.clone(),
            constraints: list(&fields.constraints, &old.constraints),
            labels: list(&fields.labels, &old.labels),
            priority: fields.priority,
            blocked: fields.blocked.clone(),
            branch: fields.branch.clone(),
            commits: list(&fields.commits, &old.commits),
            replace: Some(true),
        };
        tasks::update(change, id, patch, item.rev).await
    }

    pub(super) async fn save_dependencies(
        &self,
        change: &mut Change,
        (_, id): &(Kind, String),
        edit: &ListEdit,
        rev: Option<u32>,
    ) -> Result<()> {
        let task = TaskId(id.clone());
        let waits = tasks::sql::waits_for(change.conn(), &task).await?;
        let now = tasks::existing(change, &task).await?;
        if matches!(edit, ListEdit::Set(_)) {
            let refs: Vec<&str> = waits.iter().map(|d| d.reference.as_str()).collect();
            let sets = [("depends_on", refs.join(", "))];
            change.refuse_conflict(Kind::Task, id, now.reference, (rev, now.rev), &sets).await?;
        }
        let old: Vec<TaskId> = waits.into_iter().map(|d| d.id).collect();
        let (add, remove) = match edit {
            ListEdit::Set(wanted) => {
                let wanted = self.task_ids(change, wanted).await?;
                let gone = old.into_iter().filter(|id| !wanted.contains(id)).collect();
                (wanted, gone)
            }
            ListEdit::Change { add, remove } => {
                (self.task_ids(change, add).await?, self.task_ids(change, remove).await?)
            }
        };
        for on in remove {
            TASKS.remove(change, task.as_str(), on.as_str()).await?;
        }
        for on in add {
            TASKS.add(change, task.as_str(), on.as_str()).await?;
        }
        Ok(())
    }

    async fn task_ids(&self, change: &mut Change, refs: &[String]) -> Result<Vec<TaskId>> {
        let mut ids = Vec::with_capacity(refs.len());
        for reference in refs {
            let link = self.locate(change, reference).await?;
            if link.kind != Kind::Task {
                return Err(Error::invalid(
                    "depends_on",
                    format!("{reference} is a {}; a task waits for tasks.", link.kind.word()),
                ));
            }
            ids.push(TaskId(link.id));
        }
        Ok(ids)
    }
}

async fn update_product(change: &mut Change, id: &ProductId, item: &SaveItem) -> Result<()> {
    let old = products::sql::get(change.conn(), id).await?.ok_or_else(products::missing)?;
    refuse_unknown_texts(&item.edits, &["vision", "about"])?;
    let patch = ProductPatch {
        name: item.fields.name.clone(),
        icon: item.fields.icon.clone(),
        vision: given(item, "vision", &old.vision, item.fields.vision.as_ref())?,
        about: given(item, "about", &old.about, item.fields.about.as_ref())?,
        replace: Some(true),
        ..ProductPatch::default()
    };
    products::update(change, id, patch, item.rev).await
}

async fn update_project(change: &mut Change, id: &ProjectId, item: &SaveItem) -> Result<()> {
    let fields = &item.fields;
    let old = projects::existing(change, id).await?;
    refuse_unknown_texts(&item.edits, &["why", "what"])?;
    let list = |edit: &Option<ListEdit>, old: &[String]| edit.as_ref().map(|e| e.apply(old));
    let patch = ProjectPatch {
        name: fields.name.clone(),
        kind: fields.project_kind,
        status: fields.project_status,
        status_reason: fields.status_reason.clone(),
        why_line: fields.why_line.clone(),
        why: given(item, "why", &old.why, fields.why.as_ref())?,
        what: given(item, "what", &old.what, fields.what.as_ref())?,
        constraints: list(&fields.constraints, &old.constraints),
        in_scope: list(&fields.in_scope, &old.in_scope),
        out_of_scope: list(&fields.out_of_scope, &old.out_of_scope),
        labels: list(&fields.labels, &old.labels),
        replace: Some(true),
        ..ProjectPatch::default()
    };
    projects::update(change, id, patch, item.rev).await
}

async fn update_capture(change: &mut Change, id: &CaptureId, item: &SaveItem) -> Result<()> {
    let old = captures::sql::get(change.conn(), id)
        .await?
        .ok_or_else(|| Error::not_found("that capture"))?;
    refuse_unknown_texts(&item.edits, &["note"])?;
    let note = given(item, "note", &old.note, item.fields.note.as_ref())?;
    captures::update(change, id, item.fields.name.as_deref(), note.as_deref(), item.rev).await
}

/// A text as the item leaves it: `None` when nothing changes it. Edits in place
/// are precise; a text given whole is guarded.
fn given(item: &SaveItem, field: &str, old: &str, new: Option<&String>) -> Result<Option<String>> {
    if let Some(new) = new {
        text::guard(field, old, new, item.replace)?;
    }
    edited(field, old, new, &item.edits)
}

/// A text after the batch's edits of it: `None` when nothing changes it.
fn edited(
    field: &str,
    old: &str,
    given: Option<&String>,
    edits: &[TextEdit],
) -> Result<Option<String>> {
    let mut text = given.cloned();
    for edit in edits.iter().filter(|e| e.field == field) {
        let now = text.as_deref().unwrap_or(old);
        text = Some(match &edit.find {
            None => append(now, &edit.text),
            Some(find) => replaced(field, now, find, &edit.text)?,
        });
    }
    Ok(text)
}

fn append(text: &str, more: &str) -> String {
    match text.trim_end() {
        "" => more.to_owned(),
        text => format!("{text}\n\n{more}"),
    }
}

fn replaced(field: &str, text: &str, find: &str, with: &str) -> Result<String> {
    match text.matches(find).count() {
        1 if !find.is_empty() => Ok(text.replacen(find, with, 1)),
        count => Err(Error::invalid(
            "text_edits",
            format!(
                "The passage to replace occurs {count} times in {field}; it must occur exactly once. Quote more of it."
            ),
        )),
    }
}

fn refuse_unknown_texts(edits: &[TextEdit], known: &[&str]) -> Result<()> {
    match edits.iter().find(|e| !known.contains(&e.field.as_str())) {
        None => Ok(()),
        Some(edit) => Err(Error::invalid(
            "text_edits",
            format!("{} cannot be edited in place here. Use {}.", edit.field, known.join(" or ")),
        )),
    }
}

/// For a new entity an edit can only append.
fn with_appended(fields: &SaveFields, edits: &[TextEdit]) -> Result<SaveFields> {
    let mut fields = fields.clone();
    for edit in edits {
        let text = match edit.field.as_str() {
            "vision" => &mut fields.vision,
            "about" => &mut fields.about,
            "why" => &mut fields.why,
            "what" => &mut fields.what,
            "description" => &mut fields.description,
            "note" => &mut fields.note,
            _ => return refuse_unknown_texts(edits, &[]).map(|()| fields),
        };
        if edit.find.is_some() {
            return Err(Error::invalid(
                "text_edits",
                "A new entity has no text to search yet. Leave find out to append.",
            ));
        }
        *text = Some(append(text.as_deref().unwrap_or_default(), &edit.text));
    }
    Ok(fields)
}
