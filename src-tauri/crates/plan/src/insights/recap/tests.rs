use super::Recap;
use crate::base::actor::Actor;
use crate::base::ids::{ProjectId, TaskId};
use crate::base::rank::Placement;
use crate::concepts::bets::Horizon;
use crate::concepts::captures::CaptureSource;
use crate::concepts::tasks::{NewTask, TaskPatch, TaskStatus};
use crate::testing::{TestPlan, made};

fn claude() -> Actor {
    Actor::ai("Claude")
}

async fn recap(t: &TestPlan, actor: &Actor) -> Recap {
    t.plan.recap(actor, &t.product).await.unwrap()
}

/// Who did what, without the times.
fn told(recap: &Recap) -> Vec<String> {
    recap.groups.iter().map(|g| format!("{} {}", g.by, g.sentence)).collect()
}

async fn add(t: &TestPlan, actor: &Actor, project: &ProjectId, name: &str) -> TaskId {
    let written = t.plan.create_task(actor, NewTask::named(name, project)).await.unwrap();
    TaskId(made(&written))
}

async fn set(t: &TestPlan, actor: &Actor, task: &TaskId, status: TaskStatus) {
    let patch = TaskPatch { status: Some(status), ..TaskPatch::default() };
    t.plan.update_task(actor, task, patch, None).await.unwrap();
}

#[tokio::test]
async fn the_person_is_told_what_others_did_by_who_and_what() {
    let t = TestPlan::new().await;
    let project = t.project("Offline").await;
    for name in ["A", "B", "C"] {
        let task = add(&t, &claude(), &project, name).await;
        set(&t, &claude(), &task, TaskStatus::Done).await;
    }
    add(&t, &Actor::ai("Cursor"), &project, "Keep the queue").await;
    let told_now = recap(&t, &t.you).await;
    assert_eq!(
        told(&told_now),
        ["Cursor added T-4 “Keep the queue”", "Claude finished 3 tasks in P-1"]
    );
    assert_eq!((told_now.counts.added, told_now.counts.finished), (1, 3));
    assert_eq!(told_now.own, 2, "the product and the project");
    let claude = &told_now.groups[1];
    assert_eq!((claude.total, claude.entities.len(), claude.sets.len()), (3, 3, 1));
}

#[tokio::test]
async fn reading_and_marking_as_seen_are_two_steps_for_the_person() {
    let t = TestPlan::new().await;
    let project = t.project("P").await;
    add(&t, &claude(), &project, "A").await;
    let first = recap(&t, &t.you).await;
    assert_eq!(first.since, None);
    assert_eq!(recap(&t, &t.you).await.groups, first.groups, "reading loses nothing");
    add(&t, &claude(), &project, "B").await;
    t.plan.mark_seen(&t.you, &t.product, first.seq).await.unwrap();
    let second = recap(&t, &t.you).await;
    assert_eq!(told(&second), ["Claude added T-2 “B”"], "what came after the reading is left");
    assert!(second.since.is_some());
    t.plan.mark_seen(&t.you, &t.product, second.seq).await.unwrap();
    t.plan.mark_seen(&t.you, &t.product, first.seq).await.unwrap();
    assert_eq!(told(&recap(&t, &t.you).await), [""; 0], "it never goes back");
    t.plan.mark_seen(&t.you, &t.product, u32::MAX).await.unwrap();
    add(&t, &claude(), &project, "C").await;
    assert_eq!(told(&recap(&t, &t.you).await).len(), 1, "nor past the end of the log");
}

#[tokio::test]
async fn for_an_ai_asking_is_seeing_and_its_own_changes_are_left_out() {
    let t = TestPlan::new().await;
    let project = t.project("P").await;
    let first = recap(&t, &claude()).await;
    assert_eq!((told(&first), first.since), (Vec::new(), None), "it has missed nothing");
    add(&t, &claude(), &project, "A").await;
    let task = t.task(&project, "B").await;
    set(&t, &t.you, &task, TaskStatus::Doing).await;
    let second = recap(&t, &claude()).await;
    assert_eq!(
        told(&second),
        ["the person added T-2 “B”", "the person started P-1 “P”"],
        "what is new is told as new"
    );
    assert_eq!(second.own, 0);
    assert_eq!(told(&recap(&t, &claude()).await), [""; 0]);
}

