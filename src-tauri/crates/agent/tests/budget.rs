//! What the tools cost a model, counted as it counts, and what they look like.

#![allow(clippy::expect_used, missing_docs, reason = "tests")]

use openbacklog_agent::{INSTRUCTIONS, VERBS, Verb, verbs_in};
use openbacklog_plan::Mode;
use serde_json::{Value, json};

/// What a model sees of a tool: its name, description and parameters.
fn seen(verb: &Verb) -> Value {
    json!({"name": verb.name, "description": verb.about, "parameters": verb.schema()})
}

fn tokens(value: &Value) -> usize {
    let counter = tiktoken_rs::o200k_base_singleton();
    counter.encode_with_special_tokens(&value.to_string()).len()
}

#[test]
fn the_tools_stay_within_their_budget() {
    let cost = |mode| {
        verbs_in(mode)
            .map(|verb| tokens(&seen(verb)))
            .sum::<usize>()
    };
    for (mode, budget) in [(Mode::Plan, 1_100), (Mode::Build, 900), (Mode::Read, 750)] {
        let cost = cost(mode);
        assert!(
            cost <= budget,
            "{mode:?} mode costs {cost} tokens of {budget}"
        );
    }
    for verb in &VERBS {
        let cost = tokens(&seen(verb));
        assert!(cost <= 420, "{} costs {cost} tokens", verb.name);
    }
}

#[test]
fn descriptions_and_instructions_are_short() {
    assert!(INSTRUCTIONS.len() <= 2_000, "{} bytes", INSTRUCTIONS.len());
    for verb in &VERBS {
        let length = verb.about.chars().count();
        assert!(length <= 400, "{}: {length} characters", verb.name);
        assert!(!verb.about.contains("  "), "{}: doubled space", verb.name);
    }
}

#[test]
fn every_schema_is_one_that_every_client_reads() {
    fn check(schema: &Value, at: &str) {
        for word in [
            "$ref", "$defs", "anyOf", "oneOf", "allOf", "format", "const", "nullable",
        ] {
            assert!(schema.get(word).is_none(), "{at} has {word}");
        }
        assert!(schema["type"].is_string(), "{at} has no single type");
        if schema["type"] == "array" {
            check(&schema["items"], &format!("{at}[]"));
        }
        for (name, inner) in schema["properties"].as_object().into_iter().flatten() {
            check(inner, &format!("{at}.{name}"));
        }
    }
    for verb in &VERBS {
        check(&Value::Object(verb.schema()), verb.name);
        assert_eq!(verb.schema()["type"], "object", "{}", verb.name);
    }
}

#[test]
fn the_tools_are_as_last_agreed() {
    let now: Vec<Value> = VERBS.iter().map(seen).collect();
    let now = serde_json::to_string_pretty(&now).expect("JSON") + "\n";
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/tools.json");
    if std::env::var_os("OPENBACKLOG_RENEW").is_some() {
        std::fs::write(path, &now).expect("written");
    }
    let agreed = std::fs::read_to_string(path)
        .expect("tests/tools.json")
        .replace("\r\n", "\n");
    assert!(
        now == agreed,
        "The tools changed. If that is meant, run with OPENBACKLOG_RENEW=1."
    );
}
