//! Every field of every kind, from creation to cleared.

use serde_json::{Map, Value, json};

use super::{change, new, save};
use crate::acts::save::{ORDER, concepts};
use crate::base::action::Action;
use crate::base::change::{Change, Grouping};
use crate::base::error::Error;
use crate::base::kind_fields::{Holds, fields_of};
use crate::base::refs::Kind;
use crate::base::vocabulary;
use crate::insights::find;
use crate::testing::TestPlan;

/// What is stored of an entity, by the keys of its concept.
pub(super) async fn stored(t: &TestPlan, reference: &str) -> Value {
    let mut change = Change::open(&t.plan, &t.you, Action::Save, Grouping::Alone).await.unwrap();
    let (kind, id) = if reference == "product" {
        (Kind::Product, t.product.0.clone())
    } else {
        let index = t.plan.index();
        let link = find::locate(change.conn(), index, &t.product, reference).await.unwrap();
        (link.kind, link.id)
    };
    let stored = concepts::stored(&mut change, kind, &id).await.unwrap();
    change.commit().await.unwrap();
    stored
}

/// A plan with one of each kind that others point to.
pub(super) async fn plan() -> TestPlan {
    let t = TestPlan::new().await;
    let items = [
        new(Kind::Bet, "@b", json!({"name": "Offline first"})),
        new(Kind::Pillar, "@l", json!({"name": "Works on trains"})),
        new(Kind::Persona, "@u", json!({"name": "Maya, commutes"})),
        new(Kind::Problem, "@x", json!({"name": "Notes get lost"})),
        new(Kind::Project, "@p", json!({"name": "Offline sync"})),
    ];
    save(&t, &items).await.unwrap();
    t
}

