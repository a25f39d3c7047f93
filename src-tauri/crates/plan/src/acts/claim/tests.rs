use std::collections::HashSet;

use super::{Claim, Claimed};
use crate::Plan;
use crate::acts::save::{SaveItem, SaveOptions};
use crate::base::actor::Actor;
use crate::base::error::{Error, NotFree, Result};
use crate::base::ids::{ProjectId, TaskId};
use crate::base::refs::Kind;
use crate::concepts::projects::{NewProject, ProjectPatch, ProjectStatus};
use crate::concepts::tasks::{Blocked, TaskPatch, TaskReport, TaskRow, TaskStatus};
use crate::insights::brief::Detail;
use crate::insights::find::FindQuery;
use crate::insights::next::NextQuery;
use crate::testing::{TestPlan, made};

/// An agent in a session of its own.
fn agent(name: &str) -> Actor {
    Actor { session: Some(format!("session of {name}")), ..Actor::ai(name) }
}

/// A project of tasks A, B, C …
async fn tasks<const N: usize>() -> (TestPlan, ProjectId, [TaskId; N]) {
    let t = TestPlan::new().await;
    let project = t.project("Sync").await;
    let mut ids = Vec::new();
    for name in ["A", "B", "C", "D", "E"].into_iter().take(N) {
        ids.push(t.task(&project, name).await);
    }
    (t, project, ids.try_into().unwrap())
}

async fn claim(t: &TestPlan, actor: &Actor, task: &TaskId) -> Result<Claimed> {
    t.plan.claim_task(actor, &Claim::This(task.clone()), None).await
}

async fn best(t: &TestPlan, actor: &Actor) -> Result<Claimed> {
    let any = Claim::Best { product: t.product.clone(), under: None };
    t.plan.claim_task(actor, &any, None).await
}

fn not_free(claimed: Result<Claimed>) -> NotFree {
    match claimed {
        Err(Error::NotFree(why)) => *why,
        other => panic!("{other:?}"),
    }
}

async fn row(t: &TestPlan, task: &TaskId) -> TaskRow {
    let project = t.plan.task_page(task).await.unwrap().project.id;
    let rows = t.plan.project_page(&project).await.unwrap().tasks;
    rows.into_iter().find(|row| row.id == *task).unwrap()
}

/// `held by Robo until 11:00 UTC`, or nothing.
async fn held(t: &TestPlan, task: &TaskId) -> Option<String> {
    let held = row(t, task).await.held;
    assert_eq!(t.plan.task_page(task).await.unwrap().held, held, "the page says the same");
    held.map(|held| held.to_string())
}

async fn set_status(t: &TestPlan, actor: &Actor, task: &TaskId, status: TaskStatus) {
    let patch = TaskPatch { status: Some(status), ..TaskPatch::default() };
    t.plan.update_task(actor, task, patch, None).await.unwrap();
}

#[tokio::test]
async fn a_claim_is_one_agents_and_the_loser_is_told_whose_and_what_is_free() {
    let (t, project, [a, b, c]) = tasks().await;
    let claimed = claim(&t, &agent("Robo"), &b).await.unwrap();
    assert_eq!((claimed.task.reference.as_str(), claimed.rev, claimed.again), ("T-2", 2, false));
    assert_eq!(claimed.project.reference, "P-1");
    assert_eq!(held(&t, &b).await.as_deref(), Some("held by Robo until 11:00 UTC"));
    let page = t.plan.project_page(&project).await.unwrap().project;
    assert_eq!(page.status, ProjectStatus::Building, "the first task begun begins its project");

    let lost = not_free(claim(&t, &agent("Other"), &b).await);
    assert_eq!(lost.why, "T-2 is held by Robo since 2026-01-05 09:00 until 11:00 UTC.");
    let free: Vec<&str> = lost.free.iter().map(|link| link.name.as_str()).collect();
    assert_eq!(free, ["A", "C"], "in the order of what is next");
    assert_eq!(lost.held, row(&t, &b).await.held);
    assert!(held(&t, &a).await.is_none() && held(&t, &c).await.is_none());
}

