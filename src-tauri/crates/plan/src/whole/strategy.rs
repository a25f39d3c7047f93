//! Undo where entities are joined, swap places and leave each other behind: any
//! history of the upper plan, undone, is its start; redone, its end.

use proptest::prelude::*;

use super::state::{same, standing_sets, state};
use crate::base::actor::Actor;
use crate::base::error::Error;
use crate::base::ids::{BetId, EvidenceId, OutcomeId};
use crate::base::rank::Placement;
use crate::base::refs::Kind;
use crate::concepts::bets::{BetPatch, BetResult, Horizon};
use crate::concepts::evidence::{EvidencePatch, NewEvidence};
use crate::concepts::outcomes::{NewReading, OutcomePatch};
use crate::concepts::pillars::NewPillar;
use crate::concepts::projects::NewProject;
use crate::testing::TestPlan;

#[derive(Debug, Clone)]
enum Act {
    Create(u8),
    Join(usize, usize),
    Part(usize, usize),
    Archive(usize),
    Restore(usize),
    Place(usize),
    MakePrimary(usize),
    Measure(usize, i16),
    Remeasure(usize),
    Move(usize, u8),
    Close(usize, u8),
    Reopen(usize),
    Weigh(usize, u8),
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let n = 0..12_usize;
    let act = prop_oneof![
        8 => any::<u8>().prop_map(Act::Create),
        8 => (n.clone(), n.clone()).prop_map(|(a, b)| Act::Join(a, b)),
        1 => (n.clone(), n.clone()).prop_map(|(a, b)| Act::Part(a, b)),
        2 => n.clone().prop_map(Act::Archive),
        2 => n.clone().prop_map(Act::Restore),
        1 => n.clone().prop_map(Act::Place),
        2 => n.clone().prop_map(Act::MakePrimary),
        1 => (n.clone(), any::<i16>()).prop_map(|(a, b)| Act::Measure(a, b)),
        1 => n.clone().prop_map(Act::Remeasure),
        2 => (n.clone(), any::<u8>()).prop_map(|(a, b)| Act::Move(a, b)),
        2 => (n.clone(), any::<u8>()).prop_map(|(a, b)| Act::Close(a, b)),
        1 => n.clone().prop_map(Act::Reopen),
        1 => (n, any::<u8>()).prop_map(|(a, b)| Act::Weigh(a, b)),
    ];
    prop::collection::vec(act, 10..50)
}

/// What was made, in the order it was.
type Made = Vec<(Kind, String)>;

fn any_of(made: &Made, at: usize) -> Option<(Kind, String)> {
    (!made.is_empty()).then(|| made[at % made.len()].clone())
}

fn of_kind(made: &Made, kind: Kind, at: usize) -> Option<String> {
    let all: Made = made.iter().filter(|(k, _)| *k == kind).cloned().collect();
    any_of(&all, at).map(|(_, id)| id)
}

/// Runs one act; what the rules refuse changes nothing.
async fn run(t: &TestPlan, made: &mut Made, act: &Act) -> Result<(), Error> {
    let (plan, you) = (&t.plan, &t.you);
    match act {
        Act::Create(b) => made.push(create(t, made, *b).await?),
        Act::Join(a, b) => {
            if let (Some(one), Some(other)) = (any_of(made, *a), any_of(made, *b)) {
                plan.link(you, (one.0, &one.1), (other.0, &other.1)).await?;
            }
        }
        Act::Part(a, b) => {
            if let (Some(one), Some(other)) = (any_of(made, *a), any_of(made, *b)) {
                plan.unlink(you, (one.0, &one.1), (other.0, &other.1)).await?;
            }
        }
        Act::Archive(at) => {
            if let Some(entity) = any_of(made, *at) {
                plan.archive(you, &[entity], None).await?;
            }
        }
        Act::Restore(at) => {
            if let Some((kind, id)) = any_of(made, *at) {
                plan.restore(you, kind, &id).await?;
            }
        }
        Act::Place(at) => {
            if let Some((kind, id)) = any_of(made, *at) {
                plan.place(you, kind, &id, &Placement::First).await?;
            }
        }
        Act::MakePrimary(_) | Act::Measure(..) | Act::Remeasure(_) => measure(t, made, act).await?,
        Act::Move(..) | Act::Close(..) | Act::Reopen(_) => bet(t, made, act).await?,
        Act::Weigh(at, b) => {
            if let Some(id) = of_kind(made, Kind::Evidence, *at) {
                let strength = Some((b % 6 < 5).then_some(b % 6));
                let patch = EvidencePatch { strength, ..EvidencePatch::default() };
                plan.update_evidence(you, &EvidenceId(id), patch, None).await?;
            }
        }
    }
    Ok(())
}

