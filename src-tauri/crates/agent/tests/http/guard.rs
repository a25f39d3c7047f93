//! Raw requests against the listener: what is hostile gets a 4xx, and the
//! server goes on answering.

use crate::door::{head, open};
use openbacklog_agent::{ServeError, Server};
use openbacklog_plan::Actor;
use serde_json::json;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

#[tokio::test]
async fn a_proper_request_is_answered() {
    let door = open().await;
    let reply = door.post("/api/v1/plan_find", &json!({})).await;
    assert_eq!(reply.status, 200, "{}", reply.body);
    assert!(reply.json()["text"].as_str().is_some_and(|text| text.contains("Rate-limit login")));
    assert!(!reply.head.contains("access-control"), "{}", reply.head);
}

#[tokio::test]
async fn foreign_hosts_and_origins_are_refused() {
    let door = open().await;
    for host in ["evil.example", "127.0.0.1", "localhost:1", "[::1]:7690"] {
        assert_eq!(door.post_with("host", host).await.status, 403, "{host}");
    }
    for origin in ["https://evil.example", "null", "http://127.0.0.1"] {
        assert_eq!(door.post_with("origin", origin).await.status, 403, "{origin}");
    }
    assert_eq!(door.post_with("sec-fetch-site", "cross-site").await.status, 403);
    let ours = format!("http://localhost:{}", door.server.port());
    assert_eq!(door.post_with("origin", &ours).await.status, 200);
}

#[tokio::test]
async fn only_a_valid_token_is_let_in() {
    let door = open().await;
    let wrong = [
        door.post_without("authorization").await,
        door.post_with("authorization", "Bearer wrong").await,
        door.post_with("authorization", "Bearer").await,
        door.post_with("authorization", &format!("Basic {}", door.token)).await,
        door.post_with("authorization", &format!("Bearer {}x", door.token)).await,
    ];
    for reply in wrong {
        assert_eq!(reply.status, 401, "{}", reply.body);
        assert!(reply.head.lines().any(|line| line == "www-authenticate: bearer"));
    }
}

#[tokio::test]
async fn a_revoked_token_is_refused_at_once() {
    let door = open().await;
    let id = door.plan.connections().await.expect("connections").remove(0).id;
    door.plan.revoke_connection(&Actor::you(), &id).await.expect("revoked");
    assert_eq!(door.post("/api/v1/plan_find", &json!({})).await.status, 401);
}

#[tokio::test]
async fn methods_paths_and_content_types_are_fixed() {
    let door = open().await;
    let headers = door.headers();
    for (method, path, status) in [
        ("GET", "/mcp", 405),
        ("OPTIONS", "/mcp", 405),
        ("DELETE", "/mcp", 405),
        ("GET", "/api/v1/plan_find", 405),
        ("POST", "/", 404),
        ("POST", "/api/v1/", 404),
        ("GET", "/.well-known/oauth-protected-resource", 404),
        ("POST", "/api/v1/plan_fnd", 404),
        ("POST", "/api/v1/openapi.json", 405),
    ] {
        let reply = door.send(method, path, &headers, b"{}").await;
        assert_eq!(reply.status, status, "{method} {path}: {}", reply.body);
    }
    assert_eq!(door.post_with("content-type", "text/plain").await.status, 415);
    assert_eq!(door.post_with("content-encoding", "gzip").await.status, 415);
}

#[tokio::test]
async fn large_deep_and_broken_bodies_are_refused() {
    let door = open().await;
    let headers = door.headers();
    let large = vec![b' '; (1 << 20) + 1];
    let deep = format!("{}{}", "[".repeat(65), "]".repeat(65));
    let endless = "[".repeat(1 << 19);
    for path in ["/mcp", "/api/v1/plan_find"] {
        assert_eq!(door.send("POST", path, &headers, &large).await.status, 413, "{path}");
        for body in [deep.as_str(), &endless, "{", "not json", "{\"a\":}", "\u{0}", "[1,2", "{}{}"]
        {
            let reply = door.send("POST", path, &headers, body.as_bytes()).await;
            assert_eq!(reply.status, 400, "{path}: {}", reply.body);
        }
    }
    let reply = door.send("POST", "/mcp", &headers, b"\xff\xfe{}").await;
    assert_eq!(reply.status, 400);
}

