//! Each kind by the use cases of its concept.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::no_product;
use crate::acts::pain;
use crate::base::actor::ActorKind;
use crate::base::change::Change;
use crate::base::error::{Error, Result};
use crate::base::ids::{
    BetId, CaptureId, DecisionId, EvidenceId, OutcomeId, PainId, PersonaId, PillarId, ProblemId,
    ProductId, ProjectId, TaskId,
};
use crate::base::rank::Placement;
use crate::base::refs::Kind;
use crate::base::shape;
use crate::concepts::bets;
use crate::concepts::captures::{self, CaptureSource, NewCapture};
use crate::concepts::decisions;
use crate::concepts::evidence;
use crate::concepts::outcomes;
use crate::concepts::outcomes::{NewReading, readings};
use crate::concepts::pains;
use crate::concepts::personas;
use crate::concepts::pillars;
use crate::concepts::problems;
use crate::concepts::products;
use crate::concepts::projects;
use crate::concepts::tasks;

/// Values by the keys of a concept's own types.
pub(super) type Values = Map<String, Value>;

/// The type a concept takes, made of values that were read by its shape.
fn made<T: DeserializeOwned>(values: Values) -> Result<T> {
    serde_json::from_value(Value::Object(values)).map_err(|error| {
        Error::invalid(
            "fields",
            format!("The fields do not fit: {error}."),
            "Give each its own sort of value.",
        )
    })
}

/// What is stored, by the same keys.
pub(super) async fn stored(change: &mut Change, kind: Kind, id: &str) -> Result<Value> {
    let id = id.to_owned();
    let entity = match kind {
        Kind::Product => {
            let product = products::sql::get(change.conn(), &ProductId(id)).await?;
            serde_json::to_value(product.ok_or_else(products::missing)?)
        }
        Kind::Pillar => serde_json::to_value(pillars::existing(change, &PillarId(id)).await?),
        Kind::Outcome => serde_json::to_value(outcomes::existing(change, &OutcomeId(id)).await?),
        Kind::Bet => serde_json::to_value(bets::existing(change, &BetId(id)).await?),
        Kind::Evidence => serde_json::to_value(evidence::existing(change, &EvidenceId(id)).await?),
        Kind::Persona => serde_json::to_value(personas::existing(change, &PersonaId(id)).await?),
        Kind::Problem => serde_json::to_value(problems::existing(change, &ProblemId(id)).await?),
        Kind::Pain => serde_json::to_value(pains::existing(change, &PainId(id)).await?),
        Kind::Decision => serde_json::to_value(decisions::existing(change, &DecisionId(id)).await?),
        Kind::Project => serde_json::to_value(projects::existing(change, &ProjectId(id)).await?),
        Kind::Task => serde_json::to_value(tasks::existing(change, &TaskId(id)).await?),
        Kind::Capture => {
            let capture = captures::existing(change, &CaptureId(id)).await?;
            Ok(serde_json::json!({"text": capture.text, "note": capture.note, "rev": capture.rev}))
        }
        Kind::Setting => return Err(unsaved()),
    };
    entity.map_err(|error| Error::damaged(format!("The plan holds what cannot be read: {error}.")))
}

/// Makes an entity; what only an existing one can have follows as a change of it.
pub(super) async fn create(
    change: &mut Change,
    product: Option<&ProductId>,
    kind: Kind,
    mut values: Values,
) -> Result<String> {
    let later = take_later(kind, &mut values);
    let id = create_first(change, product, kind, values).await?;
    if !later.is_empty() {
        update(change, kind, &id, later, None).await?;
    }
    Ok(id)
}

async fn create_first(
    change: &mut Change,
    product: Option<&ProductId>,
    kind: Kind,
    mut values: Values,
) -> Result<String> {
    let within = || product.ok_or_else(no_product);
    Ok(match kind {
        Kind::Product => products::create(change, made(values)?).await?.0,
        Kind::Pillar => pillars::create(change, within()?, made(values)?).await?.0,
        Kind::Outcome => {
            let readings = readings_at(&mut values)?;
            let id = outcomes::create(change, within()?, made(values)?).await?;
            add_readings(change, &id, readings).await?;
            id.0
        }
        Kind::Bet => bets::create(change, within()?, made(values)?).await?.0,
        Kind::Evidence => evidence::create(change, within()?, made(values)?).await?.0,
        Kind::Persona => personas::create(change, within()?, made(values)?).await?.0,
        Kind::Problem => problems::create(change, within()?, made(values)?).await?.0,
        Kind::Pain => pain::create(change, made(values)?).await?.0,
        Kind::Decision => decisions::create(change, within()?, made(values)?).await?.0,
        Kind::Project => projects::create(change, within()?, made(values)?).await?.0,
        Kind::Task => {
            // A new task has a reason or none, where a patch says set or clear.
            if let Some(Value::Object(mut flag)) = values.remove("blocked") {
                values.extend(flag.remove("set").map(blocked));
            }
            tasks::create(change, made(values)?).await?.0
        }
        Kind::Capture => {
            let by_ai = change.actor.kind == ActorKind::Ai;
            let new = NewCapture {
                text: text_of(&values, "text"),
                note: text_of(&values, "note"),
                line: "",
                labels: &[],
                source: if by_ai { CaptureSource::Ai } else { CaptureSource::Cli },
            };
            captures::create(change, within()?, new).await?.0
        }
        Kind::Setting => return Err(unsaved()),
    })
}

