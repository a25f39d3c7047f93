//! What recorded values are called, for people: what another entity's id stands for
//! is its ref, a stored word reads as the screens write it, a time is the person's,
//! and what became of a check or step is said in words.

use std::collections::HashMap;

use chrono::DateTime;
use serde_json::Value;
use sqlx::SqliteConnection;

use super::sql::{self, ValueChange};
use super::{FieldChange, caption, shown_field};
use crate::base::ambient::Ambient;
use crate::base::error::Result;
use crate::base::kind_fields::{Field, Holds, fields_of};
use crate::base::pairs::PAIRS;
use crate::base::refs::Kind;
use crate::base::store::TRACKED;
use crate::base::wording;

/// Columns that say nothing a person has not been told by another.
const UNTOLD: [&str; 4] = ["became_kind", "rank", "started_at", "finished_at"];

/// What was recorded, field by field, as it is shown.
pub(super) async fn fields(
    conn: &mut SqliteConnection,
    ambient: &Ambient,
    recorded: Vec<ValueChange>,
) -> Result<Vec<FieldChange>> {
    let mut fields: Vec<FieldChange> = Vec::new();
    let mut parts = Parts::default();
    let mut references: HashMap<String, String> = HashMap::new();
    for mut value in recorded {
        if UNTOLD.contains(&value.field.as_str()) {
            continue;
        }
        let reference = match references.get(&value.entity_id) {
            Some(known) => known.clone(),
            None => caption(conn, value.kind, &value.entity_id).await?.reference,
        };
        references.insert(value.entity_id.clone(), reference.clone());
        if matches!(value.table_name.as_str(), "task_checks" | "task_steps") && value.op == "update"
        {
            if parts.take(fields.len(), &value) {
                fields.push(field_change(value, reference));
            }
            continue;
        }
        let (before, after) = (value.before.take(), value.after.take());
        value.before = shown(conn, ambient, &value, before).await?;
        value.after = shown(conn, ambient, &value, after).await?;
        add(&mut fields, field_change(value, reference));
    }
    parts.tell(conn, &mut fields).await?;
    fields.retain(|field| field.before != field.after);
    Ok(fields)
}

/// Edits of single checks and steps, each told as one.
#[derive(Default)]
struct Parts(Vec<Part>);

struct Part {
    row: String,
    table: String,
    /// Where among the fields it is told.
    place: usize,
    /// The first and the last value of each column.
    columns: HashMap<String, (String, String)>,
}

impl Parts {
    /// Whether the edit is the first one of its row.
    fn take(&mut self, place: usize, edit: &ValueChange) -> bool {
        let known = self.0.iter().position(|part| part.row == edit.row_id);
        let at = known.unwrap_or(self.0.len());
        if known.is_none() {
            let (row, table) = (edit.row_id.clone(), edit.table_name.clone());
            self.0.push(Part { row, table, place, columns: HashMap::new() });
        }
        if let Some(part) = self.0.get_mut(at) {
            let before = edit.before.clone().unwrap_or_default();
            let values = part.columns.entry(edit.field.clone()).or_insert((before, String::new()));
            values.1 = edit.after.clone().unwrap_or_default();
        }
        known.is_none()
    }

    async fn tell(self, conn: &mut SqliteConnection, fields: &mut [FieldChange]) -> Result<()> {
        for Part { row, table, place, columns } in self.0 {
            let text = sql::text_of_part(conn, &table, &row).await?;
            if let Some(field) = fields.get_mut(place) {
                (field.before, field.after) = told_part(&table, &text, &columns);
            }
        }
        Ok(())
    }
}

