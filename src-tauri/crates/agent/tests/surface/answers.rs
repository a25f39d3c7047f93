//! What answers cost on the sample plan, on a plan of two hundred entities, and
//! at the worst.

use openbacklog_agent::VERBS;
use serde_json::{Value, json};

use crate::desk::{Desk, assert_within, tokens};

/// Where things stand.
const STANDING: usize = 700;
/// An answer to an ordinary call.
const ORDINARY: usize = 1_500;
/// A row of a list.
const ROW: usize = 30;

/// An ordinary call of every verb on a plan that has T-2, B-1 and P-1; reads first.
fn ordinary() -> Vec<(&'static str, Value)> {
    vec![
        ("plan_brief", json!({"ref": "T-2"})),
        ("plan_brief", json!({"ref": "P-1"})),
        ("plan_find", json!({})),
        ("plan_find", json!({"types": ["task"], "status": ["done", "todo"]})),
        ("plan_get", json!({"refs": ["P-1"]})),
        ("plan_get", json!({"refs": ["B-1"], "with": ["children"]})),
        ("plan_check", json!({})),
        ("plan_guide", json!({})),
        ("plan_guide", json!({"types": ["project", "bet"]})),
        ("task_next", json!({})),
        ("task_next", json!({"limit": 10})),
        ("plan_undo", json!({})),
        ("task_claim", json!({"ref": "T-2"})),
        ("task_update", json!({"ref": "T-2", "note": "Half of it works.", "status": "doing"})),
        ("plan_save", json!({"items": [{"type": "bet", "fields": {"name": "More"}}]})),
        ("plan_rank", json!({"ref": "B-1", "last": true})),
        ("plan_archive", json!({"refs": ["P-1"]})),
        ("plan_undo", json!({"change": "last"})),
    ]
}

async fn are_ordinary(desk: &Desk) {
    let calls = ordinary();
    for verb in &VERBS {
        assert!(calls.iter().any(|(name, _)| *name == verb.name), "{} is not called", verb.name);
    }
    let known = |name: &str| VERBS.iter().any(|verb| verb.name == name);
    for (verb, args) in calls.into_iter().filter(|(verb, _)| known(verb)) {
        let text = desk.ok(verb, args.clone()).await;
        assert_within(&text, ORDINARY, &format!("{verb} {args}"));
    }
}

async fn rows_are_short(desk: &Desk) {
    let mut cursor = Value::Null;
    loop {
        let args = json!({"limit": 100, "cursor": cursor,
            "status": ["todo", "doing", "done", "now", "next", "later", "closed", "open", "idea",
                "ready", "building", "waiting", "being_solved", "solved", "worse", "better"]});
        let found = desk.call("plan_find", args).await.expect("rows");
        for row in found.text.lines().skip(1) {
            assert!(tokens(row) <= ROW, "{} tokens: {row}", tokens(row));
        }
        cursor = found.data["cursor"].clone();
        if cursor.is_null() {
            return;
        }
    }
}

#[tokio::test]
async fn answers_on_the_sample_plan_are_short() {
    let desk = Desk::sample().await;
    let standing = desk.ok("plan_brief", json!({})).await;
    assert_within(&standing, STANDING, "where things stand");
    rows_are_short(&desk).await;
    are_ordinary(&desk).await;
}

#[tokio::test]
async fn answers_on_a_large_plan_are_short() {
    let desk = Desk::large().await;
    let standing = desk.other("Reader").ok("plan_brief", json!({})).await;
    assert_within(&standing, STANDING, "where things stand");
    for part in ["doing:", "next:", "missing, ", "changed since you last asked:"] {
        assert!(standing.contains(part), "{part} is not told:\n{standing}");
    }
    rows_are_short(&desk).await;
    are_ordinary(&desk).await;
}

/// How many of each kind are as long as they may be.
const WORST: usize = 6;

/// Long texts of several sorts: prose, code, one endless word, other scripts.
fn long_text(n: usize) -> String {
    let pieces = [
        "Small workshops spend the day repairing. ",
        "if (left < most) { return text[..end]; }\n",
        "9f86d081884c7d659a2feaa0c55ad015",
        "計画を書く人のための文章。",
        "🚲✅",
    ];
    let piece = pieces[n % pieces.len()];
    piece.repeat(65_000 / piece.len())
}

