use proptest::prelude::*;
use sqlx::AssertSqlSafe;

use super::Effect;
use crate::actor::Actor;
use crate::error::Error;
use crate::ids::{CheckId, ProjectId, StepId, TaskId};
use crate::projects::{ProjectPatch, ProjectStatus};
use crate::rank::Placement;
use crate::store::TRACKED;
use crate::tasks::{Blocked, NewTask, TaskPatch, TaskStatus};
use crate::testing::TestPlan;

/// Everything the log keeps, as text, without the bookkeeping columns.
pub(super) async fn state(t: &TestPlan) -> String {
    let mut conn = t.plan.store().reader().await.unwrap();
    let mut all = String::new();
    for table in &TRACKED {
        let columns: Vec<String> = sqlx::query_scalar("SELECT name FROM pragma_table_info(?1)")
            .bind(table.name)
            .fetch_all(&mut *conn)
            .await
            .unwrap();
        let kept: Vec<String> = columns
            .into_iter()
            .filter(|c| !["rev", "updated_at", "updated_by"].contains(&c.as_str()))
            .map(|c| format!("quote({c})"))
            .collect();
        let sql = format!("SELECT {} FROM {} ORDER BY id", kept.join(" || '|' || "), table.name);
        let rows: Vec<String> =
            sqlx::query_scalar(AssertSqlSafe(sql)).fetch_all(&mut *conn).await.unwrap();
        all += table.name;
        all += &rows.join("\n");
    }
    all
}

#[derive(Debug, Clone)]
enum Act {
    CreateProject,
    EditProject(usize, u8),
    MoveProject(usize, u8),
    ArchiveProject(usize),
    CreateTask(usize, u8),
    EditTask(usize, u8),
    MoveTask(usize, usize),
    ArchiveTask(usize),
    AddParts(usize),
    TickParts(usize),
    RemoveParts(usize),
    Depend(usize, usize),
    Capture(u8),
    PlaceOldest(usize),
}

fn acts() -> impl Strategy<Value = Vec<(Act, bool)>> {
    let n = 0..8_usize;
    let act = prop_oneof![
        Just(Act::CreateProject),
        (n.clone(), any::<u8>()).prop_map(|(a, b)| Act::EditProject(a, b)),
        (n.clone(), any::<u8>()).prop_map(|(a, b)| Act::MoveProject(a, b)),
        n.clone().prop_map(Act::ArchiveProject),
        (n.clone(), any::<u8>()).prop_map(|(a, b)| Act::CreateTask(a, b)),
        (n.clone(), any::<u8>()).prop_map(|(a, b)| Act::EditTask(a, b)),
        (n.clone(), n.clone()).prop_map(|(a, b)| Act::MoveTask(a, b)),
        n.clone().prop_map(Act::ArchiveTask),
        n.clone().prop_map(Act::AddParts),
        n.clone().prop_map(Act::TickParts),
        n.clone().prop_map(Act::RemoveParts),
        (n.clone(), n.clone()).prop_map(|(a, b)| Act::Depend(a, b)),
        any::<u8>().prop_map(Act::Capture),
        n.prop_map(Act::PlaceOldest),
    ];
    prop::collection::vec((act, any::<bool>()), 1..40)
}

#[derive(Default)]
struct Made {
    projects: Vec<ProjectId>,
    tasks: Vec<TaskId>,
}

fn pick<T: Clone>(items: &[T], at: usize) -> Option<T> {
    (!items.is_empty()).then(|| items[at % items.len()].clone())
}

