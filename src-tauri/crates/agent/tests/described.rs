//! The description of the API is true: its examples work on the sample plan, and
//! what they answer is what is described.

#![allow(clippy::expect_used, clippy::panic, missing_docs, reason = "tests")]

use std::collections::BTreeSet;

use openbacklog_agent::{Answer, Call, Caller, VERBS, Verb, find_verb};
use openbacklog_plan::{Actor, Mode, Plan};
use serde_json::{Value, json};

struct Sample {
    plan: Plan,
    _folder: tempfile::TempDir,
}

impl Sample {
    async fn load() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let plan = Plan::open(folder.path()).await.expect("a plan");
        plan.load_sample(&Actor::you()).await.expect("the sample plan");
        Self { plan, _folder: folder }
    }

    async fn call(&self, verb: &Verb, args: Value) -> Answer {
        let caller = Caller::new(Actor::ai("Reader"), Mode::Plan);
        let call = Call { plan: self.plan.clone(), caller };
        let answer = verb.call(call, args.clone()).await;
        answer.unwrap_or_else(|refusal| panic!("{} {args}: {}", verb.name, refusal.text()))
    }
}

fn example(verb: &Verb) -> Value {
    serde_json::from_str(verb.example).expect("an example is JSON")
}

/// Calls beside the example that answer with other facts.
fn others(name: &str) -> Vec<Value> {
    match name {
        "plan_brief" | "plan_guide" => vec![json!({})],
        "plan_undo" => vec![json!({"change": "last"})],
        _ => Vec::new(),
    }
}

#[tokio::test]
async fn every_example_works_and_answers_with_the_facts_described() {
    let sample = Sample::load().await;
    let mine = find_verb("plan_save").expect("a verb");
    let capture = json!({"items": [{"type": "capture", "fields": {"text": "Mine to undo"}}]});
    sample.call(mine, capture).await;
    for verb in &VERBS {
        let mut told = BTreeSet::new();
        let calls = std::iter::once(example(verb)).chain(others(verb.name));
        for args in calls {
            told.extend(sample.call(verb, args).await.data.into_iter().map(|(key, _)| key));
        }
        let described: BTreeSet<String> =
            verb.facts.iter().map(|fact| fact.key.to_owned()).collect();
        assert_eq!(told, described, "{}", verb.name);
    }
}
