//! One thing is missing, exactly one gap shows; it is mended, the gap is gone.

use chrono::NaiveDate;

use super::gaps;
use crate::base::ids::{DecisionId, ProjectId};
use crate::base::refs::Kind;
use crate::concepts::bets::{BetPatch, BetResult, Horizon, NewBet};
use crate::concepts::captures::CaptureSource;
use crate::concepts::decisions::{DecisionPatch, NewDecision};
use crate::concepts::evidence::{Confidence, NewEvidence};
use crate::concepts::outcomes::{NewReading, OutcomePatch};
use crate::concepts::pillars::PillarPatch;
use crate::concepts::problems::NewProblem;
use crate::concepts::projects::{NewProject, ProjectPatch, ProjectStatus};
use crate::concepts::tasks::Blocked;
use crate::testing::{CompletePlan, made};

const NONE: [&str; 0] = [];

#[tokio::test]
async fn g01_a_product_without_a_vision() {
    let p = CompletePlan::new().await;
    p.patch_product(" \n ").await;
    assert_eq!(gaps(&p.t).await, ["G01 Acme Notes"]);
    p.patch_product("Notes that stay yours.").await;
    assert_eq!(gaps(&p.t).await, NONE);
}

#[tokio::test]
async fn g02_a_pillar_that_refuses_nothing() {
    let p = CompletePlan::new().await;
    for (we_wont, expected) in [("", vec!["G02 L-1"]), ("Sell what people write.", vec![])] {
        let patch = PillarPatch { we_wont: Some(we_wont.into()), ..PillarPatch::default() };
        p.t.plan.update_pillar(&p.t.you, &p.pillar, patch, None).await.unwrap();
        assert_eq!(gaps(&p.t).await, expected);
    }
}

#[tokio::test]
async fn g03_an_outcome_without_a_number_or_a_target() {
    let p = CompletePlan::new().await;
    p.patch_outcome(OutcomePatch { target: Some(None), ..OutcomePatch::default() }).await;
    assert_eq!(gaps(&p.t).await, ["G03 O-1"]);
    p.patch_outcome(OutcomePatch { target: Some(Some(30.0)), ..OutcomePatch::default() }).await;
    assert_eq!(gaps(&p.t).await, NONE);
    p.patch_outcome(OutcomePatch { baseline: Some(None), ..OutcomePatch::default() }).await;
    assert_eq!(gaps(&p.t).await, ["G03 O-1"]);
    let reading = NewReading { value: 13.0, ..NewReading::default() };
    p.t.plan.add_reading(&p.t.you, &p.outcome, reading).await.unwrap();
    assert_eq!(gaps(&p.t).await, NONE);
}

#[tokio::test]
async fn g04_an_outcome_without_an_open_bet() {
    let p = CompletePlan::new().await;
    p.t.plan.close_bet(&p.t.you, &p.bet, Some(BetResult::Won), None).await.unwrap();
    assert_eq!(gaps(&p.t).await, ["G04 O-1"]);
    p.create_bet(p.another_bet()).await;
    assert_eq!(gaps(&p.t).await, NONE);
}

#[tokio::test]
async fn g05_an_outcome_not_measured_for_30_days() {
    let p = CompletePlan::new().await;
    p.t.days_pass(29);
    assert_eq!(gaps(&p.t).await, NONE);
    p.t.days_pass(1);
    assert_eq!(gaps(&p.t).await, ["G05 O-1"]);
    let reading = NewReading { value: 13.0, ..NewReading::default() };
    p.t.plan.add_reading(&p.t.you, &p.outcome, reading).await.unwrap();
    assert_eq!(gaps(&p.t).await, NONE);
    p.t.days_pass(31);
    let found = p.t.plan.gaps(&p.t.product, None).await.unwrap();
    assert_eq!(found[0].sentence, "Nobody has measured this for 31 days.");
}

#[tokio::test]
async fn g06_a_bet_without_an_outcome() {
    let p = CompletePlan::new().await;
    let bet = p.create_bet(NewBet { outcomes: None, ..p.another_bet() }).await;
    assert_eq!(gaps(&p.t).await, ["G06 B-2"]);
    let (bet, outcome) = ((Kind::Bet, bet.as_str()), (Kind::Outcome, p.outcome.as_str()));
    p.t.plan.link(&p.t.you, bet, outcome).await.unwrap();
    assert_eq!(gaps(&p.t).await, NONE);
}

