use super::Effect;
use crate::base::actor::Actor;
use crate::base::rank::Placement;
use crate::concepts::projects::ProjectPatch;
use crate::concepts::tasks::NewTask;
use crate::testing::TestPlan;

#[tokio::test]
async fn sqlite_refuses_a_write_outside_a_change() {
    let t = TestPlan::new().await;
    let project = t.project("Offline sync").await;
    let mut transaction = t.plan.store().write().await.unwrap();
    let error = sqlx::query("UPDATE projects SET name = 'Sneaked in' WHERE id = ?1")
        .bind(&project)
        .execute(&mut *transaction)
        .await
        .unwrap_err();
    assert!(error.to_string().contains("row_changes.change_seq"), "{error}");
}

#[tokio::test]
async fn undoing_an_old_set_keeps_what_was_changed_later_and_says_so() {
    let t = TestPlan::new().await;
    let project = t.project("Offline sync").await;
    let ai = Actor::ai("Claude Code");
    let patch = ProjectPatch {
        why: Some("The AI's why".into()),
        what: Some("The AI's what".into()),
        ..ProjectPatch::default()
    };
    let set = t.plan.update_project(&ai, &project, patch, None).await.unwrap().set;
    let mine = ProjectPatch { why: Some("My why".into()), ..ProjectPatch::default() };
    t.plan.update_project(&t.you, &project, mine, None).await.unwrap();

    let undone = t.plan.undo_set(&t.you, set).await.unwrap();
    assert_eq!(undone.kept, ["why of P-1 was changed afterwards"]);
    let page = t.plan.project_page(&project).await.unwrap();
    assert_eq!((page.project.why.as_str(), page.project.what.as_str()), ("My why", ""));

    t.plan.undo(&t.you).await.unwrap();
    let page = t.plan.project_page(&project).await.unwrap();
    assert_eq!(page.project.what, "The AI's what", "the undo itself is undone by the undo key");
}

#[tokio::test]
async fn the_undo_key_walks_back_through_ones_own_changes_and_redo_forward() {
    let t = TestPlan::new().await;
    let project = t.project("Offline sync").await;
    let ai = Actor::ai("Cursor");
    for name in ["One", "Two", "Three"] {
        t.task(&project, name).await;
        let patch = ProjectPatch { what: Some(format!("seen {name}")), ..ProjectPatch::default() };
        t.plan.update_project(&ai, &project, patch, None).await.unwrap();
    }
    let names = async || -> Vec<String> {
        let page = t.plan.project_page(&project).await.unwrap();
        page.tasks.into_iter().map(|task| task.name).collect()
    };
    t.plan.undo(&t.you).await.unwrap();
    t.plan.undo(&t.you).await.unwrap();
    assert_eq!(names().await, ["One"]);
    t.plan.redo(&t.you).await.unwrap();
    assert_eq!(names().await, ["One", "Two"]);
    t.plan.redo(&t.you).await.unwrap();
    assert_eq!(names().await, ["One", "Two", "Three"]);
    assert!(t.plan.redo(&t.you).await.is_err());
    t.plan.undo(&t.you).await.unwrap();
    t.task(&project, "Four").await;
    assert!(t.plan.redo(&t.you).await.is_err(), "new work ends what could be redone");
    let what = t.plan.project_page(&project).await.unwrap().project.what;
    assert_eq!(what, "seen Three", "the AI's changes are not the person's to step through");
}

#[tokio::test]
async fn calls_of_one_client_close_together_are_one_set_and_undo_as_one() {
    let t = TestPlan::new().await;
    let project = t.project("Offline sync").await;
    let (claude, cursor) = (Actor::ai("Claude Code"), Actor::ai("Cursor"));
    let name = |text: &str| ProjectPatch { why: Some(text.into()), ..ProjectPatch::default() };
    let what = |text: &str| ProjectPatch { what: Some(text.into()), ..ProjectPatch::default() };
    let first = t.plan.update_project(&claude, &project, name("a"), None).await.unwrap();
    let other = t.plan.update_project(&cursor, &project, what("b"), None).await.unwrap();
    let second = t.plan.update_project(&claude, &project, name("c"), None).await.unwrap();
    assert_eq!(first.set, second.set);
    assert_ne!(first.set, other.set);
    t.plan.undo_set(&t.you, first.set).await.unwrap();
    let page = t.plan.project_page(&project).await.unwrap();
    assert_eq!((page.project.why.as_str(), page.project.what.as_str()), ("", "b"));
}

#[tokio::test]
async fn an_ai_undoes_only_its_own() {
    let t = TestPlan::new().await;
    let project = t.project("Offline sync").await;
    let task = t.task(&project, "Queue edits").await;
    let page = t.plan.task_page(&task).await.unwrap();
    let error = t.plan.undo_set(&Actor::ai("Cursor"), page.history[0].set).await.unwrap_err();
    assert!(error.to_string().contains("not yours"), "{error}");
}

#[tokio::test]
async fn undo_never_brings_a_rev_back() {
    let t = TestPlan::new().await;
    let project = t.project("Offline sync").await;
    let patch = ProjectPatch { why: Some("x".into()), ..ProjectPatch::default() };
    t.plan.update_project(&t.you, &project, patch, None).await.unwrap();
    t.plan.undo(&t.you).await.unwrap();
    assert_eq!(t.plan.project_page(&project).await.unwrap().project.rev, 3);
    t.plan.undo(&t.you).await.unwrap();
    assert!(t.plan.project_page(&project).await.is_err());
    t.plan.redo(&t.you).await.unwrap();
    assert!(t.plan.project_page(&project).await.unwrap().project.rev > 3);
}

