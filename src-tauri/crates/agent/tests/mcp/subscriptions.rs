//! Being told that what one reads has changed.

use openbacklog_plan::{Actor, Kind, ProductPatch};
use serde_json::{Value, json};

use crate::line::{Client, ERAS, Era, Ground};

const NOW: &str = "openbacklog://Acme%20Notes/now";
const VISION: &str = "openbacklog://Acme%20Notes/vision";
const FIRST: &str = "openbacklog://Acme%20Notes/item/T-1";
const PROJECT: &str = "openbacklog://Acme%20Notes/item/P-1";

/// Wants to be told of these pages; the id of the stream, where there is one.
async fn subscribe(client: &mut Client, era: Era, uris: &[&str]) -> u32 {
    match era {
        Era::Handshake => {
            for uri in uris {
                client.ask("resources/subscribe", json!({"uri": uri})).await;
            }
            0
        }
        Era::Stateless => {
            let wanted = json!({"resourceSubscriptions": uris, "resourcesListChanged": true});
            let id = client.begin("subscriptions/listen", json!({"notifications": wanted})).await;
            let heard = client.hears().await;
            assert_eq!(heard["method"], "notifications/subscriptions/acknowledged");
            let accepted = &heard["params"]["notifications"]["resourceSubscriptions"];
            assert_eq!(accepted, &if uris.is_empty() { Value::Null } else { json!(uris) });
            id
        }
    }
}

fn updated(heard: &Value) -> &str {
    assert_eq!(heard["method"], "notifications/resources/updated", "{heard}");
    heard["params"]["uri"].as_str().expect("an address")
}

async fn another_plan(ground: &Ground) -> openbacklog_plan::Plan {
    openbacklog_plan::Plan::open(ground.path()).await.expect("the plan, opened once more")
}

#[tokio::test]
async fn a_change_made_elsewhere_is_told_for_each_page_that_shows_it() {
    for era in ERAS {
        let ground = Ground::small().await;
        let mut client = ground.client(era).await;
        subscribe(&mut client, era, &[NOW, VISION, FIRST, PROJECT]).await;
        let other = another_plan(&ground).await;
        let product = other.products().await.expect("products").remove(0).id;
        let task = other.locate(&product, "T-1").await.expect("T-1").id;
        other.complete_task(&Actor::you(), &task.as_str().into()).await.expect("done");
        for uri in [PROJECT, FIRST, NOW] {
            assert_eq!(updated(&client.hears().await), uri, "{era:?}");
        }
        assert!(client.text_of(FIRST).await.contains("T-1 done"));
        if era == Era::Handshake {
            // A stream tells all of its pages when they were changed as it began.
            assert_eq!(client.heard_by_now().await, [json!(null); 0], "no vision shows a task");
        }
    }
}

#[tokio::test]
async fn products_that_come_go_or_are_renamed_are_told() {
    for era in ERAS {
        let ground = Ground::small().await;
        let mut client = ground.client(era).await;
        subscribe(&mut client, era, &[]).await;
        client.ask("resources/list", json!({})).await;
        let relisted = async |client: &mut Client| {
            let heard = client.hears().await;
            assert_eq!(heard["method"], "notifications/resources/list_changed", "{era:?}: {heard}");
        };
        ground.save(json!([{"type": "product", "fields": {"name": "Blog"}}])).await;
        relisted(&mut client).await;
        let products = ground.plan.products().await.expect("products");
        let (acme, blog) = (&products[0].id, products[1].id.to_string());
        ground.plan.archive(&Actor::you(), &[(Kind::Product, blog)], None).await.expect("gone");
        relisted(&mut client).await;
        let name = ProductPatch { name: Some("Acme Pages".to_owned()), ..ProductPatch::default() };
        ground.plan.update_product(&Actor::you(), acme, name, None).await.expect("renamed");
        relisted(&mut client).await;
    }
}

