use super::{ListEdit, SaveFields, SaveItem, SaveOptions, SaveTarget, TextEdit};
use crate::Plan;
use crate::actor::Actor;
use crate::error::Error;
use crate::refs::Kind;
use crate::testing::TestPlan;

fn new(kind: Kind, local: &str, fields: SaveFields) -> SaveItem {
    SaveItem {
        local: Some(local.into()),
        target: SaveTarget::New(kind),
        fields,
        edits: Vec::new(),
        rev: None,
        replace: false,
    }
}

fn change(reference: &str, fields: SaveFields) -> SaveItem {
    SaveItem {
        target: SaveTarget::Existing(reference.into()),
        local: None,
        ..new(Kind::Task, "", fields)
    }
}

fn named(name: &str) -> SaveFields {
    SaveFields { name: Some(name.into()), ..SaveFields::default() }
}

fn under(parent: &str, name: &str) -> SaveFields {
    SaveFields { parent: Some(parent.into()), ..named(name) }
}

#[tokio::test]
async fn a_first_plan_is_one_batch_whose_items_name_each_other_in_any_order() {
    let folder = tempfile::tempdir().unwrap();
    let plan = Plan::open(folder.path()).await.unwrap();
    let ai = Actor::ai("Claude Code");
    let waits = SaveFields {
        depends_on: Some(ListEdit::Set(vec!["@table".into()])),
        ..under("@sync", "Flush the queue")
    };
    let items = [
        new(Kind::Task, "@flush", waits),
        new(Kind::Task, "@table", under("@sync", "Add the table")),
        new(Kind::Project, "@sync", named("Offline sync")),
        new(Kind::Product, "@acme", named("Acme Notes")),
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
        new(Kind::Project, "@good", named("Good")),
        new(Kind::Task, "@a", under("P-77", "Lost")),
        new(Kind::Task, "@b", under("@good", "")),
    ];
    let error = t.plan.save(&ai, Some(&t.product), &items, &SaveOptions::default()).await;
    let Err(Error::Batch(bad)) = error else { panic!("saved") };
    let places: Vec<_> = bad.iter().map(|b| (b.index, b.local.as_deref())).collect();
    assert_eq!(places, [(2, Some("@a")), (3, Some("@b"))]);
    assert_eq!(t.plan.project_board(&t.product).await.unwrap().columns[0].cards.len(), 0);
}

#[tokio::test]
async fn a_preview_says_what_would_happen_and_saves_nothing() {
    let t = TestPlan::new().await;
    let items = [new(Kind::Project, "@p", named("Maybe"))];
    let options = SaveOptions { preview: true, ..SaveOptions::default() };
    let saved = t.plan.save(&t.you, Some(&t.product), &items, &options).await.unwrap();
    assert!(saved.preview && saved.written.entities.len() == 1);
    assert_eq!(t.plan.project_board(&t.product).await.unwrap().columns[0].cards.len(), 0);
}

#[tokio::test]
async fn lists_take_additions_and_texts_take_edits() {
    let t = TestPlan::new().await;
    t.project("Offline sync").await;
    let constraints = |edit| SaveFields { constraints: Some(edit), ..SaveFields::default() };
    let set = ListEdit::Set(vec!["SQLite only".into(), "no account".into()]);
    let item = SaveItem {
        edits: vec![TextEdit { field: "why".into(), find: None, text: "Maya loses notes.".into() }],
        ..change("p-1", constraints(set))
    };
    let save = async |item: SaveItem| {
        t.plan.save(&t.you, Some(&t.product), &[item], &SaveOptions::default()).await
    };
    save(item).await.unwrap();
    let edit = ListEdit::Change { add: vec!["< 50 ms".into()], remove: vec!["no account".into()] };
    let item = SaveItem {
        edits: vec![TextEdit {
            field: "why".into(),
            find: Some("notes".into()),
            text: "two notes a day".into(),
        }],
        ..change("P-1", constraints(edit))
    };
    save(item).await.unwrap();
    let card = &t.plan.project_board(&t.product).await.unwrap().columns[0].cards[0];
    let project = t.plan.project_page(&card.id).await.unwrap().project;
    assert_eq!(project.constraints, ["SQLite only", "< 50 ms"]);
    assert_eq!(project.why, "Maya loses two notes a day.");
}

#[tokio::test]
async fn a_field_the_kind_does_not_have_is_refused_with_those_it_has() {
    let t = TestPlan::new().await;
    let fields = SaveFields { vision: Some("x".into()), ..named("P") };
    let items = [new(Kind::Project, "@p", fields)];
    let error =
        t.plan.save(&t.you, Some(&t.product), &items, &SaveOptions::default()).await.unwrap_err();
    assert!(error.to_string().contains("A project has no vision. Its fields are name"), "{error}");
}

#[tokio::test]
async fn an_edit_of_one_text_does_not_open_the_guard_over_another() {
    let t = TestPlan::new().await;
    t.project("Offline sync").await;
    let long = SaveFields { what: Some("A long what. ".repeat(30)), ..SaveFields::default() };
    let save = async |item: SaveItem| {
        t.plan.save(&t.you, Some(&t.product), &[item], &SaveOptions::default()).await
    };
    save(change("P-1", long)).await.unwrap();
    let edit = TextEdit { field: "why".into(), find: None, text: "More.".into() };
    let short = SaveFields { what: Some("TODO".into()), ..SaveFields::default() };
    let item = SaveItem { edits: vec![edit], ..change("P-1", short) };
    assert!(matches!(save(item).await, Err(Error::Batch(_))));
}

#[tokio::test]
async fn an_ai_cannot_create_a_task_that_is_done_with_open_checks() {
    let t = TestPlan::new().await;
    t.project("Offline sync").await;
    let fields = SaveFields {
        task_status: Some(crate::TaskStatus::Done),
        checks: vec!["seen".into()],
        ..under("P-1", "Done already")
    };
    let items = [new(Kind::Task, "@t", fields)];
    let ai = Actor::ai("Claude Code");
    let saved = t.plan.save(&ai, Some(&t.product), &items, &SaveOptions::default()).await;
    assert!(matches!(saved, Err(Error::Batch(_))));
}