#[tokio::test]
async fn another_session_of_the_same_client_is_another_agent() {
    let (t, _, [a]) = tasks().await;
    claim(&t, &agent("Robo"), &a).await.unwrap();
    let other = Actor { session: Some("another".into()), ..Actor::ai("Robo") };
    let lost = not_free(claim(&t, &other, &a).await);
    assert!(lost.why.starts_with("T-1 is held by another session of Robo since"), "{}", lost.why);
    assert_eq!(
        Error::NotFree(Box::new(lost)).to_string().split(". ").last(),
        Some("Nothing else is free now.")
    );
}

#[tokio::test]
async fn claiming_what_one_holds_answers_the_same_renews_it_and_changes_nothing() {
    let (t, _, [a]) = tasks().await;
    let robo = agent("Robo");
    let first = claim(&t, &robo, &a).await.unwrap();
    let sets = t.plan.activity(&t.product, None, 50).await.unwrap().len();
    t.minutes_pass(60);
    let again = claim(&t, &robo, &a).await.unwrap();
    assert!(again.again && again.written.seq == 0, "{again:?}");
    assert_eq!((again.task, again.rev), (first.task, first.rev));
    assert!(again.until > first.until);
    assert_eq!(held(&t, &a).await.as_deref(), Some("held by Robo until 12:00 UTC"));
    assert_eq!(t.plan.activity(&t.product, None, 50).await.unwrap().len(), sets);
    let any = best(&t, &robo).await.unwrap();
    assert!(any.again, "and so it is without naming it");
}

#[tokio::test]
async fn a_claim_lasts_two_hours_from_the_last_change_of_its_holder() {
    let (t, _, [a, b]) = tasks().await;
    let (robo, other) = (agent("Robo"), agent("Other"));
    claim(&t, &robo, &a).await.unwrap();
    let step = t.plan.add_step(&robo, &a, "First").await.unwrap();
    assert_eq!(step.entities.len(), 1);
    let report = |report: TaskReport| t.plan.report_task(&robo, &a, report);
    for round in 0..6 {
        t.minutes_pass(110);
        let lost = claim(&t, &other, &a).await;
        assert!(matches!(lost, Err(Error::NotFree(_))), "round {round}: {lost:?}");
        match round {
            0 => drop(t.plan.add_note(&robo, &a, "found it").await.unwrap()),
            1 => drop(t.plan.add_check(&robo, &a, "It holds").await.unwrap()),
            2 => drop(
                report(TaskReport { commit: Some("abc".into()), ..TaskReport::default() })
                    .await
                    .unwrap(),
            ),
            3 => {
                let item = SaveItem::update("T-1", serde_json::json!({"name": "A, better"}));
                t.plan
                    .save(&robo, Some(&t.product), &[item], &SaveOptions::default())
                    .await
                    .unwrap();
            }
            4 => {
                let patch = TaskPatch { status: Some(TaskStatus::Doing), ..TaskPatch::default() };
                let same = report(TaskReport { patch, ..TaskReport::default() }).await.unwrap();
                assert_eq!(same.written.seq, 0, "even a report that changes nothing");
            }
            _ => drop(t.plan.add_dependency(&t.you, &b, &a).await.unwrap()),
        }
    }
    t.plan.add_note(&other, &a, "may I?").await.unwrap();
    t.minutes_pass(11);
    let taken = claim(&t, &other, &a).await.unwrap();
    assert!(!taken.again, "nobody else's changes kept it");
    let notes = t.plan.task_page(&a).await.unwrap().notes;
    assert_eq!(notes.last().unwrap().text, "Taken over from Robo.");
    assert!(matches!(claim(&t, &robo, &a).await, Err(Error::NotFree(_))));
}

#[tokio::test]
async fn a_claim_that_ran_out_is_its_holders_until_another_takes_it() {
    let (t, _, [a]) = tasks().await;
    let robo = agent("Robo");
    claim(&t, &robo, &a).await.unwrap();
    t.minutes_pass(180);
    assert_eq!(held(&t, &a).await, None);
    t.plan.add_note(&robo, &a, "still at it").await.unwrap();
    assert_eq!(held(&t, &a).await.as_deref(), Some("held by Robo until 14:00 UTC"));
}

