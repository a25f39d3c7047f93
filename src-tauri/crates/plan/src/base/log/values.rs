//! What a recorded value is called, for people: what another entity's id stands
//! for is its ref.

use serde_json::Value;
use sqlx::SqliteConnection;

use super::sql::{self, ValueChange};
use super::{caption, shown_field};
use crate::base::error::Result;
use crate::base::kind_fields::{Field, Holds, fields_of};
use crate::base::pairs::PAIRS;
use crate::base::refs::Kind;
use crate::base::store::TRACKED;

/// Turns what was recorded, on both sides, into what is shown.
pub(super) async fn show(conn: &mut SqliteConnection, value: &mut ValueChange) -> Result<()> {
    let (before, after) = (value.before.take(), value.after.take());
    value.before = shown(conn, value, before).await?;
    value.after = shown(conn, value, after).await?;
    Ok(())
}

/// The value before a change of one column, as a writer would say it: lists line by
/// line, flags as words.
pub(crate) async fn told(conn: &mut SqliteConnection, change: &ValueChange) -> Result<String> {
    let before = shown(conn, change, change.before.clone()).await?.unwrap_or_default();
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

async fn shown(
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

/// The kind that a field's ids are of.
fn points_to(field: &str) -> Option<Kind> {
    match shown_field(field) {
        "bet" => Some(Kind::Bet),
        "pillar" => Some(Kind::Pillar),
        "project" | "solved_by" => Some(Kind::Project),
        "persona" => Some(Kind::Persona),
        "problem" => Some(Kind::Problem),
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
            ["U-1×X-1 state: open → solved", "U-1×X-1 solved_by:  → P-1"]
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
        assert_eq!(told(&t, parted.set).await, ["P-1 status: idea → ready", "P-1 bet: B-1 → "]);
    }
}