/// Runs one act; what the rules refuse changes nothing.
async fn run(t: &TestPlan, made: &mut Made, act: &Act, actor: &Actor) -> Result<(), Error> {
    let plan = &t.plan;
    let project = |at: &usize| pick(&made.projects, *at);
    let task = |at: &usize| pick(&made.tasks, *at);
    match act {
        Act::CreateProject => made.projects.push(t.project("A project").await),
        Act::EditProject(at, b) => {
            if let Some(id) = project(at) {
                let patch = ProjectPatch {
                    why: Some(format!("because {b}")),
                    constraints: Some(vec![format!("under {b} ms")]),
                    ..ProjectPatch::default()
                };
                plan.update_project(actor, &id, patch, None).await?;
            }
        }
        Act::MoveProject(at, b) => {
            if let Some(id) = project(at) {
                let status = ProjectStatus::ALL[usize::from(*b) % 5];
                plan.move_project(actor, &id, status, &Placement::First).await?;
            }
        }
        Act::ArchiveProject(at) => {
            if let Some(id) = project(at) {
                plan.archive_project(actor, &id).await?;
            }
        }
        Act::CreateTask(at, b) => {
            if let Some(id) = project(at) {
                let new = NewTask::named(&format!("Task {b}"), &id);
                let written = plan.create_task(actor, new).await?;
                made.tasks.push(TaskId(written.entities[0].id.clone()));
            }
        }
        Act::EditTask(at, b) => {
            if let Some(id) = task(at) {
                let patch = TaskPatch {
                    name: Some(format!("Renamed {b}")),
                    status: Some(TaskStatus::ALL[usize::from(*b) % 4]),
                    blocked: Some(Blocked::Set(format!("waiting for {b}"))),
                    ..TaskPatch::default()
                };
                plan.update_task(actor, &id, patch, None).await?;
            }
        }
        Act::MoveTask(at, to) => {
            if let (Some(id), Some(to)) = (task(at), project(to)) {
                plan.move_task(actor, &id, Some(&to), None, &Placement::First).await?;
            }
        }
        Act::ArchiveTask(at) => {
            if let Some(id) = task(at) {
                plan.archive_task(actor, &id).await?;
            }
        }
        Act::AddParts(at) => {
            if let Some(id) = task(at) {
                plan.add_step(actor, &id, "a step").await?;
                plan.add_check(actor, &id, "a check").await?;
                plan.add_note(actor, &id, "a note").await?;
            }
        }
        Act::TickParts(at) => each_part(t, task(at), actor, true).await?,
        Act::RemoveParts(at) => each_part(t, task(at), actor, false).await?,
        Act::Depend(at, on) => {
            if let (Some(id), Some(on)) = (task(at), task(on)) {
                plan.add_dependency(actor, &id, &on).await?;
            }
        }
        Act::Capture(b) => {
            let line = format!("thought {b} @later");
            plan.capture(actor, Some(&t.product), &line, crate::captures::CaptureSource::Cli)
                .await?;
        }
        Act::PlaceOldest(at) => {
            let waiting = plan.inbox(&t.product).await?;
            if let (Some(capture), Some(project_id)) = (waiting.last(), project(at)) {
                let target = crate::captures::CaptureTarget::Task { project_id };
                plan.place_capture(actor, &capture.id, &target).await?;
            }
        }
    }
    Ok(())
}

async fn each_part(
    t: &TestPlan,
    task: Option<TaskId>,
    actor: &Actor,
    tick: bool,
) -> Result<(), Error> {
    let Some(task) = task else { return Ok(()) };
    let page = t.plan.task_page(&task).await?;
    let first_step: Option<StepId> = page.steps.first().map(|s| s.id.clone());
    let first_check: Option<CheckId> = page.checks.first().map(|c| c.id.clone());
    if let Some(id) = first_step {
        if tick {
            t.plan.update_step(actor, &id, None, Some(true)).await?;
        } else {
            t.plan.remove_step(actor, &id).await?;
        }
    }
    if let Some(id) = first_check {
        if tick {
            t.plan.update_check(actor, &id, None, Some(true), Some("seen")).await?;
        } else {
            t.plan.remove_check(actor, &id).await?;
        }
    }
    Ok(())
}

pub(super) async fn every_set(t: &TestPlan) -> Vec<u32> {
    let mut conn = t.plan.store().reader().await.unwrap();
    sqlx::query_scalar("SELECT seq FROM change_sets WHERE undone_by IS NULL ORDER BY seq DESC")
        .fetch_all(&mut *conn)
        .await
        .unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_history_undone_is_its_start_and_redone_is_its_end(acts in acts()) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async move {
            let t = TestPlan::new().await;
            let before = every_set(&t).await;
            let start = state(&t).await;
            let mut made = Made::default();
            for (turn, (act, by_ai)) in acts.iter().enumerate() {
                // A session each: sets that interleave cannot be undone in any order.
                let ai = Actor { session: Some(turn.to_string()), ..Actor::ai("Claude Code") };
                let actor = if *by_ai { &ai } else { &t.you };
                match run(&t, &mut made, act, actor).await {
                    Ok(()) | Err(Error::Refused(_) | Error::NotFound { .. } | Error::Invalid { .. }) => {}
                    Err(other) => panic!("{act:?}: {other}"),
                }
            }
            let end = state(&t).await;
            let mut undone = Vec::new();
            for set in every_set(&t).await {
                if !before.contains(&set) {
                    undone.push(t.plan.undo_set(&t.you, set).await.unwrap());
                }
            }
            assert_eq!(state(&t).await, start);
            assert!(undone.iter().all(|u| u.kept.is_empty()), "{undone:?}");
            let mut redone = Vec::new();
            for undo in undone.iter().rev() {
                redone.push(t.plan.undo_set(&t.you, undo.written.set).await.unwrap());
            }
            assert_eq!(state(&t).await, end);
            // An undo of an undo of an undo, and once more.
            let mut again = Vec::new();
            for redo in redone.iter().rev() {
                again.push(t.plan.undo_set(&t.you, redo.written.set).await.unwrap());
            }
            assert_eq!(state(&t).await, start);
            for undo in again.iter().rev() {
                t.plan.undo_set(&t.you, undo.written.set).await.unwrap();
            }
            assert_eq!(state(&t).await, end);
        });
    }
}

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
