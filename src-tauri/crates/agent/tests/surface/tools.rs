//! What the tools cost a model, and that every client can read their schemas.

use openbacklog_agent::{INSTRUCTIONS, VERBS, Verb, verbs_in};
use openbacklog_plan::Mode;
use serde_json::{Value, json};

use crate::desk::tokens;

/// What a model sees of a tool: its name, description and parameters.
fn seen(verb: &Verb) -> Value {
    json!({"name": verb.name, "description": verb.about, "parameters": verb.schema()})
}

#[test]
fn the_tools_stay_within_their_budget() {
    let each = VERBS.iter().map(|verb| (verb, tokens(&seen(verb).to_string())));
    let costs: Vec<(&Verb, usize)> = each.collect();
    let told: Vec<String> = costs.iter().map(|(verb, c)| format!("{} {c}", verb.name)).collect();
    for (mode, budget) in [(Mode::Plan, 1_750), (Mode::Build, 900), (Mode::Read, 750)] {
        let cost: usize = costs.iter().filter(|(v, _)| v.is_in(mode)).map(|(_, c)| c).sum();
        assert!(cost <= budget, "{mode:?} mode costs {cost} tokens of {budget}: {told:?}");
    }
    for (verb, cost) in &costs {
        assert!(*cost <= 420, "{} costs {cost} tokens", verb.name);
    }
    let guide = costs.iter().find(|(verb, _)| verb.name == "plan_guide").expect("there");
    assert!(guide.1 <= 115, "plan_guide costs {} tokens", guide.1);
}

#[test]
fn descriptions_and_instructions_are_short() {
    assert!(INSTRUCTIONS.len() <= 2_000, "{} bytes", INSTRUCTIONS.len());
    for verb in &VERBS {
        let length = verb.about.chars().count();
        assert!(length <= 400, "{}: {length} characters", verb.name);
        assert!(!verb.about.contains("  "), "{}: doubled space", verb.name);
        let first = verb.about.split_once(". ").map_or(verb.about, |(first, _)| first);
        assert!(first.chars().count() <= 240, "{}: {first}", verb.name);
    }
}

#[test]
fn every_mode_has_the_same_order() {
    let all: Vec<&str> = VERBS.iter().map(|verb| verb.name).collect();
    for mode in [Mode::Read, Mode::Build, Mode::Plan] {
        let listed: Vec<&str> = verbs_in(mode).map(|verb| verb.name).collect();
        let ordered: Vec<&str> = all.iter().copied().filter(|n| listed.contains(n)).collect();
        assert_eq!(listed, ordered);
    }
}

/// What some client or model cannot read in a schema: the strict modes of the
/// large vendors each leave something out.
fn unreadable(schema: &Value, at: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    let words = [
        "$ref",
        "$defs",
        "$schema",
        "anyOf",
        "oneOf",
        "allOf",
        "not",
        "if",
        "format",
        "const",
        "nullable",
        "default",
        "pattern",
        "patternProperties",
        "additionalProperties",
        "prefixItems",
        "examples",
        "title",
    ];
    let found = words.into_iter().filter(|word| schema.get(word).is_some());
    wrong.extend(found.map(|word| format!("{at} has {word}")));
    match schema["type"].as_str() {
        None => wrong.push(format!("{at} has no single type")),
        Some("array") => match schema.get("items") {
            Some(items) => wrong.extend(unreadable(items, &format!("{at}[]"))),
            None => wrong.push(format!("{at} has no items")),
        },
        Some("null") => wrong.push(format!("{at} is null")),
        Some(_) => {}
    }
    if let Some(choices) = schema.get("enum") {
        let choices = choices.as_array().map_or(&[][..], Vec::as_slice);
        let said = |choice: &Value| choice.as_str().is_some_and(|text| !text.is_empty());
        if choices.is_empty() || schema["type"] != "string" || !choices.iter().all(said) {
            wrong.push(format!("{at} has an enum that is no list of words"));
        }
    }
    let properties = schema["properties"].as_object();
    for (name, inner) in properties.into_iter().flatten() {
        let at = format!("{at}.{name}");
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
        if name.is_empty() || name.len() > 64 || !name.chars().all(plain) {
            wrong.push(format!("{at} is no name"));
        }
        wrong.extend(unreadable(inner, &at));
    }
    for name in schema["required"].as_array().into_iter().flatten() {
        let there = name.as_str().is_some_and(|n| properties.is_some_and(|p| p.contains_key(n)));
        if !there {
            wrong.push(format!("{at} requires {name}, which it does not have"));
        }
    }
    wrong
}

#[test]
fn every_schema_is_one_that_every_client_reads() {
    for verb in &VERBS {
        let schema = json!(verb.schema());
        assert_eq!(unreadable(&schema, verb.name), Vec::<String>::new());
        assert_eq!(schema["type"], "object", "{}", verb.name);
        assert!(schema["properties"].is_object(), "{}", verb.name);
        let plain = |c: char| c.is_ascii_lowercase() || c == '_';
        assert!(verb.name.len() <= 64 && verb.name.chars().all(plain), "{}", verb.name);
    }
}

#[test]
fn what_some_client_cannot_read_is_found() {
    for bad in [
        json!({"type": "object", "anyOf": []}),
        json!({"type": ["string", "null"]}),
        json!({"type": "array"}),
        json!({"type": "array", "items": {"type": "string", "format": "date"}}),
        json!({"type": "string", "enum": []}),
        json!({"type": "integer", "enum": [1, 2]}),
        json!({"type": "object", "properties": {"a b": {"type": "string"}}}),
        json!({"type": "object", "properties": {"a": {"$ref": "#/$defs/A"}}}),
        json!({"type": "object", "properties": {}, "required": ["a"]}),
    ] {
        assert_ne!(unreadable(&bad, "bad"), Vec::<String>::new(), "{bad}");
    }
}
