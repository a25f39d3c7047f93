//! The plan as pages to attach.

use openbacklog_agent::Caller;
use openbacklog_plan::{Actor, Mode, ProductPatch};
use serde_json::json;

use crate::line::{ERAS, Era, Ground};

#[tokio::test]
async fn every_product_has_five_pages_and_the_bound_one_comes_first() {
    let ground = Ground::small().await;
    ground.save(json!([{"type": "product", "fields": {"name": "50 % off"}}])).await;
    for era in ERAS {
        let caller = Caller {
            product: Some("50 % off".to_owned()),
            ..Caller::new(Actor::ai("Tester"), Mode::Read)
        };
        let mut client = ground.client_as(era, caller, json!({})).await;
        let listed = client.ask("resources/list", json!({})).await;
        let listed = listed["resources"].as_array().expect("resources");
        let uris: Vec<&str> = listed.iter().filter_map(|r| r["uri"].as_str()).collect();
        assert_eq!(uris.len(), 10);
        assert_eq!(uris.first(), Some(&"openbacklog://50%20%25%20off/brief"));
        assert_eq!(uris.last(), Some(&"openbacklog://Acme%20Notes/changes"));
        for uri in uris {
            client.text_of(uri).await;
        }
        let templates = client.ask("resources/templates/list", json!({})).await;
        let template = &templates["resourceTemplates"][0];
        assert_eq!(template["uriTemplate"], "openbacklog://{product}/item/{ref}");
        assert_eq!(template["mimeType"], "text/markdown");
    }
}

#[tokio::test]
async fn each_page_shows_its_part_of_the_plan() {
    let ground = Ground::small().await;
    ground
        .save(json!([
            {"type": "pillar", "fields": {"name": "Works on trains", "we_wont": "Ask for an account."}},
            {"type": "outcome", "fields": {"name": "Notes kept", "unit": "%", "baseline": 60, "target": 95}},
            {"ref": "T-1", "fields": {"status": "doing"}},
        ]))
        .await;
    let mut client = ground.client(Era::Handshake).await;
    for (page, lines) in [
        ("brief", &["# Acme Notes · Where things stand", "## Doing", "## Next"][..]),
        (
            "vision",
            &["Notes on trains.", "## L-1 \"Works on trains\" rev 1", "Ask for an account."],
        ),
        (
            "roadmap",
            &[
                "- O-1 \"Notes kept\" from 60 % to 95 % rev 1",
                "## Now",
                "- B-1 \"Offline first\" no appetite · rests on nothing yet · projects: 1 open, 0 done rev 1",
            ],
        ),
        ("now", &["- T-1 doing \"Flush the queue\" ‹P-1 rev 2", "- P-1 \"Sync\" ‹B-1 rev 2"]),
        ("changes", &["# Acme Notes · Latest changes"]),
        ("item/T-2", &["T-2 todo code \"Rate-limit login\" ‹P-1 \"Sync\" rev 1"]),
        ("item/product", &["Notes on trains."]),
    ] {
        let text = client.text_of(&format!("openbacklog://Acme%20Notes/{page}")).await;
        for line in lines {
            assert!(text.lines().any(|l| l == *line), "{page} lacks {line:?}:\n{text}");
        }
    }
    let read = client.ask("resources/read", json!({"uri": "openbacklog://acme-notes/now"})).await;
    assert_eq!(read["contents"][0]["mimeType"], "text/markdown");
    let changes = client.text_of("openbacklog://acme-notes/changes").await;
    assert!(changes.lines().nth(1).is_some_and(|l| l.starts_with("- ") && l.contains(" Other: ")));
}

#[tokio::test]
async fn reading_a_page_is_not_being_told() {
    let ground = Ground::small().await;
    let mut client = ground.client(Era::Handshake).await;
    client.tool("plan_brief", json!({})).await;
    ground.call("task_update", json!({"ref": "T-1", "status": "done"})).await;
    for page in ["brief", "now", "changes"] {
        client.text_of(&format!("openbacklog://Acme Notes/{page}")).await;
    }
    let told = client.tool("plan_brief", json!({})).await;
    assert!(told.contains("changed since you last asked"), "{told}");
}

#[tokio::test]
async fn an_address_outlives_the_name_of_its_product() {
    let ground = Ground::small().await;
    let product = ground.plan.products().await.expect("products").remove(0).id;
    let renamed = ProductPatch { name: Some("Acme Pages".to_owned()), ..ProductPatch::default() };
    ground.plan.update_product(&Actor::you(), &product, renamed, None).await.expect("renamed");
    let mut client = ground.client(Era::Handshake).await;
    let before = client.text_of("openbacklog://Acme%20Notes/vision").await;
    assert_eq!(before, client.text_of("openbacklog://Acme%20Pages/vision").await);
    assert!(before.starts_with("# Acme Pages"));

    ground.save(json!([{"type": "product", "fields": {"name": "Acme Notes"}}])).await;
    let new = client.text_of("openbacklog://Acme%20Notes/vision").await;
    assert!(new.contains("No vision yet."), "the name belongs to another now:\n{new}");
}

#[tokio::test]
async fn what_is_not_there_is_refused_with_a_way_on() {
    let ground = Ground::small().await;
    for era in ERAS {
        let mut client = ground.client(era).await;
        let code = if era == Era::Handshake { -32002 } else { -32602 };
        for (uri, sentence) in [
            (
                "openbacklog://Acme%20Notes/later",
                "There is no such resource. resources/list has the pages; anything else is at \
                 openbacklog://{product}/item/{ref}.",
            ),
            (
                "openbacklog://Blog/now",
                "There is no product “Blog”. Name one as product: Acme Notes.",
            ),
            (
                "openbacklog://Acme%20Notes/item/T-9",
                "Nothing here is called T-9. Nearest: T-2 \"Rate-limit login\", T-1 \"Flush the queue\".",
            ),
        ] {
            let refused = client.refused("resources/read", json!({"uri": uri})).await;
            assert_eq!(refused, (code, sentence.to_owned()), "{uri}");
        }
    }
}

#[tokio::test]
async fn no_internal_id_is_on_any_page() {
    let ground = Ground::empty().await;
    ground.plan.load_sample(&Actor::you()).await.expect("the sample");
    let mut client = ground.client(Era::Handshake).await;
    let listed = client.ask("resources/list", json!({})).await;
    let pages = listed["resources"].as_array().expect("resources").clone();
    let pages = pages.iter().filter_map(|page| page["uri"].as_str());
    let items = ["T-1", "P-1", "B-1", "X-1", "U-1", "O-1", "L-1", "E-1", "D-1", "K-1"];
    let items = items.map(|item| format!("openbacklog://Larder/item/{item}"));
    for uri in pages.chain(items.iter().map(String::as_str)) {
        let text = client.text_of(uri).await;
        let is_id = |word: &str| word.len() == 36 && word.matches('-').count() == 4;
        let mut words = text.split(|c: char| !c.is_ascii_hexdigit() && c != '-');
        assert!(!words.any(is_id), "{uri}:\n{text}");
    }
}