#[tokio::test]
async fn a_change_tells_what_it_touched_in_the_words_of_the_model() {
    let t = TestPlan::new().await;
    let project = t.project("Offline sync").await;
    let task = t.task(&project, "Queue edits").await;
    let written = t.plan.add_check(&t.you, &task, "kill -9 loses nothing").await.unwrap();
    let touched = &written.entities[0];
    assert_eq!((touched.reference.as_str(), touched.effect), ("T-1", Effect::Updated));
    assert_eq!(touched.fields, ["checks"]);
    assert_eq!(touched.within.as_ref().unwrap().reference, "P-1");
    let rows = t.plan.activity(&t.product, None, 10).await.unwrap();
    assert_eq!(rows[0].sentence, "changed checks of T-1");
    assert_eq!(rows[1].sentence, "added T-1 “Queue edits”");
}

#[tokio::test]
async fn a_set_stands_exactly_when_the_one_that_undoes_it_does_not() {
    let t = TestPlan::new().await;
    let project = t.project("Offline sync").await;
    let ai = Actor::ai("Claude Code");
    let patch = ProjectPatch { why: Some("The AI's".into()), ..ProjectPatch::default() };
    let set = t.plan.update_project(&ai, &project, patch, None).await.unwrap().set;
    t.plan.undo_set(&t.you, set).await.unwrap();
    t.plan.undo(&t.you).await.unwrap();
    t.plan.redo(&t.you).await.unwrap();
    let rows = t.plan.activity(&t.product, None, 20).await.unwrap();
    assert!(rows.iter().find(|row| row.set == set).unwrap().undone);
    let error = t.plan.undo_latest_ai(&t.you).await.unwrap_err();
    assert!(error.to_string().contains("No AI has changed anything"), "{error}");
}

#[tokio::test]
async fn the_undo_key_passes_over_what_has_nothing_left_to_take_back() {
    let t = TestPlan::new().await;
    let project = t.project("Offline sync").await;
    let why = |text: &str| ProjectPatch { why: Some(text.into()), ..ProjectPatch::default() };
    t.plan.update_project(&t.you, &project, why("mine"), None).await.unwrap();
    t.plan.update_project(&Actor::ai("Cursor"), &project, why("theirs"), None).await.unwrap();
    t.plan.create_connection(&t.you, "Cursor", crate::Mode::Plan).await.unwrap();
    let undone = t.plan.undo(&t.you).await.unwrap_err();
    assert!(undone.to_string().contains("changed again later"), "{undone}");
    let task = t.task(&project, "One").await;
    t.plan.undo(&t.you).await.unwrap();
    assert!(t.plan.task_page(&task).await.is_err());
}

#[tokio::test]
async fn an_undo_never_makes_a_circle_of_dependencies() {
    let t = TestPlan::new().await;
    let project = t.project("P").await;
    let (a, b) = (t.task(&project, "A").await, t.task(&project, "B").await);
    t.plan.add_dependency(&t.you, &a, &b).await.unwrap();
    let removed = t.plan.remove_dependency(&t.you, &a, &b).await.unwrap().set;
    t.plan.add_dependency(&t.you, &b, &a).await.unwrap();
    assert!(t.plan.undo_set(&t.you, removed).await.is_err());
    assert!(t.plan.task_page(&a).await.unwrap().waits_for.is_empty());
}

#[tokio::test]
async fn an_undo_leaves_no_task_alive_in_a_trashed_project() {
    let t = TestPlan::new().await;
    let project = t.project("P").await;
    let task = t.task(&project, "A").await;
    let archived = t.plan.archive_task(&t.you, &task).await.unwrap().set;
    t.plan.archive_project(&t.you, &project).await.unwrap();
    t.plan.undo_set(&t.you, archived).await.unwrap();
    assert!(t.plan.task_page(&task).await.unwrap().task.trashed_at.is_some());
    t.plan.restore(&t.you, crate::Kind::Project, project.as_str()).await.unwrap();
    assert!(t.plan.task_page(&task).await.unwrap().task.trashed_at.is_none());
}

#[tokio::test]
async fn a_row_that_comes_back_to_a_taken_place_gets_one_of_its_own() {
    let t = TestPlan::new().await;
    let project = t.project("P").await;
    let (a, _) = (t.task(&project, "A").await, t.task(&project, "B").await);
    let moved = t.plan.move_task(&t.you, &a, None, None, &Placement::Last).await.unwrap().set;
    let new = NewTask { placement: Some(Placement::First), ..NewTask::named("C", &project) };
    t.plan.create_task(&t.you, new).await.unwrap();
    t.plan.undo_set(&t.you, moved).await.unwrap();
    let mut conn = t.plan.store().reader().await.unwrap();
    let ranks: u32 = sqlx::query_scalar("SELECT count(DISTINCT rank) FROM tasks")
        .fetch_one(&mut *conn)
        .await
        .unwrap();
    assert_eq!(ranks, 3);
}
