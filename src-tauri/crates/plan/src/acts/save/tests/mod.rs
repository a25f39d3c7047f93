mod conflicts;
mod kinds;
mod links;

use serde_json::{Value, json};

use super::{SaveItem, SaveOptions, Saved, TextEdit};
use crate::Plan;
use crate::base::actor::Actor;
use crate::base::error::{Error, Result};
use crate::base::refs::Kind;
use crate::testing::TestPlan;

fn new(kind: Kind, local: &str, fields: Value) -> SaveItem {
    SaveItem::create(kind, fields).called(local)
}

fn change(reference: &str, fields: Value) -> SaveItem {
    SaveItem::update(reference, fields)
}

async fn save(t: &TestPlan, items: &[SaveItem]) -> Result<Saved> {
    t.plan.save(&t.you, Some(&t.product), items, &SaveOptions::default()).await
}

#[tokio::test]
async fn a_first_plan_is_one_batch_whose_items_name_each_other_in_any_order() {
    let folder = tempfile::tempdir().unwrap();
    let plan = Plan::open(folder.path()).await.unwrap();
    let ai = Actor::ai("Claude Code");
    let flush = json!({"name": "Flush the queue", "parent": "@sync", "depends_on": ["@table"]});
    let items = [
        new(Kind::Task, "@flush", flush),
        new(Kind::Task, "@table", json!({"name": "Add the table", "project": "@sync"})),
        new(Kind::Project, "@sync", json!({"name": "Offline sync"})),
        new(Kind::Product, "@acme", json!({"name": "Acme Notes"})),
    ];
    let saved = plan.save(&ai, None, &items, &SaveOptions::default()).await.unwrap();
    let locals: Vec<String> = saved.locals.iter().map(|(l, r)| format!("{l}={r}")).collect();
    assert_eq!(locals, ["@acme=Acme Notes", "@sync=P-1", "@flush=T-1", "@table=T-2"]);
    let product = plan.products().await.unwrap()[0].id.clone();
    let sets = plan.activity(&product, None, 10).await.unwrap();
    assert_eq!(sets.len(), 1, "one batch is one change set");
    plan.undo_set(&Actor::you(), sets[0].set).await.unwrap();
    assert!(plan.products().await.unwrap().is_empty());
}

#[tokio::test]
async fn one_wrong_item_saves_nothing_and_every_wrong_item_is_named() {
    let t = TestPlan::new().await;
    let ai = Actor::ai("Claude Code");
    let items = [
        new(Kind::Project, "@good", json!({"name": "Good"})),
        new(Kind::Task, "@a", json!({"name": "Lost", "parent": "P-77"})),
        new(Kind::Task, "@b", json!({"name": "", "parent": "@good"})),
    ];
    let error = t.plan.save(&ai, Some(&t.product), &items, &SaveOptions::default()).await;
    let Err(Error::Batch(bad)) = error else { panic!("saved") };
    let places: Vec<_> = bad.iter().map(|b| (b.index, b.local.as_deref())).collect();
    assert_eq!(places, [(2, Some("@a")), (3, Some("@b"))]);
    assert_eq!(t.plan.project_board(&t.product).await.unwrap().columns[0].cards.len(), 0);
}

#[tokio::test]
async fn what_only_follows_from_a_wrong_item_is_not_said() {
    let t = TestPlan::new().await;
    let wrong = |error: Result<Saved>| {
        let Err(Error::Batch(bad)) = error else { panic!("saved") };
        bad.into_iter().map(|b| (b.index, b.error.to_string())).collect::<Vec<_>>()
    };
    let items = [
        new(Kind::Task, "@t", json!({"name": "T", "parent": "@p"})),
        new(Kind::Task, "@u", json!({"name": "U", "parent": "P-1", "depends_on": ["@t"]})),
        new(Kind::Project, "@p", json!({"name": "P", "parent": "@b"})),
        new(Kind::Bet, "@b", json!({"name": "B", "horizon": "soon"})),
        new(Kind::Task, "@v", json!({"name": "V", "parent": "@nobody"})),
    ];
    t.project("There before").await;
    let bad = wrong(save(&t, &items).await);
    assert_eq!(bad.iter().map(|(index, _)| *index).collect::<Vec<_>>(), [4, 5]);
    assert_eq!(bad[1].1, "No item of this batch is called @nobody. Give one that local id.");

    let product = new(Kind::Product, "@a", json!({"name": "Acme", "visoin": "Calm"}));
    let first = [product, new(Kind::Persona, "@m", json!({"name": "Maya"}))];
    let options = SaveOptions::default();
    let bad = wrong(t.plan.save(&Actor::ai("Claude Code"), None, &first, &options).await);
    assert_eq!(bad.iter().map(|(index, _)| *index).collect::<Vec<_>>(), [1]);
}