#[tokio::test]
async fn moves_pins_and_trash_have_their_own_words() {
    let t = TestPlan::new().await;
    let project = t.project("P").await;
    let (bets, task) = ([t.bet("One").await, t.bet("Two").await], t.task(&project, "A").await);
    let gone = t.task(&project, "B").await;
    recap(&t, &claude()).await;
    for bet in &bets {
        let now = Some(Horizon::Now);
        t.plan.move_bet(&t.you, bet, now, &Placement::First, None).await.unwrap();
    }
    t.plan.pin_task(&t.you, &task).await.unwrap();
    t.plan.skip_task(&t.you, &gone).await.unwrap();
    t.plan.archive_task(&t.you, &gone).await.unwrap();
    let passing = t.task(&project, "C").await;
    t.plan.archive_task(&t.you, &passing).await.unwrap();
    for text in ["a", "b", "c", "d"] {
        t.plan.capture(&t.you, Some(&t.product), text, CaptureSource::App).await.unwrap();
    }
    assert_eq!(
        told(&recap(&t, &claude()).await),
        [
            "the person added 4 captures",
            "the person removed T-2 “B”",
            "the person pinned T-1 “A”",
            "the person moved B-1 and B-2",
        ],
        "what came and went is not told"
    );
}

#[tokio::test]
async fn what_was_taken_back_since_is_not_told_unless_it_was_the_readers_own() {
    let t = TestPlan::new().await;
    let project = t.project("P").await;
    recap(&t, &claude()).await;
    recap(&t, &Actor::ai("Cursor")).await;
    let task = add(&t, &claude(), &project, "A").await;
    let set = t.plan.activity(&t.product, None, 1).await.unwrap()[0].set;
    t.plan.undo_set(&t.you, set).await.unwrap();
    assert_eq!(told(&recap(&t, &t.you).await), [""; 0]);
    assert_eq!(told(&recap(&t, &Actor::ai("Cursor")).await), [""; 0]);
    assert_eq!(told(&recap(&t, &claude()).await), ["the person took back changes of T-1 “A”"]);
    assert!(t.plan.task_page(&task).await.is_err());
}

#[tokio::test]
async fn a_long_absence_is_told_in_a_readable_size() {
    let t = TestPlan::new().await;
    let project = t.project("P").await;
    for n in 0..15 {
        add(&t, &Actor::ai(&format!("Agent {n}")), &project, "A").await;
    }
    let recap = recap(&t, &t.you).await;
    assert_eq!((recap.groups.len(), recap.more), (12, 3));
    assert_eq!(recap.counts.added, 15, "the counts are of all");
    let lines = recap.lines();
    assert_eq!(lines.len(), 14);
    assert_eq!(lines[12..], ["and 3 more", "You made 2 changes yourself."]);
    assert!(lines[0].ends_with(" Agent 14: added T-15 “A”"), "{}", lines[0]);
}

#[tokio::test]
async fn tasks_of_many_projects_are_told_together() {
    let t = TestPlan::new().await;
    for n in 0..4 {
        let project = t.project(&format!("Project {n}")).await;
        add(&t, &claude(), &project, "A").await;
    }
    assert_eq!(told(&recap(&t, &t.you).await), ["Claude added 4 tasks in 4 projects"]);
}

#[tokio::test]
async fn another_products_changes_are_not_told() {
    let t = TestPlan::new().await;
    let project = t.project("P").await;
    let other = t.other_product("Other").await;
    recap(&t, &claude()).await;
    t.plan.recap(&claude(), &other).await.unwrap();
    t.task(&project, "A").await;
    assert_eq!(t.plan.recap(&claude(), &other).await.unwrap().groups, []);
    assert_eq!(told(&recap(&t, &claude()).await).len(), 1);
}
