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
use self::state::{same, sets_after, standing_changes, standing_sets, state};
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
                    Err(Error::Database(_) | Error::Damaged { .. } | Error::Busy) => {
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

    #[test]
    fn every_change_is_undone_and_redone_alone(acts in acts::any_run()) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async move {
            let t = TestPlan::new().await;
            let before = standing_changes(&t).await;
            let start = state(&t).await;
            let mut run = Run::new(&t);
            // One turn, in one set.
            let ai = Actor::ai("Claude Code");
            for (act, _) in &acts {
                let _ = run.act(act, &ai).await;
            }
            let end = state(&t).await;
            let mut undone = Vec::new();
            for change in standing_changes(&t).await {
                if !before.contains(&change) {
                    undone.push(t.plan.undo_change(&t.you, change).await.unwrap());
                    invariants::hold(&t).await;
                }
            }
            same(&state(&t).await, &start, "each undone alone");
            assert!(undone.iter().all(|u| u.kept.is_empty()), "{undone:?}");
            let rows = t.plan.own_changes(&ai, 200).await.unwrap();
            assert!(rows.iter().all(|change| change.undone));
            let sets = t.plan.activity(&t.product, None, 200).await.unwrap();
            let own = |set: &u32| rows.iter().any(|change| change.set == *set);
            assert!(sets.iter().filter(|row| own(&row.set)).all(|row| row.undone));
            for undo in undone.iter().rev() {
                t.plan.undo_change(&t.you, undo.written.seq).await.unwrap();
            }
            same(&state(&t).await, &end, "each redone alone");
            invariants::hold(&t).await;
        });
    }

    #[test]
    fn whatever_is_pressed_in_the_window_the_plan_before_is_reachable_from_it(
        acts in acts::any_run(),
        presses in prop::collection::vec((0..4_u8, any::<prop::sample::Index>()), 1..20)
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async move {
            let t = TestPlan::new().await;
            let window = Actor { session: Some("now".to_owned()), ..Actor::you() };
            let product = crate::NewProduct { name: "Second".into(), ..crate::NewProduct::default() };
            t.plan.create_product(&window, product).await.unwrap();
            let mut run = Run::new(&t);
            for (act, by_window) in &acts {
                let _ = run.act(act, if *by_window { &window } else { &t.you }).await;
            }
            let (start, before) = (state(&t).await, standing_sets(&t).await);
            let latest = before.first().copied().unwrap();
            for (press, index) in &presses {
                let standing = standing_sets(&t).await;
                let changes = standing_changes(&t).await;
                let pressed = match press {
                    0 => t.plan.undo(&window).await,
                    1 => t.plan.redo(&window).await,
                    2 => t.plan.undo_set(&window, standing[index.index(standing.len())]).await,
                    _ => t.plan.undo_change(&window, changes[index.index(changes.len())]).await,
                };
                if let Err(Error::Database(error)) = pressed {
                    panic!("press {press} failed in the store: {error}");
                }
                invariants::hold(&t).await;
            }
            let mut pressed = sets_after(&t, latest).await;
            pressed.reverse();
            for set in pressed {
                // The undo of a later press may have taken it back already.
                if standing_sets(&t).await.contains(&set) {
                    t.plan.undo_set(&window, set).await.unwrap();
                }
            }
            same(&state(&t).await, &start, "all presses taken back");
        });
    }
}
