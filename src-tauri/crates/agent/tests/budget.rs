//! What the tools cost a model, counted as it counts, and what they look like.

#![allow(clippy::expect_used, missing_docs, reason = "tests")]

use openbacklog_agent::{Call, Caller, INSTRUCTIONS, VERBS, Verb, find_verb, verbs_in};
use openbacklog_plan::{Actor, Mode, Plan};
use serde_json::{Value, json};

/// What a model sees of a tool: its name, description and parameters.
fn seen(verb: &Verb) -> Value {
    json!({"name": verb.name, "description": verb.about, "parameters": verb.schema()})
}

fn tokens_of(text: &str) -> usize {
    tiktoken_rs::o200k_base_singleton().encode_with_special_tokens(text).len()
}

fn tokens(value: &Value) -> usize {
    tokens_of(&value.to_string())
}

#[test]
fn the_tools_stay_within_their_budget() {
    let cost = |mode| verbs_in(mode).map(|verb| tokens(&seen(verb))).sum::<usize>();
    for (mode, budget) in [(Mode::Plan, 1_750), (Mode::Build, 900), (Mode::Read, 750)] {
        let cost = cost(mode);
        assert!(cost <= budget, "{mode:?} mode costs {cost} tokens of {budget}");
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
        for word in ["$ref", "$defs", "anyOf", "oneOf", "allOf", "format", "const", "nullable"] {
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
    let agreed = std::fs::read_to_string(path).expect("tests/tools.json").replace("\r\n", "\n");
    assert!(now == agreed, "The tools changed. If that is meant, run with OPENBACKLOG_RENEW=1.");
}

/// Two hundred entities with many gaps, as an agent would make them; and another
/// agent that has looked before they were there.
async fn large_plan(plan: &Plan) -> (Caller, Caller) {
    let maker = Caller::new(Actor::ai("Robo"), Mode::Plan);
    let reader = Caller { actor: Actor::ai("Reader"), ..maker.clone() };
    let product = json!({"type": "product", "fields": {"name": "Acme"}});
    save(plan, &maker, vec![product]).await;
    answer(plan, &reader, "plan_brief", json!({})).await;
    for part in 0..4 {
        let bet = json!({"type": "bet", "id": "@b", "fields": {"horizon": "now", "appetite_days": 14,
            "name": format!("People who travel lose what they wrote in part {part}")}});
        let name = format!("Make part {part} work without a connection");
        let project = json!({"type": "project", "id": "@p", "parent": "@b",
            "fields": {"name": name, "status": "building"}});
        let outcome = json!({"type": "outcome", "fields": {
            "name": format!("More notes of part {part} are kept while travelling")}});
        let tasks = (0..47_usize).map(|n| {
            let status = ["todo", "doing", "done"].get(n % 3);
            let name = format!("Teach the storage layer of part {part} its rule number {n}");
            json!({"type": "task", "parent": "@p", "fields": {
                "name": name, "description": "word ".repeat(40 * n), "priority": "P2",
                "status": status}})
        });
        save(plan, &maker, [bet, project, outcome].into_iter().chain(tasks).collect()).await;
    }
    (maker, reader)
}

async fn save(plan: &Plan, caller: &Caller, items: Vec<Value>) {
    answer(plan, caller, "plan_save", json!({"items": items})).await;
}

async fn answer(plan: &Plan, caller: &Caller, verb: &str, args: Value) -> String {
    let call = Call { plan: plan.clone(), caller: caller.clone() };
    let verb = find_verb(verb).expect("a verb");
    verb.call(call, args).await.expect("an answer").text
}

#[tokio::test]
async fn answers_stay_short_on_a_large_plan() {
    let folder = tempfile::tempdir().expect("a folder");
    let plan = Plan::open(folder.path()).await.expect("a plan");
    let (caller, reader) = large_plan(&plan).await;
    let standing = answer(&plan, &reader, "plan_brief", json!({})).await;
    let cost = tokens_of(&standing);
    assert!(cost <= 700, "where things stand costs {cost} tokens of 700:\n{standing}");
    for part in ["doing:", "next:", "missing, ", "changed since you last asked:"] {
        assert!(standing.contains(part), "{part} is not told:\n{standing}");
    }
    let many: Vec<String> = (21..=40).map(|n| format!("T-{n}")).collect();
    for (name, args, budget) in [
        ("plan_brief", json!({"ref": "T-40"}), 1_500),
        ("plan_find", json!({}), 1_500),
        ("plan_get", json!({"refs": ["T-40"]}), 8_000),
        ("plan_get", json!({"refs": many}), 8_000),
    ] {
        let text = answer(&plan, &caller, name, args).await;
        let cost = tokens_of(&text);
        assert!(cost <= budget, "{name} costs {cost} tokens of {budget}:\n{text}");
    }
    let verb = find_verb("plan_get").expect("a verb");
    let refused = verb.call(Call { plan, caller }, json!({"refs": ["T-999"]})).await;
    let text = refused.expect_err("refused").text();
    assert!(tokens_of(&text) <= 150, "{text}");
}