/// What became of a check or step: `ticked “Under 2 s”: 1.4 s on a Pixel 6`.
fn told_part(
    table: &str,
    text: &str,
    columns: &HashMap<String, (String, String)>,
) -> (String, String) {
    let change = |column: &str| columns.get(column).filter(|(before, after)| before != after);
    let how = change("how").map(|(_, how)| how.as_str()).filter(|how| !how.is_empty());
    let told = match (table, change("done").map(|(_, done)| done.as_str())) {
        ("task_checks", Some("1")) => format!("ticked “{text}”"),
        ("task_checks", Some(_)) => format!("unticked “{text}”"),
        (_, Some("1")) => format!("did “{text}”"),
        (_, Some(_)) => format!("reopened “{text}”"),
        (_, None) => match (change("text"), how) {
            (Some((before, after)), _) => return (before.clone(), after.clone()),
            (None, Some(_)) => format!("“{text}”"),
            (None, None) => return (String::new(), String::new()),
        },
    };
    match how {
        Some(how) => (String::new(), format!("{told}: {how}")),
        None => (String::new(), told),
    }
}

/// The value before a change of one column, as a writer would say it: lists line by
/// line, flags as words.
pub(crate) async fn before_as_written(
    conn: &mut SqliteConnection,
    change: &ValueChange,
) -> Result<String> {
    let before = with_refs(conn, change, change.before.clone()).await?.unwrap_or_default();
    Ok(match field(change.kind, &change.field).map(|f| f.holds) {
        Some(Holds::Lines) => {
            serde_json::from_str(&before).map_or(before, |lines: Vec<String>| lines.join("\n"))
        }
        Some(Holds::Flag | Holds::Blocked) if before == "1" => "yes".to_owned(),
        Some(Holds::Flag | Holds::Blocked) if before == "0" => "no".to_owned(),
        Some(Holds::Number) => before.strip_suffix(".0").unwrap_or(&before).to_owned(),
        _ => before,
    })
}

/// What a concept's own types call the field that a column of it holds.
pub(crate) fn key_of(kind: Kind, column: &str) -> &str {
    field(kind, column).map_or(column, |f| f.key)
}

fn field(kind: Kind, column: &str) -> Option<&'static Field> {
    let is = |f: &&Field| f.key == column || f.name == shown_field(column);
    fields_of(kind).iter().find(is)
}

/// A recorded value as it is shown.
async fn shown(
    conn: &mut SqliteConnection,
    ambient: &Ambient,
    change: &ValueChange,
    recorded: Option<String>,
) -> Result<Option<String>> {
    let is_ref =
        change.field == "*" || change.field == "became_id" || points_to(&change.field).is_some();
    let text = with_refs(conn, change, recorded).await?;
    Ok(text.map(|text| if is_ref { text } else { plain(ambient, change, text) }))
}

/// A recorded value as a writer would say it, with refs instead of ids.
async fn with_refs(
    conn: &mut SqliteConnection,
    change: &ValueChange,
    recorded: Option<String>,
) -> Result<Option<String>> {
    let Some(text) = recorded else { return Ok(None) };
    if change.field == "*" {
        let row = serde_json::from_str(&text).unwrap_or_default();
        return Ok(Some(whole(conn, change, &row).await?));
    }
    let kind = match change.field.as_str() {
        "became_id" => sql::kind_of(conn, &text).await?,
        field => points_to(field),
    };
    match kind {
        Some(kind) => Ok(Some(caption(conn, kind, &text).await?.reference)),
        None => Ok(Some(text)),
    }
}

/// A value of a column as the screens write it.
fn plain(ambient: &Ambient, change: &ValueChange, text: String) -> String {
    match (change.field.as_str(), change.kind) {
        ("trashed_at", _) => "in the trash".to_owned(),
        ("is_primary" | "pinned" | "blocked", _) => yes_or_no(&text == "1"),
        ("status" | "kind" | "state" | "horizon" | "priority" | "direction" | "strength", _)
        | ("result", Kind::Bet) => spoken_word(&text),
        ("value", Kind::Setting) => match serde_json::from_str(&text) {
            Ok(Value::Bool(on)) => yes_or_no(on),
            Ok(Value::String(word)) => word,
            _ => text,
        },
        (
            "folders" | "labels" | "ignored" | "constraints" | "in_scope" | "out_of_scope"
            | "commits" | "questions",
            _,
        ) => match serde_json::from_str::<Vec<String>>(&text) {
            Ok(lines) => lines.join("\n"),
            Err(_) => text,
        },
        (field, _) if field.ends_with("_at") || field.ends_with("_until") => {
            match DateTime::parse_from_rfc3339(&text) {
                Ok(at) => ambient.clock(at.to_utc()),
                Err(_) => text,
            }
        }
        _ => text,
    }
}

