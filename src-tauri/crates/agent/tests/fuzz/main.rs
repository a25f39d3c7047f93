//! Every verb, asked for anything: arguments made from its schema, right and
//! wrong in every way. It answers, or refuses in words that can be acted on.
//!
//! `OPENBACKLOG_ROUNDS=100000 cargo test -p openbacklog-agent --test fuzz` runs
//! long; `OPENBACKLOG_SEED` tries other calls than the usual ones.

#![allow(clippy::expect_used, clippy::panic, missing_docs, reason = "tests")]

#[path = "../dice/mod.rs"]
mod dice;
mod words;

use std::panic::AssertUnwindSafe;

use dice::Dice;
use futures_util::FutureExt;
use openbacklog_agent::{Answer, Call, Caller, Code, Refusal, VERBS, find_verb};
use openbacklog_plan::{Actor, Mode, Plan, clean_text};
use serde_json::{Value, json};

/// Calls of one run.
const ROUNDS: u64 = 200;
/// The most an answer may cost a model.
const MOST_TOKENS: usize = 8_000;
/// The most a refusal may say, in characters.
const LONGEST_REFUSAL: usize = 12_000;

type Outcome = Result<Answer, Refusal>;

struct Desk {
    plan: Plan,
    caller: Caller,
    _folder: tempfile::TempDir,
}

impl Desk {
    async fn open() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let plan = Plan::open(folder.path()).await.expect("a plan");
        plan.load_sample(&Actor::you()).await.expect("the sample plan");
        let caller = Caller::new(Actor::ai("Robo"), Mode::Plan);
        Self { plan, caller, _folder: folder }
    }

    async fn call(&self, name: &str, args: Value) -> Outcome {
        let call = Call { plan: self.plan.clone(), caller: self.caller.clone() };
        find_verb(name).expect("a verb").call(call, args).await
    }
}

/// What is wrong with how a verb took a call, if anything is.
fn fault(outcome: &Outcome) -> Option<String> {
    let text = match outcome {
        Ok(answer) => answer.text.clone(),
        Err(refusal) => refusal.text(),
    };
    let refused = outcome.as_ref().err();
    if text.trim().is_empty() {
        return Some("nothing is said".to_owned());
    }
    if clean_text(&text) != text {
        return Some("hidden characters are said".to_owned());
    }
    if has_id(&text) {
        return Some("an internal id is said".to_owned());
    }
    match refused {
        Some(refusal) => unhelpful(refusal, &text),
        None => (tokens(&text) > MOST_TOKENS).then(|| format!("{} tokens", tokens(&text))),
    }
}

fn unhelpful(refusal: &Refusal, text: &str) -> Option<String> {
    if matches!(refusal.code, Code::Storage | Code::Busy | Code::Unauthorized) {
        return Some("the plan failed".to_owned());
    }
    if refusal.cause.trim().is_empty() || refusal.cause.contains('\n') {
        return Some("the cause is not one line".to_owned());
    }
    if refusal.repair.trim().is_empty() || refusal.repair.contains('\n') {
        return Some("nothing says how to mend it".to_owned());
    }
    let internal = ["expected ", "invalid type", "missing field", "panicked", "constraint failed"];
    if let Some(word) = internal.iter().find(|word| refusal.cause.contains(**word)) {
        return Some(format!("“{word}” is no word for a reader"));
    }
    let length = text.chars().count();
    (length > LONGEST_REFUSAL).then(|| format!("the refusal has {length} characters"))
}

fn tokens(text: &str) -> usize {
    // No token is longer than its bytes.
    if text.len() <= MOST_TOKENS {
        return 0;
    }
    tiktoken_rs::o200k_base_singleton().encode_with_special_tokens(text).len()
}

/// Internal ids are UUIDs.
fn has_id(text: &str) -> bool {
    let is_id = |word: &str| word.len() == 36 && word.matches('-').count() == 4;
    text.split(|c: char| !c.is_ascii_hexdigit() && c != '-').any(is_id)
}

#[tokio::test]
async fn every_verb_takes_anything_and_answers_in_words() {
    let desk = Desk::open().await;
    let mut dice = Dice::thrown();
    let mut answered = 0_u64;
    let rounds = dice::rounds(ROUNDS);
    for round in 0..rounds {
        let verb = dice.one_of(&VERBS);
        let args = words::arguments(&mut dice, verb);
        let called = AssertUnwindSafe(desk.call(verb.name, args.clone())).catch_unwind().await;
        let shown = || format!("round {round}: {} {}", verb.name, words::shortened(&args));
        let outcome = called.unwrap_or_else(|_| panic!("{}: it panicked", shown()));
        if let Some(fault) = fault(&outcome) {
            let said = outcome.map_or_else(|refusal| refusal.text(), |answer| answer.text);
            panic!("{}: {fault}:\n{}", shown(), said.chars().take(2_000).collect::<String>());
        }
        answered += u64::from(outcome.is_ok());
    }
    assert!(
        answered * 10 > rounds,
        "only {answered} of {rounds} calls were right enough to answer"
    );
    still_whole(&desk).await;
}

/// Everything can still be found, read and taken back.
async fn still_whole(desk: &Desk) {
    let mut cursor = Some("0".to_owned());
    while let Some(from) = cursor {
        let page = desk.call("plan_find", json!({"limit": 100, "cursor": from})).await;
        let page = page.expect("everything is found").data;
        for row in page["rows"].as_array().expect("rows") {
            let read = desk.call("plan_get", json!({"refs": [row["ref"]], "with": ["history"]}));
            read.await.unwrap_or_else(|refusal| panic!("{row}: {}", refusal.text()));
        }
        cursor = page["cursor"].as_str().map(str::to_owned);
    }
    for (name, args) in
        [("plan_brief", json!({})), ("plan_check", json!({})), ("task_next", json!({}))]
    {
        desk.call(name, args).await.unwrap_or_else(|refusal| panic!("{name}: {}", refusal.text()));
    }
}

#[test]
fn every_sort_of_fault_would_be_noticed() {
    let refused = |code, cause: &str, repair: &str| {
        let mut refusal = Refusal::not_found("", repair);
        (refusal.code, refusal.cause) = (code, cause.to_owned());
        fault(&Err(refusal))
    };
    let fine = "There is no task T-9.";
    assert_eq!(refused(Code::NotFound, fine, "Search for it."), None);
    for (code, cause, repair) in [
        (Code::Storage, fine, "Search for it."),
        (Code::NotFound, fine, ""),
        (Code::NotFound, "", "Search for it."),
        (Code::NotFound, "Two\nlines.", "Search for it."),
        (Code::Invalid, "It does not fit: invalid type: map.", "Send text."),
        (Code::Invalid, "\u{202e}It does not fit.", "Send text."),
        (Code::Invalid, "0198c0de-0000-7000-8000-0123456789ab is gone.", "Search for it."),
    ] {
        assert!(refused(code, cause, repair).is_some(), "{cause:.60}");
    }
    let endless = "long ".repeat(9_000);
    assert!(unhelpful(&Refusal::not_found(fine, "Search for it."), &endless).is_some());
    assert!(fault(&Ok(Answer::new(""))).is_some());
    assert!(fault(&Ok(Answer::new("word ".repeat(9_000)))).is_some());
}
