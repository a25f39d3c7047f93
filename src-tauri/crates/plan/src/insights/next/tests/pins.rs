use crate::base::error::Error;
use crate::base::ids::{ProjectId, TaskId};
use crate::base::refs::Kind;
use crate::concepts::projects::{NewProject, ProjectStatus};
use crate::concepts::tasks::{NewTask, Priority, TaskPatch, TaskStatus};
use crate::insights::next::{Next, NextQuery};
use crate::testing::{TestPlan, made};

async fn next(t: &TestPlan, limit: u32) -> Next {
    t.plan.next(&t.you, &t.product, &NextQuery::best(limit)).await.unwrap()
}

async fn refs(t: &TestPlan) -> Vec<String> {
    next(t, 10).await.rows.into_iter().map(|r| r.task.reference).collect()
}

async fn three() -> (TestPlan, [TaskId; 3]) {
    let t = TestPlan::new().await;
    let project = t.project("P").await;
    let tasks =
        [t.task(&project, "A").await, t.task(&project, "B").await, t.task(&project, "C").await];
    (t, tasks)
}

#[tokio::test]
async fn pinning_one_task_unpins_the_other_and_undo_pins_it_again() {
    let (t, [_, b, c]) = three().await;
    t.plan.pin_task(&t.you, &b).await.unwrap();
    assert_eq!(refs(&t).await, ["T-2", "T-1", "T-3"]);
    let written = t.plan.pin_task(&t.you, &c).await.unwrap();
    assert_eq!(written.entities.len(), 2, "both in one change");
    assert_eq!(refs(&t).await, ["T-3", "T-1", "T-2"]);
    t.plan.undo(&t.you).await.unwrap();
    assert_eq!(refs(&t).await, ["T-2", "T-1", "T-3"]);
    t.plan.unpin_task(&t.you, &b).await.unwrap();
    assert_eq!(refs(&t).await, ["T-1", "T-2", "T-3"]);
}

#[tokio::test]
async fn whichever_task_is_pinned_is_first_and_whichever_is_skipped_is_gone_for_the_day() {
    let t = TestPlan::new().await;
    let mut tasks = Vec::new();
    for status in [ProjectStatus::Idea, ProjectStatus::Building] {
        let new = NewProject { name: "P".into(), status: Some(status), ..NewProject::default() };
        let written = t.plan.create_project(&t.you, &t.product, new).await.unwrap();
        let project = ProjectId(made(&written));
        for priority in Priority::ALL {
            let new = NewTask { priority: Some(*priority), ..NewTask::named("T", &project) };
            tasks.push(TaskId(made(&t.plan.create_task(&t.you, new).await.unwrap())));
        }
    }
    let ranked = refs(&t).await;
    assert_eq!(ranked.len(), 8);
    for (n, task) in tasks.iter().enumerate() {
        let name = format!("T-{}", n + 1);
        t.plan.pin_task(&t.you, task).await.unwrap();
        assert_eq!(refs(&t).await[0], name);
        t.plan.skip_task(&t.you, task).await.unwrap();
        let rest: Vec<String> = ranked.iter().filter(|r| **r != name).cloned().collect();
        assert_eq!(refs(&t).await, rest);
        t.days_pass(1);
        assert_eq!(refs(&t).await, ranked, "{name} is back where it was");
    }
}

#[tokio::test]
async fn a_pin_ends_with_the_task() {
    let (t, [_, b, _]) = three().await;
    t.plan.pin_task(&t.you, &b).await.unwrap();
    t.plan.complete_task(&t.you, &b).await.unwrap();
    let reopened = TaskPatch { status: Some(TaskStatus::Todo), ..TaskPatch::default() };
    t.plan.update_task(&t.you, &b, reopened, None).await.unwrap();
    assert_eq!(refs(&t).await, ["T-1", "T-2", "T-3"]);
}

