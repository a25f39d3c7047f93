//! Every verb answers at all four doors.

use crate::home::{Home, Served, Session, request, tool_names};
use openbacklog_agent::VERBS;
use serde_json::json;

#[test]
fn every_verb_has_all_four_doors() {
    let home = Home::seeded();
    let served = Served::start(&home);
    let mut session = Session::start(&home, &[]);
    let over_stdio = tool_names(&session.ask(&request("tools/list", &json!({}))));
    let (_, listed) = served.post("/mcp", &request("tools/list", &json!({})));
    let over_http = tool_names(&listed);
    let (status, described) = served.ask("GET", "/api/v1/openapi.json", "");
    assert_eq!(status, 200);
    for verb in &VERBS {
        let name = verb.name;
        assert!(over_stdio.iter().any(|n| n == name), "{name} is missing over stdio");
        assert!(over_http.iter().any(|n| n == name), "{name} is missing over HTTP");
        let help = home.says(&[verb.command.word, "--help"]);
        assert!(help.contains(&verb.about[..20]), "{name} is missing in the terminal");
        let path = format!("/api/v1/{name}");
        assert!(described["paths"][&path]["post"].is_object(), "{name} is not described");
        let (_, refused) = served.post(&path, &json!({"no_such_argument": 1}));
        assert_eq!(refused["code"], "invalid", "{name} does not answer at {path}");
    }
    let order: Vec<&str> = VERBS.iter().map(|verb| verb.name).collect();
    assert_eq!(over_stdio, order);
    assert_eq!(over_http, order);
    assert!(session.end());
}

#[test]
fn the_doors_give_the_same_text() {
    let home = Home::seeded();
    let served = Served::start(&home);
    let mut session = Session::start(&home, &[]);
    let over_stdio = session.call("plan_get", &json!({"refs": ["T-1"]}));
    let over_stdio = over_stdio["result"]["content"][0]["text"].as_str().expect("text").to_owned();
    let (_, over_http) = served.post("/api/v1/plan_get", &json!({"refs": ["T-1"]}));
    let in_terminal = home.says(&["get", "t-1"]);
    assert_eq!(over_http["text"], over_stdio.as_str());
    assert_eq!(in_terminal.trim_end(), over_stdio);
    assert!(over_stdio.contains("T-1 todo code \"Rate-limit login\" ‹P-1 \"Sign in\" rev 1"));
    assert!(session.end());
}
