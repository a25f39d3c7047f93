//! Clients that send what no client should: the process lives on, and whoever
//! waits for an answer gets one.

use std::time::{SystemTime, UNIX_EPOCH};

use crate::home::{Home, Session, request};
use serde_json::{Value, json};

fn ping(id: &Value) -> Value {
    json!({"jsonrpc": "2.0", "id": id, "method": "ping"})
}

#[test]
fn an_id_comes_back_as_it_was_sent() {
    let home = Home::seeded();
    let mut session = Session::start(&home, &[]);
    for id in [json!(0), json!(-7), json!(i64::MAX), json!(""), json!("a\u{0}b"), json!("7")] {
        assert_eq!(session.ask(&ping(&id)), json!({"jsonrpc": "2.0", "id": id, "result": {}}));
    }
    assert!(session.end());
}

#[test]
fn a_request_whose_id_cannot_be_used_is_told_so() {
    let home = Home::seeded();
    let mut session = Session::start(&home, &[]);
    for id in [json!(null), json!(1.5), json!(true), json!([1]), json!({}), json!(u64::MAX)] {
        let reply = session.ask(&ping(&id));
        assert_eq!(reply["error"]["code"], -32600, "{id}: {reply}");
        assert!(reply["id"].is_null(), "{id}: {reply}");
    }
    assert!(session.end());
}

#[test]
fn each_of_two_requests_with_one_id_gets_an_answer() {
    let home = Home::seeded();
    let mut session = Session::start(&home, &[]);
    let find = request("tools/call", &json!({"name": "plan_find", "arguments": {}})).to_string();
    session.send(format!("{find}\n{find}").as_bytes());
    let replies = [session.read(), session.read()];
    assert!(replies.iter().all(|reply| reply["id"] == 1), "{replies:?}");
    assert!(replies.iter().any(|reply| reply["result"].is_object()), "{replies:?}");
    assert!(session.ask(&ping(&json!(1)))["result"].is_object(), "the id is free again");
    assert!(session.end());
}

#[test]
fn an_id_that_was_cancelled_can_be_used_again() {
    let home = Home::seeded();
    let mut session = Session::start(&home, &[]);
    session.send(
        br#"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":"never"}}"#,
    );
    assert!(session.ask(&ping(&json!("never")))["result"].is_object());
    assert!(session.end());
}

#[test]
fn line_ends_marks_and_blanks_of_any_system_are_read() {
    let home = Home::seeded();
    let mut session = Session::start(&home, &[]);
    let asked = ping(&json!(1));
    for line in [format!("{asked}\r"), format!("\u{feff}{asked}"), format!(" \t{asked} \r")] {
        session.send(line.as_bytes());
        assert!(session.read()["result"].is_object(), "{line:?}");
    }
    session.send(b"\r\n \n\t\r");
    session.send(asked.to_string().as_bytes());
    assert!(session.read()["result"].is_object(), "empty lines are nothing");
    assert!(session.end());
}

#[test]
fn what_does_not_fit_is_told_from_what_is_not_known() {
    let home = Home::seeded();
    let mut session = Session::start(&home, &[]);
    let known = [
        ("tools/call", json!({"name": 7})),
        ("tools/call", Value::Null),
        ("initialize", json!({})),
        ("ping", json!([1])),
    ];
    for (method, params) in known {
        let mut asked = request(method, &params);
        if params.is_null() {
            asked.as_object_mut().expect("an object").remove("params");
        }
        let reply = session.ask(&asked);
        assert_eq!(reply["error"]["code"], -32602, "{method}: {reply}");
        let expected = format!("The parameters of {method} do not fit.");
        assert_eq!(reply["error"]["message"], expected);
    }
    let reply = session.ask(&request("tools/cal", &json!({})));
    assert_eq!(reply["error"], json!({"code": -32601, "message": "There is no method tools/cal."}));
    let reply = session.ask(&json!({"id": 1, "method": "ping"}));
    assert_eq!(reply["error"]["code"], -32600, "{reply}");
    assert!(reply["error"]["message"].as_str().is_some_and(|m| m.contains("2.0")), "{reply}");
    assert!(session.end());
}

#[test]
fn nothing_but_messages_is_printed_however_much_is_logged() {
    let home = Home::seeded();
    let mut command = home.command(&["mcp"]);
    command.env("OPENBACKLOG_LOG", "trace").env("RUST_LOG", "trace").env("RUST_BACKTRACE", "1");
    let mut session = Session::of(command);
    session.ask(&request("tools/list", &json!({})));
    session.send(b"garbage");
    session.read();
    session.call("task_update", &json!({"ref": "T-1", "note": "Started"}));
    session.call("plan_get", &json!({"refs": ["T-99"]}));
    assert!(session.end());
}

#[test]
fn random_lines_neither_end_nor_silence_it() {
    let home = Home::seeded();
    let time = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970");
    for seed in [1, 2, u64::from(time.subsec_nanos())] {
        let mut random = Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
        let mut session = Session::start(&home, &[]);
        for round in 0..8 {
            let mut lines = Vec::new();
            for _ in 0..40 {
                lines.extend(random.line());
                lines.push(b'\n');
            }
            session.send(&lines);
            let id = json!(format!("alive {round}"));
            session.send(ping(&id).to_string().as_bytes());
            loop {
                let reply = session.read();
                assert!(is_answer(&reply), "seed {seed}: {reply}");
                if reply["id"] == id {
                    break;
                }
            }
        }
        let (late, clean) = session.finish();
        assert!(clean && late.iter().all(is_answer), "seed {seed}: {late:?}");
    }
}

fn is_answer(reply: &Value) -> bool {
    let one = reply.get("result").is_some() ^ reply.get("error").is_some();
    reply["jsonrpc"] == "2.0" && one
}

/// The same lines for the same seed (xorshift).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit as u64).expect("fits")
    }

    /// A message with some bytes changed, cut, doubled or put in, or none at all.
    fn line(&mut self) -> Vec<u8> {
        const MESSAGES: [&str; 9] = [
            r#"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"plan_find","arguments":{"text":"login"}}}"#,
            r#"{"jsonrpc":"2.0","id":"x","method":"tools/call","params":{"name":"plan_get","arguments":{"refs":["T-1"]}}}"#,
            r#"{"jsonrpc":"2.0","id":2,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"f","version":"1"}}}"#,
            r#"{"jsonrpc":"2.0","id":3,"method":"server/discover","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}}}"#,
            r#"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}}"#,
            r#"{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":1,"progress":0.5}}"#,
            r#"{"jsonrpc":"2.0","id":4,"result":{"roots":[]}}"#,
            r#"{"jsonrpc":"2.0","id":5,"error":{"code":-1,"message":"no"}}"#,
            r#"[{"jsonrpc":"2.0","id":6,"method":"ping"}]"#,
        ];
        let mut line = MESSAGES[self.below(MESSAGES.len())].as_bytes().to_vec();
        for _ in 0..self.below(4) {
            let at = self.below(line.len());
            match self.below(5) {
                0 => line[at] = u8::try_from(self.below(256)).expect("a byte"),
                1 => line.truncate(at.max(1)),
                2 => line.extend_from_within(..at),
                3 => line.splice(at..at, b"\x00\xff{[\"".iter().copied()).for_each(drop),
                _ => drop(line.remove(at)),
            }
            if line.is_empty() {
                line.push(b'"');
            }
        }
        line
    }
}
