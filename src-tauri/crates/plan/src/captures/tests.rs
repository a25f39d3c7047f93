use super::{CaptureSource, CaptureTarget};
use crate::Plan;
use crate::actor::Actor;
use crate::refs::Kind;
use crate::tasks::{Priority, TaskKind};
use crate::testing::TestPlan;

#[tokio::test]
async fn a_line_that_names_a_project_makes_a_task_there() {
    let t = TestPlan::new().await;
    let project = t.project("Offline sync").await;
    let line = "Retry after sleep #offline !p1 @code @laptop // lid closed";
    let captured =
        t.plan.capture(&t.you, Some(&t.product), line, CaptureSource::Hotkey).await.unwrap();
    assert_eq!((captured.made.kind, captured.made.reference.as_str()), (Kind::Task, "T-1"));
    let tasks = t.plan.project_page(&project).await.unwrap().tasks;
    assert_eq!(tasks[0].name, "Retry after sleep");
    assert_eq!((tasks[0].priority, tasks[0].kind), (Priority::P1, TaskKind::Code));
    assert_eq!(tasks[0].labels, ["laptop"]);
    let page = t.plan.task_page(&tasks[0].id).await.unwrap();
    assert_eq!(page.task.description, "lid closed");
}

#[tokio::test]
async fn a_line_without_a_project_waits_and_keeps_everything_until_it_is_placed() {
    let t = TestPlan::new().await;
    let project = t.project("Merge view").await;
    let line = "Keep folders in the export !p2 @blocked(legal)\n- [ ] ask Ann\n> opens in 1 s";
    t.plan.capture(&t.you, Some(&t.product), line, CaptureSource::Cli).await.unwrap();
    let waiting = t.plan.inbox(&t.product).await.unwrap();
    assert_eq!(waiting[0].text, "Keep folders in the export");
    let target = CaptureTarget::Task { project_id: project.clone() };
    let placed = t.plan.place_capture(&t.you, &waiting[0].id, &target).await.unwrap();
    let page = t.plan.task_page(&placed.made.id.as_str().into()).await.unwrap();
    assert_eq!(page.task.priority, Priority::P2);
    assert_eq!((page.task.blocked, page.task.blocked_reason.as_str()), (true, "legal"));
    assert_eq!(
        (page.steps[0].text.as_str(), page.checks[0].text.as_str()),
        ("ask Ann", "opens in 1 s")
    );
    assert!(t.plan.inbox(&t.product).await.unwrap().is_empty());

    t.plan.undo(&t.you).await.unwrap();
    assert_eq!(t.plan.inbox(&t.product).await.unwrap().len(), 1, "undo un-places");
    assert!(t.plan.project_page(&project).await.unwrap().tasks.is_empty());
}

#[tokio::test]
async fn the_very_first_thought_makes_a_product_to_hold_it() {
    let folder = tempfile::tempdir().unwrap();
    let plan = Plan::open(folder.path()).await.unwrap();
    let captured = plan.capture(&Actor::you(), None, "An idea", CaptureSource::Cli).await.unwrap();
    assert!(captured.messages[0].contains("My product"));
    assert_eq!(plan.products().await.unwrap()[0].inbox, 1);
}

#[tokio::test]
async fn with_several_products_the_line_asks_which() {
    let t = TestPlan::new().await;
    let new = crate::NewProduct { name: "Site".into(), ..crate::NewProduct::default() };
    t.plan.create_product(&t.you, new).await.unwrap();
    let error = t.plan.capture(&t.you, None, "An idea", CaptureSource::Cli).await.unwrap_err();
    assert!(error.to_string().contains("Acme Notes, Site"), "{error}");
}

#[tokio::test]
async fn nothing_but_spaces_is_refused() {
    let t = TestPlan::new().await;
    let error = t.plan.capture(&t.you, None, "  \n ", CaptureSource::App).await.unwrap_err();
    assert!(error.to_string().contains("nothing to capture"), "{error}");
}

#[tokio::test]
async fn a_capture_shows_the_projects_it_looks_like() {
    let t = TestPlan::new().await;
    t.project("Merge view").await;
    t.project("Offline sync").await;
    let line = "sync should merge folders offline";
    t.plan.capture(&t.you, None, line, CaptureSource::App).await.unwrap();
    let like = &t.plan.inbox(&t.product).await.unwrap()[0].looks_like;
    let names: Vec<&str> = like.iter().map(|l| l.name.as_str()).collect();
    assert_eq!(names, ["Offline sync", "Merge view"]);
}