/// A plan in which everything is as long as it may be.
async fn worst_plan() -> Desk {
    let desk = Desk::empty().await;
    let name = |n: usize| long_text(n).replace('\n', " ").chars().take(200).collect::<String>();
    let product = json!({"type": "product", "fields": {
        "name": name(0), "vision": long_text(0), "about": long_text(3)}});
    let project = json!({"type": "project", "id": "@p", "fields": {
        "name": name(3), "why": long_text(3), "what": long_text(1), "status": "building"}});
    desk.save(vec![product, project]).await;
    for n in 0..WORST {
        let lines: Vec<String> = (0..190).map(|at| format!("{at} {}", name(n))).collect();
        let task = json!({"type": "task", "parent": "P-1", "checks": lines, "steps": lines,
            "fields": {"name": name(n), "description": long_text(n), "status": "doing"}});
        let bet = json!({"type": "bet", "fields": {"name": name(n), "belief": long_text(n),
            "horizon": "now"}});
        let problem = json!({"type": "problem", "fields": {"name": name(n), "severity": 5}});
        desk.save(vec![task, bet, problem]).await;
    }
    desk
}

#[tokio::test]
async fn no_answer_is_ever_longer_than_the_cap() {
    const CAP: usize = 8_000;
    let desk = worst_plan().await;
    let refs: Vec<String> = (1..=WORST).map(|n| format!("T-{n}")).collect();
    let kinds = [
        "product", "pillar", "outcome", "bet", "persona", "problem", "pain", "project", "task",
        "capture", "evidence", "decision",
    ];
    let everything =
        ["parents", "children", "siblings", "problems", "evidence", "decisions", "history"];
    let items: Vec<Value> = (0..50)
        .map(|n| json!({"type": "bet", "id": format!("@{}{n}", "x".repeat(2_000)),
            "fields": {"name": long_text(n).chars().take(200).collect::<String>().replace('\n', " ")}}))
        .collect();
    for (verb, args) in [
        ("plan_brief", json!({})),
        ("plan_brief", json!({"ref": "T-1"})),
        ("plan_brief", json!({"ref": "P-1", "detail": "full"})),
        ("plan_find", json!({"limit": 100})),
        ("plan_get", json!({"refs": refs, "with": everything})),
        ("plan_get", json!({"refs": ["T-3", "T-4"]})),
        ("plan_get", json!({"refs": ["product"]})),
        ("plan_check", json!({})),
        ("plan_guide", json!({"types": kinds})),
        ("task_next", json!({"limit": 25})),
        ("plan_save", json!({"items": items})),
        (
            "plan_archive",
            json!({"refs": refs, "reason": long_text(3).chars().take(500).collect::<String>()}),
        ),
        ("plan_undo", json!({"change": "last"})),
        ("plan_undo", json!({})),
    ] {
        let text = desk.ok(verb, args).await;
        assert_within(&text, CAP, verb);
    }
}

#[tokio::test]
async fn what_was_cut_is_got_by_the_call_that_is_named() {
    let desk = worst_plan().await;
    let many = desk.ok("plan_get", json!({"refs": ["T-1", "T-2", "product"]})).await;
    let left_out = "Left out for length: plan_get with T-2, product.";
    assert!(many.ends_with(left_out), "{}", &many[many.len() - 200..]);
    let (mut wanted, mut whole) = ("T-1".to_owned(), String::new());
    for _ in 0..40 {
        let part = desk.ok("plan_get", json!({"refs": [wanted]})).await;
        assert_within(&part, 8_000, &wanted);
        let body: Vec<&str> = part.lines().skip(3).collect();
        whole.push_str(&body.join("\n"));
        match part.rsplit_once("The next: plan_get with ") {
            Some((_, next)) => next.trim_end_matches('.').clone_into(&mut wanted),
            None => break,
        }
    }
    assert!(wanted.starts_with("T-1+"), "{wanted}");
    let prose = whole.matches("Small workshops spend the day repairing.").count();
    assert!(prose >= 65_000 / 42, "{prose}");
    let beyond = desk.ok("plan_get", json!({"refs": ["T-1+99"]})).await;
    assert!(beyond.contains("T-1 has no part 99; the last is T-1+"), "{beyond}");
}