async fn create(t: &TestPlan, made: &Made, b: u8) -> Result<(Kind, String), Error> {
    let bet = of_kind(made, Kind::Bet, usize::from(b)).map(BetId);
    let written = match b % 7 {
        0 => {
            let new = NewPillar { name: format!("Pillar {b}"), ..NewPillar::default() };
            t.plan.create_pillar(&t.you, &t.product, new).await?
        }
        1 => return Ok((Kind::Outcome, t.outcome("An outcome").await.0)),
        2 => return Ok((Kind::Bet, t.bet("A bet").await.0)),
        3 => return Ok((Kind::Persona, t.persona("Maya").await.0)),
        4 => return Ok((Kind::Problem, t.problem("A problem").await.0)),
        5 => {
            let bets = bet.map(|bet| vec![bet]);
            let new = NewEvidence { text: format!("Said {b}"), bets, ..NewEvidence::default() };
            t.plan.create_evidence(&t.you, &t.product, new).await?
        }
        _ => {
            let name = format!("Project {b}");
            let new = NewProject { name, bet_id: bet, ..NewProject::default() };
            t.plan.create_project(&t.you, &t.product, new).await?
        }
    };
    Ok((written.entities[0].kind, written.entities[0].id.clone()))
}

async fn measure(t: &TestPlan, made: &Made, act: &Act) -> Result<(), Error> {
    let (Act::MakePrimary(at) | Act::Measure(at, _) | Act::Remeasure(at)) = act else {
        return Ok(());
    };
    let Some(id) = of_kind(made, Kind::Outcome, *at).map(OutcomeId) else { return Ok(()) };
    match act {
        Act::Measure(_, value) => {
            let new = NewReading { value: f64::from(*value) / 7.0, ..NewReading::default() };
            t.plan.add_reading(&t.you, &id, new).await?;
        }
        Act::Remeasure(_) => {
            if let Some(first) = t.plan.outcome_page(&id).await?.readings.first() {
                t.plan.remove_reading(&t.you, &first.id).await?;
            }
        }
        _ => {
            let patch = OutcomePatch {
                is_primary: Some(true),
                baseline: Some(Some(0.1)),
                ..OutcomePatch::default()
            };
            t.plan.update_outcome(&t.you, &id, patch, None).await?;
        }
    }
    Ok(())
}

async fn bet(t: &TestPlan, made: &Made, act: &Act) -> Result<(), Error> {
    let (Act::Move(at, b) | Act::Close(at, b)) = act else {
        if let Act::Reopen(at) = act
            && let Some(id) = of_kind(made, Kind::Bet, *at)
        {
            t.plan.reopen_bet(&t.you, &BetId(id), Some("Once more".into())).await?;
        }
        return Ok(());
    };
    let Some(id) = of_kind(made, Kind::Bet, *at).map(BetId) else { return Ok(()) };
    let nth = usize::from(*b);
    if matches!(act, Act::Move(..)) {
        let horizon = Horizon::ALL.get(nth % 5).copied();
        let beside = of_kind(made, Kind::Bet, nth).map_or(Placement::Last, Placement::After);
        t.plan.move_bet(&t.you, &id, horizon, &beside, Some(format!("because {b}"))).await?;
    } else {
        let result = BetResult::ALL.get(nth % 4).copied();
        t.plan.close_bet(&t.you, &id, result, Some(format!("learned {b}"))).await?;
        let patch = BetPatch { appetite_days: Some(Some(14)), ..BetPatch::default() };
        t.plan.update_bet(&t.you, &id, patch, None).await?;
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn any_history_of_links_undone_is_its_start_and_redone_is_its_end(acts in acts()) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async move {
            let t = TestPlan::new().await;
            let before = standing_sets(&t).await;
            let start = state(&t).await;
            let mut made = Made::new();
            for act in &acts {
                match run(&t, &mut made, act).await {
                    Ok(()) | Err(Error::Refused(_) | Error::Invalid { .. }) => {}
                    Err(other) => panic!("{act:?}: {other}"),
                }
            }
            let end = state(&t).await;
            let mut undone = Vec::new();
            for set in standing_sets(&t).await {
                if !before.contains(&set) {
                    undone.push(t.plan.undo_set(&t.you, set).await.unwrap());
                }
            }
            same(&state(&t).await, &start, "start");
            assert!(undone.iter().all(|u| u.kept.is_empty()), "{undone:?}");
            for undo in undone.iter().rev() {
                t.plan.undo_set(&t.you, undo.written.set).await.unwrap();
            }
            same(&state(&t).await, &end, "end");
        });
    }
}

/// Sets taken back in any order: whatever is kept, the plan's rules still hold.
#[tokio::test]
async fn sets_undone_out_of_order_never_leave_two_primaries() {
    let t = TestPlan::new().await;
    let (a, b) = (t.outcome("A").await, t.outcome("B").await);
    let primary = |yes| OutcomePatch { is_primary: Some(yes), ..OutcomePatch::default() };
    let set = async |id: &OutcomeId, actor: &Actor| {
        t.plan.update_outcome(actor, id, primary(true), None).await.unwrap().set
    };
    set(&a, &t.you).await;
    let second = set(&b, &Actor::ai("Claude Code")).await;
    set(&a, &t.you).await;
    t.plan.undo_set(&t.you, second).await.unwrap_err();
    let rows = t.plan.outcome_list(&t.product).await.unwrap().outcomes;
    let primaries: Vec<bool> = rows.iter().map(|row| row.outcome.is_primary).collect();
    assert_eq!(primaries, [true, false]);
}