fn yes_or_no(yes: bool) -> String {
    if yes { "yes" } else { "no" }.to_owned()
}

/// A stored word as a label.
fn spoken_word(word: &str) -> String {
    match word {
        "todo" => "To do".to_owned(),
        word => wording::sentence(&wording::spoken(word)),
    }
}

/// The kind that a field's ids are of.
fn points_to(field: &str) -> Option<Kind> {
    match shown_field(field) {
        "bet" => Some(Kind::Bet),
        "pillar" => Some(Kind::Pillar),
        "project" | "solved_by" => Some(Kind::Project),
        "persona" => Some(Kind::Persona),
        "problem" => Some(Kind::Problem),
        "product_id" => Some(Kind::Product),
        _ => None,
    }
}

/// A whole row as text: what a link joins, the line of a step, check or note, a
/// reading, the name of an entity.
async fn whole(conn: &mut SqliteConnection, change: &ValueChange, row: &Value) -> Result<String> {
    let text = |column: &str| row[column].as_str().unwrap_or_default().to_owned();
    if let Some((kind, id)) = joined(change, row) {
        return Ok(caption(conn, kind, &id).await?.reference);
    }
    if change.table_name == "outcome_readings" {
        return Ok(format!("{} on {}", row["value"], text("date")));
    }
    let part = TRACKED.iter().any(|t| t.name == change.table_name && t.field.is_some());
    Ok(match change.kind {
        _ if part => text("text"),
        Kind::Pain => caption(conn, Kind::Pain, &change.entity_id).await?.name,
        kind => text(kind.name_column()),
    })
}

/// What a row of a link's table joins its owner to.
fn joined(change: &ValueChange, row: &Value) -> Option<(Kind, String)> {
    let text = |column: &str| row[column].as_str().map(str::to_owned);
    let dependency = match change.table_name.as_str() {
        "task_dependencies" => Some(Kind::Task),
        "project_dependencies" => Some(Kind::Project),
        _ => None,
    };
    if let Some(kind) = dependency {
        return Some((kind, text("depends_on")?));
    }
    let pair = PAIRS.iter().find(|pair| pair.table == change.table_name)?;
    let kind = match pair.other {
        Some(kind) => kind,
        None => Kind::ALL.into_iter().find(|k| Some(k.word()) == row["about_kind"].as_str())?,
    };
    Some((kind, text(pair.other_column)?))
}

fn field_change(value: ValueChange, reference: String) -> FieldChange {
    let part = TRACKED.iter().find(|t| t.name == value.table_name).and_then(|t| t.field);
    let field = match (part, value.op.as_str()) {
        (Some(part), _) => part,
        (None, "insert") => "created",
        (None, "delete") => "removed",
        (None, _) => shown_field(&value.field),
    };
    FieldChange {
        kind: value.kind,
        id: value.entity_id,
        reference,
        field: field.to_owned(),
        before: value.before.unwrap_or_default(),
        after: value.after.unwrap_or_default(),
    }
}

/// Joins later values of a field onto its first appearance in the set.
fn add(fields: &mut Vec<FieldChange>, change: FieldChange) {
    let whole = matches!(change.field.as_str(), "created" | "removed")
        || TRACKED.iter().any(|t| t.field == Some(change.field.as_str()));
    let earlier = fields.iter_mut().find(|f| f.id == change.id && f.field == change.field);
    match earlier {
        Some(earlier) if !whole => earlier.after = change.after,
        _ => fields.push(change),
    }
}

