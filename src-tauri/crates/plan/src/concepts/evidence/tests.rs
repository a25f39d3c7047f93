use chrono::NaiveDate;
use proptest::prelude::*;

use super::{Confidence, ConfidenceBasis, EvidenceKind, EvidencePatch, NewEvidence};
use crate::base::error::Error;
use crate::base::ids::{BetId, EvidenceId};
use crate::base::refs::Kind;
use crate::testing::TestPlan;

fn quote(text: &str) -> NewEvidence {
    NewEvidence { text: text.into(), ..NewEvidence::default() }
}

/// A quote of `source` about a bet.
fn said(bet: &BetId, source: &str) -> NewEvidence {
    NewEvidence {
        source: Some(source.into()),
        bets: Some(vec![bet.clone()]),
        ..quote("I lost a note")
    }
}

async fn made(t: &TestPlan, new: NewEvidence) -> EvidenceId {
    let written = t.plan.create_evidence(&t.you, &t.product, new).await.unwrap();
    let own = written.entities.iter().find(|e| e.kind == Kind::Evidence).unwrap();
    EvidenceId(own.id.clone())
}

/// The confidence of a bet, which page and board agree on.
async fn confidence(t: &TestPlan, bet: &BetId) -> ConfidenceBasis {
    let basis = t.plan.bet_page(bet).await.unwrap().confidence;
    let board = t.plan.bet_board(&t.product).await.unwrap();
    let mut cards = board.columns.into_iter().flat_map(|column| column.cards);
    assert_eq!(cards.find(|card| card.id == *bet).unwrap().confidence, basis);
    basis
}

async fn shown(t: &TestPlan, bet: &BetId) -> (Confidence, String) {
    let basis = confidence(t, bet).await;
    (basis.level, basis.phrase)
}

