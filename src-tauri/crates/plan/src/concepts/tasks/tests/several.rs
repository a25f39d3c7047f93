use super::{names, status};
use crate::base::actor::Actor;
use crate::base::error::{Error, StillOpen};
use crate::base::ids::{ProjectId, TaskId};
use crate::base::rank::Placement;
use crate::concepts::tasks::{OpenChecks, Priority, TaskPatch, TaskReport, TaskStatus};
use crate::testing::TestPlan;

async fn five(t: &TestPlan) -> (ProjectId, Vec<TaskId>) {
    let project = t.project("P").await;
    let mut ids = Vec::new();
    for name in ["A", "B", "C", "D", "E"] {
        ids.push(t.task(&project, name).await);
    }
    (project, ids)
}

fn urgent() -> TaskPatch {
    TaskPatch { priority: Some(Priority::P1), ..TaskPatch::default() }
}

async fn priorities(t: &TestPlan, project: &ProjectId) -> Vec<Priority> {
    let page = t.plan.project_page(project).await.unwrap();
    page.tasks.into_iter().map(|task| task.priority).collect()
}

#[tokio::test]
async fn five_tasks_changed_at_once_are_taken_back_by_one_undo() {
    let t = TestPlan::new().await;
    let (project, ids) = five(&t).await;
    let written = t.plan.update_tasks(&t.you, &ids, urgent(), OpenChecks::Ask).await.unwrap();
    assert_eq!(written.entities.len(), 5);
    assert_eq!(priorities(&t, &project).await, [Priority::P1; 5]);
    t.plan.undo(&t.you).await.unwrap();
    assert_eq!(priorities(&t, &project).await, [Priority::None; 5]);
}

#[tokio::test]
async fn tasks_moved_together_stand_one_after_the_other_as_given() {
    let t = TestPlan::new().await;
    let (project, ids) = five(&t).await;
    let to = t.project("To").await;
    t.task(&to, "There").await;
    let moved = [ids[3].clone(), ids[0].clone(), ids[2].clone()];
    let move_to = async |project: Option<&ProjectId>, placement: Placement| {
        t.plan.move_tasks(&t.you, &moved, project, None, &placement).await.unwrap();
    };
    move_to(None, Placement::After(ids[4].to_string())).await;
    assert_eq!(names(&t, &project).await, ["B", "E", "D", "A", "C"]);
    move_to(Some(&to), Placement::First).await;
    assert_eq!(names(&t, &to).await, ["D", "A", "C", "There"]);
    t.plan.undo(&t.you).await.unwrap();
    assert_eq!(names(&t, &project).await, ["B", "E", "D", "A", "C"]);
}

#[tokio::test]
async fn one_that_cannot_be_changed_is_named_and_refuses_all() {
    let t = TestPlan::new().await;
    let (project, ids) = five(&t).await;
    t.plan.archive_task(&t.you, &ids[3]).await.unwrap();
    let error = t.plan.update_tasks(&t.you, &ids, urgent(), OpenChecks::Ask).await.unwrap_err();
    assert!(error.to_string().contains("T-4 is in the trash"), "{error}");
    let place = Placement::First;
    t.plan.move_tasks(&t.you, &ids, None, None, &place).await.unwrap_err();
    let report = TaskReport { note: Some("looked".into()), ..TaskReport::default() };
    t.plan.report_tasks(&t.you, &ids, report).await.unwrap_err();
    assert_eq!(priorities(&t, &project).await, [Priority::None; 4]);
    assert_eq!(names(&t, &project).await, ["A", "B", "C", "E"]);
    assert!(t.plan.task_page(&ids[0]).await.unwrap().notes.is_empty());
}

#[tokio::test]
async fn a_person_is_asked_about_open_checks_before_any_task_is_done() {
    let t = TestPlan::new().await;
    let (project, ids) = five(&t).await;
    t.plan.add_check(&t.you, &ids[1], "it survives a restart").await.unwrap();
    t.plan.add_check(&t.you, &ids[2], "seen").await.unwrap();
    let asked =
        async |open| t.plan.update_tasks(&t.you, &ids, status(TaskStatus::Done), open).await;
    let Err(Error::OpenChecks(open)) = asked(OpenChecks::Ask).await else { panic!("not asked") };
    let told: Vec<String> = open.iter().map(StillOpen::to_string).collect();
    assert_eq!(told, ["T-2 “it survives a restart”", "T-3 “seen”"]);
    let statuses = async || {
        let page = t.plan.project_page(&project).await.unwrap();
        page.tasks.into_iter().map(|task| task.status).collect::<Vec<_>>()
    };
    assert_eq!(statuses().await, [TaskStatus::Todo; 5]);
    asked(OpenChecks::Overrule).await.unwrap();
    assert_eq!(statuses().await, [TaskStatus::Done; 5]);
    asked(OpenChecks::Ask).await.unwrap();
}

#[tokio::test]
async fn every_way_a_person_sets_a_task_to_done_asks() {
    let t = TestPlan::new().await;
    let (_, ids) = five(&t).await;
    t.plan.add_check(&t.you, &ids[0], "seen").await.unwrap();
    let done = status(TaskStatus::Done);
    let updated = t.plan.update_task(&t.you, &ids[0], done, None).await;
    let place = Placement::First;
    let moved = t.plan.move_task(&t.you, &ids[0], None, Some(TaskStatus::Done), &place).await;
    let completed = t.plan.complete_tasks(&t.you, &ids, OpenChecks::Ask).await;
    for result in [updated, moved, completed] {
        assert!(matches!(result, Err(Error::OpenChecks(_))), "{result:?}");
    }
}

#[tokio::test]
async fn an_ai_answers_checks_and_cannot_overrule_them() {
    let t = TestPlan::new().await;
    let (_, ids) = five(&t).await;
    t.plan.add_check(&t.you, &ids[2], "seen").await.unwrap();
    let ai = Actor::ai("Claude Code");
    let error = t.plan.complete_tasks(&ai, &ids, OpenChecks::Overrule).await.unwrap_err();
    assert!(matches!(error, Error::Refused(_)), "{error}");
    assert!(error.to_string().contains("checks of T-3 are open"), "{error}");
    assert_eq!(t.plan.task_page(&ids[0]).await.unwrap().task.status, TaskStatus::Todo);
}

#[tokio::test]
async fn a_report_about_several_tasks_answers_no_numbered_checks() {
    let t = TestPlan::new().await;
    let (_, ids) = five(&t).await;
    let report = TaskReport { note: Some("looked".into()), ..TaskReport::default() };
    let reported = t.plan.report_tasks(&t.you, &ids, report.clone()).await.unwrap();
    assert_eq!(reported.written.entities.len(), 5);
    let of_one = TaskReport { rev: Some(1), ..report };
    let error = t.plan.report_tasks(&t.you, &ids, of_one).await.unwrap_err();
    assert!(error.to_string().contains("Report on each task by itself"), "{error}");
}