#[tokio::test]
async fn whatever_takes_a_task_out_of_doing_ends_its_claim() {
    let (robo, other) = (agent("Robo"), agent("Other"));
    for how in ["finished", "let go", "by another", "trash", "project", "undo", "own undo"] {
        let (t, project, [a]) = tasks().await;
        let claimed = claim(&t, &robo, &a).await.unwrap();
        match how {
            "finished" => set_status(&t, &robo, &a, TaskStatus::Done).await,
            "let go" => set_status(&t, &robo, &a, TaskStatus::Todo).await,
            "by another" => set_status(&t, &other, &a, TaskStatus::Dropped).await,
            "trash" => drop(t.plan.archive_task(&t.you, &a).await.unwrap()),
            "project" => drop(t.plan.archive_project(&t.you, &project).await.unwrap()),
            "undo" => drop(t.plan.undo_set(&t.you, claimed.written.set).await.unwrap()),
            _ => drop(t.plan.undo_set(&robo, claimed.written.set).await.unwrap()),
        }
        assert_eq!(t.plan.task_page(&a).await.unwrap().held, None, "{how}");
        match how {
            "trash" => drop(t.plan.restore(&t.you, Kind::Task, a.as_str()).await.unwrap()),
            "project" => {
                drop(t.plan.restore(&t.you, Kind::Project, project.as_str()).await.unwrap());
            }
            "finished" | "by another" => set_status(&t, &t.you, &a, TaskStatus::Todo).await,
            _ => {}
        }
        assert_eq!(held(&t, &a).await, None, "{how}, and brought back");
        let taken = claim(&t, &other, &a).await.unwrap();
        assert!(!taken.again, "{how}");
    }
}

#[tokio::test]
async fn undoing_a_claim_that_changed_hands_leaves_the_task_to_nobody() {
    let (t, _, [a]) = tasks().await;
    claim(&t, &agent("Robo"), &a).await.unwrap();
    t.minutes_pass(180);
    let taken = claim(&t, &agent("Other"), &a).await.unwrap();
    t.plan.undo_set(&t.you, taken.written.set).await.unwrap();
    let page = t.plan.task_page(&a).await.unwrap();
    assert_eq!((page.task.status, page.held, page.notes.len()), (TaskStatus::Doing, None, 0));
}

#[tokio::test]
async fn the_person_hands_over_what_they_do_and_takes_what_they_want() {
    let (t, _, [a, b]) = tasks().await;
    let robo = agent("Robo");
    set_status(&t, &t.you, &a, TaskStatus::Doing).await;
    claim(&t, &robo, &a).await.unwrap();
    let notes = t.plan.task_page(&a).await.unwrap().notes;
    assert_eq!(notes[0].text, "Taken over, already under way.");

    let taken = claim(&t, &t.you, &a).await.unwrap();
    assert_eq!(taken.until, None, "the person needs no end");
    t.days_pass(3);
    assert_eq!(held(&t, &a).await.as_deref(), Some("held by the person"));
    assert_eq!(best(&t, &robo).await.unwrap().task.name, "B", "nobody is offered theirs");
    assert!(best(&t, &t.you).await.unwrap().again);
    claim(&t, &robo, &a).await.unwrap();
    assert_eq!(held(&t, &a).await.as_deref(), Some("held by Robo until 11:00 UTC"));

    let blocked =
        TaskPatch { blocked: Some(Blocked::Set("no key".into())), ..TaskPatch::default() };
    t.plan.update_task(&t.you, &b, blocked, None).await.unwrap();
    claim(&t, &t.you, &b).await.unwrap();
}

