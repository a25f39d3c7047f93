//! Briefs to the byte, over ten plans, in `golden/*.md`. `OPENBACKLOG_RENEW=1`
//! writes them anew; read the difference before you keep it.

mod ground;

use chrono::NaiveDate;
use tiktoken_rs::o200k_base_singleton;

use self::ground::{Ground, ground};
use super::Detail;
use crate::base::ids::{BetId, ProjectId, TaskId};
use crate::base::refs::Kind;
use crate::concepts::bets::{Horizon, NewBet};
use crate::concepts::decisions::{About, NewDecision};
use crate::concepts::products::ProductPatch;
use crate::concepts::projects::{NewProject, ProjectPatch, ProjectStatus};
use crate::concepts::tasks::{NewTask, Priority, TaskPatch, TaskStatus};
use crate::testing::TestPlan;

fn lines(items: &[&str]) -> Vec<String> {
    items.iter().map(|item| (*item).to_owned()).collect()
}

fn day(y: i32, m: u32, d: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(y, m, d)
}

/// Compares the brief and the chain with what was kept, and holds both to their
/// limits.
async fn is_golden(t: &TestPlan, name: &str, kind: Kind, id: &str) {
    let why = t.plan.why(kind, id).await.unwrap();
    assert!((1..=7).contains(&why.len()), "{name}: {} lines", why.len());
    let brief = t.plan.brief(kind, id, Detail::Short).await.unwrap();
    let tokens = o200k_base_singleton().encode_ordinary(&brief).len();
    assert!(tokens <= 1_500, "{name}: {tokens} tokens");
    for line in why.iter().filter(|line| line.level != "for") {
        assert!(brief.contains(&line.shown()), "{name} does not say {}", line.shown());
    }
    let chain: Vec<String> = why.iter().map(|line| format!("- {}", line.shown())).collect();
    let page = format!("{brief}\n<!-- {tokens} tokens; the chain:\n{}\n-->\n", chain.join("\n"));
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("src/insights/brief/golden")
        .join(format!("{name}.md"));
    if std::env::var_os("OPENBACKLOG_RENEW").is_some() {
        std::fs::write(&path, &page).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    assert_eq!(page, kept, "{name}: OPENBACKLOG_RENEW=1 keeps the new one");
}

async fn first(written: crate::Result<crate::Written>) -> String {
    written.unwrap().entities[0].id.clone()
}

async fn project(t: &TestPlan, new: NewProject) -> ProjectId {
    ProjectId(first(t.plan.create_project(&t.you, &t.product, new).await).await)
}

async fn task(t: &TestPlan, new: NewTask) -> TaskId {
    TaskId(first(t.plan.create_task(&t.you, new).await).await)
}

async fn decide(t: &TestPlan, what: &str, about: (Kind, &str)) {
    let new = NewDecision {
        what: what.into(),
        why: Some("It is simple to explain.".into()),
        instead_of: Some("merging by hand".into()),
        revisit_on: day(2026, 6, 1),
        about: Some(vec![About { kind: about.0, id: about.1.into() }]),
        ..NewDecision::default()
    };
    t.plan.create_decision(&t.you, &t.product, new).await.unwrap();
}

fn offline_sync(ground: &Ground) -> NewProject {
    NewProject {
        name: "Offline sync".into(),
        why_line: Some("Maya keeps writing on the train; today she loses notes.".into()),
        why: Some("Two of three support mails are about lost edits.\n\nSee docs/mails.md.".into()),
        what: Some("A queue that outlives the process.".into()),
        in_scope: Some(lines(&["queue", "retry"])),
        out_of_scope: Some(lines(&["multi-user merge"])),
        constraints: Some(lines(&["SQLite only", "< 50 ms"])),
        questions: Some(lines(&["clock skew?"])),
        branch: Some("ob/p-1-offline".into()),
        appetite_days: Some(9),
        bet_id: Some(ground.bet.clone()),
        personas: Some(vec![ground.maya.clone()]),
        problems: Some(vec![ground.lost.clone()]),
        ..NewProject::default()
    }
}

#[tokio::test]
async fn full() {
    let t = TestPlan::new().await;
    let ground = ground(&t).await;
    let sync = project(&t, offline_sync(&ground)).await;
    let beside = NewProject {
        bet_id: Some(ground.bet.clone()),
        name: "Export".into(),
        ..NewProject::default()
    };
    project(&t, beside).await;
    task(&t, NewTask::named("Show a conflict banner", &sync)).await;
    let new = NewTask {
        description: Some("Keep each edit in `src/queue.rs` until the server has it.".into()),
        why_line: Some("An edit that is not on disk is an edit that is lost.".into()),
        constraints: Some(lines(&["no new table"])),
        steps: Some(lines(&["table", "flush on reconnect in src/net.rs:40"])),
        checks: Some(lines(&["kill -9 loses 0", "resumes in 1 s"])),
        priority: Some(Priority::P1),
        ..NewTask::named("Queue edits while offline", &sync)
    };
    let queue = task(&t, new).await;
    task(&t, NewTask::named("Retry with a pause", &sync)).await;
    let check = t.plan.task_page(&queue).await.unwrap().checks[0].id.clone();
    t.plan.update_check(&t.you, &check, None, Some(true), Some("ran it 50 times")).await.unwrap();
    t.plan.add_note(&t.you, &queue, "The old queue is in legacy/queue.ts.").await.unwrap();
    decide(&t, "Last write wins per field", (Kind::Project, sync.as_str())).await;
    decide(&t, "One SQLite file", (Kind::Product, t.product.as_str())).await;
    is_golden(&t, "full", Kind::Task, queue.as_str()).await;
    is_golden(&t, "full_project", Kind::Project, sync.as_str()).await;
    is_golden(&t, "full_bet", Kind::Bet, ground.bet.as_str()).await;
}

#[tokio::test]
async fn nothing_but_names() {
    let t = TestPlan::new().await;
    let sync = t.project("Offline sync").await;
    let queue = t.task(&sync, "Queue edits").await;
    let bet = t.bet("Train-proof notes").await;
    is_golden(&t, "names", Kind::Task, queue.as_str()).await;
    is_golden(&t, "names_project", Kind::Project, sync.as_str()).await;
    is_golden(&t, "names_bet", Kind::Bet, bet.as_str()).await;
}

#[tokio::test]
async fn no_bet() {
    let t = TestPlan::new().await;
    let ground = ground(&t).await;
    let pillar = t.plan.pillar_list(&t.product).await.unwrap().pillars[0].pillar.id.clone();
    let new = NewProject {
        bet_id: None,
        pillar_id: Some(pillar),
        personas: None,
        ..offline_sync(&ground)
    };
    let sync = project(&t, new).await;
    let queue = t.task(&sync, "Queue edits").await;
    is_golden(&t, "no_bet", Kind::Task, queue.as_str()).await;
}

#[tokio::test]
async fn a_parked_bet() {
    let t = TestPlan::new().await;
    let ground = ground(&t).await;
    let sync = project(&t, offline_sync(&ground)).await;
    let queue = t.task(&sync, "Queue edits").await;
    t.plan
        .move_bet(
            &t.you,
            &ground.bet,
            Some(Horizon::Parked),
            &crate::Placement::Last,
            Some("the new editor comes first".into()),
        )
        .await
        .unwrap();
    is_golden(&t, "parked", Kind::Task, queue.as_str()).await;
    is_golden(&t, "parked_bet", Kind::Bet, ground.bet.as_str()).await;
}

#[tokio::test]
async fn long_texts() {
    let t = TestPlan::new().await;
    let ground = ground(&t).await;
    let long = "Every edit is kept on disk before it is shown. ".repeat(40);
    let about = ProductPatch { about: Some(long.clone()), ..ProductPatch::default() };
    t.plan.update_product(&t.you, &t.product, about, None).await.unwrap();
    let sync = project(
        &t,
        NewProject { why: Some(long.clone()), what: Some(long.clone()), ..offline_sync(&ground) },
    )
    .await;
    let checks: Vec<String> =
        (1..=30).map(|n| format!("after crash number {n} nothing is missing")).collect();
    let new = NewTask {
        description: Some(format!("{long}\n\n```rust\n{}```\n", "queue.push(edit)?;\n".repeat(60))),
        constraints: Some(vec!["x".repeat(600)]),
        checks: Some(checks),
        ..NewTask::named("Queue edits", &sync)
    };
    let queue = task(&t, new).await;
    for n in 1..=6 {
        t.plan.add_note(&t.you, &queue, &format!("Attempt {n}. {long}")).await.unwrap();
    }
    is_golden(&t, "long", Kind::Task, queue.as_str()).await;
    is_golden(&t, "long_project", Kind::Project, sync.as_str()).await;
}

#[tokio::test]
async fn right_to_left() {
    let t = TestPlan::new().await;
    let (maya, lost) = (t.persona("מאיה").await, t.problem("تعديلات ضائعة").await);
    t.pain(&maya, &lost).await;
    let bet = NewBet {
        name: "הערות לרכבת".into(),
        belief: Some("אנחנו מאמינים שמאיה תישאר כי שום דבר לא הולך לאיבוד.".into()),
        personas: Some(vec![maya]),
        problems: Some(vec![lost]),
        ..NewBet::default()
    };
    let bet = BetId(first(t.plan.create_bet(&t.you, &t.product, bet).await).await);
    let new = NewProject {
        name: "مزامنة دون اتصال".into(),
        why_line: Some("مايا تكتب في القطار وتفقد ملاحظاتها اليوم.".into()),
        out_of_scope: Some(lines(&["دمج عدة مستخدمين"])),
        bet_id: Some(bet),
        ..NewProject::default()
    };
    let sync = project(&t, new).await;
    let new = NewTask {
        description: Some("שמרו כל עריכה ב־src/queue.rs עד שהשרת קיבל אותה.".into()),
        checks: Some(lines(&["שום עריכה לא אובדת", "يستأنف خلال ثانية"])),
        ..NewTask::named("תור עריכות", &sync)
    };
    let queue = task(&t, new).await;
    is_golden(&t, "right_to_left", Kind::Task, queue.as_str()).await;
}

#[tokio::test]
async fn emoji_and_wide_scripts() {
    let t = TestPlan::new().await;
    let new = NewProject {
        name: "オフライン同期 🚆".into(),
        why_line: Some("電車の中で書いたメモが消えてしまう。".into()),
        constraints: Some(lines(&["仅限 SQLite", "👩‍💻 一人で作れること"])),
        ..NewProject::default()
    };
    let sync = project(&t, new).await;
    let new = NewTask {
        description: Some("편집 내용을 `큐.rs` 파일에 저장한다. 🧑🏽‍🚀✍🏿".into()),
        steps: Some(lines(&["테이블 만들기", "再接続時に送る"])),
        checks: Some(lines(&["一つも失われない ✅"])),
        ..NewTask::named("離線時排隊編輯 ✨", &sync)
    };
    let queue = task(&t, new).await;
    is_golden(&t, "wide", Kind::Task, queue.as_str()).await;
}

#[tokio::test]
async fn blocked_and_waiting() {
    let t = TestPlan::new().await;
    let (login, sync) = (t.project("Sign in").await, t.project("Offline sync").await);
    t.plan.add_project_dependency(&t.you, &sync, &login).await.unwrap();
    let (table, done) = (t.task(&sync, "Local table").await, t.task(&login, "Keys").await);
    t.plan.complete_task(&t.you, &done).await.unwrap();
    let new = NewTask {
        blocked: Some("waiting for a key from the store".into()),
        depends_on: Some(vec![table, done]),
        branch: Some("ob/t-3-queue".into()),
        ..NewTask::named("Queue edits", &sync)
    };
    let queue = task(&t, new).await;
    is_golden(&t, "blocked", Kind::Task, queue.as_str()).await;
    is_golden(&t, "blocked_project", Kind::Project, sync.as_str()).await;
}

#[tokio::test]
async fn many_siblings() {
    let t = TestPlan::new().await;
    let sync = t.project("Offline sync").await;
    let mut ids = Vec::new();
    for n in 1..=40 {
        ids.push(t.task(&sync, &format!("Step {n} of the sync")).await);
    }
    t.plan.complete_task(&t.you, &ids[18]).await.unwrap();
    is_golden(&t, "siblings", Kind::Task, ids[19].as_str()).await;
    is_golden(&t, "siblings_project", Kind::Project, sync.as_str()).await;
}

#[tokio::test]
async fn dropped_and_reopened() {
    let t = TestPlan::new().await;
    let ground = ground(&t).await;
    let sync = project(&t, offline_sync(&ground)).await;
    let (queue, retry) = (t.task(&sync, "Queue edits").await, t.task(&sync, "Retry").await);
    let turn = async |status, reason: &str| {
        let patch = TaskPatch {
            status: Some(status),
            status_reason: Some(reason.into()),
            ..TaskPatch::default()
        };
        t.plan.update_task(&t.you, &queue, patch.clone(), None).await.unwrap();
        if status == TaskStatus::Dropped {
            t.plan.update_task(&t.you, &retry, patch, None).await.unwrap();
        }
    };
    turn(TaskStatus::Dropped, "the editor keeps its own queue").await;
    turn(TaskStatus::Todo, "its queue forgets at a crash").await;
    let dropped = ProjectPatch {
        status: Some(ProjectStatus::Dropped),
        status_reason: Some("too big for one bet".into()),
        ..ProjectPatch::default()
    };
    t.plan.update_project(&t.you, &sync, dropped, None).await.unwrap();
    is_golden(&t, "dropped", Kind::Task, retry.as_str()).await;
    let reopened = ProjectPatch {
        status: Some(ProjectStatus::Ready),
        status_reason: Some("cut to the queue alone".into()),
        ..ProjectPatch::default()
    };
    t.plan.update_project(&t.you, &sync, reopened, None).await.unwrap();
    is_golden(&t, "reopened", Kind::Task, queue.as_str()).await;
    is_golden(&t, "reopened_project", Kind::Project, sync.as_str()).await;
}
