//! A whole plan through the verbs: every kind saved, read, found, ordered, put
//! away and brought back.

#![allow(clippy::expect_used, clippy::panic, missing_docs, reason = "tests")]

use openbacklog_agent::{Answer, Call, Caller, Refusal, find_verb};
use openbacklog_plan::{Actor, Mode, Plan};
use serde_json::{Value, json};

struct Desk {
    plan: Plan,
    caller: Caller,
    _folder: tempfile::TempDir,
}

impl Desk {
    /// A plan with one of each kind, made by one batch.
    async fn open() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let plan = Plan::open(folder.path()).await.expect("a plan");
        let caller = Caller::new(Actor::ai("Robo"), Mode::Plan);
        let desk = Self { plan, caller, _folder: folder };
        let items = json!([
            {"type": "workspace", "fields": {"name": "Acme", "vision": "Notes on trains."}},
            {"type": "principle", "id": "@l", "fields": {"name": "Works on trains", "we_will": "Keep it local.", "we_wont": "Ask for an account."}},
            {"type": "metric", "id": "@o", "fields": {"name": "Notes kept", "metric": "notes", "unit": "%", "baseline": 60, "target": "95", "due": "2030-01-31",
                "primary": true, "pillars": ["@l"], "readings": [{"value": 71.5, "date": "2026-01-02", "note": "first week"}]}},
            {"type": "hero", "id": "@u", "fields": {"name": "Maya, commutes", "wants": "Her notes."}},
            {"type": "villain", "id": "@x", "fields": {"name": "Notes get lost", "kind": "technical", "severity": 5, "description": "In tunnels."}},
            {"type": "conflict", "id": "@n", "fields": {"persona": "@u", "problem": "@x", "impact": "An hour a week.", "solved_by": "@p"}},
            {"type": "theme", "id": "@b", "fields": {"name": "Offline first", "belief": "We believe.", "horizon": "NOW", "appetite": 10,
                "outcomes": ["@o"], "problems": ["@x"], "personas": ["@u"]}},
            {"type": "bet", "id": "@b2", "fields": {"name": "Sharing", "horizon": "later", "outcomes": ["@o"]}},
            {"type": "epic", "id": "@p", "parent": "@b", "fields": {"name": "Sync", "why": "Maya.", "in": ["a queue"], "out": ["sharing"],
                "open_questions": ["how long?"], "personas": ["@u"], "problems": ["@x"]}},
            {"type": "project", "id": "@p2", "fields": {"name": "Storage", "bet": "@b"}},
            {"type": "story", "id": "@t", "parent": "@p", "fields": {"name": "Flush the queue"}, "links": {"add": ["@t2"]}, "checks": ["seen"]},
            {"type": "task", "id": "@t2", "parent": "@p", "fields": {"name": "Add the table", "priority": "high"}},
            {"type": "evidence", "id": "@e", "fields": {"text": "I lost it in the tunnel.", "kind": "interview", "source": "Maya", "date": "2026-01-02", "about": ["@x", "@b"]}},
            {"type": "decision", "id": "@d", "fields": {"what": "SQLite", "why": "One file.", "instead_of": "A server.", "about": ["@p", "@t", "product"]}},
            {"type": "capture", "fields": {"text": "Retry after sleep"}},
        ]);
        desk.ok("plan_save", json!({"items": items})).await;
        desk
    }

    async fn call(&self, name: &str, args: Value) -> Result<Answer, Refusal> {
        let call = Call { plan: self.plan.clone(), caller: self.caller.clone() };
        find_verb(name).expect("a verb").call(call, args).await
    }

    async fn ok(&self, name: &str, args: Value) -> String {
        let answer = self.call(name, args.clone()).await;
        let answer = answer.unwrap_or_else(|refusal| panic!("{args}: {}", refusal.text()));
        refuse_ids(&answer.to_json().to_string());
        answer.text
    }

    async fn refused(&self, name: &str, args: Value) -> String {
        let answer = self.call(name, args.clone()).await;
        let refusal = answer.expect_err("refused");
        refuse_ids(&refusal.to_json().to_string());
        refusal.text()
    }

    async fn got(&self, reference: &str) -> String {
        self.ok("plan_get", json!({"refs": [reference]})).await
    }
}

/// No internal id ever leaves: they are UUIDs.
fn refuse_ids(text: &str) {
    let is_id = |word: &str| word.len() == 36 && word.matches('-').count() == 4;
    let mut words = text.split(|c: char| !c.is_ascii_hexdigit() && c != '-');
    assert!(!words.any(is_id), "{text}");
}