#[tokio::test]
async fn g07_a_bet_without_a_problem() {
    let p = CompletePlan::new().await;
    let bet = p.create_bet(NewBet { problems: None, ..p.another_bet() }).await;
    assert_eq!(gaps(&p.t).await, ["G07 B-2"]);
    let (bet, problem) = ((Kind::Bet, bet.as_str()), (Kind::Problem, p.problem.as_str()));
    p.t.plan.link(&p.t.you, bet, problem).await.unwrap();
    assert_eq!(gaps(&p.t).await, NONE);
}

#[tokio::test]
async fn g08_a_bet_in_now_without_an_appetite() {
    let p = CompletePlan::new().await;
    let bet = p.create_bet(NewBet { horizon: Some(Horizon::Now), ..p.another_bet() }).await;
    assert_eq!(gaps(&p.t).await, ["G08 B-2"]);
    p.patch_bet(&bet, BetPatch { appetite_days: Some(Some(5)), ..BetPatch::default() }).await;
    assert_eq!(gaps(&p.t).await, NONE);
}

#[tokio::test]
async fn g09_a_bet_past_its_appetite() {
    let p = CompletePlan::new().await;
    p.set_status(&p.project, ProjectStatus::Building).await;
    for days in [7, 6] {
        p.t.days_pass(days);
        p.touch().await;
    }
    let clock = p.t.plan.bet_page(&p.bet).await.unwrap().clock.unwrap();
    assert_eq!((clock.day, clock.is_over()), (14, false));
    assert_eq!(gaps(&p.t).await, NONE);
    p.t.days_pass(1);
    let clock = p.t.plan.bet_page(&p.bet).await.unwrap().clock.unwrap();
    assert_eq!((clock.day, clock.is_over()), (15, true));
    assert_eq!(gaps(&p.t).await, ["G09 B-1"]);
    p.patch_bet(&p.bet, BetPatch { appetite_days: Some(Some(20)), ..BetPatch::default() }).await;
    assert_eq!(gaps(&p.t).await, NONE);
}

#[tokio::test]
async fn g10_a_long_appetite_that_rests_on_a_hunch() {
    let p = CompletePlan::new().await;
    let evidence = [(Kind::Evidence, p.evidence.to_string())];
    p.t.plan.archive(&p.t.you, &evidence, None).await.unwrap();
    assert_eq!(gaps(&p.t).await, ["G10 B-1"]);
    p.t.plan.restore(&p.t.you, Kind::Evidence, p.evidence.as_str()).await.unwrap();
    assert_eq!(gaps(&p.t).await, NONE);
}

#[tokio::test]
async fn g10_and_the_confidence_of_a_bet_call_the_same_a_hunch() {
    let p = CompletePlan::new().await;
    let evidence = [(Kind::Evidence, p.evidence.to_string())];
    p.t.plan.archive(&p.t.you, &evidence, None).await.unwrap();
    let day = |year, day| NaiveDate::from_ymd_opt(year, 1, day);
    let mut hunches = 0;
    for (strength, date) in [
        (None, None),
        (Some(0), None),
        (Some(1), None),
        (Some(4), day(2025, 5)),
        (Some(4), day(2025, 6)),
        (None, day(2025, 4)),
        (None, day(2026, 5)),
    ] {
        for about in [Kind::Bet, Kind::Problem, Kind::Outcome] {
            let new = NewEvidence {
                text: "Seen".into(),
                strength,
                date,
                bets: (about == Kind::Bet).then(|| vec![p.bet.clone()]),
                problems: (about == Kind::Problem).then(|| vec![p.problem.clone()]),
                outcomes: (about == Kind::Outcome).then(|| vec![p.outcome.clone()]),
                ..NewEvidence::default()
            };
            p.t.plan.create_evidence(&p.t.you, &p.t.product, new).await.unwrap();
            let page = p.t.plan.bet_page(&p.bet).await.unwrap();
            let hunch = page.confidence.level == Confidence::Hunch;
            let shown = gaps(&p.t).await == ["G10 B-1"];
            assert_eq!(shown, hunch, "strength {strength:?} of {date:?}");
            hunches += u32::from(hunch);
            p.t.plan.undo(&p.t.you).await.unwrap();
        }
    }
    assert_eq!(hunches, 9);
}

#[tokio::test]
async fn g11_a_project_without_a_bet() {
    let p = CompletePlan::new().await;
    for (bet_id, expected) in [(None, vec!["G11 P-1"]), (Some(p.bet.clone()), vec![])] {
        p.patch_project(ProjectPatch { bet_id: Some(bet_id), ..ProjectPatch::default() }).await;
        assert_eq!(gaps(&p.t).await, expected);
    }
}