/// Every field that a kind holds itself: at creation, after a change.
pub(super) fn samples() -> Vec<(Kind, &'static str, Value, Value)> {
    let (one, other) = (json!(["one"]), json!(["one", "two"]));
    vec![
        (
            Kind::Pillar,
            "L-2",
            json!({"name": "Fast", "we_will": "Measure.", "we_wont": "Guess.", "labels": one}),
            json!({"name": "Quick", "we_will": "Time it.", "we_wont": "Hope.", "labels": other}),
        ),
        (
            Kind::Outcome,
            "O-1",
            json!({"name": "Lost notes", "metric": "notes", "unit": "%", "baseline": 12.5, "target": 40.0,
                "direction": "up", "due": "2026-07-28", "primary": true, "labels": one}),
            json!({"name": "Kept notes", "metric": "kept", "unit": "‰", "baseline": 1.0, "target": 0.5,
                "direction": "down", "due": "2026-08-01", "primary": false, "labels": other}),
        ),
        (
            Kind::Persona,
            "U-2",
            json!({"name": "Jon", "about": "A nurse.", "wants": "Calm.", "today": "Paper.", "primary": true, "labels": one}),
            json!({"name": "Jo", "about": "A cook.", "wants": "Speed.", "today": "Nothing.", "primary": false, "labels": other}),
        ),
        (
            Kind::Problem,
            "X-2",
            json!({"name": "Slow", "kind": "technical", "severity": 4, "description": "Ten seconds.", "state": "being_solved", "labels": one}),
            json!({"name": "Slower", "kind": "workflow", "severity": 5, "description": "More.", "state": "solved", "labels": other}),
        ),
        (
            Kind::Pain,
            "U-1×X-1",
            json!({"impact": "An hour.", "stakes": "She leaves.", "state": "worse", "labels": one}),
            json!({"impact": "A day.", "stakes": "She stays.", "state": "better", "labels": other}),
        ),
        (
            Kind::Bet,
            "B-2",
            json!({"name": "Queue", "belief": "We believe.", "horizon": "next", "horizon_reason": "First things first.",
                "appetite_days": 14, "signals": "Use.", "review_on": "2026-07-28", "result": "won", "learned": "Much.", "labels": one}),
            json!({"name": "Queues", "belief": "We know.", "horizon": "parked", "horizon_reason": "No time.",
                "appetite_days": 7, "signals": "None.", "review_on": "2026-07-29", "result": "lost", "learned": "More.", "labels": other}),
        ),
        (
            Kind::Project,
            "P-2",
            json!({"name": "Sync", "kind": "fix", "status": "ready", "status_reason": "Agreed.", "why_line": "Trains", "why": "Maya.",
                "what": "A queue.", "constraints": one, "in": one, "out": one, "questions": one, "appetite_days": 3,
                "branch": "sync", "result": "Some.", "labels": one}),
            json!({"name": "Syncs", "kind": "chore", "status": "dropped", "status_reason": "Too big.", "why_line": "Planes", "why": "Jon.",
                "what": "A log.", "constraints": other, "in": other, "out": other, "questions": other, "appetite_days": 4,
                "branch": "log", "result": "None.", "labels": other}),
        ),
        (
            Kind::Task,
            "T-1",
            json!({"name": "Table", "kind": "test", "status": "doing", "status_reason": "Again.", "description": "Add it.", "why_line": "Flush",
                "constraints": one, "priority": "p1", "branch": "table", "commits": one, "labels": one}),
            json!({"name": "Tables", "kind": "docs", "status": "dropped", "status_reason": "Enough.", "description": "Drop it.", "why_line": "None",
                "constraints": other, "priority": "p3", "branch": "tables", "commits": other, "labels": other}),
        ),
        (
            Kind::Evidence,
            "E-1",
            json!({"text": "I lost it.", "kind": "count", "source": "Maya", "url": "https://example.org", "date": "2026-01-02", "strength": 2, "labels": one}),
            json!({"text": "Gone.", "kind": "live_number", "source": "Jon", "url": "https://example.com", "date": "2026-01-03", "strength": 4, "labels": other}),
        ),
        (
            Kind::Decision,
            "D-1",
            json!({"what": "SQLite", "why": "One file.", "instead_of": "A server.", "revisit_on": "2026-07-28", "labels": one}),
            json!({"what": "A file", "why": "One.", "instead_of": "Two.", "revisit_on": "2026-07-29", "labels": other}),
        ),
        (
            Kind::Capture,
            "K-1",
            json!({"text": "Retry after sleep", "note": "Seen twice."}),
            json!({"text": "Retry after waking", "note": "Seen thrice."}),
        ),
        (
            Kind::Product,
            "product",
            json!({"name": "Second", "icon": "S", "vision": "Calm.", "about": "Much.", "folders": ["/code/one"], "labels": one}),
            json!({"name": "Second one", "icon": "T", "vision": "Calmer.", "about": "More.", "folders": ["/code/two"], "labels": other}),
        ),
    ]
}

/// Fields without which an entity of a kind cannot be.
pub(super) fn needed(kind: Kind) -> Value {
    match kind {
        Kind::Task => json!({"parent": "P-1"}),
        Kind::Pain => json!({"persona": "U-1", "problem": "X-1"}),
        _ => json!({}),
    }
}

pub(super) fn both(one: &Value, other: &Value) -> Value {
    let fields = [one, other].into_iter().flat_map(|v| v.as_object().unwrap().clone());
    Value::Object(fields.collect::<Map<_, _>>())
}

fn assert_stored(kind: Kind, stored: &Value, fields: &Value) {
    for (name, value) in fields.as_object().unwrap() {
        let field = fields_of(kind).iter().find(|f| f.name == name).unwrap();
        assert_eq!(&stored[field.key], value, "{name} of {}", kind.one());
    }
}

/// Whether a sample holds a value for this field.
pub(super) fn is_sampled(holds: Holds) -> bool {
    !matches!(
        holds,
        Holds::Added
            | Holds::Readings
            | Holds::Blocked
            | Holds::Parent(_)
            | Holds::Link(_)
            | Holds::Links(_)
            | Holds::About(_)
    )
}

