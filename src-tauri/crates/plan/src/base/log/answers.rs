//! First answers by idempotency key: clients send a lost request again, and the
//! second must not have a second effect.
//!
//! A key is looked up and its answer kept under one write lock, so that of any
//! number of equal requests at the same time one has its effect and all get its
//! answer. Only what was committed keeps an answer: a refusal or a preview leaves
//! the key as it was.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Serialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};
use sqlx::SqliteConnection;

use super::write;
use crate::base::action::Action;
use crate::base::actor::Actor;
use crate::base::bounds;
use crate::base::clean::clean;
use crate::base::error::{Error, Result};
use crate::base::reason::Reason;

/// How long a key is remembered.
const REMEMBERED: TimeDelta = TimeDelta::hours(24);

/// A client's key, with the request it stands for.
#[derive(Debug)]
pub(crate) struct Key {
    name: String,
    request: Vec<u8>,
}

impl Key {
    /// `request` is all that was asked for beside the key; the order of its fields
    /// does not matter.
    pub(crate) fn of(name: Option<&str>, request: &impl Serialize) -> Result<Option<Self>> {
        let Some(name) = name else { return Ok(None) };
        let seen = clean(name) == name && !name.contains(['\n', '\t']);
        if name.is_empty() || name.chars().count() > bounds::KEY || !seen {
            return Err(Error::invalid(
                "key",
                format!("A key has 1 to {} visible characters.", bounds::KEY),
                "Send one of that length.",
            ));
        }
        let mut request = serde_json::to_value(request).map_err(|error| unkept(&error))?;
        request.sort_all_objects();
        let request = Sha256::digest(request.to_string()).to_vec();
        Ok(Some(Self { name: name.to_owned(), request }))
    }
}

/// Who sends a key, to which use case, and when. Two use cases may be sent the same
/// key, and answer differently.
#[derive(Debug)]
pub(crate) struct Asked {
    client: String,
    action: Action,
    at: DateTime<Utc>,
}

impl Asked {
    pub(crate) fn by(actor: &Actor, action: Action, at: DateTime<Utc>) -> Self {
        Self { client: actor.shown().stored(), action, at }
    }

    fn stored_key(&self, key: &Key) -> String {
        format!("{} {}", self.action.word(), key.name)
    }
}

/// The answer this client's key got the first time, if any; refused when it was
/// another request's.
pub(crate) async fn first<T: DeserializeOwned>(
    conn: &mut SqliteConnection,
    asked: &Asked,
    key: Option<&Key>,
) -> Result<Option<T>> {
    let Some(key) = key else { return Ok(None) };
    let (name, since) = (asked.stored_key(key), asked.at - REMEMBERED);
    let Some(first) = write::answer(conn, &asked.client, &name, since).await? else {
        return Ok(None);
    };
    // Versions that did not keep what was asked left it empty.
    if !first.request.is_empty() && first.request != key.request {
        return Err(Error::invalid(
            "key",
            format!(
                "The key “{}” stands for another request, of {} UTC.",
                key.name,
                first.at.format("%Y-%m-%d %H:%M")
            ),
            "Send this one with a new key.",
        ));
    }
    let answer = serde_json::from_str(&first.answer)
        .map_err(|_| Error::Refused(Reason::AnswerLost(key.name.clone())))?;
    Ok(Some(answer))
}

/// Keeps an answer under its key, in the change it belongs to.
pub(crate) async fn keep<T: Serialize>(
    conn: &mut SqliteConnection,
    asked: &Asked,
    key: &Key,
    answer: &T,
) -> Result<()> {
    let (name, at) = (asked.stored_key(key), asked.at);
    let text = serde_json::to_string(answer).map_err(|error| unkept(&error))?;
    write::forget_answers(conn, at - REMEMBERED).await?;
    write::keep_answer(conn, (&asked.client, &name, at), &key.request, &text).await
}

fn unkept(error: &serde_json::Error) -> Error {
    Error::Refused(Reason::AnswerUnkept(error.to_string()))
}

#[cfg(test)]
mod tests {
    use crate::Plan;
    use crate::acts::save::{SaveItem, SaveOptions, Saved};
    use crate::base::actor::Actor;
    use crate::base::error::{Error, Result};
    use crate::base::ids::{ProjectId, TaskId};
    use crate::base::refs::Kind;
    use crate::concepts::tasks::{Reported, TaskPatch, TaskReport, TaskStatus};
    use crate::testing::TestPlan;

    async fn one_task() -> (TestPlan, ProjectId, TaskId) {
        let t = TestPlan::new().await;
        let project = t.project("P").await;
        let task = t.task(&project, "A").await;
        (t, project, task)
    }

    fn note(text: &str, key: &str) -> TaskReport {
        TaskReport { note: Some(text.into()), key: Some(key.into()), ..TaskReport::default() }
    }

    async fn report(t: &TestPlan, task: &TaskId, report: TaskReport) -> Result<Reported> {
        t.plan.report_task(&Actor::ai("Robo"), task, report).await
    }

    async fn save(t: &TestPlan, fields: serde_json::Value, options: SaveOptions) -> Result<Saved> {
        let item = SaveItem::create(Kind::Problem, fields);
        t.plan.save(&Actor::ai("Robo"), Some(&t.product), &[item], &options).await
    }

    fn keyed(key: &str) -> SaveOptions {
        SaveOptions { key: Some(key.into()), ..SaveOptions::default() }
    }