#[tokio::test]
async fn g12_a_project_without_a_why() {
    let p = CompletePlan::new().await;
    let why_line =
        |line: &str| ProjectPatch { why_line: Some(line.into()), ..ProjectPatch::default() };
    p.patch_project(why_line("")).await;
    assert_eq!(gaps(&p.t).await, ["G12 P-1"]);
    p.patch_project(ProjectPatch { why: Some("Tunnels.".into()), ..ProjectPatch::default() }).await;
    assert_eq!(gaps(&p.t).await, NONE);
}

#[tokio::test]
async fn g13_a_project_without_a_check() {
    let p = CompletePlan::new().await;
    let check = p.t.plan.task_page(&p.task).await.unwrap().checks[0].id.clone();
    p.t.plan.remove_check(&p.t.you, &check).await.unwrap();
    assert_eq!(gaps(&p.t).await, ["G13 P-1"]);
    p.t.plan.add_check(&p.t.you, &p.task, "The file is there").await.unwrap();
    assert_eq!(gaps(&p.t).await, NONE);
}

#[tokio::test]
async fn g14_a_project_building_and_untouched() {
    let p = CompletePlan::new().await;
    p.set_status(&p.project, ProjectStatus::Building).await;
    p.t.days_pass(10);
    assert_eq!(gaps(&p.t).await, ["G14 P-1"]);
    p.touch().await;
    assert_eq!(gaps(&p.t).await, NONE);
}

#[tokio::test]
async fn g15_more_than_two_projects_building() {
    let p = CompletePlan::new().await;
    p.set_status(&p.project, ProjectStatus::Building).await;
    for name in ["Sync", "Search"] {
        assert_eq!(gaps(&p.t).await, NONE);
        let new = NewProject {
            name: name.into(),
            status: Some(ProjectStatus::Building),
            why_line: Some("Maya asked".into()),
            bet_id: Some(p.bet.clone()),
            ..NewProject::default()
        };
        let project = p.t.plan.create_project(&p.t.you, &p.t.product, new).await.unwrap();
        let task = p.t.task(&ProjectId(made(&project)), "Write it down").await;
        p.t.plan.add_check(&p.t.you, &task, "It is written").await.unwrap();
    }
    assert_eq!(gaps(&p.t).await, ["G15 Acme Notes"]);
    p.set_status(&p.project, ProjectStatus::Ready).await;
    assert_eq!(gaps(&p.t).await, NONE);
}

#[tokio::test]
async fn g16_more_than_three_bets_in_now() {
    let p = CompletePlan::new().await;
    let mut last = p.bet.clone();
    for _ in 0..3 {
        assert_eq!(gaps(&p.t).await, NONE);
        let (horizon, appetite_days) = (Some(Horizon::Now), Some(3));
        last = p.create_bet(NewBet { horizon, appetite_days, ..p.another_bet() }).await;
    }
    assert_eq!(gaps(&p.t).await, ["G16 Acme Notes"]);
    p.patch_bet(&last, BetPatch { horizon: Some(Horizon::Next), ..BetPatch::default() }).await;
    assert_eq!(gaps(&p.t).await, NONE);
}

#[tokio::test]
async fn g17_a_task_blocked_without_a_reason() {
    let p = CompletePlan::new().await;
    p.blocked(Blocked::Set(String::new())).await;
    assert_eq!(gaps(&p.t).await, ["G17 T-1"]);
    p.blocked(Blocked::Set("no test phone".into())).await;
    assert_eq!(gaps(&p.t).await, NONE);
}

#[tokio::test]
async fn g17_a_task_blocked_by_what_is_over() {
    let p = CompletePlan::new().await;
    let first = p.t.task(&p.project, "Choose a format").await;
    p.t.plan.add_dependency(&p.t.you, &p.task, &first).await.unwrap();
    p.blocked(Blocked::Set("no format yet".into())).await;
    assert_eq!(gaps(&p.t).await, NONE);
    p.t.plan.complete_task(&p.t.you, &first).await.unwrap();
    assert_eq!(gaps(&p.t).await, ["G17 T-1"]);
    p.blocked(Blocked::Clear).await;
    assert_eq!(gaps(&p.t).await, NONE);
}

#[tokio::test]
async fn g17_a_task_with_both_causes_is_told_once() {
    let p = CompletePlan::new().await;
    let first = p.t.task(&p.project, "Choose a format").await;
    p.t.plan.add_dependency(&p.t.you, &p.task, &first).await.unwrap();
    p.t.plan.complete_task(&p.t.you, &first).await.unwrap();
    p.blocked(Blocked::Set(String::new())).await;
    let found = p.t.plan.gaps(&p.t.product, None).await.unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].fix, "unblock it");
}

