mod several;

use super::{Blocked, CheckAnswer, NewTask, Task, TaskPatch, TaskReport, TaskStatus};
use crate::base::action::Action;
use crate::base::actor::Actor;
use crate::base::change::{Change, Grouping};
use crate::base::error::Error;
use crate::base::ids::TaskId;
use crate::base::rank::Placement;
use crate::base::records;
use crate::concepts::projects::{ProjectPatch, ProjectStatus};
use crate::testing::TestPlan;

async fn names(t: &TestPlan, project: &crate::base::ids::ProjectId) -> Vec<String> {
    let page = t.plan.project_page(project).await.unwrap();
    page.tasks.into_iter().map(|task| task.name).collect()
}

fn status(status: TaskStatus) -> TaskPatch {
    TaskPatch { status: Some(status), ..TaskPatch::default() }
}

#[tokio::test]
async fn moving_a_task_keeps_the_order_of_the_rest() {
    let t = TestPlan::new().await;
    let project = t.project("P").await;
    let mut ids = Vec::new();
    for name in ["A", "B", "C", "D"] {
        ids.push(t.task(&project, name).await);
    }
    let place = async |id: &TaskId, placement: Placement| {
        t.plan.move_task(&t.you, id, None, None, &placement).await.unwrap();
    };
    place(&ids[3], Placement::First).await;
    assert_eq!(names(&t, &project).await, ["D", "A", "B", "C"]);
    place(&ids[0], Placement::After(ids[2].to_string())).await;
    assert_eq!(names(&t, &project).await, ["D", "B", "C", "A"]);
    place(&ids[2], Placement::Before(ids[1].to_string())).await;
    assert_eq!(names(&t, &project).await, ["D", "C", "B", "A"]);
}

#[tokio::test]
async fn a_place_beside_something_elsewhere_is_refused() {
    let t = TestPlan::new().await;
    let (p, q) = (t.project("P").await, t.project("Q").await);
    let (a, b) = (t.task(&p, "A").await, t.task(&q, "B").await);
    let placement = Placement::Before(b.to_string());
    let error = t.plan.move_task(&t.you, &a, None, None, &placement).await.unwrap_err();
    assert!(error.to_string().contains("no longer in that list"), "{error}");
}

#[tokio::test]
async fn the_first_task_begun_begins_its_project() {
    let t = TestPlan::new().await;
    let project = t.project("P").await;
    let task = t.task(&project, "A").await;
    t.plan.update_task(&t.you, &task, status(TaskStatus::Doing), None).await.unwrap();
    let page = t.plan.project_page(&project).await.unwrap();
    assert_eq!(page.project.status, ProjectStatus::Building);
    assert!(page.project.started_at.is_some());
    t.plan.undo(&t.you).await.unwrap();
    let page = t.plan.project_page(&project).await.unwrap();
    assert_eq!(page.project.status, ProjectStatus::Idea, "one undo takes both back");
}

#[tokio::test]
async fn a_project_whose_tasks_are_all_done_is_suggested_done_and_not_set() {
    let t = TestPlan::new().await;
    let project = t.project("P").await;
    let task = t.task(&project, "A").await;
    assert!(!t.plan.project_page(&project).await.unwrap().suggest_done);
    t.plan.complete_task(&t.you, &task).await.unwrap();
    let page = t.plan.project_page(&project).await.unwrap();
    assert!(page.suggest_done);
    assert_ne!(page.project.status, ProjectStatus::Done);
}

#[tokio::test]
async fn dependencies_never_form_a_circle_and_the_refusal_names_it() {
    let t = TestPlan::new().await;
    let project = t.project("P").await;
    let (a, b, c) =
        (t.task(&project, "A").await, t.task(&project, "B").await, t.task(&project, "C").await);
    t.plan.add_dependency(&t.you, &a, &b).await.unwrap();
    t.plan.add_dependency(&t.you, &b, &c).await.unwrap();
    let error = t.plan.add_dependency(&t.you, &c, &a).await.unwrap_err();
    assert!(error.to_string().contains("T-3 → T-1 → T-2 → T-3"), "{error}");
    let error = t.plan.add_dependency(&t.you, &a, &a).await.unwrap_err();
    assert!(error.to_string().contains("T-1 → T-1"), "{error}");
}

