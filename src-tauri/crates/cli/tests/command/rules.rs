//! A rule of the plan is one sentence, whichever door it is met at.

use crate::home::{Home, Session};
use openbacklog_plan::{
    Actor, BetPatch, Error, NewBet, NewPain, NewPersona, NewProblem, Plan, ProblemPatch, ProductId,
    ProjectPatch, Reason, SaveItem, SaveOptions, SaveTarget,
};
use serde_json::{Value, json};

/// Each rule broken through a use case of its own, and by an item of a batch.
async fn broken(plan: &Plan, product: &ProductId) -> Vec<(Error, Value)> {
    let you = Actor::you();
    let id = async |reference: &str| plan.locate(product, reference).await.expect("there").id;
    let (project, other) = (id("P-1").await.into(), id("P-2").await.into());
    let (bet, problem) = (id("B-1").await.into(), id("X-1").await.into());
    let persona = id("U-1").await.into();
    let (first, second) = (id("T-1").await.into(), id("T-2").await.into());
    let project_patch = ProjectPatch::default;
    let long = "x".repeat(201);
    macro_rules! refused {
        ($call:expr) => {
            $call.await.expect_err("refused")
        };
    }
    vec![
        (
            refused!(plan.create_bet(&you, product, NewBet::default())),
            json!({"type": "bet", "fields": {"horizon": "now"}}),
        ),
        (
            refused!(plan.update_project(
                &you,
                &project,
                ProjectPatch { name: Some(long.clone()), ..project_patch() },
                None
            )),
            json!({"ref": "P-1", "fields": {"name": long}}),
        ),
        (
            refused!(plan.update_project(
                &you,
                &project,
                ProjectPatch { why_line: Some("y".repeat(161)), ..project_patch() },
                None
            )),
            json!({"ref": "P-1", "fields": {"why_line": "y".repeat(161)}}),
        ),
        (
            refused!(plan.update_project(
                &you,
                &project,
                ProjectPatch { why: Some("TODO".into()), ..project_patch() },
                None
            )),
            json!({"ref": "P-1", "fields": {"why": "TODO"}}),
        ),
        (
            refused!(plan.update_project(
                &you,
                &project,
                ProjectPatch { labels: Some(vec!["x".into(); 201]), ..project_patch() },
                None
            )),
            json!({"ref": "P-1", "fields": {"labels": vec!["x"; 201]}}),
        ),
        (
            refused!(plan.update_problem(
                &you,
                &problem,
                ProblemPatch { severity: Some(Some(9)), ..ProblemPatch::default() },
                None
            )),
            json!({"ref": "X-1", "fields": {"severity": 9}}),
        ),
        (
            refused!(plan.update_bet(
                &you,
                &bet,
                BetPatch { appetite_days: Some(Some(0)), ..BetPatch::default() },
                None
            )),
            json!({"ref": "B-1", "fields": {"appetite_days": 0}}),
        ),
        (
            refused!(plan.update_bet(
                &you,
                &bet,
                BetPatch { name: Some("Later".into()), ..BetPatch::default() },
                Some(99)
            )),
            json!({"ref": "B-1", "fields": {"name": "Later"}, "rev": 99}),
        ),
        (
            refused!(plan.create_pain(&you, NewPain::of(&persona, &problem))),
            json!({"type": "pain", "fields": {"persona": "U-1", "problem": "X-1"}}),
        ),
        (
            refused!(plan.add_dependency(&you, &first, &second)),
            json!({"ref": "T-1", "fields": {"depends_on": ["T-2"]}}),
        ),
        (
            refused!(plan.add_project_dependency(&you, &project, &other)),
            json!({"ref": "P-1", "links": {"add": ["P-2"]}}),
        ),
        (refused!(plan.locate(product, "P-77")), json!({"ref": "B-1", "links": {"add": ["P-77"]}})),
    ]
}

async fn seed(plan: &Plan) -> ProductId {
    let you = Actor::you();
    let product = plan.products().await.expect("products").remove(0).id;
    let named = |name: &str| NewBet { name: name.to_owned(), ..NewBet::default() };
    plan.create_bet(&you, &product, named("Offline first")).await.expect("a bet");
    let persona = NewPersona { name: "Maya".to_owned(), ..NewPersona::default() };
    plan.create_persona(&you, &product, persona).await.expect("a persona");
    let problem = NewProblem { name: "Slow".to_owned(), ..NewProblem::default() };
    plan.create_problem(&you, &product, problem).await.expect("a problem");
    let items = [
        json!({"type": "project", "fields": {"name": "Storage", "depends_on": ["P-1"]}}),
        json!({"type": "task", "fields": {"name": "Table", "parent": "P-1", "depends_on": ["T-1"]}}),
        json!({"type": "pain", "fields": {"persona": "U-1", "problem": "X-1"}}),
        json!({"ref": "P-1", "fields": {"why": "A long why. ".repeat(30)}}),
    ];
    let items: Vec<SaveItem> = items.iter().map(item).collect();
    plan.save(&you, Some(&product), &items, &SaveOptions::default()).await.expect("saved");
    product
}

/// The item as the plan takes it.
fn item(said: &Value) -> SaveItem {
    let target = match (said["ref"].as_str(), said["type"].as_str()) {
        (Some(reference), _) => SaveTarget::Existing(reference.to_owned()),
        (None, kind) => {
            SaveTarget::New(openbacklog_agent::kind(kind.expect("a type")).expect("a kind"))
        }
    };
    SaveItem {
        fields: said["fields"].as_object().cloned().unwrap_or_default(),
        links: said.get("links").cloned(),
        rev: said["rev"].as_u64().and_then(|rev| u32::try_from(rev).ok()),
        ..SaveItem::of(target)
    }
}

/// What the doors say of it: they end a cause with a line of its own, and quote
/// names plainly.
fn spoken(sentence: &str) -> String {
    sentence.replace(['“', '”'], "\"")
}

#[test]
fn every_rule_is_the_same_sentence_at_every_door() {
    let home = Home::seeded();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.expect("a runtime");
    let cases = runtime.block_on(async {
        let plan = Plan::open(home.path()).await.expect("a plan");
        let product = seed(&plan).await;
        let cases = broken(&plan, &product).await;
        for (rule, said) in &cases {
            let (you, options) = (Actor::you(), SaveOptions::default());
            let saved = plan.save(&you, Some(&product), &[item(said)], &options).await;
            let Err(Error::Batch(bad)) = saved else { panic!("{said} was saved") };
            assert_eq!(bad[0].error.to_string(), rule.to_string(), "{said}");
        }
        plan.close().await;
        cases
    });
    let mut session = Session::start(&home, &[]);
    for (rule, said) in cases {
        let batch = json!({"items": [said]});
        let typed = home.run_with(&["save"], &batch.to_string());
        let typed = String::from_utf8_lossy(&typed.stderr).trim_end().to_owned();
        // Whoever sends a batch passes the guard by an argument of it.
        let sentence = match rule {
            Error::Refused(Reason::Guarded { .. }) => {
                let by_argument =
                    "Say replace: true if that is meant, or edit the text with find and replace.";
                format!("{} {by_argument}", rule.cause_and_repair().0)
            }
            rule => rule.to_string(),
        };
        let wanted = format!("item 1: {}", spoken(&sentence));
        assert!(spoken(&typed).ends_with(&wanted), "{wanted}\n{typed}");
        let called = session.call("plan_save", &batch);
        assert_eq!(called["result"]["content"][0]["text"], typed.as_str(), "{said}");
    }
    assert!(session.end());
}