#[tokio::test]
async fn g18_a_capture_older_than_seven_days() {
    let p = CompletePlan::new().await;
    let capture = p.capture(CaptureSource::Cli).await;
    p.t.days_pass(6);
    assert_eq!(gaps(&p.t).await, NONE);
    p.t.days_pass(1);
    assert_eq!(gaps(&p.t).await, ["G18 K-1"]);
    p.t.plan.archive_capture(&p.t.you, &capture).await.unwrap();
    assert_eq!(gaps(&p.t).await, NONE);
}

#[tokio::test]
async fn g19_a_severe_problem_that_nothing_takes_on() {
    let p = CompletePlan::new().await;
    let problem = NewProblem {
        name: "Typing is slow".into(),
        severity: Some(4),
        personas: Some(vec![p.persona.clone()]),
        ..NewProblem::default()
    };
    let problem = made(&p.t.plan.create_problem(&p.t.you, &p.t.product, problem).await.unwrap());
    for to in [(Kind::Bet, p.bet.as_str()), (Kind::Project, p.project.as_str())] {
        assert_eq!(gaps(&p.t).await, ["G19 X-2"]);
        p.t.plan.link(&p.t.you, (Kind::Problem, &problem), to).await.unwrap();
        assert_eq!(gaps(&p.t).await, NONE);
        p.t.plan.unlink(&p.t.you, (Kind::Problem, &problem), to).await.unwrap();
    }
}

#[tokio::test]
async fn g20_a_problem_nobody_feels() {
    let p = CompletePlan::new().await;
    let problem = p.t.problem("Typing is slow").await;
    assert_eq!(gaps(&p.t).await, ["G20 X-2"]);
    p.t.pain(&p.persona, &problem).await;
    assert_eq!(gaps(&p.t).await, NONE);
}

#[tokio::test]
async fn g21_a_persona_without_a_problem() {
    let p = CompletePlan::new().await;
    let persona = p.t.persona("Jonas").await;
    assert_eq!(gaps(&p.t).await, ["G21 U-2"]);
    p.t.pain(&persona, &p.problem).await;
    assert_eq!(gaps(&p.t).await, NONE);
}

#[tokio::test]
async fn g22_a_project_done_without_a_result() {
    let p = CompletePlan::new().await;
    p.set_status(&p.project, ProjectStatus::Done).await;
    assert_eq!(gaps(&p.t).await, ["G22 P-1"]);
    let result = Some("No note was lost since.".into());
    p.patch_project(ProjectPatch { result, ..ProjectPatch::default() }).await;
    assert_eq!(gaps(&p.t).await, NONE);
}

#[tokio::test]
async fn g22_a_bet_closed_without_a_result() {
    let p = CompletePlan::new().await;
    let bet = p.create_bet(p.another_bet()).await;
    p.t.plan.close_bet(&p.t.you, &bet, None, None).await.unwrap();
    assert_eq!(gaps(&p.t).await, ["G22 B-2"]);
    let result = Some(Some(BetResult::Unclear));
    p.patch_bet(&bet, BetPatch { result, ..BetPatch::default() }).await;
    assert_eq!(gaps(&p.t).await, NONE);
}

#[tokio::test]
async fn g23_a_decision_past_the_day_to_look_again() {
    let p = CompletePlan::new().await;
    let new = NewDecision {
        what: "Plain files, not a database".into(),
        revisit_on: NaiveDate::from_ymd_opt(2026, 1, 10),
        ..NewDecision::default()
    };
    let made = made(&p.t.plan.create_decision(&p.t.you, &p.t.product, new).await.unwrap());
    p.t.days_pass(5);
    assert_eq!(gaps(&p.t).await, NONE);
    p.t.days_pass(1);
    let found = p.t.plan.gaps(&p.t.product, None).await.unwrap();
    assert_eq!(found[0].sentence, "The day to look at this again was 1 day ago.");
    assert_eq!(gaps(&p.t).await, ["G23 D-1"]);
    let revisit_on = Some(NaiveDate::from_ymd_opt(2026, 6, 1));
    let patch = DecisionPatch { revisit_on, ..DecisionPatch::default() };
    p.t.plan.update_decision(&p.t.you, &DecisionId(made), patch, None).await.unwrap();
    assert_eq!(gaps(&p.t).await, NONE);
}

#[tokio::test]
async fn g24_what_an_ai_captured_waits_for_review() {
    let p = CompletePlan::new().await;
    let capture = p.capture(CaptureSource::Ai).await;
    p.t.days_pass(2);
    assert_eq!(gaps(&p.t).await, NONE);
    p.t.days_pass(8);
    assert_eq!(gaps(&p.t).await, ["G24 K-1"]);
    p.t.plan.archive_capture(&p.t.you, &capture).await.unwrap();
    assert_eq!(gaps(&p.t).await, NONE);
}