fn blocked(reason: Value) -> (String, Value) {
    ("blocked".to_owned(), reason)
}

/// Changes an entity on top of `rev`.
pub(super) async fn update(
    change: &mut Change,
    kind: Kind,
    id: &str,
    mut values: Values,
    rev: Option<u32>,
) -> Result<()> {
    let id = id.to_owned();
    match kind {
        Kind::Product => products::update(change, &ProductId(id), made(values)?, rev).await,
        Kind::Pillar => pillars::update(change, &PillarId(id), made(values)?, rev).await,
        Kind::Outcome => {
            let id = OutcomeId(id);
            let readings = readings_at(&mut values)?;
            add_readings(change, &id, readings).await?;
            outcomes::update(change, &id, made(values)?, rev).await
        }
        Kind::Bet => bets::update(change, &BetId(id), made(values)?, rev).await,
        Kind::Evidence => evidence::update(change, &EvidenceId(id), made(values)?, rev).await,
        Kind::Persona => personas::update(change, &PersonaId(id), made(values)?, rev).await,
        Kind::Problem => problems::update(change, &ProblemId(id), made(values)?, rev).await,
        Kind::Pain => {
            let id = PainId(id);
            refuse_other_ends(change, &id, &values).await?;
            pains::update(change, &id, made(values)?, rev).await
        }
        Kind::Decision => decisions::update(change, &DecisionId(id), made(values)?, rev).await,
        Kind::Project => projects::update(change, &ProjectId(id), made(values)?, rev).await,
        Kind::Task => {
            let id = TaskId(id);
            if let Some(project) = text_at(&mut values, "project_id") {
                move_task(change, &id, ProjectId(project), rev).await?;
            }
            for step in lines_at(&mut values, "steps") {
                tasks::add_step(change, &id, &step).await?;
            }
            for check in lines_at(&mut values, "checks") {
                tasks::add_check(change, &id, &check).await?;
            }
            tasks::update(change, &id, made(values)?, rev).await
        }
        Kind::Capture => {
            let (text, note) = (text_at(&mut values, "text"), text_at(&mut values, "note"));
            captures::update(change, &CaptureId(id), text.as_deref(), note.as_deref(), rev).await
        }
        Kind::Setting => Err(unsaved()),
    }
}

fn readings_at(values: &mut Values) -> Result<Vec<NewReading>> {
    let Some(Value::Array(readings)) = values.remove("readings") else {
        return Ok(Vec::new());
    };
    let each = readings.into_iter().filter_map(|reading| match reading {
        Value::Object(values) => Some(made(values)),
        _ => None,
    });
    each.collect()
}

async fn add_readings(
    change: &mut Change,
    id: &OutcomeId,
    readings: Vec<NewReading>,
) -> Result<()> {
    for reading in readings {
        readings::add_reading(change, id, reading).await?;
    }
    Ok(())
}

/// A pain is that of one persona and one problem for ever.
async fn refuse_other_ends(change: &mut Change, id: &PainId, values: &Values) -> Result<()> {
    let pain = pains::existing(change, id).await?;
    let ends = [
        ("persona", "persona_id", pain.persona_id.as_str()),
        ("problem", "problem_id", pain.problem_id.as_str()),
    ];
    for (field, key, end) in ends {
        if values.get(key).and_then(Value::as_str).is_some_and(|other| other != end) {
            return Err(Error::invalid(
                field,
                format!("{} keeps its {field}.", pain.reference),
                "Make the pain of the other pair instead.",
            ));
        }
    }
    Ok(())
}

async fn move_task(
    change: &mut Change,
    id: &TaskId,
    project: ProjectId,
    rev: Option<u32>,
) -> Result<()> {
    let old = tasks::existing(change, id).await?;
    if project == old.project_id {
        return Ok(());
    }
    let now = projects::existing(change, &old.project_id).await?.reference;
    let moves = [("project_id", now)];
    change.refuse_conflict(Kind::Task, id.as_str(), old.reference, (rev, old.rev), &moves).await?;
    tasks::place(change, id, Some(&project), &Placement::Last).await
}

/// Splits off what a new entity of this kind cannot be given yet.
fn take_later(kind: Kind, values: &mut Values) -> Values {
    let mut later = Values::new();
    for field in shape::fields_of(kind).iter().filter(|f| f.later) {
        later.extend(values.remove(field.key).map(|value| (field.key.to_owned(), value)));
    }
    later
}

fn text_of<'a>(values: &'a Values, key: &str) -> &'a str {
    values.get(key).and_then(Value::as_str).unwrap_or_default()
}

fn text_at(values: &mut Values, key: &str) -> Option<String> {
    match values.remove(key) {
        Some(Value::String(text)) => Some(text),
        _ => None,
    }
}

fn lines_at(values: &mut Values, key: &str) -> Vec<String> {
    let lines = values.remove(key).and_then(|lines| serde_json::from_value(lines).ok());
    lines.unwrap_or_default()
}

fn unsaved() -> Error {
    Error::invalid("type", "Settings are no part of a product's plan.", "Name something else.")
}
