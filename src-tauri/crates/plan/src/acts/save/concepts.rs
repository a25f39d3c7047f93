//! Each kind by the use cases of its concept.

use serde::Serialize;
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
use crate::base::kind_fields;
use crate::base::rank::Placement;
use crate::base::records::{self, Record};
use crate::base::refs::Kind;
use crate::concepts::bets::{self, Bet};
use crate::concepts::captures::{self, CaptureSource, NewCapture};
use crate::concepts::decisions::{self, Decision};
use crate::concepts::evidence::{self, Evidence};
use crate::concepts::outcomes::{self, NewReading, Outcome, readings};
use crate::concepts::pains::{self, Pain};
use crate::concepts::personas::{self, Persona};
use crate::concepts::pillars::{self, Pillar};
use crate::concepts::problems::{self, Problem};
use crate::concepts::products::{self, Product};
use crate::concepts::projects::{self, Project};
use crate::concepts::tasks::{self, Task};

/// Values by the keys of a concept's own types.
pub(super) type Values = Map<String, Value>;

/// The type a concept takes, made of values that were read by its shape.
fn read_values<T: DeserializeOwned>(values: Values) -> Result<T> {
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
    match kind {
        Kind::Product => value::<Product>(change, id).await,
        Kind::Pillar => value::<Pillar>(change, id).await,
        Kind::Outcome => value::<Outcome>(change, id).await,
        Kind::Bet => value::<Bet>(change, id).await,
        Kind::Evidence => value::<Evidence>(change, id).await,
        Kind::Persona => value::<Persona>(change, id).await,
        Kind::Problem => value::<Problem>(change, id).await,
        Kind::Pain => value::<Pain>(change, id).await,
        Kind::Decision => value::<Decision>(change, id).await,
        Kind::Project => value::<Project>(change, id).await,
        Kind::Task => value::<Task>(change, id).await,
        Kind::Capture => {
            let capture = captures::existing(change, &CaptureId(id.to_owned())).await?;
            Ok(serde_json::json!({"text": capture.text, "note": capture.note, "rev": capture.rev}))
        }
        Kind::Setting => Err(unsaved()),
    }
}

async fn value<T>(change: &mut Change, id: &str) -> Result<Value>
where
    T: Record + Serialize,
    T::Id: From<String>,
{
    let entity: T = records::existing(change, &id.to_owned().into()).await?;
    serde_json::to_value(entity)
        .map_err(|error| Error::damaged(format!("The plan holds what cannot be read: {error}.")))
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
        Kind::Product => products::create(change, read_values(values)?).await?.0,
        Kind::Pillar => pillars::create(change, within()?, read_values(values)?).await?.0,
        Kind::Outcome => {
            let readings = readings_at(&mut values)?;
            let id = outcomes::create(change, within()?, read_values(values)?).await?;
            add_readings(change, &id, readings).await?;
            id.0
        }
        Kind::Bet => bets::create(change, within()?, read_values(values)?).await?.0,
        Kind::Evidence => evidence::create(change, within()?, read_values(values)?).await?.0,
        Kind::Persona => personas::create(change, within()?, read_values(values)?).await?.0,
        Kind::Problem => problems::create(change, within()?, read_values(values)?).await?.0,
        Kind::Pain => pain::create(change, read_values(values)?).await?.0,
        Kind::Decision => decisions::create(change, within()?, read_values(values)?).await?.0,
        Kind::Project => projects::create(change, within()?, read_values(values)?).await?.0,
        Kind::Task => {
            // A new task has a reason or none, where a patch says set or clear.
            if let Some(Value::Object(mut flag)) = values.remove("blocked") {
                values.extend(flag.remove("set").map(blocked));
            }
            tasks::create(change, read_values(values)?).await?.0
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
        Kind::Product => products::update(change, &ProductId(id), read_values(values)?, rev).await,
        Kind::Pillar => pillars::update(change, &PillarId(id), read_values(values)?, rev).await,
        Kind::Outcome => {
            let id = OutcomeId(id);
            let readings = readings_at(&mut values)?;
            add_readings(change, &id, readings).await?;
            outcomes::update(change, &id, read_values(values)?, rev).await
        }
        Kind::Bet => bets::update(change, &BetId(id), read_values(values)?, rev).await,
        Kind::Evidence => {
            evidence::update(change, &EvidenceId(id), read_values(values)?, rev).await
        }
        Kind::Persona => personas::update(change, &PersonaId(id), read_values(values)?, rev).await,
        Kind::Problem => problems::update(change, &ProblemId(id), read_values(values)?, rev).await,
        Kind::Pain => {
            let id = PainId(id);
            refuse_other_ends(change, &id, &values).await?;
            pains::update(change, &id, read_values(values)?, rev).await
        }
        Kind::Decision => {
            decisions::update(change, &DecisionId(id), read_values(values)?, rev).await
        }
        Kind::Project => projects::update(change, &ProjectId(id), read_values(values)?, rev).await,
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
            tasks::update(change, &id, read_values(values)?, rev).await
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
        Value::Object(values) => Some(read_values(values)),
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
    let pain = records::existing::<Pain>(change, id).await?;
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
    let old = records::existing::<Task>(change, id).await?;
    if project == old.project_id {
        return Ok(());
    }
    tasks::place(change, id, Some(&project), &Placement::Last).await?;
    change.refuse_conflict((Kind::Task, id.as_str()), &old.reference, (rev, old.rev)).await
}

/// Splits off what a new entity of this kind cannot be given yet.
fn take_later(kind: Kind, values: &mut Values) -> Values {
    let mut later = Values::new();
    for field in kind_fields::fields_of(kind).iter().filter(|f| f.later) {
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
