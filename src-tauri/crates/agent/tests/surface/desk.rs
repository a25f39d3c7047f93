//! A plan of its own behind the verbs, and how a model counts.

use std::path::Path;

use openbacklog_agent::{Answer, Call, Caller, Refusal, find_verb};
use openbacklog_plan::{Actor, Mode, Plan};
use serde_json::{Value, json};

pub(crate) struct Desk {
    pub(crate) plan: Plan,
    pub(crate) caller: Caller,
    folder: tempfile::TempDir,
}

impl Desk {
    pub(crate) async fn empty() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let plan = Plan::open(folder.path()).await.expect("a plan");
        Self { plan, caller: Caller::new(Actor::ai("Robo"), Mode::Plan), folder }
    }

    pub(crate) async fn sample() -> Self {
        let desk = Self::empty().await;
        desk.plan.load_sample(&Actor::you()).await.expect("the sample");
        desk
    }

    /// Two hundred entities with many gaps, as an agent would make them; another
    /// agent, Reader, looked before they were there.
    pub(crate) async fn large() -> Self {
        let desk = Self::empty().await;
        let product = json!({"type": "product", "fields": {"name": "Acme"}});
        desk.save(vec![product]).await;
        desk.other("Reader").ok("plan_brief", json!({})).await;
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
            desk.save([bet, project, outcome].into_iter().chain(tasks).collect()).await;
        }
        desk
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Another agent at the same plan.
    pub(crate) fn other(&self, name: &str) -> Visitor<'_> {
        Visitor { plan: &self.plan, caller: Caller::new(Actor::ai(name), Mode::Plan) }
    }

    pub(crate) async fn save(&self, items: Vec<Value>) -> String {
        self.ok("plan_save", json!({"items": items})).await
    }

    pub(crate) async fn call(&self, verb: &str, args: Value) -> Result<Answer, Refusal> {
        call(&self.plan, &self.caller, verb, args).await
    }

    pub(crate) async fn ok(&self, verb: &str, args: Value) -> String {
        accepted(self.call(verb, args.clone()).await, verb, &args)
    }

    pub(crate) async fn refused(&self, verb: &str, args: Value) -> String {
        self.call(verb, args).await.expect_err("refused").text()
    }
}

/// An agent at someone else's desk.
pub(crate) struct Visitor<'a> {
    plan: &'a Plan,
    caller: Caller,
}

impl Visitor<'_> {
    pub(crate) async fn ok(&self, verb: &str, args: Value) -> String {
        accepted(call(self.plan, &self.caller, verb, args.clone()).await, verb, &args)
    }
}

async fn call(plan: &Plan, caller: &Caller, verb: &str, args: Value) -> Result<Answer, Refusal> {
    let verb = find_verb(verb).expect("a verb");
    verb.call(Call { plan: plan.clone(), caller: caller.clone() }, args).await
}

fn accepted(answer: Result<Answer, Refusal>, verb: &str, args: &Value) -> String {
    answer.unwrap_or_else(|refusal| panic!("{verb} {args}: {}", refusal.text())).text
}

/// What a text costs a model, by the tokenizer that models count with.
pub(crate) fn tokens(text: &str) -> usize {
    tiktoken_rs::o200k_base_singleton().encode_with_special_tokens(text).len()
}

pub(crate) fn assert_within(text: &str, budget: usize, what: &str) {
    let cost = tokens(text);
    let start: String = text.chars().take(2_000).collect();
    assert!(cost <= budget, "{what} costs {cost} tokens of {budget}:\n{start}");
}
