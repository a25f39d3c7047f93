//! What points to what, by refs and local names.

use serde_json::json;

use super::kinds::stored;
use super::{change, new, save};
use crate::acts::save::SaveItem;
use crate::base::error::Error;
use crate::base::refs::Kind;
use crate::testing::TestPlan;

/// A whole plan in one batch, children before parents.
pub(super) async fn whole_plan() -> TestPlan {
    let t = TestPlan::new().await;
    let items = [
        new(Kind::Decision, "@d", json!({"what": "SQLite", "about": ["@p", "product", "@e"]})),
        new(Kind::Evidence, "@e", json!({"text": "I lost it.", "about": ["@x", "@o", "@b"]})),
        new(Kind::Pain, "@n", json!({"persona": "@u", "problem": "@x", "solved_by": "@p"})),
        new(Kind::Task, "@t", json!({"name": "Flush", "parent": "@p", "depends_on": ["@t2"]})),
        new(Kind::Task, "@t2", json!({"name": "Table", "parent": "@p"})),
        new(
            Kind::Project,
            "@p",
            json!({"name": "Sync", "bet": "@b", "pillar": "@l",
            "personas": ["@u"], "problems": ["@x"], "depends_on": ["@p2"]}),
        ),
        new(Kind::Project, "@p2", json!({"name": "Storage", "parent": "@b"})),
        new(
            Kind::Bet,
            "@b",
            json!({"name": "Offline first", "outcomes": ["@o"], "problems": ["@x"], "personas": ["@u"]}),
        ),
        new(Kind::Problem, "@x", json!({"name": "Notes get lost"})),
        new(Kind::Persona, "@u", json!({"name": "Maya, commutes"})),
        new(Kind::Outcome, "@o", json!({"name": "Kept notes", "pillars": ["@l"]})),
        new(Kind::Pillar, "@l", json!({"name": "Works on trains"})),
    ];
    save(&t, &items).await.unwrap();
    t
}

async fn linked(t: &TestPlan, reference: &str) -> Vec<String> {
    let link = t.plan.locate(&t.product, reference).await.unwrap();
    let links = t.plan.links_of(link.kind, &link.id).await.unwrap();
    links.into_iter().map(|l| l.reference).collect()
}

#[tokio::test]
async fn a_whole_plan_is_one_batch_in_any_order() {
    let t = whole_plan().await;
    assert_eq!(linked(&t, "O-1").await, ["L-1", "B-1", "E-1"]);
    assert_eq!(linked(&t, "B-1").await, ["O-1", "U-1", "X-1", "E-1"]);
    assert_eq!(linked(&t, "E-1").await, ["O-1", "B-1", "X-1", "D-1"]);
    assert_eq!(linked(&t, "D-1").await, ["Acme Notes", "P-1", "E-1"]);
    let project = t.plan.locate(&t.product, "P-1").await.unwrap();
    let bet = t.plan.locate(&t.product, "B-1").await.unwrap();
    assert_eq!(stored(&t, "P-1").await["bet_id"], json!(bet.id));
    assert_eq!(stored(&t, "P-2").await["bet_id"], json!(bet.id));
    assert_eq!(stored(&t, "U-1×X-1").await["solved_by"], json!(project.id));
    let task = t.plan.locate(&t.product, "T-1").await.unwrap();
    let page = t.plan.task_page(&task.id.into()).await.unwrap();
    assert_eq!(page.waits_for[0].reference, "T-2");
}

#[tokio::test]
async fn links_are_added_removed_and_set_by_field() {
    let t = whole_plan().await;
    let problem = new(Kind::Problem, "@x2", json!({"name": "Slow"}));
    save(&t, &[problem, change("B-1", json!({"problems": {"add": ["@x2"]}}))]).await.unwrap();
    assert_eq!(linked(&t, "B-1").await, ["O-1", "U-1", "X-1", "X-2", "E-1"]);
    save(&t, &[change("B-1", json!({"problems": {"remove": ["X-1"]}}))]).await.unwrap();
    assert_eq!(linked(&t, "B-1").await, ["O-1", "U-1", "X-2", "E-1"]);
    save(&t, &[change("B-1", json!({"problems": ["X-1"], "outcomes": null}))]).await.unwrap();
    assert_eq!(linked(&t, "B-1").await, ["U-1", "X-1", "E-1"]);
    save(&t, &[change("P-1", json!({"bet": null, "pillar": null}))]).await.unwrap();
    let project = stored(&t, "P-1").await;
    assert!(project["bet_id"].is_null() && project["pillar_id"].is_null());
}

