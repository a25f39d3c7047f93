//! How a server ends: with its input, when it is asked to, or when nobody reads
//! its output; always after answering what is under way, and without an error.

use crate::home::{Home, Session, request, request_now};
use serde_json::json;

fn find(id: i32) -> String {
    let call = json!({"name": "plan_find", "arguments": {"text": "login"}});
    let mut asked = request("tools/call", &call);
    asked["id"] = json!(id);
    asked.to_string()
}

#[test]
fn everything_asked_before_the_input_ends_is_answered() {
    let home = Home::seeded();
    let mut session = Session::start(&home, &[]);
    let asked: Vec<String> = (0..40).map(find).collect();
    session.send(asked.join("\n").as_bytes());
    let (rest, clean) = session.finish();
    let mut answered: Vec<i64> = rest.iter().filter_map(|reply| reply["id"].as_i64()).collect();
    answered.sort_unstable();
    assert_eq!(answered, (0..40).collect::<Vec<i64>>());
    assert!(clean);
}

#[test]
fn a_listener_is_told_that_the_line_ends() {
    let home = Home::seeded();
    let mut session = Session::start(&home, &[]);
    let wanted = json!({"notifications": {"resourcesListChanged": true}});
    let reply = session.ask(&request_now("subscriptions/listen", wanted));
    assert_eq!(reply["method"], "notifications/subscriptions/acknowledged", "{reply}");
    let (rest, clean) = session.finish();
    assert_eq!(rest.len(), 1, "{rest:?}");
    assert!(rest[0]["id"] == 1 && rest[0]["result"].is_object(), "{rest:?}");
    assert!(clean);
}

#[test]
fn a_last_line_without_its_end_is_read() {
    let home = Home::seeded();
    let mut session = Session::start(&home, &[]);
    session.send_part(find(7).as_bytes());
    let (rest, clean) = session.finish();
    assert_eq!(rest.len(), 1, "{rest:?}");
    assert_eq!(rest[0]["id"], 7);
    assert!(clean);
}

#[test]
fn half_a_message_at_the_end_is_told_and_no_failure() {
    let home = Home::seeded();
    let mut session = Session::start(&home, &[]);
    session.send_part(&find(7).as_bytes()[..30]);
    let (rest, clean) = session.finish();
    assert_eq!(rest.len(), 1, "{rest:?}");
    assert_eq!(rest[0]["error"]["code"], -32700);
    assert!(clean);
}

#[test]
fn it_ends_when_nobody_reads_its_output() {
    let home = Home::seeded();
    let mut session = Session::start(&home, &[]);
    assert!(session.ask(&request("ping", &json!({})))["result"].is_object());
    session.stop_reading();
    session.send(find(1).as_bytes());
    assert!(session.wait());
}

#[cfg(unix)]
#[test]
fn it_ends_cleanly_when_it_is_asked_to() {
    let home = Home::seeded();
    for signal in ["TERM", "INT", "HUP"] {
        let mut session = Session::start(&home, &[]);
        assert!(session.ask(&request("ping", &json!({})))["result"].is_object());
        session.signal(signal);
        assert!(session.wait(), "{signal}");
    }
}

#[cfg(unix)]
#[test]
fn a_server_of_http_ends_cleanly_when_it_is_asked_to() {
    let home = Home::seeded();
    for signal in ["TERM", "INT"] {
        let served = crate::home::Served::start(&home);
        assert!(served.end_by(signal), "{signal}");
    }
}
