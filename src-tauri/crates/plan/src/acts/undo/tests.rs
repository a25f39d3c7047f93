use crate::acts::save::{SaveItem, SaveOptions};
use crate::base::actor::Actor;
use crate::base::ids::{ProductId, TaskId};
use crate::base::refs::Kind;
use crate::concepts::products::NewProduct;
use crate::concepts::projects::{NewProject, ProjectPatch};
use crate::concepts::tasks::{CheckAnswer, TaskPatch, TaskReport, TaskStatus};
use crate::testing::TestPlan;

fn window(session: &str) -> Actor {
    Actor { session: Some(session.to_owned()), ..Actor::you() }
}

fn why(text: &str) -> ProjectPatch {
    ProjectPatch { why: Some(text.into()), ..ProjectPatch::default() }
}

async fn rows_of(t: &TestPlan, table: &'static str) -> u32 {
    let mut conn = t.plan.store().reader().await.unwrap();
    let sql = format!("SELECT count(*) FROM {table}");
    sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).fetch_one(&mut *conn).await.unwrap()
}

async fn make_product(t: &TestPlan, actor: &Actor) -> (ProductId, u32) {
    let new = NewProduct { name: "Acme".into(), ..NewProduct::default() };
    let made = t.plan.create_product(actor, new).await.unwrap();
    (ProductId(made.entities[0].id.clone()), made.set)
}

#[tokio::test]
async fn undoing_the_sample_puts_it_whole_into_the_trash_and_the_key_does_not_reach_it() {
    let t = TestPlan::new().await;
    let you = window("now");
    let set = t.plan.load_sample(&you).await.unwrap().set;
    let tasks = rows_of(&t, "tasks").await;
    let refused = t.plan.undo(&you).await.unwrap_err();
    assert!(refused.to_string().contains("deleted by its name"), "{refused}");

    let undone = t.plan.undo_set(&you, set).await.unwrap();
    assert_eq!(undone.sentence, "loaded the sample plan “Larder”");
    assert_eq!(rows_of(&t, "tasks").await, tasks);
    let trashed = t.plan.trashed_products().await.unwrap();
    assert_eq!(trashed.iter().map(|p| p.name.as_str()).collect::<Vec<_>>(), ["Larder"]);

    t.plan.undo_set(&you, undone.written.set).await.unwrap();
    assert!(t.plan.trashed_products().await.unwrap().is_empty());
    assert_eq!(t.plan.products().await.unwrap().len(), 2);
}

#[tokio::test]
async fn a_product_taken_back_keeps_what_was_planned_in_it_since_and_is_restored_with_it() {
    let t = TestPlan::new().await;
    let (product, set) = make_product(&t, &t.you).await;
    let project = NewProject { name: "Sync".into(), ..NewProject::default() };
    t.plan.create_project(&t.you, &product, project).await.unwrap();
    t.plan.undo_set(&t.you, set).await.unwrap();
    assert!(t.plan.product(&product).await.is_err());
    t.plan.restore(&t.you, Kind::Product, product.as_str()).await.unwrap();
    let rows = t.plan.products().await.unwrap();
    assert_eq!(rows.iter().find(|row| row.id == product).unwrap().open_projects, 1);
}

#[tokio::test]
async fn a_product_is_deleted_only_by_its_own_name() {
    let t = TestPlan::new().await;
    let error = t.plan.delete_product(&t.you, &t.product, "acme").await.unwrap_err();
    assert!(error.to_string().contains("Acme Notes"), "{error}");
    t.plan.delete_product(&t.you, &t.product, "Acme Notes").await.unwrap();
    assert_eq!(t.plan.trashed_products().await.unwrap()[0].id, t.product);
    t.plan.undo(&t.you).await.unwrap();
    assert!(t.plan.trashed_products().await.unwrap().is_empty());
}

#[tokio::test]
async fn an_ai_takes_back_a_product_it_made_only_while_nobody_else_worked_in_it() {
    let t = TestPlan::new().await;
    let ai = Actor::ai("Cursor");
    let (product, set) = make_product(&t, &ai).await;
    let project = NewProject { name: "Sync".into(), ..NewProject::default() };
    t.plan.create_project(&t.you, &product, project).await.unwrap();
    let error = t.plan.undo_set(&ai, set).await.unwrap_err();
    assert!(error.to_string().contains("the person's alone"), "{error}");
    let (_, other) = make_product(&t, &Actor::ai("Codex")).await;
    t.plan.undo_set(&Actor::ai("Codex"), other).await.unwrap();
}

