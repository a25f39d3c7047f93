//! What a byte stream can do wrong: slow senders, lies about lengths, odd forms
//! of a request. The server answers or closes; the next caller is served.

use crate::door::{Door, Wire, head, open};
use serde_json::json;

const FIND: &str = "/api/v1/plan_find";

/// A request whose connection is kept.
fn kept(door: &Door, more: &[(&'static str, String)]) -> String {
    head("POST", FIND, &[door.headers_without(&["connection"]).as_slice(), more].concat())
}

/// A request that waits to be asked for its body, with this length.
fn waiting(door: &Door, length: usize) -> String {
    let expect = ("expect", "100-continue".to_owned());
    kept(door, &[("content-length", length.to_string()), expect])
}

async fn still_serves(door: &Door) {
    assert_eq!(door.post(FIND, &json!({})).await.status, 200);
}

fn refused_or_closed(status: u16) -> bool {
    status == 0 || (400..500).contains(&status)
}

#[tokio::test]
async fn a_body_that_does_not_come_is_given_up() {
    let door = open().await;
    let mut wire = Wire::open(&door).await;
    wire.send(waiting(&door, 100).as_bytes()).await;
    assert_eq!(wire.reply().await.status, 100);
    wire.send(b"{\"text\"").await;
    // With nothing else to do, the paused clock runs on to the time limit.
    tokio::time::pause();
    let reply = wire.reply().await;
    assert_eq!(reply.status, 408, "{}", reply.head);
    assert!(reply.body.contains("longer than 30 seconds"), "{}", reply.body);
    assert_eq!(wire.rest().await, "");
}

#[tokio::test]
async fn a_connection_that_says_nothing_more_is_closed() {
    let door = open().await;
    let mut wire = Wire::open(&door).await;
    wire.send(format!("{}{{}}", kept(&door, &[("content-length", "2".to_owned())])).as_bytes())
        .await;
    assert_eq!(wire.reply().await.status, 200);
    tokio::time::pause();
    assert_eq!(wire.rest().await, "");
}

#[tokio::test]
async fn a_client_has_eight_requests_under_way_at_most() {
    let door = open().await;
    let mut held = Vec::new();
    for _ in 0..8 {
        let mut wire = Wire::open(&door).await;
        wire.send(waiting(&door, 2).as_bytes()).await;
        assert_eq!(wire.reply().await.status, 100);
        held.push(wire);
    }
    let ninth = door.post(FIND, &json!({})).await;
    assert_eq!(ninth.status, 429, "{}", ninth.body);
    assert!(ninth.body.contains("8 requests at the same time"), "{}", ninth.body);
    let mut first = held.remove(0);
    first.send(b"{}").await;
    assert_eq!(first.reply().await.status, 200);
    still_serves(&door).await;
}

#[tokio::test]
async fn more_connections_than_there_is_room_for_wait_their_turn() {
    let door = open().await;
    let mut idle = Vec::new();
    for _ in 0..64 {
        idle.push(Wire::open(&door).await);
    }
    let mut last = Wire::open(&door).await;
    last.send(format!("{}{{}}", kept(&door, &[("content-length", "2".to_owned())])).as_bytes())
        .await;
    drop(idle.split_off(32));
    assert_eq!(last.reply().await.status, 200);
}

#[tokio::test]
async fn requests_sent_ahead_are_answered_in_order() {
    let door = open().await;
    let mut wire = Wire::open(&door).await;
    let length = |body: &str| [("content-length", body.len().to_string())];
    let texts = [r#"{"text": "login"}"#, r#"{"limit": -1}"#, "{}"];
    let ahead: Vec<String> =
        texts.iter().map(|body| format!("{}{body}", kept(&door, &length(body)))).collect();
    let ahead = ahead.concat();
    wire.send(ahead.as_bytes()).await;
    let mut statuses = Vec::new();
    for _ in texts {
        statuses.push(wire.reply().await.status);
    }
    assert_eq!(statuses, [200, 400, 200]);
}

#[tokio::test]
async fn a_body_shorter_than_told_is_no_request() {
    let door = open().await;
    let mut wire = Wire::open(&door).await;
    wire.send(format!("{}{{}}", kept(&door, &[("content-length", "50".to_owned())])).as_bytes())
        .await;
    wire.end().await;
    let reply = wire.reply().await;
    assert!(refused_or_closed(reply.status), "{}", reply.head);
    still_serves(&door).await;
}

#[tokio::test]
async fn chunks_that_lie_are_no_request() {
    let door = open().await;
    for body in [
        "zz\r\n{}\r\n0\r\n\r\n",
        "-2\r\n{}\r\n0\r\n\r\n",
        "ffffffffffffffffff\r\n{}\r\n0\r\n\r\n",
        "2\r\n{}{}{}\r\n0\r\n\r\n",
        "2\n{}\n0\n\n",
        "50\r\n{}\r\n",
    ] {
        let mut wire = Wire::open(&door).await;
        let chunked = ("transfer-encoding", "chunked".to_owned());
        wire.send(format!("{}{body}", kept(&door, &[chunked])).as_bytes()).await;
        wire.end().await;
        let reply = wire.reply().await;
        assert!(refused_or_closed(reply.status), "{body:?}: {}", reply.head);
    }
    still_serves(&door).await;
}

#[tokio::test]
async fn lengths_that_disagree_are_no_request() {
    let door = open().await;
    let told = |lengths: &[&str]| -> String {
        let lengths: Vec<(&str, String)> =
            lengths.iter().map(|length| ("content-length", (*length).to_owned())).collect();
        format!("{}{{}}", kept(&door, &lengths))
    };
    for lengths in
        [&["2", "3"][..], &["+2"], &["2, 3"], &["-1"], &["two"], &["99999999999999999999"]]
    {
        let mut wire = Wire::open(&door).await;
        wire.send(told(lengths).as_bytes()).await;
        wire.end().await;
        let reply = wire.reply().await;
        assert!(refused_or_closed(reply.status), "{lengths:?}: {}", reply.head);
    }
    still_serves(&door).await;
}

#[tokio::test]
async fn what_follows_a_chunked_body_is_never_taken_for_part_of_it() {
    let door = open().await;
    let mut wire = Wire::open(&door).await;
    let both = [("transfer-encoding", "chunked".to_owned()), ("content-length", "4".to_owned())];
    let hidden = kept(&door, &[("content-length", "2".to_owned())]);
    let sent = format!("{}2\r\n{{}}\r\n0\r\n\r\n{hidden}{{}}", kept(&door, &both));
    wire.send(sent.as_bytes()).await;
    wire.end().await;
    let first = wire.reply().await;
    // Either it is refused, or what follows is dropped or a request of its own.
    if first.status == 200 {
        let second = wire.reply().await;
        assert!(matches!(second.status, 0 | 200), "{}", second.head);
    } else {
        assert!(refused_or_closed(first.status), "{}", first.head);
    }
    still_serves(&door).await;
}

#[tokio::test]
async fn heads_have_a_size() {
    let door = open().await;
    let many = "x: y\r\n".repeat(101);
    let large = format!("x: {}\r\n", "y".repeat(20 << 10));
    let long = format!("GET /{} HTTP/1.1\r\n\r\n", "y".repeat(70_000));
    let with =
        |headers: &str| format!("POST {FIND} HTTP/1.1\r\nconnection: close\r\n{headers}\r\n");
    assert_eq!(door.raw(with(&many).as_bytes()).await.status, 431);
    assert_eq!(door.raw(with(&large).as_bytes()).await.status, 431);
    let status = door.raw(long.as_bytes()).await.status;
    assert!(refused_or_closed(status), "{status}");
    still_serves(&door).await;
}

#[tokio::test]
async fn a_client_of_http_1_0_is_answered_and_closed() {
    let door = open().await;
    let headers = door.headers_without(&["connection"]);
    let length = [("content-length", "2".to_owned())];
    let request = head("POST", FIND, &[headers.as_slice(), &length].concat());
    let older = request.replace("HTTP/1.1", "HTTP/1.0");
    let reply = door.raw(format!("{older}{{}}").as_bytes()).await;
    assert_eq!(reply.status, 200, "{}", reply.head);
    let nameless = format!("POST {FIND} HTTP/1.0\r\ncontent-length: 2\r\n\r\n{{}}");
    assert_eq!(door.raw(nameless.as_bytes()).await.status, 403);
}

#[tokio::test]
async fn a_target_written_out_has_to_be_ours() {
    let door = open().await;
    let port = door.server.port();
    let headers = door.headers();
    for (target, status) in [
        (format!("http://127.0.0.1:{port}{FIND}"), 200),
        (format!("http://localhost:{port}{FIND}"), 200),
        (format!("http://evil.example{FIND}"), 403),
        (format!("https://127.0.0.1:{port}{FIND}"), 403),
        (format!("http://me@127.0.0.1:{port}{FIND}"), 403),
        (format!("http://127.0.0.1:{port}/"), 404),
        (format!("{FIND}?text=login"), 200),
        ("*".to_owned(), 404),
    ] {
        let reply = door.send("POST", &target, &headers, b"{}").await;
        assert_eq!(reply.status, status, "{target}: {}", reply.body);
    }
    let tunnel = door.send("CONNECT", &format!("127.0.0.1:{port}"), &headers, b"").await;
    assert!(refused_or_closed(tunnel.status), "{}", tunnel.head);
}

#[tokio::test]
async fn heads_that_are_not_quite_http_are_refused() {
    let door = open().await;
    let port = door.server.port();
    for bytes in [
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_vec(),
        format!("POST {FIND} HTTP/1.1\r\nhost: 127.0.0.1:{port}\r\n folded: yes\r\n\r\n").into(),
        format!("POST {FIND} HTTP/1.1\r\nhost : 127.0.0.1:{port}\r\n\r\n").into(),
        format!("POST {FIND} HTTP/1.1\r\nhost: 127.0.0.1:{port}\0\r\n\r\n").into(),
        format!("POST {FIND} extra HTTP/1.1\r\nhost: 127.0.0.1:{port}\r\n\r\n").into(),
        format!("POST {FIND}\r\nhost: 127.0.0.1:{port}\r\n\r\n").into(),
        b"\x00\x01\x02\x03\r\n\r\n".to_vec(),
    ] {
        let mut wire = Wire::open(&door).await;
        wire.send(&bytes).await;
        wire.end().await;
        let status = wire.reply().await.status;
        assert!(refused_or_closed(status), "{status} for {:?}", String::from_utf8_lossy(&bytes));
    }
    still_serves(&door).await;
}
