//! `task_claim` as agents meet it.

#![allow(clippy::expect_used, clippy::panic, missing_docs, reason = "tests")]

use openbacklog_agent::{Answer, Call, Caller, Code, Refusal, find_verb};
use openbacklog_plan::{Actor, Mode, Plan};
use serde_json::{Value, json};

struct Desk {
    plan: Plan,
    _folder: tempfile::TempDir,
}

fn caller(actor: Actor) -> Caller {
    Caller::new(actor, Mode::Plan)
}

impl Desk {
    /// A plan of one project with three tasks, the third of them blocked.
    async fn open() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let plan = Plan::open(folder.path()).await.expect("a plan");
        let desk = Self { plan, _folder: folder };
        let task = |name: &str| json!({"type": "task", "parent": "@p", "fields": {"name": name}});
        let mut blocked = task("Wait for the key");
        blocked["fields"]["blocked"] = json!("no key yet");
        let items = json!([
            {"type": "product", "fields": {"name": "Acme"}},
            {"type": "project", "id": "@p", "fields": {"name": "Sync"}},
            task("Queue edits"),
            task("Send the queue"),
            blocked,
        ]);
        desk.call("Planner", "plan_save", json!({"items": items})).await.expect("a plan");
        desk
    }

    async fn by(&self, caller: Caller, verb: &str, args: Value) -> Result<Answer, Refusal> {
        let call = Call { plan: self.plan.clone(), caller };
        find_verb(verb).expect("a verb").call(call, args).await
    }

    async fn call(&self, name: &str, verb: &str, args: Value) -> Result<Answer, Refusal> {
        self.by(caller(Actor::ai(name)), verb, args).await
    }

    async fn says(&self, name: &str, verb: &str, args: Value) -> String {
        self.call(name, verb, args)
            .await
            .unwrap_or_else(|refused| panic!("{}", refused.text()))
            .text
    }

    async fn refused(&self, name: &str, args: Value) -> Refusal {
        self.call(name, "task_claim", args).await.expect_err("refused")
    }
}

