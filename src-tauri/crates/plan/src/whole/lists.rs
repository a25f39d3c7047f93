//! Order and refs over many moves and many entities.

use std::collections::BTreeSet;

use serde_json::json;

use super::state::Dice;
use crate::acts::save::{SaveItem, SaveOptions};
use crate::base::action::Action;
use crate::base::change::{Change, Grouping};
use crate::base::rank::Placement;
use crate::base::refs::Kind;
use crate::testing::TestPlan;

/// Makes `count` problems, in batches, and gives their ids in order.
async fn problems(t: &TestPlan, count: usize) -> Vec<String> {
    let mut ids = Vec::with_capacity(count);
    for from in (0..count).step_by(50) {
        let items: Vec<SaveItem> = (from..count.min(from + 50))
            .map(|n| SaveItem::create(Kind::Problem, json!({ "name": format!("Problem {n}") })))
            .collect();
        let saved =
            t.plan.save(&t.you, Some(&t.product), &items, &SaveOptions::default()).await.unwrap();
        ids.extend(saved.written.entities.into_iter().map(|entity| entity.id));
    }
    ids
}

async fn order(t: &TestPlan) -> Vec<String> {
    let mut conn = t.plan.store().reader().await.unwrap();
    sqlx::query_scalar("SELECT id FROM problems ORDER BY rank").fetch_all(&mut *conn).await.unwrap()
}

#[tokio::test]
async fn ten_thousand_moves_keep_the_order_of_a_model_list() {
    let t = TestPlan::new().await;
    let mut model = problems(&t, 40).await;
    let mut dice = Dice::seeded(20_260_105);
    // In one change, which is the same path and a hundred times quicker.
    let mut change = Change::open(&t.plan, &t.you, Action::Place, Grouping::Alone).await.unwrap();
    for _ in 0..10_000 {
        let moved = model.remove(dice.below(model.len()));
        let to = dice.below(model.len() + 1);
        let place = match (to, dice.below(2)) {
            (0, _) => Placement::First,
            (to, _) if to == model.len() => Placement::Last,
            (to, 0) => Placement::Before(model[to].clone()),
            (to, _) => Placement::After(model[to - 1].clone()),
        };
        crate::base::lists::set_place(&mut change, Kind::Problem, &moved, &place).await.unwrap();
        model.insert(to, moved);
    }
    change.commit().await.unwrap();
    assert_eq!(order(&t).await, model);
}

#[tokio::test]
async fn fifteen_hundred_tasks_have_refs_of_their_own_past_three_digits() {
    let t = TestPlan::new().await;
    let project = t.project("Everything").await;
    let mut refs = BTreeSet::new();
    for _ in 0..30 {
        let items: Vec<SaveItem> = (0..50)
            .map(|_| SaveItem::create(Kind::Task, json!({ "name": "One more", "parent": "P-1" })))
            .collect();
        let saved =
            t.plan.save(&t.you, Some(&t.product), &items, &SaveOptions::default()).await.unwrap();
        refs.extend(
            saved
                .written
                .entities
                .iter()
                .filter(|e| e.kind == Kind::Task)
                .map(|e| e.reference.clone()),
        );
    }
    assert_eq!(refs.len(), 1_500);
    assert!(refs.contains("T-999") && refs.contains("T-1000") && refs.contains("T-1500"));
    // A number is not given again, whatever becomes of its task.
    t.plan.undo(&t.you).await.unwrap();
    t.task(&project, "The next").await;
    assert!(t.plan.locate(&t.product, "T-1501").await.is_ok());
}