#[tokio::test]
async fn what_cannot_be_begun_is_refused_with_the_reason() {
    let (t, project, [a, b, c, d]) = tasks().await;
    let robo = agent("Robo");
    let blocked =
        TaskPatch { blocked: Some(Blocked::Set("no key.".into())), ..TaskPatch::default() };
    t.plan.update_task(&t.you, &a, blocked, None).await.unwrap();
    t.plan.add_dependency(&t.you, &b, &a).await.unwrap();
    set_status(&t, &t.you, &c, TaskStatus::Done).await;
    let waiting = made(&t.plan.create_project(&t.you, &t.product, named("Later")).await.unwrap());
    let waiting = ProjectId(waiting);
    let e = t.task(&waiting, "E").await;
    t.plan.add_project_dependency(&t.you, &waiting, &project).await.unwrap();
    let over =
        ProjectId(made(&t.plan.create_project(&t.you, &t.product, named("Past")).await.unwrap()));
    let f = t.task(&over, "F").await;
    let done = ProjectPatch { status: Some(ProjectStatus::Done), ..ProjectPatch::default() };
    t.plan.update_project(&t.you, &over, done, None).await.unwrap();
    for (task, says) in [
        (&a, "T-1 is blocked: no key."),
        (&b, "T-2 waits for T-1."),
        (&c, "T-3 is done."),
        (&e, "T-5 belongs to P-2, which waits for P-1."),
        (&f, "T-6 belongs to P-3, which is done."),
    ] {
        let lost = not_free(claim(&t, &robo, task).await);
        assert_eq!((lost.why.as_str(), lost.held), (says, None));
        assert_eq!(lost.free[0].name, "D", "{says}");
    }
    t.plan.archive_task(&t.you, &d).await.unwrap();
    let trashed = claim(&t, &robo, &d).await.unwrap_err();
    assert_eq!(trashed.to_string(), "T-4 is in the trash. Restore it before changing it.");
}

fn named(name: &str) -> NewProject {
    NewProject { name: name.into(), ..NewProject::default() }
}

#[tokio::test]
async fn without_a_name_the_best_free_task_is_given_and_none_that_someone_began() {
    let (t, _, [a, b, c, d]) = tasks().await;
    set_status(&t, &t.you, &a, TaskStatus::Doing).await;
    t.plan.pin_task(&t.you, &c).await.unwrap();
    let (robo, other) = (agent("Robo"), agent("Other"));
    let given = [best(&t, &robo).await, best(&t, &other).await, best(&t, &agent("Third")).await];
    let given: Vec<String> = given.into_iter().map(|g| g.unwrap().task.name).collect();
    assert_eq!(given, ["C", "B", "D"]);
    let none = not_free(best(&t, &agent("Fourth")).await);
    assert_eq!(
        none.why,
        "No task can be started: 3 are held by Other, Robo and Third, 1 is under way without a claim."
    );
    t.minutes_pass(110);
    t.plan.add_note(&other, &b, "going on").await.unwrap();
    t.plan.add_note(&robo, &c, "going on").await.unwrap();
    t.minutes_pass(11);
    let taken = best(&t, &agent("Fourth")).await.unwrap();
    assert_eq!(taken.task.id, d.as_str(), "what a claim has run out on is free again");
}

#[tokio::test]
async fn a_holder_who_is_blocked_is_given_something_else() {
    let (t, _, [a, _b]) = tasks().await;
    let robo = agent("Robo");
    assert_eq!(best(&t, &robo).await.unwrap().task.name, "A");
    let blocked =
        TaskPatch { blocked: Some(Blocked::Set("no key".into())), ..TaskPatch::default() };
    t.plan.update_task(&robo, &a, blocked, None).await.unwrap();
    assert_eq!(best(&t, &robo).await.unwrap().task.name, "B");
}

#[tokio::test]
async fn a_claim_looks_only_under_what_is_named() {
    let (t, _, [_a]) = tasks().await;
    let other = t.project("Other").await;
    t.task(&other, "Z").await;
    let under = Some((Kind::Project, other.to_string()));
    let wanted = Claim::Best { product: t.product.clone(), under };
    let robo = agent("Robo");
    assert_eq!(best(&t, &robo).await.unwrap().task.name, "A");
    let given = t.plan.claim_task(&robo, &wanted, None).await.unwrap();
    assert_eq!((given.task.name.as_str(), given.again), ("Z", false));
}

#[tokio::test]
async fn the_same_key_claims_once() {
    let (t, _, [_a, _b]) = tasks().await;
    let any = Claim::Best { product: t.product.clone(), under: None };
    let first = t.plan.claim_task(&agent("Robo"), &any, Some("k")).await.unwrap();
    let other_session = Actor { session: Some("restarted".into()), ..Actor::ai("Robo") };
    let second = t.plan.claim_task(&other_session, &any, Some("k")).await.unwrap();
    assert!(second.replayed);
    assert_eq!(second, Claimed { replayed: true, ..first });
}