#[tokio::test]
async fn every_field_of_every_kind_is_kept_and_changed() {
    let t = plan().await;
    let samples = samples();
    assert_eq!(samples.len(), ORDER.len(), "a sample for every kind");
    for (kind, reference, first, second) in samples {
        for field in fields_of(kind).iter().filter(|f| is_sampled(f.holds) && f.name != "closed") {
            assert!(
                first.get(field.name).is_some(),
                "{} of {} is no sample",
                field.name,
                kind.one()
            );
        }
        let item = new(kind, "@new", both(&needed(kind), &first));
        let saved = if kind == Kind::Product {
            t.plan.save(&t.you, None, &[item], &super::SaveOptions::default()).await
        } else {
            save(&t, &[item]).await
        };
        assert!(saved.is_ok(), "{}: {}", kind.one(), saved.unwrap_err());
        if kind == Kind::Product {
            continue;
        }
        assert_stored(kind, &stored(&t, reference).await, &first);
        save(&t, &[change(reference, second.clone())]).await.unwrap();
        assert_stored(kind, &stored(&t, reference).await, &second);
    }
}

#[tokio::test]
async fn null_clears_whatever_may_be_empty() {
    let t = plan().await;
    for (kind, reference, first, _) in samples() {
        if kind == Kind::Product {
            continue;
        }
        save(&t, &[new(kind, "@new", both(&needed(kind), &first))]).await.unwrap();
        for field in fields_of(kind).iter().filter(|f| is_sampled(f.holds)) {
            let cleared = save(&t, &[change(reference, json!({ field.name: null }))]).await;
            let has_none = match field.holds {
                Holds::Word(words) => words.iter().any(|w| w.says == "none"),
                Holds::Name | Holds::Text | Holds::Day => false,
                _ => true,
            };
            assert_eq!(cleared.is_ok(), has_none, "{} of {}: {cleared:?}", field.name, kind.one());
            let now = stored(&t, reference).await[field.key].clone();
            let empty = [json!(null), json!(""), json!([]), json!(false), json!("none")];
            assert_eq!(empty.contains(&now), has_none, "{} of {}: {now}", field.name, kind.one());
        }
    }
}

#[tokio::test]
async fn steps_checks_and_readings_are_added_to_those_there_are() {
    let t = plan().await;
    let task = json!({"name": "Table", "parent": "P-1", "steps": ["write"], "checks": ["seen"]});
    let outcome = json!({"name": "Kept notes", "readings": [{"value": 12, "date": "2026-01-02", "note": "first"}]});
    save(&t, &[new(Kind::Task, "@t", task), new(Kind::Outcome, "@o", outcome)]).await.unwrap();
    let more = [
        change("T-1", json!({"steps": {"add": ["ship"]}, "checks": "timed"})),
        change("O-1", json!({"readings": 31})),
    ];
    save(&t, &more).await.unwrap();
    let task = t.plan.locate(&t.product, "T-1").await.unwrap().id.into();
    let page = t.plan.task_page(&task).await.unwrap();
    assert_eq!(page.steps.iter().map(|s| s.text.as_str()).collect::<Vec<_>>(), ["write", "ship"]);
    assert_eq!(page.checks.iter().map(|c| c.text.as_str()).collect::<Vec<_>>(), ["seen", "timed"]);
    let outcome = t.plan.locate(&t.product, "O-1").await.unwrap().id.into();
    let mut values: Vec<f64> =
        t.plan.outcome_page(&outcome).await.unwrap().readings.iter().map(|r| r.value).collect();
    values.sort_by(f64::total_cmp);
    assert_eq!(values, [12.0, 31.0]);
}