#[tokio::test]
async fn the_undo_key_reaches_what_this_window_did_and_nothing_of_other_doors() {
    let t = TestPlan::new().await;
    let (before, now) = (window("before"), window("now"));
    let project = t.project("Offline sync").await;
    t.plan.update_project(&before, &project, why("before"), None).await.unwrap();
    let error = t.plan.undo(&now).await.unwrap_err();
    assert!(error.to_string().contains("in this window"), "{error}");

    t.plan.update_project(&now, &project, why("now"), None).await.unwrap();
    t.task(&project, "By the terminal").await;
    assert_eq!(t.plan.undo(&now).await.unwrap().sentence, "changed why of P-1");
    assert!(t.plan.undo(&now).await.is_err());
    t.task(&project, "Another").await;
    let redone = t.plan.redo(&now).await.unwrap();
    assert_eq!(redone.sentence, "changed why of P-1", "another door's work does not end redo");

    let undone = t.plan.undo(&t.you).await.unwrap();
    assert_eq!(undone.sentence, "added T-2 “Another”", "the terminal takes the latest of any door");
}

/// A turn of an AI in three calls: the changes.
async fn turn(t: &TestPlan, ai: &Actor) -> (Vec<u32>, u32) {
    let project = t.project("Offline sync").await;
    let what = ProjectPatch { what: Some("What".into()), ..ProjectPatch::default() };
    let first = t.plan.update_project(ai, &project, why("Why"), None).await.unwrap();
    let second = t.plan.update_project(ai, &project, what, None).await.unwrap();
    let third = t.plan.update_project(ai, &project, why("Better"), None).await.unwrap();
    assert!(first.set == second.set && second.set == third.set);
    (vec![first.seq, second.seq, third.seq], first.set)
}

async fn is_undone(t: &TestPlan, set: u32) -> bool {
    let rows = t.plan.activity(&t.product, None, 50).await.unwrap();
    rows.iter().find(|row| row.set == set).unwrap().undone
}

#[tokio::test]
async fn one_change_of_a_turn_is_taken_back_alone_and_the_set_stands_until_all_are() {
    let t = TestPlan::new().await;
    let ai = Actor::ai("Claude Code");
    let (changes, set) = turn(&t, &ai).await;
    let blocked = t.plan.undo_change(&ai, changes[0]).await.unwrap_err();
    assert!(blocked.to_string().contains("changed again later"), "{blocked}");

    let undone = t.plan.undo_change(&ai, changes[1]).await.unwrap();
    assert_eq!((undone.change, undone.set), (Some(changes[1]), set));
    assert_eq!(undone.sentence, "changed what of P-1");
    let told = t.plan.changes_of_set(set).await.unwrap();
    assert_eq!(told.iter().map(|c| c.undone).collect::<Vec<_>>(), [false, true, false]);
    assert!(t.plan.undo_change(&ai, changes[1]).await.is_err(), "once is enough");
    assert!(!is_undone(&t, set).await);

    let rest = t.plan.undo_set(&t.you, set).await.unwrap();
    assert!(rest.kept.is_empty(), "{rest:?}");
    assert!(is_undone(&t, set).await);
    t.plan.undo_set(&t.you, rest.written.set).await.unwrap();
    let told = t.plan.changes_of_set(set).await.unwrap();
    assert_eq!(told.iter().map(|c| c.undone).collect::<Vec<_>>(), [false, true, false]);
    t.plan.undo_set(&t.you, undone.written.set).await.unwrap();
    let told = t.plan.changes_of_set(set).await.unwrap();
    assert!(told.iter().all(|change| !change.undone));
    let latest = t.plan.activity(&t.product, None, 2).await.unwrap();
    assert_eq!(latest[0].sentence, "put back: changed what of P-1");
}

#[tokio::test]
async fn a_change_that_was_taken_back_alone_stands_in_nobodys_way() {
    let t = TestPlan::new().await;
    let ai = Actor::ai("Claude Code");
    let (changes, _) = turn(&t, &ai).await;
    t.plan.undo_change(&ai, changes[2]).await.unwrap();
    t.plan.undo_change(&ai, changes[0]).await.unwrap();
    let id = t.plan.locate(&t.product, "P-1").await.unwrap().id;
    let page = t.plan.project_page(&id.into()).await.unwrap();
    assert_eq!((page.project.why.as_str(), page.project.what.as_str()), ("", "What"));
}