#[tokio::test]
async fn a_page_of_a_renamed_product_is_still_told_under_its_old_address() {
    let ground = Ground::small().await;
    let mut client = ground.client(Era::Handshake).await;
    subscribe(&mut client, Era::Handshake, &[VISION, NOW]).await;
    let product = ground.plan.products().await.expect("products").remove(0).id;
    let name = ProductPatch { name: Some("Acme Pages".to_owned()), ..ProductPatch::default() };
    ground.plan.update_product(&Actor::you(), &product, name, None).await.expect("renamed");
    for uri in [NOW, VISION] {
        assert_eq!(updated(&client.hears().await), uri);
    }
    ground.call("task_update", json!({"ref": "T-1", "status": "doing"})).await;
    assert_eq!(updated(&client.hears().await), NOW);
}

#[tokio::test]
async fn a_change_in_another_product_is_no_news() {
    let ground = Ground::small().await;
    ground.save(json!([{"type": "product", "fields": {"name": "Blog"}}])).await;
    let mut client = ground.client(Era::Handshake).await;
    subscribe(&mut client, Era::Handshake, &[NOW]).await;
    let blog = json!([{"type": "project", "fields": {"name": "First post"}}]);
    ground.call("plan_save", json!({"product": "Blog", "items": blog})).await;
    ground
        .call("task_update", json!({"product": "Acme Notes", "ref": "T-1", "status": "doing"}))
        .await;
    assert_eq!(updated(&client.hears().await), NOW);
    assert_eq!(client.heard_by_now().await, [json!(null); 0]);
}

#[tokio::test]
async fn what_was_unsubscribed_is_no_longer_told() {
    let ground = Ground::small().await;
    let mut client = ground.client(Era::Handshake).await;
    subscribe(&mut client, Era::Handshake, &[FIRST, NOW]).await;
    client.ask("resources/unsubscribe", json!({"uri": FIRST})).await;
    ground.call("task_update", json!({"ref": "T-1", "status": "doing"})).await;
    assert_eq!(updated(&client.hears().await), NOW);
    assert_eq!(client.heard_by_now().await, [json!(null); 0]);
}

#[tokio::test]
async fn a_stream_that_is_cancelled_tells_nothing_more() {
    let ground = Ground::small().await;
    let mut client = ground.client(Era::Stateless).await;
    let first = subscribe(&mut client, Era::Stateless, &[FIRST]).await;
    client.tell("notifications/cancelled", json!({"requestId": first})).await;
    let second = subscribe(&mut client, Era::Stateless, &[NOW]).await;
    ground.call("task_update", json!({"ref": "T-1", "status": "done"})).await;
    let heard = client.hears().await;
    assert_eq!(updated(&heard), NOW);
    let meta = &heard["params"]["_meta"]["io.modelcontextprotocol/subscriptionId"];
    assert_eq!(meta, &json!(second));
}

#[tokio::test]
async fn only_addresses_of_this_server_are_accepted() {
    let ground = Ground::small().await;
    let mut client = ground.client(Era::Stateless).await;
    let wanted = json!({"resourceSubscriptions": [NOW, "file:///etc/passwd"],
        "toolsListChanged": true, "promptsListChanged": true});
    client.begin("subscriptions/listen", json!({"notifications": wanted})).await;
    let heard = client.hears().await;
    let accepted = &heard["params"]["notifications"];
    assert_eq!(accepted, &json!({"resourceSubscriptions": [NOW]}));

    let mut client = ground.client(Era::Handshake).await;
    let unknown = json!({"uri": "openbacklog://Acme%20Notes/item/T-9"});
    let (code, _) = client.refused("resources/subscribe", unknown).await;
    assert_eq!(code, -32002);
}

#[tokio::test]
async fn what_a_server_says_it_can_tell_it_can() {
    let ground = Ground::small().await;
    let told = json!({"subscribe": true, "listChanged": true});
    let old = ground.client(Era::Handshake).await.hello;
    let new = ground.client(Era::Stateless).await.ask("server/discover", json!({})).await;
    for said in [old, new] {
        let capabilities = &said["capabilities"];
        assert_eq!(capabilities["resources"], told, "{said}");
        for constant in ["tools", "prompts", "completions"] {
            assert_eq!(capabilities[constant], json!({}), "{constant}");
        }
    }
}

#[tokio::test]
async fn the_server_ends_with_its_input_though_a_stream_is_open() {
    let ground = Ground::small().await;
    let mut client = ground.client(Era::Stateless).await;
    subscribe(&mut client, Era::Stateless, &[NOW]).await;
    client.hang_up().await;
}