#[tokio::test]
async fn a_body_without_a_length_is_still_limited() {
    let door = open().await;
    let mut headers = door.headers();
    headers.push(("transfer-encoding", "chunked".to_owned()));
    let request = head("POST", "/api/v1/plan_find", &headers);
    let chunk = format!("10000\r\n{}\r\n", " ".repeat(0x10000));
    let bytes = format!("{request}{}0\r\n\r\n", chunk.repeat(17));
    assert_eq!(door.raw(bytes.as_bytes()).await.status, 413);
}

#[tokio::test]
async fn what_is_no_http_ends_only_its_own_connection() {
    let door = open().await;
    for bytes in [
        b"\r\nnonsense\r\n\r\n".as_slice(),
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"POST /mcp HTTP/1.1\r\nhost: a\r\nhost: b\r\nconnection: close\r\n\r\n",
        b"GET http://evil.example/mcp HTTP/1.1\r\nhost: evil.example\r\nconnection: close\r\n\r\n",
    ] {
        let status = door.raw(bytes).await.status;
        assert!(status == 0 || (400..500).contains(&status), "{status} for {bytes:?}");
    }
    let heads = format!("GET / HTTP/1.1\r\n{}\r\n", "x: y\r\n".repeat(5_000));
    let status = door.raw(heads.as_bytes()).await.status;
    assert!(status == 0 || (400..500).contains(&status), "{status}");
    assert_eq!(door.post("/api/v1/plan_find", &json!({})).await.status, 200);
}

#[tokio::test]
async fn a_slow_sender_is_cut_off() {
    let door = open().await;
    let mut stream =
        TcpStream::connect(("127.0.0.1", door.server.port())).await.expect("a connection");
    stream.write_all(b"POST /mcp HTTP/1.1\r\nhost: 127.0").await.expect("sent");
    // With nothing else to do, the paused clock runs on to the time limit.
    tokio::time::pause();
    let mut rest = Vec::new();
    stream.read_to_end(&mut rest).await.expect("closed");
    assert_eq!(rest, b"");
}

#[tokio::test]
async fn malformed_requests_never_fail_the_server() {
    let door = open().await;
    // A small generator with a fixed start, so that a failure can be repeated.
    let mut seed = 0x2545_f491_4f6c_dd1d_u64;
    let mut next = move || {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        seed
    };
    let proper = json!({"jsonrpc": "2.0", "id": 1, "method": "tools/call",
        "params": {"name": "plan_get", "arguments": {"refs": ["T-1"]}}})
    .to_string()
    .into_bytes();
    for round in 0..40 {
        let mut body = proper.clone();
        for _ in 0..3 {
            let at = usize::try_from(next() % body.len() as u64).expect("in range");
            body[at] = u8::try_from(next() & 0xff).expect("a byte");
        }
        let reply = door.send("POST", "/mcp", &door.headers(), &body).await;
        assert!((200..500).contains(&reply.status), "round {round}: {}", reply.status);
    }
}

#[tokio::test]
async fn a_client_in_a_hurry_is_slowed_down() {
    let door = open().await;
    let mut slowed = 0;
    for _ in 0..90 {
        let reply = door.post("/api/v1/nothing", &json!({})).await;
        if reply.status == 429 {
            assert!(reply.head.contains("retry-after: 1"));
            slowed += 1;
        }
    }
    assert!(slowed > 0, "ninety requests in a row were all let through");
}

#[tokio::test]
async fn a_taken_port_is_a_clear_answer() {
    let door = open().await;
    let port = door.server.port();
    let error = Server::start(door.plan.clone(), port).await.expect_err("refused");
    assert!(matches!(error, ServeError::PortTaken { port: taken } if taken == port));
    assert_eq!(
        error.to_string(),
        format!("Port {port} is taken by another program. Close it, or choose another port.")
    );
}

#[tokio::test]
async fn a_stopped_server_frees_its_port() {
    let door = open().await;
    let port = door.server.port();
    door.server.stop().await;
    let again = Server::start(door.plan.clone(), port).await.expect("the port is free");
    assert_eq!(again.port(), port);
}