#[tokio::test]
async fn links_without_a_field_go_where_their_kind_belongs() {
    let t = whole_plan().await;
    let links =
        |reference: &str, links| SaveItem { links: Some(links), ..change(reference, json!({})) };
    save(&t, &[links("P-1", json!({"remove": ["B-1", "U-1", "P-2"]}))]).await.unwrap();
    assert!(stored(&t, "P-1").await["bet_id"].is_null());
    assert_eq!(linked(&t, "P-1").await, ["X-1", "D-1"]);
    save(&t, &[links("P-1", json!({"add": ["B-1", "U-1", "P-2"]}))]).await.unwrap();
    assert!(stored(&t, "P-1").await["bet_id"].is_string());
    save(&t, &[links("O-1", json!({"remove": ["B-1"]}))]).await.unwrap();
    assert_eq!(linked(&t, "O-1").await, ["L-1", "E-1"], "from the other side as well");
    save(&t, &[links("E-1", json!({"set": ["X-1"]}))]).await.unwrap();
    assert_eq!(linked(&t, "E-1").await, ["X-1", "D-1"]);
    let refused = save(&t, &[links("U-1", json!({"add": ["O-1"]}))]).await.unwrap_err();
    assert!(refused.to_string().contains("A persona is not linked to an outcome."), "{refused}");
    let circle = save(&t, &[links("P-2", json!({"add": ["P-1"]}))]).await.unwrap_err();
    assert!(circle.to_string().contains("P-2 → P-1 → P-2"), "{circle}");
}

#[tokio::test]
async fn what_cannot_stand_alone_says_what_it_needs() {
    let t = whole_plan().await;
    let items = [
        new(Kind::Task, "@t", json!({"name": "Alone"})),
        new(Kind::Pain, "@n", json!({"persona": "U-1"})),
        change("T-1", json!({"parent": null})),
        change("U-1×X-1", json!({"problem": "X-1"})),
        new(Kind::Persona, "@u", json!({"name": "Jon"})),
        change("U-1×X-1", json!({"persona": "@u"})),
    ];
    let Err(Error::Batch(bad)) = save(&t, &items).await else { panic!("saved") };
    let said: Vec<(usize, String)> = bad.iter().map(|b| (b.index, b.error.to_string())).collect();
    assert_eq!(
        said,
        [
            (1, "A task needs a project. Set parent to its ref or local id.".to_owned()),
            (2, "A pain needs a problem. Set problem to its ref or local id.".to_owned()),
            (3, "A task needs a project. Set parent to its ref or local id.".to_owned()),
            (6, "U-1×X-1 keeps its persona. Make the pain of the other pair instead.".to_owned()),
        ]
    );
}

#[tokio::test]
async fn a_set_of_links_based_on_an_old_rev_is_a_conflict() {
    let t = whole_plan().await;
    let rev = stored(&t, "B-1").await["rev"].as_u64().and_then(|r| u32::try_from(r).ok());
    save(&t, &[change("B-1", json!({"problems": null}))]).await.unwrap();
    let stale = SaveItem { rev, ..change("B-1", json!({"problems": ["X-1"]})) };
    let Err(Error::Batch(bad)) = save(&t, &[stale]).await else { panic!("saved") };
    assert!(matches!(&*bad[0].error, Error::Conflict(c) if c.first.field == "problems"));
    let other = SaveItem { rev, ..change("B-1", json!({"outcomes": null})) };
    save(&t, &[other]).await.unwrap();
}

#[tokio::test]
async fn two_items_cannot_have_one_local_name() {
    let t = TestPlan::new().await;
    let items = [
        new(Kind::Project, "@p", json!({"name": "One"})),
        new(Kind::Project, "p", json!({"name": "Two"})),
    ];
    let refused = save(&t, &items).await.unwrap_err().to_string();
    assert!(refused.contains("Item 2 (p): Two items of this batch are called p."), "{refused}");
}