#[tokio::test]
async fn a_skipped_task_comes_back_when_the_next_day_begins() {
    let (t, [a, ..]) = three().await;
    t.plan.skip_task(&t.you, &a).await.unwrap();
    assert_eq!(refs(&t).await, ["T-2", "T-3"]);
    let until = t.plan.task_page(&a).await.unwrap().task.skipped_until.unwrap();
    assert_eq!(until.to_rfc3339(), "2026-01-06T00:00:00+00:00");
    let written = t.plan.skip_task(&t.you, &a).await.unwrap();
    assert_eq!(written.seq, 0, "skipping it again changes nothing");
    t.days_pass(1);
    assert_eq!(refs(&t).await, ["T-1", "T-2", "T-3"]);
}

#[tokio::test]
async fn a_skipped_task_can_be_shown_again_at_once() {
    let (t, [a, ..]) = three().await;
    t.plan.skip_task(&t.you, &a).await.unwrap();
    t.plan.unskip_task(&t.you, &a).await.unwrap();
    assert_eq!(refs(&t).await, ["T-1", "T-2", "T-3"]);
}

#[tokio::test]
async fn a_task_is_pinned_or_skipped_but_not_both() {
    let (t, [a, ..]) = three().await;
    t.plan.pin_task(&t.you, &a).await.unwrap();
    t.plan.skip_task(&t.you, &a).await.unwrap();
    let task = t.plan.task_page(&a).await.unwrap().task;
    assert!(!task.pinned && task.skipped_until.is_some());
    t.plan.pin_task(&t.you, &a).await.unwrap();
    let task = t.plan.task_page(&a).await.unwrap().task;
    assert!(task.pinned && task.skipped_until.is_none());
}

#[tokio::test]
async fn what_is_over_is_neither_pinned_nor_skipped() {
    let (t, [a, ..]) = three().await;
    t.plan.complete_task(&t.you, &a).await.unwrap();
    let error = t.plan.pin_task(&t.you, &a).await.unwrap_err();
    assert_eq!(error.to_string(), "T-1 is done. Reopen it before pinning it.");
    let error = t.plan.skip_task(&t.you, &a).await.unwrap_err();
    assert_eq!(error.to_string(), "T-1 is done. Reopen it before skipping it.");
}

#[tokio::test]
async fn history_says_what_was_pinned_and_skipped() {
    let (t, [a, b, _]) = three().await;
    t.plan.skip_task(&t.you, &a).await.unwrap();
    t.plan.unskip_task(&t.you, &a).await.unwrap();
    t.plan.pin_task(&t.you, &b).await.unwrap();
    t.plan.unpin_task(&t.you, &b).await.unwrap();
    let told: Vec<String> = t
        .plan
        .activity(&t.product, None, 4)
        .await
        .unwrap()
        .into_iter()
        .map(|s| s.sentence)
        .collect();
    let expected = [
        "unpinned T-2 “B”",
        "pinned T-2 “B”",
        "stopped skipping T-1 “A”",
        "skipped T-1 “A” until tomorrow",
    ];
    assert_eq!(told, expected);
}

#[tokio::test]
async fn the_runner_up_is_told_whatever_the_limit() {
    let (t, _) = three().await;
    let answer = next(&t, 1).await;
    assert_eq!(answer.rows.len(), 1);
    assert_eq!(answer.runner_up.as_deref(), Some("T-2 is next best: no bet behind it."));
    let page = t.plan.next(&t.you, &t.product, &NextQuery::best(0)).await.unwrap();
    assert_eq!(page.rows.len(), 1, "there is always one");
}

#[tokio::test]
async fn a_kind_that_no_task_is_under_is_refused() {
    let (t, _) = three().await;
    let under = |kind, id: &str| NextQuery { under: Some((kind, id.to_owned())), limit: 5 };
    let error = t.plan.next(&t.you, &t.product, &under(Kind::Decision, "x")).await.unwrap_err();
    assert!(matches!(error, Error::Invalid { field: "under", .. }), "{error}");
    let error = t.plan.next(&t.you, &t.product, &under(Kind::Bet, "x")).await.unwrap_err();
    assert!(matches!(error, Error::NotFound { .. }), "{error}");
}