fn assert_lines(text: &str, lines: &[&str]) {
    for line in lines {
        assert!(text.lines().any(|l| l == *line), "{line:?} is missing in:\n{text}");
    }
}

#[tokio::test]
async fn every_kind_is_read_whole_with_its_links() {
    let desk = Desk::open().await;
    let pillar = desk.got("L-1").await;
    assert_lines(
        &pillar,
        &["L-1 pillar \"Works on trains\" rev 1", "Keep it local.", "outcomes: O-1 \"Notes kept\""],
    );
    let outcome = desk.got("O-1").await;
    assert_lines(
        &outcome,
        &[
            "O-1 outcome primary up \"Notes kept\" rev 1",
            "baseline: 60.0",
            "target: 95.0",
            "due: 2030-01-31",
            "current: 71.5",
            "2026-01-02 71.5 first week",
            "pillars: L-1 \"Works on trains\"",
            "bets: B-1 \"Offline first\", B-2 \"Sharing\"",
        ],
    );
    let bet = desk.got("B-1").await;
    assert_lines(
        &bet,
        &[
            "B-1 bet now \"Offline first\" rev 1",
            "appetite_days: 10",
            "outcomes: O-1 \"Notes kept\"",
            "personas: U-1 \"Maya, commutes\"",
            "projects: P-1 \"Sync\", P-2 \"Storage\"",
            "evidence: E-1 \"I lost it in the tunnel.\"",
        ],
    );
    let persona = desk.got("U-1").await;
    assert_lines(
        &persona,
        &["U-1 persona \"Maya, commutes\" rev 1", "U-1×X-1 solved \"Notes get lost\""],
    );
    let problem = desk.got("X-1").await;
    assert_lines(
        &problem,
        &["X-1 problem technical open \"Notes get lost\" rev 1", "severity: 5", "In tunnels."],
    );
    let pain = desk.got("U-1×X-1").await;
    assert_lines(
        &pain,
        &["An hour a week.", "persona: U-1 \"Maya, commutes\"", "solved_by: P-1 \"Sync\""],
    );
    let project = desk.got("P-1").await;
    assert_lines(
        &project,
        &[
            "bet: B-1 \"Offline first\"",
            "- how long?",
            "problems: X-1 \"Notes get lost\"",
            "decisions: D-1 \"SQLite\"",
        ],
    );
    let evidence = desk.got("E-1").await;
    assert_lines(
        &evidence,
        &[
            "E-1 evidence quote rev 1",
            "source: Maya",
            "date: 2026-01-02",
            "problems: X-1 \"Notes get lost\"",
            "bets: B-1 \"Offline first\"",
        ],
    );
    let decision = desk.got("D-1").await;
    assert_lines(
        &decision,
        &[
            "D-1 decision \"SQLite\" rev 1",
            "A server.",
            "about: P-1 \"Sync\", T-1 \"Flush the queue\", product \"Acme\"",
        ],
    );
    assert!(desk.got("T-1").await.contains("waits for: T-2 todo"));
}

#[tokio::test]
async fn what_stands_beside_is_shown_when_asked_for() {
    let desk = Desk::open().await;
    let with = async |reference: &str, with: &str| {
        desk.ok("plan_get", json!({"refs": [reference], "with": [with]})).await
    };
    assert_lines(&with("B-1", "parents").await, &["O-1 outcome primary up \"Notes kept\" rev 1"]);
    assert_lines(&with("T-1", "parents").await, &["P-1 idea feature \"Sync\" rev 1"]);
    assert_lines(&with("O-1", "children").await, &["B-1 bet now \"Offline first\" rev 1"]);
    assert_lines(&with("B-1", "siblings").await, &["B-2 bet later \"Sharing\" rev 1"]);
    assert_lines(
        &with("T-1", "siblings").await,
        &["siblings:", "T-2 task code todo P1 \"Add the table\" rev 1"],
    );
    let unhurried = with("T-2", "siblings").await;
    assert_lines(&unhurried, &["T-1 task code todo \"Flush the queue\" rev 1"]);
    assert_lines(&with("T-1", "problems").await, &["In tunnels."]);
    assert_lines(&with("T-1", "evidence").await, &["I lost it in the tunnel."]);
    assert_lines(&with("T-1", "decisions").await, &["One file."]);
    assert_lines(&with("T-2", "decisions").await, &["One file."]);
    assert_lines(&with("P-1", "decisions").await, &["D-1 decision \"SQLite\" rev 1", "One file."]);
    assert_lines(&with("L-1", "evidence").await, &["pieces of evidence: none"]);
    assert!(with("D-1", "history").await.contains("Robo: added"));
}