#[tokio::test]
async fn a_preview_says_what_would_happen_and_saves_nothing() {
    let t = TestPlan::new().await;
    let items = [new(Kind::Project, "@p", json!({"name": "Maybe"}))];
    let options = SaveOptions { preview: true, ..SaveOptions::default() };
    let saved = t.plan.save(&t.you, Some(&t.product), &items, &options).await.unwrap();
    assert!(saved.preview && saved.written.entities.len() == 1);
    assert_eq!(t.plan.project_board(&t.product).await.unwrap().columns[0].cards.len(), 0);
}

#[tokio::test]
async fn lists_take_additions_and_texts_take_edits() {
    let t = TestPlan::new().await;
    t.project("Offline sync").await;
    let edit = |find: Option<&str>, text: &str| {
        vec![TextEdit { field: "why".into(), find: find.map(Into::into), text: text.into() }]
    };
    let set = json!({"constraints": ["SQLite only", "no account"]});
    let item = SaveItem { edits: edit(None, "Maya loses notes."), ..change("p-1", set) };
    save(&t, &[item]).await.unwrap();
    let part = json!({"constraints": {"add": ["< 50 ms"], "remove": ["no account"]}});
    let edits = edit(Some("notes"), "two notes a day");
    save(&t, &[SaveItem { edits, ..change("P-1", part) }]).await.unwrap();
    let card = &t.plan.project_board(&t.product).await.unwrap().columns[0].cards[0];
    let project = t.plan.project_page(&card.id).await.unwrap().project;
    assert_eq!(project.constraints, ["SQLite only", "< 50 ms"]);
    assert_eq!(project.why, "Maya loses two notes a day.");
}

#[tokio::test]
async fn a_field_the_kind_does_not_have_is_refused_with_those_it_has() {
    let t = TestPlan::new().await;
    let items = [new(Kind::Project, "@p", json!({"name": "P", "vission": "x"}))];
    let error = save(&t, &items).await.unwrap_err().to_string();
    assert!(
        error.contains("A project has no vission. Its fields are name, kind, status"),
        "{error}"
    );
}

#[tokio::test]
async fn an_edit_of_one_text_does_not_open_the_guard_over_another() {
    let t = TestPlan::new().await;
    t.project("Offline sync").await;
    save(&t, &[change("P-1", json!({"what": "A long what. ".repeat(30)}))]).await.unwrap();
    let edits = vec![TextEdit { field: "why".into(), find: None, text: "More.".into() }];
    let item = SaveItem { edits, ..change("P-1", json!({"what": "TODO"})) };
    assert!(matches!(save(&t, &[item]).await, Err(Error::Batch(_))));
    let item = SaveItem { replace: true, ..change("P-1", json!({"what": "TODO"})) };
    assert!(save(&t, &[item]).await.is_ok());
}

#[tokio::test]
async fn an_ai_cannot_create_a_task_that_is_done_with_open_checks() {
    let t = TestPlan::new().await;
    t.project("Offline sync").await;
    let done =
        json!({"name": "Done already", "parent": "P-1", "status": "done", "checks": ["seen"]});
    let items = [new(Kind::Task, "@t", done)];
    let ai = Actor::ai("Claude Code");
    let saved = t.plan.save(&ai, Some(&t.product), &items, &SaveOptions::default()).await;
    assert!(matches!(saved, Err(Error::Batch(_))));
}
