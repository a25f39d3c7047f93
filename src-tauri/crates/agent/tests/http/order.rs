//! The order of the checks, and what no answer ever says.

use crate::door::{Door, Reply, head, open};
use serde_json::json;

const FIND: &str = "/api/v1/plan_find";

/// A request that is wrong in every way, with the first `right` of them mended.
async fn mended(door: &Door, right: usize) -> Reply {
    let ours = format!("127.0.0.1:{}", door.server.port());
    let pick = |at: usize, good: &str, bad: &str| {
        if right > at { good.to_owned() } else { bad.to_owned() }
    };
    let origin = format!("http://{ours}");
    let (method, path) = (pick(4, "POST", "DELETE"), pick(3, FIND, "/nowhere"));
    let (allowed, length) = (format!("Bearer {}", door.token), (1 << 20) + 1);
    let headers = vec![
        ("host", pick(0, &ours, "evil.example")),
        ("origin", pick(1, &origin, "https://evil.example")),
        ("sec-fetch-site", pick(2, "same-origin", "cross-site")),
        ("content-type", pick(5, "application/json", "text/plain")),
        ("authorization", pick(6, &allowed, "Bearer obl_wrong")),
        ("content-length", pick(7, "2", &length.to_string())),
        ("connection", "close".to_owned()),
    ];
    door.raw(format!("{}{{}}", head(&method, &path, &headers)).as_bytes()).await
}

#[tokio::test]
async fn a_request_is_checked_from_the_outside_in() {
    let door = open().await;
    let mut met = Vec::new();
    for right in 0..=8 {
        let reply = mended(&door, right).await;
        met.push((reply.status, reply.json()["text"].as_str().unwrap_or_default().to_owned()));
    }
    let expected = [
        (403, "Host must be"),
        (403, "Requests from web pages"),
        (403, "Requests from other sites"),
        (404, "Nothing is here"),
        (405, "Use POST here"),
        (415, "Send plain JSON"),
        (401, "This needs a token"),
        (413, "The body is larger"),
        (200, "Acme"),
    ];
    for ((status, text), (wanted, begins)) in met.iter().zip(expected) {
        assert_eq!(*status, wanted, "{text}");
        assert!(text.starts_with(begins), "{text}");
    }
    assert_eq!(met.len(), expected.len());
}

#[tokio::test]
async fn no_answer_invites_a_page_or_sends_a_client_elsewhere() {
    let door = open().await;
    let headers = door.headers();
    let preflight = [
        ("host", format!("127.0.0.1:{}", door.server.port())),
        ("origin", format!("http://127.0.0.1:{}", door.server.port())),
        ("access-control-request-method", "POST".to_owned()),
        ("access-control-request-headers", "authorization,content-type".to_owned()),
        ("access-control-request-private-network", "true".to_owned()),
        ("connection", "close".to_owned()),
    ];
    let replies = [
        door.send("OPTIONS", FIND, &preflight, b"").await,
        door.send("OPTIONS", "/mcp", &preflight, b"").await,
        door.send("POST", FIND, &headers, b"{}").await,
        door.send("POST", &format!("{FIND}/"), &headers, b"{}").await,
        door.send("GET", "/", &headers, b"").await,
        door.send("GET", "/api/v1/openapi.json", &headers, b"").await,
        door.send("GET", "/.well-known/oauth-authorization-server", &headers, b"").await,
        door.post_without("authorization").await,
    ];
    for reply in replies {
        for header in ["access-control", "location:", "resource_metadata", "set-cookie", "server:"]
        {
            assert!(!reply.head.contains(header), "{}", reply.head);
        }
        assert!(!(300..400).contains(&reply.status), "{}", reply.head);
    }
}

#[tokio::test]
async fn hosts_origins_and_sites_of_every_foreign_kind_are_refused() {
    let door = open().await;
    let port = door.server.port();
    let hosts = [
        "",
        "localhost",
        "0.0.0.0",
        "evil.example",
        &format!("127.0.0.1:{}", port ^ 1),
        &format!("127.0.0.1.:{port}"),
        &format!("LOCALHOST:{port}"),
        &format!("127.0.0.1:0{port}"),
        &format!("127.1:{port}"),
        &format!("2130706433:{port}"),
        &format!("[::1]:{port}"),
        &format!("[::ffff:127.0.0.1]:{port}"),
        &format!("localhost.evil.example:{port}"),
        &format!("evil.example:{port}"),
        &format!("user@localhost:{port}"),
        &format!("127.0.0.1:{port}, 127.0.0.1:{port}"),
        &format!("127.0.0.1:{port}/"),
    ];
    for host in hosts {
        assert_eq!(door.post_with("host", host).await.status, 403, "{host:?}");
    }
    let origins = [
        "",
        "null",
        "file://",
        "http://localhost",
        &format!("https://localhost:{port}"),
        &format!("http://localhost:{port}/"),
        &format!("http://localhost:{port}.evil.example"),
        &format!("http://evil.example:{port}"),
        &format!("HTTP://LOCALHOST:{port}"),
        &format!("chrome-extension://localhost:{port}"),
    ];
    for origin in origins {
        assert_eq!(door.post_with("origin", origin).await.status, 403, "{origin:?}");
    }
    for site in ["cross-site", "same-site", "", "anything"] {
        assert_eq!(door.post_with("sec-fetch-site", site).await.status, 403, "{site:?}");
    }
    assert_eq!(door.post(FIND, &json!({})).await.status, 200);
}

#[tokio::test]
async fn only_json_is_read_as_json() {
    let door = open().await;
    for kind in [
        "",
        "text/plain",
        "text/json",
        "application/jsonp",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/json, text/plain",
        "application/octet-stream",
    ] {
        assert_eq!(door.post_with("content-type", kind).await.status, 415, "{kind:?}");
    }
    for kind in ["application/json", "APPLICATION/JSON", "application/json ; charset=UTF-8"] {
        assert_eq!(door.post_with("content-type", kind).await.status, 200, "{kind:?}");
    }
    for encoding in ["gzip", "br", "identity"] {
        assert_eq!(door.post_with("content-encoding", encoding).await.status, 415, "{encoding}");
    }
}