#[tokio::test]
async fn activity_and_history_say_what_was_claimed() {
    let (t, _, [a, b]) = tasks().await;
    claim(&t, &agent("Robo"), &a).await.unwrap();
    claim(&t, &agent("Robo"), &b).await.unwrap();
    t.minutes_pass(180);
    claim(&t, &agent("Other"), &a).await.unwrap();
    let sets = t.plan.activity(&t.product, None, 2).await.unwrap();
    let told: Vec<&str> = sets.iter().map(|set| set.sentence.as_str()).collect();
    assert_eq!(told, ["claimed T-1 “A”", "claimed 2 tasks in P-1, started P-1 “Sync”"]);
    let history = t.plan.task_page(&a).await.unwrap().history;
    assert_eq!(history[0].sentence, "claimed T-1 “A”");
}

#[tokio::test]
async fn what_others_hold_is_not_offered_and_every_list_says_who_has_it() {
    let (t, project, [a, b]) = tasks().await;
    let (robo, other) = (agent("Robo"), agent("Other"));
    t.plan.pin_task(&t.you, &a).await.unwrap();
    claim(&t, &robo, &a).await.unwrap();
    let next = t.plan.next(&other, &t.product, &NextQuery::best(5)).await.unwrap();
    assert_eq!(next.rows.iter().map(|r| &r.task.id).collect::<Vec<_>>(), [&b]);
    assert_eq!(next.held_back.held, 1);
    let waits = "T-1 is pinned, but held by Robo until 11:00 UTC.";
    assert_eq!(next.pinned_waits.as_deref(), Some(waits));
    let own = t.plan.next(&robo, &t.product, &NextQuery::best(5)).await.unwrap();
    assert_eq!((own.rows[0].task.id.clone(), own.held_back.held), (a.clone(), 0));

    let held = own.rows[0].task.held.clone().unwrap();
    assert_eq!(
        t.plan.standing(&other, &t.product).await.unwrap().doing[0].held.as_ref(),
        Some(&held)
    );
    let found = t.plan.find(&FindQuery::words(&t.product, "", 10)).await.unwrap().rows;
    let found: Vec<_> = found.into_iter().filter(|hit| hit.kind == Kind::Task).collect();
    assert_eq!(found.iter().map(|hit| hit.held.as_ref()).collect::<Vec<_>>(), [Some(&held), None]);
    let brief = t.plan.brief(Kind::Task, a.as_str(), Detail::Short).await.unwrap();
    assert!(brief.contains("doing · held by Robo until 11:00 UTC · rev 3"), "{brief}");
    assert_eq!(t.plan.project_page(&project).await.unwrap().tasks[1].held, None);
}

#[tokio::test]
async fn a_hundred_claims_at_once_have_as_many_winners_as_there_are_tasks() {
    let (t, project, _) = tasks::<0>().await;
    for n in 0..10 {
        t.task(&project, &format!("Task {n}")).await;
    }
    let second = Plan::open_with(t.folder.path(), t.plan.ambient().clone()).await.unwrap();
    let mut claims = tokio::task::JoinSet::new();
    for n in 0..100 {
        let plan = if n % 2 == 0 { t.plan.clone() } else { second.clone() };
        let any = Claim::Best { product: t.product.clone(), under: None };
        claims
            .spawn(async move { plan.claim_task(&agent(&format!("Agent {n}")), &any, None).await });
    }
    let (mut won, mut lost) = (HashSet::new(), 0);
    for claimed in claims.join_all().await {
        match claimed {
            Ok(claimed) => assert!(won.insert(claimed.task.id), "a task was given twice"),
            Err(Error::NotFree(told)) => {
                lost += 1;
                assert!(
                    told.why.contains("10 are held by Agent") && told.why.contains("and 7 others"),
                    "{}",
                    told.why
                );
            }
            Err(other) => panic!("{other}"),
        }
    }
    assert_eq!((won.len(), lost), (10, 90));
}
