//! Tokens over HTTP: what a mode allows, what a revocation ends, and what
//! strangers may try.

use crate::door::{Door, Reply, open};
use openbacklog_plan::{Actor, Mode, Plan};
use serde_json::json;

const UPDATE: &str = "/api/v1/task_update";
const FIND: &str = "/api/v1/plan_find";

fn unknown_token(n: usize) -> String {
    format!("Bearer obl_{n:064x}")
}

/// The plan as another process has it open.
async fn elsewhere(door: &Door) -> Plan {
    Plan::open(door.plan.folder()).await.expect("the plan once more")
}

async fn note(door: &Door) -> Reply {
    door.post(UPDATE, &json!({"ref": "T-1", "note": "Seen"})).await
}

#[tokio::test]
async fn another_mode_holds_from_the_next_request_on_whoever_sets_it() {
    let door = open().await;
    let other = elsewhere(&door).await;
    let id = other.connections().await.expect("connections").remove(0).id;
    assert_eq!(note(&door).await.status, 200);
    other.set_connection_mode(&Actor::you(), &id, Mode::Read).await.expect("changed");
    let refused = note(&door).await;
    assert_eq!(refused.status, 403, "{}", refused.body);
    assert!(refused.body.contains("is not part of read mode"), "{}", refused.body);
    assert_eq!(door.post(FIND, &json!({})).await.status, 200);
    other.set_connection_mode(&Actor::you(), &id, Mode::Build).await.expect("changed");
    assert_eq!(note(&door).await.status, 200);
}

#[tokio::test]
async fn a_token_revoked_by_another_process_is_worthless_at_once() {
    let door = open().await;
    assert_eq!(note(&door).await.status, 200);
    let other = elsewhere(&door).await;
    let id = other.connections().await.expect("connections").remove(0).id;
    other.revoke_connection(&Actor::you(), &id).await.expect("revoked");
    assert_eq!(note(&door).await.status, 401);
}

#[tokio::test]
async fn strangers_who_try_many_tokens_are_slowed_down_and_clients_are_not() {
    let door = open().await;
    assert_eq!(door.post(FIND, &json!({})).await.status, 200);
    let mut slowed = 0;
    for n in 0..40 {
        let reply = door.post_with("authorization", &unknown_token(n)).await;
        assert!(matches!(reply.status, 401 | 429), "{}", reply.body);
        slowed += u32::from(reply.status == 429);
        assert_eq!(reply.status == 429, reply.head.contains("retry-after: 1"), "{}", reply.head);
    }
    assert!(slowed > 0, "forty unknown tokens in a row were all looked up");
    assert_eq!(door.post(FIND, &json!({})).await.status, 200);
}

#[tokio::test]
async fn what_does_not_look_like_a_token_is_not_looked_up() {
    let door = open().await;
    let token = &door.token;
    for n in 0..60 {
        let wrong =
            [format!("Bearer x{n}"), format!("Bearer {token}{n}"), format!("Basic {token}")];
        let reply = door.post_with("authorization", &wrong[n % 3]).await;
        assert_eq!(reply.status, 401, "{}", reply.body);
    }
}

#[tokio::test]
async fn two_tokens_in_one_request_are_none() {
    let door = open().await;
    let mut headers = door.headers();
    headers.push(("authorization", format!("Bearer {}", door.token)));
    assert_eq!(door.send("POST", FIND, &headers, b"{}").await.status, 401);
}

#[tokio::test]
async fn what_a_client_says_of_itself_never_fails_its_change() {
    let door = open().await;
    let mut headers = door.headers();
    headers.push(("user-agent", format!("evil\u{202e}\u{7f}{}", "x".repeat(5_000))));
    let body = json!({"ref": "T-1", "note": "Seen"}).to_string();
    let reply = door.send("POST", UPDATE, &headers, body.as_bytes()).await;
    assert!(matches!(reply.status, 200 | 400), "{}: {}", reply.status, reply.body);
    assert_eq!(note(&door).await.status, 200);
}

#[tokio::test]
async fn a_product_is_named_in_any_script() {
    let door = open().await;
    let mut headers = door.headers();
    headers.push(("openbacklog-product", "Küche 台所".to_owned()));
    let reply = door.send("POST", FIND, &headers, b"{}").await;
    assert_eq!(reply.status, 404, "{}", reply.body);
    assert!(reply.body.contains("Küche 台所"), "{}", reply.body);
}