#[tokio::test]
async fn a_task_waits_only_for_what_is_not_finished() {
    let t = TestPlan::new().await;
    let project = t.project("P").await;
    let (a, b) = (t.task(&project, "A").await, t.task(&project, "B").await);
    t.plan.add_dependency(&t.you, &a, &b).await.unwrap();
    assert_eq!(t.plan.project_page(&project).await.unwrap().tasks[0].waits_for, ["T-2"]);
    t.plan.complete_task(&t.you, &b).await.unwrap();
    let row = &t.plan.project_page(&project).await.unwrap().tasks[0];
    assert!(row.waits_for.is_empty());
}

#[tokio::test]
async fn ticking_one_check_leaves_the_others_alone() {
    let t = TestPlan::new().await;
    let project = t.project("P").await;
    let new = NewTask {
        checks: Some(vec!["first".into(), "second".into()]),
        ..NewTask::named("A", &project)
    };
    let written = t.plan.create_task(&t.you, new).await.unwrap();
    let task = TaskId(written.entities[0].id.clone());
    let check = t.plan.task_page(&task).await.unwrap().checks[1].id.clone();
    t.plan.update_check(&t.you, &check, None, Some(true), Some("ran it")).await.unwrap();
    let checks = t.plan.task_page(&task).await.unwrap().checks;
    assert_eq!((checks[0].done, checks[1].done), (false, true));
    assert_eq!(checks[1].how, "ran it");
    assert_eq!(checks[1].by.as_ref().unwrap().to_string(), "the person");
}

#[tokio::test]
async fn an_agent_finishes_a_task_only_with_every_check_answered() {
    let t = TestPlan::new().await;
    let project = t.project("P").await;
    let new = NewTask {
        checks: Some(vec!["kill -9 loses 0".into(), "resumes in 1 s".into()]),
        ..NewTask::named("A", &project)
    };
    let task = TaskId(t.plan.create_task(&t.you, new).await.unwrap().entities[0].id.clone());
    let ai = Actor::ai("Claude Code");
    let answer = |n, met| CheckAnswer { n, met, how: Some(format!("looked at {n}")) };
    let report =
        |checks| TaskReport { patch: status(TaskStatus::Done), checks, ..TaskReport::default() };

    let error = t.plan.report_task(&ai, &task, report(vec![answer(1, true)])).await.unwrap_err();
    assert!(error.to_string().contains("2 “resumes in 1 s”"), "{error}");
    assert!(!t.plan.task_page(&task).await.unwrap().checks[0].done, "nothing was half-saved");

    let both = vec![answer(1, true), answer(2, false)];
    let reported = t.plan.report_task(&ai, &task, report(both)).await.unwrap();
    let page = t.plan.task_page(&task).await.unwrap();
    assert_eq!(page.task.status, TaskStatus::Doing);
    assert_eq!(page.checks[1].how, "looked at 2");
    assert_eq!(reported.written.warnings, ["T-1 stays doing: 2 “resumes in 1 s” not met."]);

    t.plan.report_task(&ai, &task, report(vec![answer(2, true)])).await.unwrap();
    assert_eq!(t.plan.task_page(&task).await.unwrap().task.status, TaskStatus::Done);
}

#[tokio::test]
async fn an_agent_cannot_finish_a_task_around_its_checks_but_a_person_can() {
    let t = TestPlan::new().await;
    let project = t.project("P").await;
    let task = t.task(&project, "A").await;
    t.plan.add_check(&t.you, &task, "seen").await.unwrap();
    let ai = Actor::ai("Claude Code");
    let error = t.plan.update_task(&ai, &task, status(TaskStatus::Done), None).await.unwrap_err();
    assert!(matches!(error, Error::Refused(_)), "{error}");
    t.plan.complete_task(&t.you, &task).await.unwrap();
}

