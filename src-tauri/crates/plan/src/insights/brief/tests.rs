use tiktoken_rs::o200k_base_singleton;

use super::{Detail, WhyLine};
use crate::base::refs::Kind;
use crate::concepts::personas::PersonaPatch;
use crate::concepts::products::ProductPatch;
use crate::concepts::projects::ProjectPatch;
use crate::concepts::tasks::NewTask;
use crate::testing::TestPlan;

async fn a_plan(t: &TestPlan, filler: &str) -> String {
    let vision = ProductPatch {
        vision: Some("Write anywhere, lose nothing.".into()),
        about: Some(filler.repeat(200)),
        ..ProductPatch::default()
    };
    t.plan.update_product(&t.you, &t.product, vision, None).await.unwrap();
    let project = t.project("Offline sync").await;
    let patch = ProjectPatch {
        why_line: Some("Maya keeps writing on the train; today she loses notes.".into()),
        constraints: Some(vec!["SQLite only".into()]),
        out_of_scope: Some(vec!["multi-user merge".into()]),
        ..ProjectPatch::default()
    };
    t.plan.update_project(&t.you, &project, patch, None).await.unwrap();
    t.task(&project, "Show a conflict banner").await;
    let new = NewTask {
        description: Some(filler.repeat(150)),
        constraints: Some(vec!["no new table".into()]),
        steps: Some(vec!["table".into(), "flush on reconnect".into()]),
        checks: Some(vec!["kill -9 loses 0".into()]),
        branch: Some("ob/t-2-queue".into()),
        ..NewTask::named("Queue edits while offline", &project)
    };
    t.plan.create_task(&t.you, new).await.unwrap().entities[0].id.clone()
}

#[tokio::test]
async fn the_brief_of_a_task_holds_its_whole_reason_in_a_fixed_order() {
    let t = TestPlan::new().await;
    let id = a_plan(&t, "").await;
    let brief = t.plan.brief(Kind::Task, &id, Detail::Short).await.unwrap();
    let expected = "\
# T-2 Queue edits while offline

Acme Notes · P-1 Offline sync (idea) · code · todo · rev 1

## Why
- project (P-1): Maya keeps writing on the train; today she loses notes.
- bet: — no bet yet
- outcome: — no outcome yet
- pillar: — no pillar yet
- vision: Write anywhere, lose nothing.

## For whom
- — no persona yet
- — no problem yet

## Do
- [ ] table
- [ ] flush on reconnect

## Constraints
- no new table
- SQLite only (from P-1)

## Do not
- multi-user merge
- T-1 does “Show a conflict banner”; leave it to that task

## Done when
1. [open] kill -9 loses 0

## Context
- branch ob/t-2-queue

## When finished
Call task_update with ref T-2, status done, and for each check its n, met and how it was verified. Note what surprised you. If something stands in the way, call it with blocked and the reason.
";
    assert_eq!(brief, expected);
}

#[tokio::test]
async fn a_brief_fits_its_budget_in_any_script_and_says_what_was_cut() {
    for filler in ["word by word ", "ספר טוב ", "漢字です", "👩‍💻 ", "x_y(z); ", "Ünïcödé "]
    {
        let t = TestPlan::new().await;
        let id = a_plan(&t, filler).await;
        let brief = t.plan.brief(Kind::Task, &id, Detail::Short).await.unwrap();
        let tokens = o200k_base_singleton().encode_ordinary(&brief).len();
        assert!(tokens <= 1_500, "{tokens} tokens of {filler}");
        assert!(brief.contains("Cut to fit: siblings, about the product"), "{filler}");
        assert!(brief.contains("1. [open] kill -9 loses 0"), "checks stay");
        let full = t.plan.brief(Kind::Task, &id, Detail::Full).await.unwrap();
        assert!(full.len() > brief.len() && !full.contains("Cut to fit"));
    }
}

#[tokio::test]
async fn a_missing_link_is_shown_as_the_gap_it_is() {
    let t = TestPlan::new().await;
    let project = t.project("Bare").await;
    let brief = t.plan.brief(Kind::Project, project.as_str(), Detail::Short).await.unwrap();
    assert!(brief.contains("- project (P-1): — no why yet"), "{brief}");
    assert!(brief.contains("- vision: — no vision yet"), "{brief}");
}

