//! What two writers do to one entity at the same time, field by field.

use serde_json::{Value, json};

use super::kinds::{both, is_sampled, needed, plan, samples, stored};
use super::links::whole_plan;
use super::{SaveItem, SaveOptions, change, new, save};
use crate::base::actor::Actor;
use crate::base::error::{Conflict, Error, Moved, Result};
use crate::base::refs::Kind;
use crate::base::shape::{Field, Holds, fields_of};
use crate::testing::TestPlan;

async fn rev(t: &TestPlan, reference: &str) -> Option<u32> {
    stored(t, reference).await["rev"].as_u64().and_then(|rev| u32::try_from(rev).ok())
}

/// What another writer does meanwhile.
async fn theirs(t: &TestPlan, reference: &str, fields: Value) {
    let items = [change(reference, fields)];
    let options = SaveOptions::default();
    t.plan.save(&Actor::ai("Cursor"), Some(&t.product), &items, &options).await.unwrap();
}

/// A write by somebody who read `rev`.
async fn ours(t: &TestPlan, reference: &str, rev: Option<u32>, fields: Value) -> Result<()> {
    save(t, &[SaveItem { rev, ..change(reference, fields) }]).await.map(|_| ())
}

/// What a refused write conflicts with.
fn conflict(refused: Result<()>, what: &str) -> Conflict {
    match refused {
        Err(Error::Batch(bad)) => match &*bad[0].error {
            Error::Conflict(conflict) => Conflict::clone(conflict),
            other => panic!("{what}: {other}"),
        },
        other => panic!("{what}: {other:?}"),
    }
}

fn moved<'a>(conflict: &'a Conflict, field: &str) -> Option<&'a Moved> {
    std::iter::once(&conflict.first).chain(&conflict.also).find(|m| m.field == field)
}

/// A value as a conflict tells it.
fn told(value: &Value) -> String {
    match value {
        Value::Bool(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        Value::String(text) => text.clone(),
        Value::Array(lines) => lines.iter().map(told).collect::<Vec<_>>().join("\n"),
        number => number.to_string().trim_end_matches(".0").to_owned(),
    }
}

#[tokio::test]
async fn every_field_of_every_kind_is_refused_when_it_moved_and_merged_when_another_did() {
    let t = plan().await;
    for (kind, reference, first, second) in samples() {
        if kind == Kind::Product {
            save(&t, &[change(reference, first.clone())]).await.unwrap();
        } else {
            save(&t, &[new(kind, "@new", both(&needed(kind), &first))]).await.unwrap();
        }
        let of_sample = |f: &&Field| is_sampled(f.holds) && f.name != "closed";
        let fields: Vec<&Field> = fields_of(kind).iter().filter(of_sample).collect();
        let (begin, last) = (fields[0], fields[fields.len() - 1]);
        for field in fields {
            let (name, what) = (field.name, format!("{} of {}", field.name, kind.one()));
            let read = rev(&t, reference).await;
            let now = stored(&t, reference).await;
            // Whichever of the two samples is not stored.
            let another = |f: &Field| {
                if now[f.key] == first[f.name] { &second[f.name] } else { &first[f.name] }
            };
            let (meant, moved_to) = (&now[field.key], another(field));
            theirs(&t, reference, json!({ name: moved_to })).await;
            let conflict = conflict(ours(&t, reference, read, json!({ name: meant })).await, &what);
            let moved = moved(&conflict, field.key).unwrap_or_else(|| panic!("{what}: {conflict}"));
            assert_eq!(moved.current, told(moved_to), "{what}");
            assert_eq!(moved.by.name, "Cursor", "{what}");
            let other = if name == last.name { begin } else { last };
            let beside = json!({ name: moved_to, other.name: another(other) });
            let merged = ours(&t, reference, read, beside).await;
            assert!(merged.is_ok(), "{} beside {what}: {merged:?}", other.name);
        }
    }
}

#[tokio::test]
async fn every_link_of_every_kind_is_refused_when_it_moved() {
    let t = whole_plan().await;
    let more = [
        new(Kind::Pillar, "@l", json!({"name": "Fast"})),
        new(Kind::Outcome, "@o", json!({"name": "Speed"})),
        new(Kind::Persona, "@u", json!({"name": "Jon"})),
        new(Kind::Problem, "@x", json!({"name": "Slow"})),
        new(Kind::Bet, "@b", json!({"name": "Speed first"})),
        new(Kind::Project, "@p", json!({"name": "Cache"})),
        new(Kind::Task, "@t", json!({"name": "Measure", "parent": "@p"})),
    ];
    save(&t, &more).await.unwrap();
    let kinds = [
        (Kind::Outcome, "O-1"),
        (Kind::Pain, "U-1×X-1"),
        (Kind::Bet, "B-1"),
        (Kind::Project, "P-1"),
        (Kind::Task, "T-1"),
        (Kind::Evidence, "E-1"),
        (Kind::Decision, "D-1"),
    ];
    for (kind, reference) in kinds {
        for field in fields_of(kind) {
            let (far, many) = match field.holds {
                Holds::Links(far) => (far, true),
                Holds::About(_) => (Kind::Problem, true),
                Holds::Link(far) => (far, false),
                Holds::Parent(far) if kind == Kind::Task => (far, false),
                _ => continue,
            };
            let (name, letter) = (field.name, far.letter().unwrap());
            let last = if kind == far { 3 } else { 2 };
            let refs = [format!("{letter}-{}", last - 1), format!("{letter}-{last}")];
            let set = |at: usize| if many { json!([refs[at]]) } else { json!(refs[at]) };
            let what = format!("{name} of {}", kind.one());
            theirs(&t, reference, json!({ name: set(0) })).await;
            let read = rev(&t, reference).await;
            theirs(&t, reference, json!({ name: set(1) })).await;
            let conflict =
                conflict(ours(&t, reference, read, json!({ name: set(0) })).await, &what);
            assert_eq!(conflict.first.current, refs[1], "{what}: {conflict}");
            assert_eq!(conflict.first.by.name, "Cursor", "{what}");
            let same = ours(&t, reference, read, json!({ name: set(1) })).await;
            assert!(same.is_ok(), "{what} as it is: {same:?}");
            let labelled = ours(&t, reference, read, json!({"labels": [what]})).await;
            assert!(labelled.is_ok(), "labels beside {what}: {labelled:?}");
        }
    }
}

#[tokio::test]
async fn what_is_added_and_what_follows_from_the_status_never_conflict() {
    let t = plan().await;
    save(&t, &[new(Kind::Task, "@t", json!({"name": "Table", "parent": "P-1"}))]).await.unwrap();
    let task = t.plan.locate(&t.product, "T-1").await.unwrap().id.into();
    let read = rev(&t, "T-1").await;
    theirs(&t, "T-1", json!({"steps": "write", "blocked": "no key"})).await;
    t.plan.pin_task(&t.you, &task).await.unwrap();
    ours(&t, "T-1", read, json!({"steps": "ship", "status": "done"})).await.unwrap();
    let refused = ours(&t, "T-1", read, json!({"blocked": null})).await;
    let conflict = conflict(refused, "blocked");
    assert_eq!(moved(&conflict, "blocked").unwrap().current, "yes");
    assert_eq!(moved(&conflict, "blocked_reason").unwrap().current, "no key");
}