/// The clock time in `until 14:30 UTC`, as words of its own: it changes with the test.
fn timeless(text: &str) -> String {
    let is_clock = |word: &str| word.len() == 5 && word.as_bytes()[2] == b':';
    let is_day = |word: &str| word.len() == 10 && word.starts_with("20");
    let word = |word: &str| match (is_clock(word), is_day(word)) {
        (true, _) => "CLOCK".to_owned(),
        (_, true) => "DAY".to_owned(),
        _ => word.to_owned(),
    };
    let line = |line: &str| line.split(' ').map(word).collect::<Vec<_>>().join(" ");
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

#[tokio::test]
async fn a_claim_answers_with_what_to_do_next() {
    let desk = Desk::open().await;
    let answer = desk.call("Robo", "task_claim", json!({})).await.expect("claimed");
    assert_eq!(
        timeless(&answer.text),
        "Acme\nyours now: T-1 \"Queue edits\" ‹P-1 until CLOCK UTC rev 2\nNext: plan_brief T-1"
    );
    let data = answer.to_json();
    assert_eq!(
        (&data["ref"], &data["rev"], &data["project"]["ref"]),
        (&json!("T-1"), &json!(2), &json!("P-1"))
    );
    assert!(data["until"].is_string() && data["change"].as_u64() > Some(0), "{data}");
    let again = desk.says("Robo", "task_claim", json!({"ref": "t-1"})).await;
    assert!(again.contains("\nyours already: T-1 "), "{again}");
}

#[tokio::test]
async fn the_loser_is_told_who_holds_it_and_what_is_free() {
    let desk = Desk::open().await;
    desk.says("Robo", "task_claim", json!({"ref": "T-1"})).await;
    let refusal = desk.refused("Other", json!({"ref": "T-1"})).await;
    assert_eq!(refusal.code, Code::Refused);
    assert_eq!(
        timeless(&refusal.text()),
        "T-1 is held by Robo since DAY CLOCK until CLOCK UTC.\n\
         Claim one of these, or leave ref out for the best:\nT-2 \"Send the queue\""
    );
    let data = refusal.to_json();
    assert_eq!(
        (&data["held"]["by"]["name"], &data["free"][0]["ref"]),
        (&json!("Robo"), &json!("T-2"))
    );
    assert_eq!(data["free"][0].get("id"), None, "no internal id leaves");
    desk.says("Other", "task_claim", json!({"ref": "T-2"})).await;
    let refusal = desk.refused("Third", json!({})).await;
    assert_eq!(
        refusal.text(),
        "No task can be started: 2 are held by Other and Robo, 1 is blocked or waits for other work.\n\
         Ask task_next later, or the person what to do."
    );
}

#[tokio::test]
async fn every_list_says_who_holds_what() {
    let desk = Desk::open().await;
    desk.says("Robo", "task_claim", json!({"ref": "T-1"})).await;
    let held = "held by Robo until CLOCK UTC";
    for (verb, args) in [
        ("plan_brief", json!({})),
        ("plan_brief", json!({"ref": "T-1"})),
        ("plan_get", json!({"refs": ["T-1"]})),
        ("plan_get", json!({"refs": ["P-1"]})),
        ("plan_find", json!({"types": ["task"]})),
    ] {
        let text = timeless(&desk.says("Other", verb, args.clone()).await);
        assert!(text.contains(held), "{verb} {args}:\n{text}");
        assert_eq!(text.matches("held by Robo").count(), 1, "{verb} {args}:\n{text}");
    }
    let next = desk.says("Other", "task_next", json!({})).await;
    assert!(
        !next.contains("T-1") && next.contains("held back: 1 held by others, 1 blocked"),
        "{next}"
    );
    let own = timeless(&desk.says("Robo", "task_next", json!({})).await);
    assert!(
        own.lines().nth(1).is_some_and(|row| row.starts_with("T-1 doing") && row.contains(held)),
        "{own}"
    );
}

#[tokio::test]
async fn a_key_has_one_effect_and_stands_for_one_request() {
    let desk = Desk::open().await;
    let first = desk.says("Robo", "task_claim", json!({"key": "k"})).await;
    let second = desk.says("Robo", "task_claim", json!({"key": "k"})).await;
    assert_eq!(second.replace("\nThis key was used before; this is its first answer.", ""), first);
    let refusal = desk.refused("Robo", json!({"key": "k", "ref": "T-2"})).await;
    assert_eq!((refusal.code, &refusal.data["field"]), (Code::Invalid, &json!("key")));
}

#[tokio::test]
async fn what_makes_no_sense_is_refused_with_what_would() {
    let desk = Desk::open().await;
    let both = desk.refused("Robo", json!({"ref": "T-1", "under": "P-1"})).await;
    assert_eq!(
        both.text(),
        "ref names one task; under leaves the choice open.\nGive one of them, or none."
    );
    let kind = desk.refused("Robo", json!({"ref": "P-1"})).await;
    assert_eq!(kind.text(), "P-1 is a project, not a task.\nGive the ref of a task.");
    let below = desk.refused("Robo", json!({"under": "T-1"})).await;
    assert!(below.text().starts_with("No tasks are under a task."), "{}", below.text());
    let nowhere = desk.refused("Robo", json!({"ref": "T-99"})).await;
    assert_eq!(nowhere.code, Code::NotFound);
}

#[tokio::test]
async fn the_person_takes_a_task_without_an_end() {
    let desk = Desk::open().await;
    desk.says("Robo", "task_claim", json!({"ref": "T-1"})).await;
    let taken = desk.by(caller(Actor::you()), "task_claim", json!({"ref": "T-1"})).await;
    let taken = taken.expect("the person's");
    assert_eq!(taken.text, "Acme\nyours now: T-1 \"Queue edits\" ‹P-1 rev 3\nNext: plan_brief T-1");
    assert!(taken.data["until"].is_null());
    let lost = desk.says("Robo", "plan_get", json!({"refs": ["T-1"]})).await;
    assert!(
        lost.contains("held by the person\n") && lost.contains("Taken over from Robo."),
        "{lost}"
    );
}

#[tokio::test]
async fn a_connection_that_only_reads_claims_nothing() {
    let desk = Desk::open().await;
    let reader = Caller::new(Actor::ai("Robo"), Mode::Read);
    let refusal = desk.by(reader, "task_claim", json!({})).await.expect_err("refused");
    assert_eq!(refusal.code, Code::Forbidden);
    let builder = Caller::new(Actor::ai("Robo"), Mode::Build);
    desk.by(builder, "task_claim", json!({})).await.expect("claimed");
}
