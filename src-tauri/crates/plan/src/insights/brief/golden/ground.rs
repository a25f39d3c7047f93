//! What the plans of the golden briefs rest on.

use super::{day, first};
use crate::base::ids::{BetId, OutcomeId, PersonaId, PillarId, ProblemId};
use crate::concepts::bets::{Horizon, NewBet};
use crate::concepts::evidence::{EvidenceKind, NewEvidence};
use crate::concepts::outcomes::{NewOutcome, NewReading};
use crate::concepts::pains::NewPain;
use crate::concepts::personas::NewPersona;
use crate::concepts::pillars::NewPillar;
use crate::concepts::problems::NewProblem;
use crate::concepts::products::ProductPatch;
use crate::testing::TestPlan;

/// Everything above a project, whole: two outcomes, a pillar, a bet, Maya and what
/// she loses.
pub(super) struct Ground {
    pub(super) bet: BetId,
    pub(super) maya: PersonaId,
    pub(super) lost: ProblemId,
}

pub(super) async fn ground(t: &TestPlan) -> Ground {
    let product = ProductPatch {
        vision: Some("Write anywhere, lose nothing.\n\nNotes outlive devices.".into()),
        about: Some(
            "A notes app for people on the move. Rust core, one SQLite file, no server.".into(),
        ),
        ..ProductPatch::default()
    };
    t.plan.update_product(&t.you, &t.product, product, None).await.unwrap();
    let pillar = NewPillar {
        name: "Offline first".into(),
        we_will: Some("Everything works in a tunnel.".into()),
        we_wont: Some("- need an account\n- keep notes on a server of ours".into()),
        ..NewPillar::default()
    };
    let pillar = PillarId(first(t.plan.create_pillar(&t.you, &t.product, pillar).await).await);
    let outcome = |name: &str, primary, target| NewOutcome {
        name: name.into(),
        unit: Some("%".into()),
        baseline: Some(12.0),
        target,
        due: day(2026, 3, 1),
        is_primary: Some(primary),
        pillars: Some(vec![pillar.clone()]),
        ..NewOutcome::default()
    };
    let second = outcome("Crash-free days", false, None);
    let second = OutcomeId(first(t.plan.create_outcome(&t.you, &t.product, second).await).await);
    let main = outcome("Writers who stay a month", true, Some(40.0));
    let main = OutcomeId(first(t.plan.create_outcome(&t.you, &t.product, main).await).await);
    let reading = NewReading { date: day(2026, 1, 4), value: 14.5, note: None };
    t.plan.add_reading(&t.you, &main, reading).await.unwrap();
    let maya = NewPersona {
        name: "Maya, who writes on the train".into(),
        wants: Some("to write without thinking of the network".into()),
        primary: Some(true),
        ..NewPersona::default()
    };
    let maya = PersonaId(first(t.plan.create_persona(&t.you, &t.product, maya).await).await);
    let lost = NewProblem { name: "Lost edits".into(), severity: Some(5), ..NewProblem::default() };
    let lost = ProblemId(first(t.plan.create_problem(&t.you, &t.product, lost).await).await);
    let pain = NewPain {
        impact: Some("She rewrites two notes a day.".into()),
        stakes: Some("She goes back to paper.".into()),
        ..NewPain::of(&maya, &lost)
    };
    t.plan.create_pain(&t.you, pain).await.unwrap();
    let bet = NewBet {
        name: "Train-proof notes".into(),
        belief: Some("We believe Maya will stay because\nnothing she writes is lost.".into()),
        horizon: Some(Horizon::Now),
        appetite_days: Some(14),
        signals: Some("- no lost edit reported for two weeks".into()),
        review_on: day(2026, 2, 1),
        outcomes: Some(vec![second, main]),
        problems: Some(vec![lost.clone()]),
        ..NewBet::default()
    };
    let bet = BetId(first(t.plan.create_bet(&t.you, &t.product, bet).await).await);
    evidence(t, &lost).await;
    Ground { bet, maya, lost }
}

async fn evidence(t: &TestPlan, lost: &ProblemId) {
    for (text, kind, strength) in [
        ("12 of 40 people who left had lost a note", EvidenceKind::Count, 3),
        (
            "I just\n## stopped \u{201d}using\u{201c} it after the second note was gone",
            EvidenceKind::Quote,
            2,
        ),
        ("It is fine", EvidenceKind::Quote, 0),
    ] {
        let new = NewEvidence {
            text: text.into(),
            kind: Some(kind),
            source: Some("forum".into()),
            date: day(2025, 11, 3),
            strength: Some(strength),
            problems: Some(vec![lost.clone()]),
            ..NewEvidence::default()
        };
        t.plan.create_evidence(&t.you, &t.product, new).await.unwrap();
    }
}