#[tokio::test]
async fn bets_come_into_the_horizon_they_are_put_in() {
    let desk = Desk::open().await;
    let moved = desk.ok("plan_rank", json!({"ref": "B-2", "before": "B-1"})).await;
    assert!(moved.contains("changed B-2 \"Sharing\" rev 2: "), "{moved}");
    assert!(desk.got("B-2").await.contains("B-2 bet now \"Sharing\" rev 2"));
    desk.ok("plan_rank", json!({"ref": "B-2", "horizon": "on hold"})).await;
    assert!(desk.got("B-2").await.contains("B-2 bet parked"));
    desk.ok("plan_rank", json!({"ref": "T-1", "parent": "P-2", "first": true})).await;
    assert!(desk.got("T-1").await.contains("‹P-2 \"Storage\""));
    assert_eq!(
        desk.refused("plan_rank", json!({"ref": "T-1", "after": "T-2"})).await,
        "T-2 is in P-1, not in P-2.\nGive parent P-1 to move T-1 there."
    );
    assert_eq!(
        desk.refused("plan_rank", json!({"ref": "P-1", "horizon": "now", "last": true})).await,
        "Only bets have a horizon; this is a project.\nLeave horizon out."
    );
    assert_eq!(
        desk.refused("plan_rank", json!({"ref": "P-1", "last": true, "before": "P-2"})).await,
        "A place is one of first, last, before and after.\nGive exactly one of them."
    );
    assert_eq!(
        desk.refused("plan_rank", json!({"ref": "P-1", "before": "T-1"})).await,
        "T-1 is a task, not a project.\nGive the ref of a project."
    );
}

#[tokio::test]
async fn what_is_put_away_comes_back_with_its_links() {
    let desk = Desk::open().await;
    let refs = json!(["B-1", "X-1"]);
    desk.ok("plan_archive", json!({"refs": refs, "reason": "a detour"})).await;
    assert!(!desk.got("P-1").await.contains("bet: B-1"));
    assert!(desk.got("B-1").await.contains("B-1 bet in the trash now"));
    let change = json!({"items": [{"ref": "B-1", "fields": {"name": "Online"}}]});
    let refused = desk.refused("plan_save", change).await;
    assert!(
        refused.contains("B-1 is in the trash.") && refused.contains("Restore it before"),
        "{refused}"
    );
    desk.ok("plan_archive", json!({"refs": refs, "restore": true})).await;
    assert!(desk.got("P-1").await.contains("bet: B-1 \"Offline first\""));
    assert!(desk.got("B-1").await.contains("problems: X-1 \"Notes get lost\""));
    let refused = desk.refused("plan_archive", json!({"refs": ["product"]})).await;
    assert_eq!(refused, "Deleting a product is the person's alone.\nAsk them to do it.");
}

#[tokio::test]
async fn gaps_are_listed_with_what_mends_them() {
    let desk = Desk::open().await;
    let under = desk.ok("plan_check", json!({"under": "B-2"})).await;
    assert!(under.starts_with("Acme · B-2: "), "{under}");
    assert_lines(&under, &["G07 B-2 \"Sharing\": This bet takes on no problem. → link a problem"]);
    let whole = desk.ok("plan_check", json!({})).await;
    assert!(whole.lines().count() > under.lines().count(), "{whole}");
}

#[tokio::test]
async fn what_is_next_comes_with_its_reasons() {
    let desk = Desk::open().await;
    let next = desk.ok("task_next", json!({})).await;
    let first = next.lines().nth(1).expect("a row");
    assert!(first.starts_with("T-2 todo P1 \"Add the table\" ‹P-1 rev 1: "), "{next}");
    assert!(first.contains("in Now"), "{next}");
    assert_lines(&next, &["held back: 1 blocked or waiting"]);
    let nothing = desk.ok("task_next", json!({"under": "B-2"})).await;
    assert!(!nothing.contains("T-2"), "{nothing}");
}

