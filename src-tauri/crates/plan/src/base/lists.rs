//! The order of every list: which table's rows are in which, and the use case
//! that gives an entity another place.

use sqlx::AssertSqlSafe;

use crate::Plan;
use crate::base::action::Action;
use crate::base::actor::Actor;
use crate::base::change::{Change, Grouping, Written};
use crate::base::entities;
use crate::base::error::{Error, Result};
use crate::base::rank::{self, ListSql, Placement, list};
use crate::base::refs::Kind;

pub(crate) const PRODUCTS: ListSql = ListSql {
    rank_of: "SELECT rank FROM products WHERE ?1 = ?1 AND id = ?2",
    next: "SELECT min(rank) FROM products WHERE ?1 = ?1 AND id <> ?2 AND rank > ?3",
    previous: "SELECT max(rank) FROM products WHERE ?1 = ?1 AND id <> ?2 AND rank < ?3",
    taken: "SELECT EXISTS (SELECT 1 FROM products WHERE ?1 = ?1 AND id <> ?2 AND rank = ?3)",
    place_of: "SELECT '', rank FROM products WHERE id = ?1",
};
const PILLARS: ListSql = list!("pillars", "product_id");
const OUTCOMES: ListSql = list!("outcomes", "product_id");
const BETS: ListSql = list!("bets", "product_id");
const PERSONAS: ListSql = list!("personas", "product_id");
const PROBLEMS: ListSql = list!("problems", "product_id");
const PAINS: ListSql = list!("pains", "problem_id");
const EVIDENCE: ListSql = list!("evidence", "product_id");
const DECISIONS: ListSql = list!("decisions", "product_id");
pub(crate) const PROJECTS: ListSql = list!("projects", "product_id");
pub(crate) const TASKS: ListSql = list!("tasks", "project_id");
pub(crate) const STEPS: ListSql = list!("task_steps", "task_id");
pub(crate) const CHECKS: ListSql = list!("task_checks", "task_id");
pub(crate) const CAPTURES: ListSql = list!("captures", "product_id");

/// The order a table's rows are in, if they are in one.
pub(crate) fn list_of(table: &str) -> Option<&'static ListSql> {
    match table {
        "products" => Some(&PRODUCTS),
        "pillars" => Some(&PILLARS),
        "outcomes" => Some(&OUTCOMES),
        "bets" => Some(&BETS),
        "personas" => Some(&PERSONAS),
        "problems" => Some(&PROBLEMS),
        "pains" => Some(&PAINS),
        "projects" => Some(&PROJECTS),
        "tasks" => Some(&TASKS),
        "task_steps" => Some(&STEPS),
        "task_checks" => Some(&CHECKS),
        "captures" => Some(&CAPTURES),
        "evidence" => Some(&EVIDENCE),
        "decisions" => Some(&DECISIONS),
        _ => None,
    }
}

/// The rank of a new entity of `kind` in the list of `owner`: the product's id, or
/// a task's project, or a pain's problem.
pub(crate) async fn rank_of_new(
    change: &mut Change,
    kind: Kind,
    owner: &str,
    place: &Placement,
) -> Result<String> {
    rank::key_for(change.conn(), order(kind)?, owner, "", place).await
}

fn order(kind: Kind) -> Result<&'static ListSql> {
    list_of(kind.table()).ok_or_else(|| {
        Error::invalid("kind", format!("A {} has no order.", kind.word()), "Leave it where it is.")
    })
}

impl Plan {
    /// Gives an entity another place in its own list. Bets keep their horizon;
    /// [`Plan::move_bet`] changes both.
    pub async fn place(
        &self,
        actor: &Actor,
        kind: Kind,
        id: &str,
        place: &Placement,
    ) -> Result<Written> {
        let mut change = Change::open(self, actor, Action::Place, Grouping::Turn).await?;
        set_place(&mut change, kind, id, place).await?;
        change.commit().await
    }
}

/// Gives an entity another place in its own list.
pub(crate) async fn set_place(
    change: &mut Change,
    kind: Kind,
    id: &str,
    place: &Placement,
) -> Result<()> {
    let list = order(kind)?;
    let common = entities::existing(change, kind, id).await?;
    let (owner, _): (String, String) =
        sqlx::query_as(list.place_of).bind(id).fetch_one(change.conn()).await?;
    let rank = rank::key_for(change.conn(), list, &owner, id, place).await?;
    change.within(&common.product_id).await?;
    // The table's name is a constant of ours.
    let sql = format!("UPDATE {} SET rank = ?2 WHERE id = ?1", kind.table());
    sqlx::query(AssertSqlSafe(sql)).bind(id).bind(rank).execute(change.conn()).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::TestPlan;

    #[tokio::test]
    async fn what_went_to_another_list_goes_there_again_in_its_place() {
        let t = TestPlan::new().await;
        let (from, to) = (t.project("From").await, t.project("To").await);
        let there = t.task(&to, "There").await;
        let moved = t.task(&from, "Moved").await;
        let place = Placement::Before(there.0.clone());
        t.plan.move_task(&t.you, &moved, Some(&to), None, &place).await.unwrap();
        t.plan.undo(&t.you).await.unwrap();
        t.plan.redo(&t.you).await.unwrap();
        let tasks = t.plan.project_page(&to).await.unwrap().tasks;
        let names: Vec<&str> = tasks.iter().map(|task| task.name.as_str()).collect();
        assert_eq!(names, ["Moved", "There"]);
    }
}
