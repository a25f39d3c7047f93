//! The same plan and the same call give the same bytes.

use openbacklog_agent::{Call, VERBS, find_verb};
use openbacklog_plan::Plan;
use serde_json::{Value, json};

use crate::desk::Desk;

/// Calls of every verb that only reads, each part of an answer at least once.
fn reads() -> Vec<(&'static str, Value)> {
    vec![
        ("plan_brief", json!({})),
        ("plan_brief", json!({"ref": "P-1", "detail": "full"})),
        ("plan_brief", json!({"ref": "T-2"})),
        ("plan_find", json!({})),
        ("plan_find", json!({"text": "shelf", "limit": 5})),
        ("plan_find", json!({"types": ["task"], "status": ["done"], "under": "B-1"})),
        ("plan_get", json!({"refs": ["product", "L-1", "O-1", "B-1", "U-1", "X-1", "U-1×X-1"]})),
        (
            "plan_get",
            json!({"refs": ["P-1", "T-2", "K-1", "E-1", "D-1"],
            "with": ["parents", "children", "siblings", "problems", "evidence", "decisions", "history"]}),
        ),
        ("plan_check", json!({})),
        ("plan_check", json!({"under": "B-1"})),
        ("plan_guide", json!({})),
        ("plan_guide", json!({"types": ["bet", "project"]})),
        ("task_next", json!({"limit": 25})),
    ]
}

#[tokio::test]
async fn the_same_call_gives_the_same_bytes_twice_and_to_another_process() {
    let desk = Desk::sample().await;
    let calls = reads();
    for verb in VERBS.iter().filter(|verb| verb.hints.read_only) {
        assert!(calls.iter().any(|(name, _)| *name == verb.name), "{} is not called", verb.name);
    }
    // What changed since this client last asked is told once.
    desk.ok("plan_brief", json!({})).await;
    let other = Plan::open(desk.folder()).await.expect("the plan again");
    for (name, args) in calls {
        let verb = find_verb(name).expect("a verb");
        let ask = async |plan: &Plan| {
            let call = Call { plan: plan.clone(), caller: desk.caller.clone() };
            let answer = verb.call(call, args.clone()).await.expect("an answer");
            // As data this one also says since when.
            if args == json!({}) { answer.text } else { answer.to_json().to_string() }
        };
        let first = ask(&desk.plan).await;
        assert_eq!(first, ask(&desk.plan).await, "{name} {args} again");
        assert_eq!(first, ask(&other).await, "{name} {args} elsewhere");
    }
}