#[tokio::test]
async fn every_kind_is_found_by_its_words() {
    let desk = Desk::open().await;
    for (kind, words, row) in [
        ("pillar", "trains", "L-1"),
        ("key result", "kept", "O-1"),
        ("hero", "maya", "U-1"),
        ("villain", "lost", "X-1"),
        ("theme", "offline", "B-1 now"),
        ("epic", "sync", "P-1 idea"),
        ("task", "flush", "T-1 todo"),
        ("evidence", "tunnel", "E-1"),
        ("decision", "sqlite", "D-1"),
        ("capture", "sleep", "K-1 waiting"),
    ] {
        let found = desk.ok("plan_find", json!({"types": [kind], "text": words})).await;
        assert!(found.lines().nth(1).is_some_and(|line| line.starts_with(row)), "{kind}: {found}");
    }
    let open = desk.ok("plan_find", json!({"types": ["pain"]})).await;
    let solved = desk.ok("plan_find", json!({"types": ["pain"], "status": ["resolved"]})).await;
    assert!(!open.contains("U-1×X-1") && solved.contains("U-1×X-1 solved"), "{open}\n{solved}");
    let parked = desk.ok("plan_find", json!({"types": ["bet"], "status": ["someday"]})).await;
    assert!(parked.contains("B-2 later") && !parked.contains("B-1"), "{parked}");
    let under = desk.ok("plan_find", json!({"under": "B-1", "types": ["project"]})).await;
    assert!(under.contains("P-1") && under.contains("P-2"), "{under}");
    let refused = desk.refused("plan_find", json!({"types": ["bets"], "status": ["now"]})).await;
    assert!(refused.starts_with("types cannot be “bets”.\nDid you mean bet?"), "{refused}");
}

#[tokio::test]
async fn a_write_names_the_gaps_of_what_it_touched() {
    let desk = Desk::open().await;
    let items = json!([{"type": "bet", "fields": {"name": "More", "horizon": "now"}}]);
    let saved = desk.ok("plan_save", json!({"items": items})).await;
    assert_lines(&saved, &["gap: G06 B-3 \"More\": This bet serves no outcome. → link an outcome"]);
    let items: Vec<Value> =
        (0..9).map(|n| json!({"type": "bet", "fields": {"name": format!("More {n}")}})).collect();
    let saved = desk.ok("plan_save", json!({"items": items})).await;
    assert_eq!(saved.lines().filter(|line| line.starts_with("gap: ")).count(), 5, "{saved}");
    assert!(saved.contains("more gaps: plan_check"), "{saved}");
}

#[tokio::test]
async fn a_preview_leaves_nothing() {
    let desk = Desk::open().await;
    let items = json!([{"type": "bet", "id": "@b", "fields": {"name": "Maybe"}}, {"ref": "B-1", "fields": {"horizon": "parked"}}]);
    let preview = desk.ok("plan_save", json!({"items": items, "preview": true})).await;
    assert!(
        preview.contains("created B-3") && preview.contains("nothing is saved yet"),
        "{preview}"
    );
    assert!(
        desk.refused("plan_get", json!({"refs": ["B-3"]}))
            .await
            .contains("Nothing here is called B-3.")
    );
    assert!(desk.got("B-1").await.contains("B-1 bet now"));
}

#[tokio::test]
async fn every_wrong_item_is_named_and_nothing_is_saved() {
    let desk = Desk::open().await;
    let items = json!([
        {"type": "bet", "fields": {"name": "Fine"}},
        {"type": "bet", "fields": {"name": "Bad", "horizon": "soonish"}},
        {"type": "outcome", "fields": {"name": "Bad", "pillars": ["B-1"]}},
        {"type": "pain", "fields": {"problem": "X-1"}},
        {"ref": "X-1", "fields": {"severity": 9}},
        {"ref": "U-1", "fields": {"hopes": "x"}},
        {"ref": "X-1", "type": "bet", "fields": {}},
    ]);
    let all_but_last = Value::Array(items.as_array().expect("a list")[..6].to_vec());
    assert_eq!(
        desk.refused("plan_save", json!({"items": all_but_last})).await,
        "5 items are wrong; nothing was saved.\n\
         Mend what follows and send the whole batch again.\n\
         item 2: horizon cannot be “soonish”. Use one of: now, next, later, parked.\n\
         item 3: B-1 is a bet. pillars takes only pillars.\n\
         item 4: A pain needs a persona. Set persona to its ref or local id.\n\
         item 5: A severity is 1 (a shrug) to 5 (they leave). Give one of those.\n\
         item 6: A persona has no hopes. Its fields are name, about, wants, today, primary, labels."
    );
    let refused = desk.refused("plan_save", json!({"items": items})).await;
    assert!(refused.contains("item 7: X-1 is a problem, not a bet."), "{refused}");
    assert!(desk.refused("plan_get", json!({"refs": ["B-3"]})).await.contains("B-3"));
}