#[tokio::test]
async fn the_same_key_has_one_effect() {
    let t = TestPlan::new().await;
    let project = t.project("P").await;
    let task = t.task(&project, "A").await;
    let ai = Actor::ai("Claude Code");
    let report = TaskReport {
        note: Some("found a race".into()),
        key: Some("call-1".into()),
        ..TaskReport::default()
    };
    let first = t.plan.report_task(&ai, &task, report.clone()).await.unwrap();
    let second = t.plan.report_task(&ai, &task, report.clone()).await.unwrap();
    assert!(!first.replayed && second.replayed);
    assert_eq!(first.written, second.written);
    t.plan.report_task(&Actor::ai("Cursor"), &task, report).await.unwrap();
    assert_eq!(t.plan.task_page(&task).await.unwrap().notes.len(), 2, "keys are a client's own");
}

#[tokio::test]
async fn blocked_is_a_flag_and_work_returns_to_where_it_was() {
    let t = TestPlan::new().await;
    let project = t.project("P").await;
    let task = t.task(&project, "A").await;
    t.plan.update_task(&t.you, &task, status(TaskStatus::Doing), None).await.unwrap();
    let blocked = |blocked| TaskPatch { blocked: Some(blocked), ..TaskPatch::default() };
    let set = blocked(Blocked::Set("waiting for a key".into()));
    t.plan.update_task(&t.you, &task, set, None).await.unwrap();
    t.plan.update_task(&t.you, &task, blocked(Blocked::Clear), None).await.unwrap();
    let task = t.plan.task_page(&task).await.unwrap().task;
    assert_eq!(
        (task.status, task.blocked, task.blocked_reason.as_str()),
        (TaskStatus::Doing, false, "")
    );
}

#[tokio::test]
async fn a_task_for_a_project_that_is_not_there_is_refused() {
    let t = TestPlan::new().await;
    let new = NewTask::named("A", &crate::base::ids::ProjectId::from("nowhere"));
    assert!(matches!(t.plan.create_task(&t.you, new).await, Err(Error::NotFound { .. })));
}

#[tokio::test]
async fn an_answer_by_place_to_a_list_that_moved_is_a_conflict() {
    let t = TestPlan::new().await;
    let project = t.project("P").await;
    let checks = Some(vec!["first".into(), "second".into()]);
    let new = NewTask { checks, ..NewTask::named("A", &project) };
    let task = TaskId(t.plan.create_task(&t.you, new).await.unwrap().entities[0].id.clone());
    let second = t.plan.task_page(&task).await.unwrap().checks[1].id.clone();
    t.plan.move_check(&t.you, &second, &Placement::First).await.unwrap();
    let report = TaskReport {
        rev: Some(1),
        checks: vec![CheckAnswer { n: 1, met: true, how: None }],
        ..TaskReport::default()
    };
    let error = t.plan.report_task(&Actor::ai("Cursor"), &task, report).await.unwrap_err();
    let Error::Conflict(conflict) = error else { panic!("{error}") };
    assert_eq!(conflict.first.current, "second\nfirst");
}

#[tokio::test]
async fn a_task_that_is_over_or_in_the_trash_is_pinned_no_longer() {
    let t = TestPlan::new().await;
    let project = t.project("P").await;
    let pin = async |id: &TaskId| {
        let mut change =
            Change::open(&t.plan, &t.you, Action::PinTask, Grouping::Turn).await.unwrap();
        let mut task: Task = records::existing(&mut change, id).await.unwrap();
        task.pinned = true;
        records::update(&mut change, &task).await.unwrap();
        change.commit().await.unwrap();
        assert!(t.plan.task_page(id).await.unwrap().task.pinned);
    };
    let (a, b) = (t.task(&project, "A").await, t.task(&project, "B").await);
    pin(&a).await;
    t.plan.complete_task(&t.you, &a).await.unwrap();
    assert!(!t.plan.task_page(&a).await.unwrap().task.pinned);
    pin(&b).await;
    t.plan.archive_task(&t.you, &b).await.unwrap();
    assert!(!t.plan.task_page(&b).await.unwrap().task.pinned);
}