#[tokio::test]
async fn several_long_sections_share_the_room() {
    let t = TestPlan::new().await;
    let project = t.project("Offline sync").await;
    let lines: Vec<String> =
        (0..40).map(|n| format!("a line of some length, number {n}")).collect();
    let new = NewTask {
        description: Some("word by word ".repeat(200)),
        constraints: Some(lines.clone()),
        checks: Some(lines),
        ..NewTask::named("Queue edits", &project)
    };
    let id = t.plan.create_task(&t.you, new).await.unwrap().entities[0].id.clone();
    let brief = t.plan.brief(Kind::Task, &id, Detail::Short).await.unwrap();
    assert!(o200k_base_singleton().encode_ordinary(&brief).len() <= 1_500);
    for kept in ["word by word", "- a line of some length, number 3", "3. [open] a line"] {
        assert!(brief.contains(kept), "{kept}");
    }
}

/// The levels of a chain, each with what it tells.
async fn chain(t: &TestPlan, kind: Kind, id: &str) -> Vec<String> {
    t.plan.why(kind, id).await.unwrap().iter().map(WhyLine::shown).collect()
}

#[tokio::test]
async fn every_kind_that_work_rests_on_has_the_chain_from_there_up() {
    let t = TestPlan::new().await;
    let (maya, lost) = (t.persona("Maya").await, t.problem("Lost edits").await);
    let pain = t.pain(&maya, &lost).await;
    let (bet, kept) = (t.bet("Train-proof notes").await, t.outcome("Notes kept").await);
    t.plan.link(&t.you, (Kind::Bet, bet.as_str()), (Kind::Outcome, kept.as_str())).await.unwrap();
    t.plan.link(&t.you, (Kind::Bet, bet.as_str()), (Kind::Problem, lost.as_str())).await.unwrap();
    let up = [
        "outcome (O-1): Notes kept — no number and no target yet",
        "pillar: — no pillar yet",
        "vision: — no vision yet",
    ];
    let whom = "for (U-1): Maya · Lost edits — no impact yet";
    let belief = "bet (B-1): Train-proof notes — no belief yet";
    assert_eq!(chain(&t, Kind::Outcome, kept.as_str()).await, up);
    let of_bet: Vec<&str> = [belief].into_iter().chain(up).chain([whom]).collect();
    assert_eq!(chain(&t, Kind::Bet, bet.as_str()).await, of_bet);
    let of_people: Vec<&str> = [whom, belief].into_iter().chain(up).collect();
    assert_eq!(chain(&t, Kind::Problem, lost.as_str()).await, of_people);
    assert_eq!(chain(&t, Kind::Pain, pain.as_str()).await, of_people);
    let of_maya = chain(&t, Kind::Persona, maya.as_str()).await;
    assert_eq!(of_maya[..2], [whom.to_owned(), "bet: — no bet yet".to_owned()]);
    assert_eq!(chain(&t, Kind::Product, t.product.as_str()).await, ["vision: — no vision yet"]);
    assert!(t.plan.why(Kind::Capture, "any").await.is_err());
}

#[tokio::test]
async fn of_several_the_primary_is_told_and_a_felt_problem_before_one_nobody_feels() {
    let t = TestPlan::new().await;
    let project = t.project("Offline sync").await;
    let (slow, lost) = (t.problem("Slow start").await, t.problem("Lost edits").await);
    let (ben, maya) = (t.persona("Ben").await, t.persona("Maya").await);
    let own = (Kind::Project, project.as_str());
    for other in [(Kind::Problem, slow.as_str()), (Kind::Problem, lost.as_str())] {
        t.plan.link(&t.you, own, other).await.unwrap();
    }
    t.pain(&maya, &lost).await;
    let told = async || chain(&t, Kind::Project, project.as_str()).await.pop().unwrap();
    assert_eq!(told().await, "for (U-2): Maya · Lost edits (and 1 more) — no impact yet");
    for other in [(Kind::Persona, ben.as_str()), (Kind::Persona, maya.as_str())] {
        t.plan.link(&t.you, own, other).await.unwrap();
    }
    assert_eq!(told().await, "for (U-1): Ben (and 1 more) · Slow start (and 1 more) — no pain yet");
    let primary = PersonaPatch { primary: Some(true), ..PersonaPatch::default() };
    t.plan.update_persona(&t.you, &maya, primary, None).await.unwrap();
    assert_eq!(
        told().await,
        "for (U-2): Maya (and 1 more) · Lost edits (and 1 more) — no impact yet"
    );
}
