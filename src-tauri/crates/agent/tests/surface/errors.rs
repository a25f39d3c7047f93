//! Every kind of error is short, whatever was sent.

use openbacklog_plan::{Actor, NewProduct};
use serde_json::{Value, json};

use crate::desk::{Desk, assert_within};

/// One line of cause, one of repair, and the data to repair with.
const ERROR: usize = 150;
/// All the items of a batch.
const BATCH: usize = 1_500;

#[tokio::test]
async fn every_kind_of_error_is_short_and_says_how_to_mend_it() {
    let desk = Desk::sample().await;
    let long = "Lorem ipsum dolor sit amet ".repeat(2_000);
    let cases = [
        ("plan_get", json!({"refs": ["T-999"]}), "Nearest: "),
        ("plan_get", json!({"refs": [long]}), "Nothing here is called "),
        ("plan_get", json!({"refs": []}), "1 to 20"),
        ("plan_get", json!({}), "Give refs."),
        ("plan_get", json!({"refs": ["T-2"], "with": ["childs"]}), "children"),
        ("plan_find", json!({"types": [long]}), "Use one of: "),
        ("plan_find", json!({"status": ["soonish"]}), "Use one of: "),
        ("plan_find", json!({"changed_since": long}), "2026-07-28"),
        ("plan_find", json!({"cursor": "x"}), "cursor"),
        ("plan_find", json!({"limit": "many"}), "whole number"),
        ("plan_find", json!({"txt": "x"}), "Did you mean text?"),
        ("plan_find", json!({long.clone(): "x"}), "There are: "),
        ("plan_find", json!({"product": "Nowhere"}), "Larder"),
        ("plan_rank", json!({"ref": "T-2", "first": true, "last": true}), "exactly one"),
        ("plan_rank", json!({"ref": "T-2", "after": "B-1"}), "Give the ref of a task."),
        ("plan_undo", json!({"change": long}), "Give a number"),
        ("plan_undo", json!({"change": "99999"}), ""),
        ("task_update", json!({"ref": "T-2", "status": "half done"}), "Use one of: "),
        ("task_update", json!({"ref": "T-2", "checks": [{"n": 99, "met": true}]}), "check"),
        ("task_update", json!({"ref": "P-1"}), "Give the ref of a task."),
        ("plan_save", json!({"items": []}), "1 to 50"),
    ];
    for (verb, args, mends) in cases {
        let text = desk.refused(verb, args.clone()).await;
        let shown: String = args.to_string().chars().take(80).collect();
        assert_within(&text, ERROR, &format!("{verb} {shown}"));
        assert!(text.contains(mends), "{verb} {shown}: {text}");
    }
}

#[tokio::test]
async fn every_wrong_item_is_told_in_few_words() {
    let desk = Desk::sample().await;
    let long = "Lorem ipsum dolor sit amet ".repeat(2_000);
    let task = |fields: Value| json!({"type": "task", "fields": fields});
    let cases = [
        (json!({"ref": "B-99", "fields": {"name": "x"}}), "Nearest: "),
        (json!({"ref": "B-1", "fields": {"horizon": "soonish"}}), "Use one of: "),
        (json!({"ref": "B-1", "fields": {"belif": "x"}}), "Did you mean belief?"),
        (json!({"ref": "B-1", "fields": {long.clone(): "x"}}), "Its fields are "),
        (json!({"type": "epik", "fields": {"name": "x"}}), "Did you mean "),
        (json!({"fields": {"name": "x"}}), "Give ref "),
        (json!({"type": "bet", "fields": {"name": long}}), "200"),
        (json!({"ref": "T-3", "links": {"add": ["T-3"]}}), ""),
        (json!({"ref": "B-1", "links": {"add": ["U-99"]}}), "U-99"),
        (json!({"ref": "L-1", "links": {"add": ["T-3"]}}), "It can be linked to "),
        (json!({"ref": "B-1", "edits": [{"field": "belief", "find": long, "replace": ""}]}), ""),
        (task(json!({"name": "x"})), "project"),
        (task(json!({"name": "x", "parent": "@nowhere"})), "@nowhere"),
    ];
    for (item, mends) in cases {
        let text = desk.refused("plan_save", json!({"items": [item]})).await;
        let shown: String = item.to_string().chars().take(80).collect();
        assert_within(&text, ERROR, &shown);
        assert!(text.contains("nothing was saved") && text.contains(mends), "{shown}: {text}");
    }
}