async fn finish_by_each_door(t: &TestPlan) -> Vec<String> {
    let project = t.project("P").await;
    let mut tasks = Vec::new();
    for name in ["A", "B", "C", "D"] {
        tasks.push(t.task(&project, name).await);
    }
    let ai = |name: &str| Actor::ai(name);
    let done = || Some(TaskStatus::Done);
    let by_key = TaskPatch { status: done(), ..TaskPatch::default() };
    let report = TaskReport { patch: by_key.clone(), ..TaskReport::default() };
    let item = SaveItem::update("T-4", serde_json::json!({"status": "done"}));
    let sets = [
        t.plan.complete_task(&t.you, &tasks[0]).await.unwrap().set,
        t.plan.update_task(&t.you, &tasks[1], by_key, None).await.unwrap().set,
        t.plan.report_task(&ai("Cursor"), &tasks[2], report).await.unwrap().written.set,
        t.plan
            .save(&ai("Codex"), Some(&t.product), &[item], &SaveOptions::default())
            .await
            .unwrap()
            .written
            .set,
    ];
    let rows = t.plan.activity(&t.product, None, 50).await.unwrap();
    let told = |set: &u32| rows.iter().find(|row| row.set == *set).unwrap().sentence.clone();
    sets.iter().map(told).collect()
}

#[tokio::test]
async fn a_finished_task_is_told_alike_whatever_door_it_came_through() {
    let t = TestPlan::new().await;
    let told = finish_by_each_door(&t).await;
    assert_eq!(
        told,
        ["finished T-1 “A”", "finished T-2 “B”", "finished T-3 “C”", "finished T-4 “D”"]
    );
}

#[tokio::test]
async fn what_comes_back_from_the_trash_reads_restored() {
    let t = TestPlan::new().await;
    let project = t.project("Offline sync").await;
    t.plan.archive_project(&t.you, &project).await.unwrap();
    let restored = t.plan.restore(&t.you, Kind::Project, project.as_str()).await.unwrap();
    assert_eq!(restored.entities[0].effect, crate::Effect::Restored);
    let rows = t.plan.activity(&t.product, None, 2).await.unwrap();
    assert_eq!(rows[0].sentence, "restored P-1 “Offline sync”");
    assert_eq!(rows[1].sentence, "removed P-1 “Offline sync”");
}

async fn fields(t: &TestPlan, set: u32) -> Vec<String> {
    let fields = t.plan.change_set(set).await.unwrap();
    fields.into_iter().map(|f| format!("{}: {} → {}", f.field, f.before, f.after)).collect()
}

#[tokio::test]
async fn a_ticked_check_is_told_as_a_person_would() {
    let t = TestPlan::new().await;
    let project = t.project("P").await;
    let task: TaskId = t.task(&project, "A").await;
    t.plan.add_check(&t.you, &task, "Under 2 s").await.unwrap();
    let how = Some("1.4 s on a Pixel 6".to_owned());
    let report = TaskReport {
        patch: TaskPatch { status: Some(TaskStatus::Doing), ..TaskPatch::default() },
        checks: vec![CheckAnswer { n: 1, met: true, how }],
        ..TaskReport::default()
    };
    let set = t.plan.report_task(&Actor::ai("Cursor"), &task, report).await.unwrap().written.set;
    assert_eq!(
        fields(&t, set).await,
        [
            "checks:  → ticked “Under 2 s”: 1.4 s on a Pixel 6",
            "status: To do → Doing",
            "status: Idea → Building",
        ]
    );
}

#[tokio::test]
async fn fields_are_told_without_stored_forms() {
    let t = TestPlan::new().await;
    let project = t.project("P").await;
    let patch = ProjectPatch { labels: Some(vec!["a".into(), "b".into()]), ..why("Why") };
    let set = t.plan.update_project(&t.you, &project, patch, None).await.unwrap().set;
    assert_eq!(fields(&t, set).await, ["why:  → Why", "labels:  → a\nb"]);
    let set = t.plan.archive_project(&t.you, &project).await.unwrap().set;
    assert_eq!(fields(&t, set).await, ["trash:  → in the trash"]);
}