fn is(level: Confidence, phrase: &str) -> (Confidence, String) {
    (level, phrase.to_owned())
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[tokio::test]
async fn evidence_is_a_quote_of_today_unless_said() {
    let t = TestPlan::new().await;
    let id = made(&t, quote("\n  I gave up\nafter ten clicks  ")).await;
    let page = t.plan.evidence_page(&id).await.unwrap();
    let evidence = &page.evidence;
    assert_eq!((evidence.reference.as_str(), evidence.kind), ("E-1", EvidenceKind::Quote));
    assert_eq!(evidence.text, "I gave up\nafter ten clicks");
    assert_eq!((evidence.date, page.level), (day("2026-01-05"), Confidence::Story));
}

#[tokio::test]
async fn evidence_is_called_by_its_first_line() {
    let t = TestPlan::new().await;
    let long = format!("{}\nand more", "word ".repeat(100));
    let new = NewEvidence { text: long, ..quote("") };
    let written = t.plan.create_evidence(&t.you, &t.product, new).await.unwrap();
    assert_eq!(written.entities[0].name.chars().count(), 200);
    let written = t.plan.create_evidence(&t.you, &t.product, quote("One\nTwo")).await.unwrap();
    assert_eq!(written.entities[0].name, "One");
    let names: Vec<String> =
        t.plan.evidence_list(&t.product).await.unwrap().into_iter().map(|row| row.name).collect();
    assert_eq!((names[0].as_str(), names[1].chars().count()), ("One", 200));
}

#[tokio::test]
async fn the_latest_evidence_is_listed_first_with_what_it_is_about() {
    let t = TestPlan::new().await;
    let (problem, outcome, bet) = (t.problem("X").await, t.outcome("O").await, t.bet("B").await);
    let old = NewEvidence {
        date: Some(day("2025-11-01")),
        problems: Some(vec![problem]),
        outcomes: Some(vec![outcome]),
        bets: Some(vec![bet]),
        ..quote("Old")
    };
    let old = made(&t, old).await;
    made(&t, quote("New")).await;
    let rows = t.plan.evidence_list(&t.product).await.unwrap();
    let names: Vec<&str> = rows.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(names, ["New", "Old"]);
    let about: Vec<&str> = rows[1].about.iter().map(|link| link.reference.as_str()).collect();
    assert_eq!(about, ["X-1", "O-1", "B-1"]);
    let page = t.plan.evidence_page(&old).await.unwrap();
    assert_eq!((page.problems.len(), page.outcomes.len(), page.bets.len()), (1, 1, 1));
}

#[tokio::test]
async fn text_is_required_and_only_web_addresses_and_known_strengths_are_kept() {
    let t = TestPlan::new().await;
    let refused =
        async |new: NewEvidence| match t.plan.create_evidence(&t.you, &t.product, new).await {
            Err(Error::Invalid { field, .. }) => field,
            other => panic!("{other:?}"),
        };
    assert_eq!(refused(quote(" \n ")).await, "text");
    assert_eq!(refused(quote(&"x".repeat(64 * 1024 + 1))).await, "text");
    assert_eq!(refused(NewEvidence { strength: Some(5), ..quote("A") }).await, "strength");
    for url in ["javascript:alert(1)", "file:///etc/passwd", "acme.com", "https://", "https://a b"]
    {
        assert_eq!(
            refused(NewEvidence { url: Some(url.into()), ..quote("A") }).await,
            "url",
            "{url}"
        );
    }
    let url = Some("HTTPS://acme.com/forum#12".into());
    made(&t, NewEvidence { url, text: "x".repeat(64 * 1024), ..quote("") }).await;
}

#[tokio::test]
async fn a_bet_shows_the_best_level_of_what_is_about_it_its_problems_and_its_outcomes() {
    let t = TestPlan::new().await;
    let (bet, problem, outcome) = (t.bet("B").await, t.problem("X").await, t.outcome("O").await);
    assert_eq!(shown(&t, &bet).await, is(Confidence::Hunch, "rests on nothing yet"));
    let own = (Kind::Bet, bet.as_str());
    t.plan.link(&t.you, own, (Kind::Problem, problem.as_str())).await.unwrap();
    t.plan.link(&t.you, own, (Kind::Outcome, outcome.as_str())).await.unwrap();

    made(&t, NewEvidence { problems: Some(vec![problem.clone()]), ..quote("A") }).await;
    assert_eq!(shown(&t, &bet).await, is(Confidence::Story, "rests on one story"));
    let count = NewEvidence {
        kind: Some(EvidenceKind::Count),
        outcomes: Some(vec![outcome]),
        ..quote("12 of 40")
    };
    made(&t, count).await;
    assert_eq!(shown(&t, &bet).await, is(Confidence::Pattern, "rests on one pattern"));
    // About the bet and its problem at once, it is still one test.
    let test = NewEvidence {
        kind: Some(EvidenceKind::Test),
        problems: Some(vec![problem]),
        bets: Some(vec![bet.clone()]),
        ..quote("A prototype")
    };
    made(&t, test).await;
    assert_eq!(shown(&t, &bet).await, is(Confidence::Tested, "rests on one test"));
    let live = NewEvidence {
        kind: Some(EvidenceKind::LiveNumber),
        bets: Some(vec![bet.clone()]),
        ..quote("40 %")
    };
    let live = made(&t, live).await;
    assert_eq!(shown(&t, &bet).await, is(Confidence::Proven, "rests on a number that moved"));

    let behind = t.plan.bet_page(&bet).await.unwrap().evidence;
    let refs: Vec<&str> = behind.iter().map(|row| row.reference.as_str()).collect();
    assert_eq!(refs, ["E-4", "E-3", "E-2", "E-1"]);
    assert_eq!(behind[1].about.len(), 2);

    t.plan.archive(&t.you, &[(Kind::Evidence, live.to_string())], None).await.unwrap();
    assert_eq!(confidence(&t, &bet).await.level, Confidence::Tested);
    t.plan.undo(&t.you).await.unwrap();
    assert_eq!(confidence(&t, &bet).await.level, Confidence::Proven);
    t.plan.unlink(&t.you, own, (Kind::Evidence, live.as_str())).await.unwrap();
    assert_eq!(confidence(&t, &bet).await.level, Confidence::Tested);
}

#[tokio::test]
async fn stories_of_five_people_are_a_pattern_however_they_write_their_names() {
    let t = TestPlan::new().await;
    let bet = t.bet("B").await;
    for source in ["Maya", " maya ", "MAYA", "Jörg", "JÖRG", "Ines"] {
        made(&t, said(&bet, source)).await;
    }
    assert_eq!(shown(&t, &bet).await, is(Confidence::Story, "rests on 3 stories"));
    made(&t, said(&bet, "")).await;
    let fifth = made(&t, said(&bet, "")).await;
    assert_eq!(shown(&t, &bet).await, is(Confidence::Pattern, "rests on stories of 5 people"));
    let opinion = EvidencePatch { strength: Some(Some(0)), ..EvidencePatch::default() };
    t.plan.update_evidence(&t.you, &fifth, opinion, None).await.unwrap();
    assert_eq!(shown(&t, &bet).await, is(Confidence::Story, "rests on 4 stories"));
}

#[tokio::test]
async fn a_strength_given_weighs_more_than_the_kind_and_an_opinion_counts_for_nothing() {
    let t = TestPlan::new().await;
    let bet = t.bet("B").await;
    let id = made(&t, NewEvidence { strength: Some(0), ..said(&bet, "me") }).await;
    assert_eq!(shown(&t, &bet).await, is(Confidence::Hunch, "rests on an opinion"));
    let patch: EvidencePatch = serde_json::from_str(r#"{"strength":3}"#).unwrap();
    t.plan.update_evidence(&t.you, &id, patch, None).await.unwrap();
    assert_eq!(confidence(&t, &bet).await.level, Confidence::Tested);
    let patch: EvidencePatch = serde_json::from_str(r#"{"strength":null}"#).unwrap();
    t.plan.update_evidence(&t.you, &id, patch, None).await.unwrap();
    assert_eq!(confidence(&t, &bet).await.level, Confidence::Story);
}

#[tokio::test]
async fn evidence_older_than_12_months_counts_no_more() {
    let t = TestPlan::new().await;
    let bet = t.bet("B").await;
    let of = |date: &str| NewEvidence { date: Some(day(date)), ..said(&bet, "Maya") };
    made(&t, NewEvidence { kind: Some(EvidenceKind::Test), ..of("2025-01-05") }).await;
    assert_eq!(shown(&t, &bet).await, is(Confidence::Hunch, "rests on nothing yet"));
    made(&t, of("2025-01-06")).await;
    assert_eq!(shown(&t, &bet).await, is(Confidence::Story, "rests on one story"));
    let tomorrow = t.days_later(1).await;
    assert_eq!(tomorrow.bet_page(&bet).await.unwrap().confidence.level, Confidence::Hunch);
}

proptest! {
    #[test]
    fn a_piece_has_the_level_of_its_strength_whatever_its_kind(
        kind in prop::sample::select(EvidenceKind::ALL),
        strength in 0..=4u8,
    ) {
        let level = Confidence::of(kind, Some(strength));
        prop_assert_eq!(Confidence::ALL.iter().position(|l| *l == level), Some(usize::from(strength)));
    }
}