#[tokio::test]
async fn a_cycle_and_a_stale_rev_are_short_errors() {
    let desk = Desk::sample().await;
    let tasks = (0..30).map(|n| {
        let wait = if n == 0 { json!([]) } else { json!([format!("@t{}", n - 1)]) };
        json!({"type": "task", "id": format!("@t{n}"), "parent": "P-1",
            "fields": {"name": format!("Turn {n}"), "depends_on": wait}})
    });
    let saved = desk.call("plan_save", json!({"items": tasks.collect::<Vec<_>>()})).await;
    let ids = saved.expect("saved").data["ids"].clone();
    let (first, last) = (ids["@t0"].clone(), ids["@t29"].clone());
    let cycle = json!({"ref": first, "links": {"add": [last]}});
    let text = desk.refused("plan_save", json!({"items": [cycle]})).await;
    assert_within(&text, ERROR, "a cycle");
    assert!(text.contains(" → "), "{text}");

    let every = ["we_will", "we_wont", "name"];
    let said =
        |text: &str| every.iter().map(|f| ((*f).to_owned(), json!(text.repeat(8)))).collect();
    let item = |text: &str| -> Value {
        let fields: serde_json::Map<String, Value> = said(text);
        json!({"items": [{"ref": "L-1", "rev": 1, "fields": fields}]})
    };
    desk.ok("plan_save", item("They changed it. ")).await;
    let text = desk.refused("plan_save", item("I would have. ")).await;
    assert_within(&text, ERROR, "a stale rev");
    for field in every {
        assert!(text.contains(&format!("{field} now: They")), "{text}");
    }
}

#[tokio::test]
async fn what_the_plan_refuses_is_mended_by_the_arguments_of_the_verbs() {
    let desk = Desk::sample().await;
    let long = json!({"ref": "T-2", "fields": {"description": "word ".repeat(80)}});
    desk.save(vec![long]).await;
    let short = json!({"items": [{"ref": "T-2", "fields": {"description": "Short"}}]});
    let text = desk.refused("plan_save", short).await;
    assert!(text.contains("characters of description by 5. Say replace: true"), "{text}");
    desk.ok("task_update", json!({"ref": "T-2", "add_checks": ["It is fast"]})).await;
    let text = desk.refused("task_update", json!({"ref": "T-2", "status": "done"})).await;
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines[0].starts_with("T-2 is not done until each check is answered: "), "{text}");
    assert_eq!(lines[1..], ["Send checks with n, met and how for each."]);
    let done = json!({"items": [{"ref": "T-2", "fields": {"status": "done"}}]});
    let text = desk.refused("plan_save", done).await;
    assert!(text.contains("of T-2 are open. Finish it with task_update, giving checks"), "{text}");
}

#[tokio::test]
async fn several_products_are_a_short_list() {
    let desk = Desk::empty().await;
    for n in 0..40 {
        let name = format!("A product with quite a long name, number {n}");
        let product = NewProduct { name, ..NewProduct::default() };
        desk.plan.create_product(&Actor::you(), product).await.expect("a product");
    }
    let text = desk.refused("plan_find", json!({})).await;
    assert_within(&text, ERROR, "several products");
    assert!(text.contains("Name one as product: A product"), "{text}");
}

#[tokio::test]
async fn a_batch_of_fifty_bad_items_names_each_within_bounds() {
    let desk = Desk::sample().await;
    let bad = |n: usize| {
        json!({"type": "bet", "id": format!("@item{n}"),
            "fields": {"name": "x", "horizon": "soonish, or when there is time ".repeat(40)}})
    };
    let items: Vec<Value> = (1..=50).map(bad).collect();
    let text = desk.refused("plan_save", json!({"items": items})).await;
    assert_within(&text, BATCH, "a batch");
    assert!(text.starts_with("50 items are wrong; nothing was saved."), "{text}");
    for n in 1..=50 {
        assert!(text.contains(&format!("{n} (@item{n})")), "item {n}: {text}");
    }
}
