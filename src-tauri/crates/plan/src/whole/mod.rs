//! Tests of the plan as a whole: any random run of all use cases keeps its rules,
//! and can be undone to its start and redone to its end.

mod acts;
mod hygiene;
mod invariants;
mod lists;
mod several;
mod state;
mod strategy;

use proptest::prelude::*;

use self::acts::Run;
use self::state::{same, standing_sets, state};
use crate::base::actor::Actor;
use crate::base::error::Error;
use crate::testing::TestPlan;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn any_run_of_all_use_cases_keeps_the_rules_and_is_undone_and_redone_whole(
        acts in acts::any_run()
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async move {
            let t = TestPlan::new().await;
            let before = standing_sets(&t).await;
            let start = state(&t).await;
            let mut run = Run::new(&t);
            for (turn, (act, by_ai)) in acts.iter().enumerate() {
                // A session each: sets that interleave cannot be undone in any order.
                let ai = Actor { session: Some(turn.to_string()), ..Actor::ai("Claude Code") };
                let actor = if *by_ai { &ai } else { &t.you };
                let half = state(&t).await;
                match run.act(act, actor).await {
                    Ok(()) => {}
                    Err(Error::Database(_) | Error::Damaged(_) | Error::Busy) => {
                        panic!("{act:?} failed in the store")
                    }
                    Err(refused) => {
                        same(&state(&t).await, &half, &format!("{act:?} was refused half-way: {refused}"));
                    }
                }
            }
            invariants::hold(&t).await;
            let end = state(&t).await;
            let mut undone = Vec::new();
            for set in standing_sets(&t).await {
                if !before.contains(&set) {
                    undone.push(t.plan.undo_set(&t.you, set).await.unwrap());
                }
            }
            same(&state(&t).await, &start, "all undone");
            assert!(undone.iter().all(|u| u.kept.is_empty()), "{undone:?}");
            for undo in undone.iter().rev() {
                t.plan.undo_set(&t.you, undo.written.set).await.unwrap();
            }
            same(&state(&t).await, &end, "all redone");
            invariants::hold(&t).await;
        });
    }

    #[test]
    fn undoing_any_sets_in_any_order_keeps_the_rules(
        acts in acts::any_run(),
        order in prop::collection::vec(any::<prop::sample::Index>(), 1..20)
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async move {
            let t = TestPlan::new().await;
            let mut run = Run::new(&t);
            for (act, _) in &acts {
                let _ = run.act(act, &t.you).await;
            }
            for index in &order {
                let standing = standing_sets(&t).await;
                let set = standing[index.index(standing.len())];
                if let Err(Error::Database(error)) = t.plan.undo_set(&t.you, set).await {
                    panic!("the undo of set {set} failed in the store: {error}");
                }
                invariants::hold(&t).await;
            }
        });
    }
}