#[tokio::test]
async fn blocked_is_a_flag_with_or_without_a_reason() {
    let t = plan().await;
    let named = |more: Value| both(&json!({"name": "Table", "parent": "P-1"}), &more);
    let items = [
        new(Kind::Task, "@1", named(json!({"blocked": "no key"}))),
        new(Kind::Task, "@2", named(json!({"blocked": true}))),
        new(Kind::Task, "@3", named(json!({"status": "BLOCKED"}))),
        new(Kind::Task, "@4", named(json!({"blocked": null}))),
    ];
    save(&t, &items).await.unwrap();
    for (reference, blocked, reason) in
        [("T-1", true, "no key"), ("T-2", true, ""), ("T-3", true, ""), ("T-4", false, "")]
    {
        let task = stored(&t, reference).await;
        assert_eq!(task["blocked"], blocked, "{reference}");
        assert_eq!(task["blocked_reason"], reason, "{reference}");
    }
    save(&t, &[change("T-1", json!({"blocked": null}))]).await.unwrap();
    assert_eq!(stored(&t, "T-1").await["blocked"], false);
}

#[tokio::test]
async fn a_value_that_does_not_fit_is_refused_with_what_would() {
    let t = plan().await;
    for (reference, fields, says) in [
        (
            "B-1",
            json!({"horizon": "nwo"}),
            "horizon cannot be “nwo”. Did you mean now? Use one of: now, next, later, parked.",
        ),
        (
            "B-1",
            json!({"review_on": "soon"}),
            "review_on cannot be \"soon\". It must be a date such as 2026-07-28.",
        ),
        (
            "B-1",
            json!({"appetite_days": "two weeks"}),
            "appetite_days cannot be \"two weeks\". It must be a number.",
        ),
        (
            "B-1",
            json!({"appetite_days": 1.5}),
            "appetite_days cannot be 1.5. It must be a whole number.",
        ),
        (
            "X-1",
            json!({"severity": 9}),
            "A severity is 1 (a shrug) to 5 (they leave). Give one of those.",
        ),
        (
            "X-1",
            json!({"severity": -1}),
            "A severity is 1 (a shrug) to 5 (they leave). Give one of those.",
        ),
        (
            "X-1",
            json!({"severty": 1}),
            "A problem has no severty. Did you mean severity? Its fields are",
        ),
        (
            "U-1",
            json!({"primary": "perhaps"}),
            "primary cannot be \"perhaps\". It must be true or false.",
        ),
        (
            "P-1",
            json!({"in": {"ad": ["x"]}}),
            "in cannot be {\"ad\":[\"x\"]}. It must be a list, or {\"add\": […], \"remove\": […]}.",
        ),
        ("P-1", json!({"bet": "X-1"}), "X-1 is a problem. bet takes only bets."),
        ("P-1", json!({"personas": ["B-1"]}), "B-1 is a bet. personas takes only personas."),
        ("P-1", json!({"bet": "B-9"}), "Nothing here is called B-9. Nearest: B-1 “Offline first”."),
    ] {
        let error = save(&t, &[change(reference, fields.clone())]).await.unwrap_err();
        let Error::Batch(bad) = &error else { panic!("{error}") };
        let said = bad[0].error.to_string();
        assert!(said.starts_with(says), "{fields}: {said}");
    }
}

#[test]
fn every_word_means_one_thing() {
    fn once_each<'a>(spellings: impl IntoIterator<Item = &'a &'static str>) {
        let mut seen = std::collections::HashSet::new();
        for spelling in spellings {
            assert!(seen.insert(vocabulary::normal(spelling)), "{spelling} twice");
        }
    }
    for kind in ORDER {
        assert_eq!(Kind::parse("type", kind.word()).unwrap(), kind);
        for field in fields_of(kind) {
            if let Holds::Word(words) | Holds::WordOrNone(words) = field.holds {
                once_each(words.iter().flat_map(|w| std::iter::once(&w.says).chain(w.also)));
            }
        }
        once_each(fields_of(kind).iter().flat_map(|f| std::iter::once(&f.name).chain(f.also)));
    }
    let words: Vec<&str> = ORDER.iter().map(|kind| kind.word()).collect();
    once_each(words.iter().chain(ORDER.iter().flat_map(|kind| kind.also())));
}