#[tokio::test]
async fn a_task_opened_in_a_project_that_is_over_says_how_it_can_be_next() {
    let t = TestPlan::new().await;
    let project = t.project("P").await;
    let task = t.task(&project, "A").await;
    t.plan.complete_task(&t.you, &task).await.unwrap();
    let over = ProjectPatch { status: Some(ProjectStatus::Done), ..ProjectPatch::default() };
    t.plan.update_project(&t.you, &project, over, None).await.unwrap();
    let written = t.plan.update_task(&t.you, &task, status(TaskStatus::Todo), None).await.unwrap();
    assert_eq!(
        written.warnings,
        [
            "P-1 is done, so T-1 is not offered as next. Set the status of P-1 to building to go on with it."
        ]
    );
    let again = t.plan.update_task(&t.you, &task, status(TaskStatus::Doing), None).await.unwrap();
    assert!(again.warnings.is_empty(), "it was open already: {:?}", again.warnings);
}

#[tokio::test]
async fn a_conflict_names_every_field_that_both_changed() {
    let t = TestPlan::new().await;
    let project = t.project("P").await;
    let task = t.task(&project, "A").await;
    let named = |name: &str, description: &str| TaskPatch {
        name: Some(name.to_owned()),
        description: Some(description.to_owned()),
        branch: Some("main".to_owned()),
        ..TaskPatch::default()
    };
    let first = TaskPatch { branch: None, ..named("B", "Because.") };
    t.plan.update_task(&Actor::ai("Cursor"), &task, first, Some(1)).await.unwrap();
    let error = t.plan.update_task(&t.you, &task, named("C", "Why not."), Some(1)).await;
    let Err(Error::Conflict(conflict)) = error else { panic!("{error:?}") };
    let fields = std::iter::once(&conflict.first).chain(&conflict.also);
    let fields: Vec<_> = fields.map(|m| (m.field.as_str(), m.current.as_str())).collect();
    assert_eq!(fields, [("name", "B"), ("description", "Because.")]);
    assert_eq!(conflict.first.by.name, "Cursor");
}

#[tokio::test]
async fn an_answer_to_a_check_that_was_answered_meanwhile_is_a_conflict_and_one_to_another_is_not()
{
    let t = TestPlan::new().await;
    let project = t.project("P").await;
    let checks = Some(vec!["first".into(), "second".into()]);
    let new = NewTask { checks, ..NewTask::named("A", &project) };
    let task = TaskId(t.plan.create_task(&t.you, new).await.unwrap().entities[0].id.clone());
    let answer = |n: usize, met: bool| TaskReport {
        rev: Some(1),
        checks: vec![CheckAnswer { n, met, how: Some(format!("{met} it is")) }],
        ..TaskReport::default()
    };
    let (cursor, codex) = (Actor::ai("Cursor"), Actor::ai("Codex"));
    t.plan.report_task(&cursor, &task, answer(1, true)).await.unwrap();
    t.plan.report_task(&codex, &task, answer(2, true)).await.unwrap();
    t.plan.report_task(&codex, &task, answer(1, true)).await.unwrap();
    let error = t.plan.report_task(&codex, &task, answer(1, false)).await.unwrap_err();
    let Error::Conflict(conflict) = error else { panic!("{error}") };
    assert_eq!(
        (conflict.first.field.as_str(), conflict.first.current.as_str()),
        ("checks", "done\ntrue it is")
    );
}
