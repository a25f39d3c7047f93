//! The guide: what an agent is told before it asks and writes.

use openbacklog_plan::{Kind, fields_of};
use serde_json::{Value, json};

use crate::desk::{Desk, assert_within, tokens};

impl Desk {
    async fn guide(&self, args: Value) -> String {
        self.ok("plan_guide", args).await
    }
}

#[tokio::test]
async fn before_there_is_a_product_the_guide_begins_with_the_vision() {
    let desk = Desk::empty().await;
    let guide = desk.guide(json!({})).await;
    assert!(guide.starts_with("There is no product yet.\n"), "{guide}");
    assert!(guide.contains("Ask one question at a time."), "{guide}");
    assert!(guide.contains("Next: a product. Ask: What becomes possible that was not?"), "{guide}");
    let vision = desk.guide(json!({"types": ["vision"]})).await;
    assert!(vision.contains("\nproduct: "), "{vision}");
    assert_within(&guide, 1_500, "the guide");
}

#[tokio::test]
async fn the_guide_says_what_is_there_and_what_is_missing_first() {
    let desk = Desk::empty().await;
    let product =
        json!({"type": "product", "fields": {"name": "Acme", "vision": "Notes survive."}});
    let persona = json!({"type": "persona", "fields": {"name": "Maya"}});
    desk.save(vec![product, persona]).await;
    let guide = desk.guide(json!({})).await;
    assert!(
        guide.contains("persona: One specific person you are building for. 1 here: U-1 \"Maya\"")
    );
    assert!(guide.contains("problem: What gets in their way. None yet."), "{guide}");
    assert!(guide.contains("Next: a problem. Ask: "), "{guide}");
    assert!(guide.contains("Missing, 1 in all; plan_check lists them:\nU-1: "), "{guide}");
}

#[tokio::test]
async fn a_kind_comes_with_all_its_fields_its_links_and_what_there_is() {
    let desk = Desk::sample().await;
    for kind in Kind::ALL.into_iter().filter(|kind| *kind != Kind::Setting) {
        let guide = desk.guide(json!({"types": [kind.word()]})).await;
        let fields = guide.lines().find_map(|line| line.strip_prefix("fields: "));
        let fields: Vec<&str> = fields.expect("fields").split(" · ").collect();
        assert_eq!(fields.len(), fields_of(kind).len(), "{guide}");
        for (said, field) in fields.iter().zip(fields_of(kind)) {
            assert!(said.starts_with(field.name) && said.contains(field.about), "{said}");
        }
        for part in ["good: ", "ask: ", "traps: ", "good example: ", "weak example: "] {
            assert!(guide.lines().any(|line| line.starts_with(part)), "{part} {guide}");
        }
    }
    let bet = desk.guide(json!({"types": ["theme"]})).await;
    assert!(bet.contains("horizon now|next|later|parked (when it is to be taken)"), "{bet}");
    let links = "links: outcome, problem, persona, evidence, project, decision";
    assert!(bet.lines().any(|line| line == links), "{bet}");
    let tasks = desk.guide(json!({"types": ["task"]})).await;
    assert!(tasks.contains("all: plan_find with types task"), "{tasks}");
}

#[tokio::test]
async fn the_guide_fits_a_conversation() {
    let desk = Desk::sample().await;
    let whole = desk.guide(json!({})).await;
    assert_within(&whole, 1_500, "the guide");
    let kinds: Vec<&str> = Kind::ALL[..12].iter().map(|kind| kind.word()).collect();
    let mut costs = Vec::new();
    for kind in &kinds {
        costs.push((tokens(&desk.guide(json!({"types": [kind]})).await), *kind));
    }
    costs.sort_unstable();
    let longest: Vec<&str> = costs.iter().rev().take(2).map(|(_, kind)| *kind).collect();
    let two = desk.guide(json!({"types": longest})).await;
    assert_within(&two, 1_500, "the guide to two kinds");
    let all = desk.guide(json!({"types": kinds})).await;
    assert_within(&all, 8_000, "the guide");
}

#[tokio::test]
async fn long_names_in_any_script_do_not_make_the_guide_long() {
    let desk = Desk::empty().await;
    let long = "計画を書く人のための長い名前".repeat(14);
    let of = |kind: &str| json!({"type": kind, "fields": {"name": long}});
    let items = ["pillar", "outcome", "bet", "persona", "problem", "project"];
    let product = json!({"type": "product", "fields": {"name": "Acme", "vision": "Notes."}});
    let kinds = items.iter().flat_map(|kind| (0..8).map(|_| of(kind)));
    let items: Vec<Value> = std::iter::once(product).chain(kinds).collect();
    desk.save(items).await;
    let whole = desk.guide(json!({})).await;
    assert_within(&whole, 1_500, "the guide");
    assert!(whole.contains("8 here"), "{whole}");
    let two = desk.guide(json!({"types": ["project", "bet"]})).await;
    assert_within(&two, 1_500, "the guide");
}

#[tokio::test]
async fn an_unknown_type_is_refused_with_the_nearest() {
    let desk = Desk::empty().await;
    let refused = desk.refused("plan_guide", json!({"types": ["projct"]})).await;
    assert!(refused.contains("Did you mean project?"), "{refused}");
}