#[cfg(test)]
mod tests {
    use crate::base::refs::Kind;
    use crate::concepts::captures::{CaptureSource, CaptureTarget};
    use crate::concepts::decisions::{About, NewDecision};
    use crate::concepts::problems::NewProblem;
    use crate::concepts::projects::{ProjectPatch, ProjectStatus};
    use crate::testing::TestPlan;

    /// The fields of a set as `T-1 name: before → after`.
    async fn told(t: &TestPlan, set: u32) -> Vec<String> {
        let fields = t.plan.change_set(set).await.unwrap();
        let line = |f: crate::FieldChange| {
            format!("{} {}: {} → {}", f.reference, f.field, f.before, f.after)
        };
        fields.into_iter().map(line).collect()
    }

    #[tokio::test]
    async fn what_an_id_stands_for_is_told_by_its_ref() {
        let t = TestPlan::new().await;
        let (mina, project) = (t.persona("Mina").await, t.project("Offline sync").await);
        let new = NewProblem {
            name: "Loses work".into(),
            personas: Some(vec![mina.clone()]),
            ..NewProblem::default()
        };
        let made = t.plan.create_problem(&t.you, &t.product, new).await.unwrap();
        assert_eq!(
            told(&t, made.set).await,
            ["X-1 created:  → Loses work", "U-1×X-1 created:  → Mina × Loses work"]
        );
        let solved = t
            .plan
            .solve_pain(&t.you, &made.entities[1].id.as_str().into(), &project)
            .await
            .unwrap();
        assert_eq!(
            told(&t, solved.set).await,
            ["U-1×X-1 state: Open → Solved", "U-1×X-1 solved_by:  → P-1"]
        );
        let (one, other) = ((Kind::Project, project.as_str()), (Kind::Persona, mina.as_str()));
        let linked = t.plan.link(&t.you, one, other).await.unwrap();
        assert_eq!(told(&t, linked.set).await, ["P-1 personas:  → U-1"]);
        let about = vec![About { kind: Kind::Product, id: t.product.0.clone() }];
        let new =
            NewDecision { what: "SQLite".into(), about: Some(about), ..NewDecision::default() };
        let decided = t.plan.create_decision(&t.you, &t.product, new).await.unwrap();
        assert_eq!(
            told(&t, decided.set).await,
            ["D-1 created:  → SQLite", "D-1 about:  → Acme Notes"]
        );
    }

    #[tokio::test]
    async fn a_placed_capture_tells_what_it_became_and_what_it_was_joined_to() {
        let t = TestPlan::new().await;
        t.persona("Mina").await;
        let bet = crate::NewBet { name: "Trust".into(), ..crate::NewBet::default() };
        t.plan.create_bet(&t.you, &t.product, bet).await.unwrap();
        let source = CaptureSource::App;
        t.plan.capture(&t.you, None, "Merge view ~trust +mina", source).await.unwrap();
        let id = t.plan.inbox(&t.product).await.unwrap()[0].id.clone();
        let placed = t.plan.place_capture(&t.you, &id, &CaptureTarget::Project).await.unwrap();
        assert_eq!(
            told(&t, placed.written.set).await,
            ["P-1 created:  → Merge view", "P-1 personas:  → U-1", "K-1 became:  → P-1"]
        );
        let patch = ProjectPatch {
            bet_id: Some(None),
            status: Some(ProjectStatus::Ready),
            ..ProjectPatch::default()
        };
        let project = placed.made.id.as_str().into();
        let parted = t.plan.update_project(&t.you, &project, patch, None).await.unwrap();
        assert_eq!(told(&t, parted.set).await, ["P-1 status: Idea → Ready", "P-1 bet: B-1 → "]);
    }
}
