//! What may be typed next.

use openbacklog_agent::Caller;
use openbacklog_plan::{Actor, Mode};
use serde_json::{Value, json};

use crate::line::{Client, ERAS, Era, Ground};

fn of_prompt(name: &str, argument: &str, typed: &str) -> Value {
    json!({"ref": {"type": "ref/prompt", "name": name}, "argument": {"name": argument, "value": typed}})
}

fn of_item(argument: &str, typed: &str, told: &Value) -> Value {
    json!({"ref": {"type": "ref/resource", "uri": "openbacklog://{product}/item/{ref}"},
        "argument": {"name": argument, "value": typed}, "context": {"arguments": told}})
}

async fn values(client: &mut Client, request: Value) -> Vec<String> {
    let completion = client.completes(request).await;
    let values = completion["values"].as_array().expect("values");
    values.iter().filter_map(|v| v.as_str().map(str::to_owned)).collect()
}

#[tokio::test]
async fn refs_are_completed_by_their_beginning_and_names_by_their_words() {
    let ground = Ground::small().await;
    for era in ERAS {
        let mut client = ground.client(era).await;
        for (argument, typed, expected) in [
            ("ref", "T-", &["T-1", "T-2"][..]),
            ("ref", "t-2", &["T-2"]),
            ("ref", "logi", &["Rate-limit login"]),
            ("ref", "flush que", &["Flush the queue"]),
            ("ref", "nothing like it", &[]),
            ("product", "ac", &["Acme Notes"]),
            ("product", "notes", &["Acme Notes"]),
        ] {
            let found = values(&mut client, of_prompt("why", argument, typed)).await;
            assert_eq!(found, expected, "{argument} {typed}");
        }
        let projects = values(&mut client, of_prompt("breakdown", "project", "")).await;
        assert_eq!(projects, ["P-1"], "only projects can be broken down");
        assert_eq!(values(&mut client, of_prompt("breakdown", "project", "T-")).await, [""; 0]);
        assert_eq!(values(&mut client, of_prompt("capture", "thought", "flush")).await, [""; 0]);
    }
}

#[tokio::test]
async fn what_was_completed_is_understood() {
    let ground = Ground::small().await;
    let mut client = ground.client(Era::Handshake).await;
    for name in values(&mut client, of_prompt("why", "ref", "logi")).await {
        let text = client.prompt("why", json!({"ref": name})).await;
        assert!(text.contains("T-2 \"Rate-limit login\""), "{text}");
    }
}

#[tokio::test]
async fn two_things_of_one_name_are_told_by_their_refs() {
    let ground = Ground::small().await;
    ground
        .save(json!([{"type": "task", "parent": "P-1", "fields": {"name": "Flush the queue"}}]))
        .await;
    let mut client = ground.client(Era::Handshake).await;
    assert_eq!(values(&mut client, of_prompt("why", "ref", "flush")).await, ["T-1", "T-3"]);
}

#[tokio::test]
async fn the_template_completes_within_the_product_that_was_chosen() {
    let ground = Ground::small().await;
    ground.save(json!([{"type": "product", "fields": {"name": "Blog"}}])).await;
    let capture = json!([{"type": "capture", "fields": {"text": "Write about trains"}}]);
    ground.call("plan_save", json!({"product": "Blog", "items": capture})).await;
    let mut client = ground.client(Era::Handshake).await;
    let blog = json!({"product": "Blog"});
    assert_eq!(
        values(&mut client, of_item("product", "", &json!({}))).await,
        ["Acme Notes", "Blog"]
    );
    assert_eq!(values(&mut client, of_item("ref", "k", &blog)).await, ["K-1"]);
    assert_eq!(values(&mut client, of_item("ref", "trains", &blog)).await, ["K-1"]);
    let unknown = values(&mut client, of_item("ref", "K", &json!({}))).await;
    assert_eq!(unknown, [""; 0], "with two products nothing is guessed");
}

#[tokio::test]
async fn at_most_a_hundred_values_are_given_and_the_rest_is_counted() {
    let ground = Ground::small().await;
    for _ in 0..3 {
        let tasks = (0..50).map(
            |n| json!({"type": "task", "parent": "P-1", "fields": {"name": format!("Step {n}")}}),
        );
        ground.save(tasks.collect()).await;
    }
    let mut client = ground.client(Era::Handshake).await;
    let all = client.completes(of_prompt("why", "ref", "T-")).await;
    assert_eq!(all["values"].as_array().map(Vec::len), Some(100));
    assert_eq!((&all["total"], &all["hasMore"]), (&json!(152), &json!(true)));
    let some = client.completes(of_prompt("why", "ref", "T-15")).await;
    let refs = json!(["T-15", "T-150", "T-151", "T-152"]);
    assert_eq!(
        (&some["values"], &some["total"], &some["hasMore"]),
        (&refs, &json!(4), &json!(false))
    );
}

#[tokio::test]
async fn what_cannot_be_completed_is_refused_by_its_name() {
    let ground = Ground::small().await;
    let caller = Caller::new(Actor::ai("Tester"), Mode::Build);
    let mut client = ground.client_as(Era::Handshake, caller, json!({})).await;
    for (request, sentence) in [
        (of_prompt("why", "reff", ""), "There is no argument reff; there are ref, product."),
        (of_prompt("wy", "ref", ""), "There is no prompt wy; there are next, why."),
        (of_prompt("start", "idea", ""), "The prompt start is not part of build mode."),
        (of_item("item", "", &json!({})), "There is no argument item; there are product, ref."),
        (
            json!({"ref": {"type": "ref/resource", "uri": "file:///{path}"},
                "argument": {"name": "path", "value": ""}}),
            "There is no template but openbacklog://{product}/item/{ref}.",
        ),
    ] {
        let refused = client.refused("completion/complete", request.clone()).await;
        assert_eq!(refused, (-32602, sentence.to_owned()), "{request}");
    }
}