    async fn kept(t: &TestPlan) -> Vec<String> {
        let mut conn = t.plan.store().reader().await.unwrap();
        sqlx::query_scalar("SELECT key FROM answers ORDER BY key")
            .fetch_all(&mut *conn)
            .await
            .unwrap()
    }

    #[tokio::test]
    async fn the_same_request_fifty_times_at_once_has_one_effect_and_one_answer() {
        let (t, _, task) = one_task().await;
        let other = Plan::open_with(t.folder.path(), t.plan.ambient().clone()).await.unwrap();
        let mut calls = tokio::task::JoinSet::new();
        for n in 0..50 {
            let (plan, task) = (if n % 2 == 0 { &t.plan } else { &other }, task.clone());
            let plan = plan.clone();
            calls.spawn(async move {
                plan.report_task(&Actor::ai("Robo"), &task, note("once", "k")).await.unwrap()
            });
        }
        let answers = calls.join_all().await;
        assert_eq!(answers.iter().filter(|answer| !answer.replayed).count(), 1);
        assert!(answers.iter().all(|answer| answer.written == answers[0].written));
        assert_eq!(t.plan.task_page(&task).await.unwrap().notes.len(), 1);
    }

    #[tokio::test]
    async fn a_key_stands_for_one_request() {
        let (t, project, task) = one_task().await;
        report(&t, &task, note("first", "k")).await.unwrap();
        let other_task = t.task(&project, "B").await;
        for (task, report_) in [(&task, note("second", "k")), (&other_task, note("first", "k"))] {
            let error = report(&t, task, report_).await.unwrap_err();
            assert!(matches!(error, Error::Invalid { field: "key", .. }), "{error}");
            assert_eq!(
                error.to_string(),
                "The key “k” stands for another request, of 2026-01-05 09:00 UTC. Send this one with a new key."
            );
        }
        save(&t, serde_json::json!({"name": "X", "severity": 2}), keyed("k")).await.unwrap();
        let reordered = serde_json::from_str(r#"{"severity": 2, "name": "X"}"#).unwrap();
        assert!(save(&t, reordered, keyed("k")).await.unwrap().replayed, "the order says nothing");
    }

    #[tokio::test]
    async fn neither_a_preview_nor_a_refusal_uses_a_key_up() {
        let (t, _, _) = one_task().await;
        let problem = || serde_json::json!({"name": "X"});
        let preview = SaveOptions { preview: true, ..keyed("k") };
        assert!(save(&t, problem(), preview).await.unwrap().preview);
        assert!(save(&t, serde_json::json!({"name": ""}), keyed("k")).await.is_err());
        assert_eq!(kept(&t).await, Vec::<String>::new());
        assert!(!save(&t, problem(), keyed("k")).await.unwrap().replayed);
        assert!(save(&t, problem(), keyed("k")).await.unwrap().replayed);
    }

    #[tokio::test]
    async fn a_request_that_changed_nothing_has_no_effect_later_either() {
        let (t, _, task) = one_task().await;
        let todo = TaskReport {
            patch: TaskPatch { status: Some(TaskStatus::Todo), ..TaskPatch::default() },
            key: Some("k".into()),
            ..TaskReport::default()
        };
        let first = report(&t, &task, todo.clone()).await.unwrap();
        assert_eq!(first.written.seq, 0);
        let sets = t.plan.activity(&t.product, None, 50).await.unwrap().len();
        let doing = TaskPatch { status: Some(TaskStatus::Doing), ..TaskPatch::default() };
        t.plan.update_task(&t.you, &task, doing, None).await.unwrap();
        assert!(report(&t, &task, todo).await.unwrap().replayed);
        let page = t.plan.task_page(&task).await.unwrap();
        assert_eq!(page.task.status, TaskStatus::Doing);
        let now = t.plan.activity(&t.product, None, 50).await.unwrap().len();
        assert_eq!(now, sets + 1, "and it is nowhere in the log");
    }

    #[tokio::test]
    async fn a_key_is_forgotten_after_a_day() {
        let (t, _, task) = one_task().await;
        report(&t, &task, note("one", "old")).await.unwrap();
        t.minutes_pass(24 * 60 - 1);
        assert!(report(&t, &task, note("one", "old")).await.unwrap().replayed);
        t.minutes_pass(2);
        assert!(!report(&t, &task, note("another", "new")).await.unwrap().replayed);
        assert_eq!(kept(&t).await, ["report_task new"], "what is too old is removed");
        assert!(!report(&t, &task, note("two", "old")).await.unwrap().replayed);
    }

    #[tokio::test]
    async fn an_answer_that_cannot_be_read_is_no_reason_to_act_twice() {
        let (t, _, task) = one_task().await;
        report(&t, &task, note("once", "k")).await.unwrap();
        let mut writer = t.plan.store().write().await.unwrap();
        sqlx::query("UPDATE answers SET answer = '{}'").execute(&mut *writer).await.unwrap();
        writer.commit().await.unwrap();
        let error = report(&t, &task, note("once", "k")).await.unwrap_err();
        assert!(error.to_string().contains("can no longer be read"), "{error}");
        let page = t.plan.task_page(&task).await.unwrap();
        assert_eq!(page.notes.len(), 1);
    }

    #[tokio::test]
    async fn keys_are_one_to_two_hundred_characters() {
        let (t, _, task) = one_task().await;
        for (length, good) in [(0, false), (1, true), (200, true), (201, false)] {
            let answer = report(&t, &task, note("n", &"é".repeat(length))).await;
            assert_eq!(answer.is_ok(), good, "{length}");
        }
    }
}
