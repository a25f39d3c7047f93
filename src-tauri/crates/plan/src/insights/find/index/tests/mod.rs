mod afresh;
mod damage;

use std::path::PathBuf;
use std::time::{Duration, Instant};

use sqlx::{Connection as _, SqliteConnection};

use super::{INDEX_FILE, Step};
use crate::Plan;
use crate::base::action::Action;
use crate::base::ids::TaskId;
use crate::concepts::tasks::TaskPatch;
use crate::insights::find::{FindQuery, Found};
use crate::testing::TestPlan;

fn file(t: &TestPlan) -> PathBuf {
    t.folder.path().join(INDEX_FILE)
}

async fn found(t: &TestPlan, text: &str) -> Found {
    let query = FindQuery { finished: true, ..FindQuery::words(&t.product, text, 100) };
    t.plan.find(&query).await.unwrap()
}

async fn refs(t: &TestPlan, text: &str) -> Vec<String> {
    found(t, text).await.rows.into_iter().map(|hit| hit.reference).collect()
}

/// Works in the background's stead until the index is current.
async fn finish(plan: &Plan) {
    while plan.index().one_step(plan).await.unwrap() != Step::Done {}
}

/// A task whose description only the index searches.
async fn searchable(t: &TestPlan) -> TaskId {
    let project = t.project("P").await;
    let task = t.task(&project, "Queue edits").await;
    let patch = TaskPatch { description: Some("needle".into()), ..TaskPatch::default() };
    t.plan.update_task(&t.you, &task, patch, None).await.unwrap();
    task
}

async fn outsider(t: &TestPlan) -> SqliteConnection {
    let url = format!("sqlite://{}", file(t).display());
    SqliteConnection::connect(&url).await.unwrap()
}

#[tokio::test]
async fn opening_a_plan_makes_no_index_and_the_first_search_does() {
    let t = TestPlan::new().await;
    searchable(&t).await;
    assert!(!file(&t).exists());
    assert_eq!(refs(&t, "needle").await, ["T-1"]);
    assert!(file(&t).exists());
}

#[cfg(unix)]
#[tokio::test]
async fn the_index_is_the_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    let t = TestPlan::new().await;
    refs(&t, "needle").await;
    for ending in ["", "-wal", "-shm"] {
        let path = t.folder.path().join(format!("{INDEX_FILE}{ending}"));
        assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o600, "{ending}");
    }
}

#[tokio::test]
async fn every_search_knows_what_was_written_before_it_by_any_process() {
    let t = TestPlan::new().await;
    let task = searchable(&t).await;
    assert_eq!(refs(&t, "needle").await, ["T-1"]);
    let other = Plan::open(t.folder.path()).await.unwrap();
    for (n, text) in ["haystack", "straw", "needle"].into_iter().enumerate() {
        let patch = TaskPatch { description: Some(text.into()), ..TaskPatch::default() };
        let (writer, reader) = if n % 2 == 0 { (&t.plan, &other) } else { (&other, &t.plan) };
        writer.update_task(&t.you, &task, patch, None).await.unwrap();
        let query = FindQuery::words(&t.product, text, 5);
        assert_eq!(reader.find(&query).await.unwrap().total, 1, "{text}");
    }
    assert_eq!(refs(&t, "haystack").await, Vec::<String>::new());
    t.plan.undo(&t.you).await.unwrap();
    assert_eq!(refs(&t, "needle").await, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_searches_at_once_all_know_what_was_written_before_them() {
    let t = TestPlan::new().await;
    let task = searchable(&t).await;
    refs(&t, "needle").await;
    for text in ["haystack", "straw"] {
        let patch = TaskPatch { description: Some(text.into()), ..TaskPatch::default() };
        t.plan.update_task(&t.you, &task, patch, None).await.unwrap();
        let mut searches = tokio::task::JoinSet::new();
        for _ in 0..20 {
            let (plan, query) = (t.plan.clone(), FindQuery::words(&t.product, text, 5));
            searches.spawn(async move { plan.find(&query).await.unwrap().total });
        }
        assert_eq!(searches.join_all().await, [1; 20], "{text}");
    }
}

#[tokio::test]
async fn while_another_process_writes_the_index_a_search_goes_on_with_what_is_there() {
    let t = TestPlan::new().await;
    let task = searchable(&t).await;
    refs(&t, "needle").await;
    let mut other = outsider(&t).await;
    sqlx::query("BEGIN IMMEDIATE").execute(&mut other).await.unwrap();
    let project = t.project("Later").await;
    t.plan.complete_task(&t.you, &task).await.unwrap();
    let began = Instant::now();
    assert_eq!(refs(&t, "needle").await, ["T-1"]);
    assert!(began.elapsed() < Duration::from_secs(2), "{:?}", began.elapsed());
    assert_eq!(refs(&t, "P-2").await, ["P-2"], "refs are the plan's");
    let open = t.plan.find(&FindQuery::words(&t.product, "needle", 5)).await.unwrap();
    assert!(open.rows.is_empty(), "no row is shown that the filters no longer let through");
    t.plan.archive_project(&t.you, &project).await.unwrap();
    sqlx::query("ROLLBACK").execute(&mut other).await.unwrap();
    assert_eq!(refs(&t, "later").await, Vec::<String>::new());
    assert_eq!(found(&t, "needle").await.rows[0].status, "done");
}

#[tokio::test]
async fn a_log_that_ends_before_the_index_does_means_an_older_plan() {
    let t = TestPlan::new().await;
    searchable(&t).await;
    refs(&t, "needle").await;
    t.plan.index().close().await;
    let mut index = outsider(&t).await;
    sqlx::query("UPDATE about SET seq = seq + 5").execute(&mut index).await.unwrap();
    sqlx::query("DELETE FROM docs").execute(&mut index).await.unwrap();
    index.close().await.unwrap();
    refs(&t, "needle").await;
    finish(&t.plan).await;
    assert_eq!(refs(&t, "needle").await, ["T-1"]);
}

#[tokio::test]
async fn a_large_plan_is_built_in_steps_and_searched_by_name_meanwhile() {
    let t = TestPlan::new().await;
    searchable(&t).await;
    let mut change = crate::base::change::Change::open(
        &t.plan,
        &t.you,
        Action::Capture,
        crate::base::change::Grouping::Alone,
    )
    .await
    .unwrap();
    for n in 0..1_300 {
        sqlx::query(
            "INSERT INTO captures (id, product_id, number, text, source, rank, rev, created_at, created_by, updated_at, updated_by)
             VALUES (?1, ?2, ?3, 'Thought ' || ?3, 'cli', '80', 0, '', '', '2026-01-05T09:00:00+00:00', '')",
        )
        .bind(change.id())
        .bind(&t.product)
        .bind(n + 1)
        .execute(change.conn())
        .await
        .unwrap();
    }
    change.commit().await.unwrap();
    assert_eq!(refs(&t, "thought 17").await.first().unwrap(), "K-17");
    assert_eq!(found(&t, "thought").await.total, 1_300);
    finish(&t.plan).await;
    assert_eq!(refs(&t, "needle").await, ["T-1"]);
    assert_eq!(found(&t, "thought").await.total, 1_300);
}

#[tokio::test]
async fn no_word_of_a_removed_product_stays_in_the_file() {
    let t = TestPlan::new().await;
    let sample = t.other_product("Zanzibar").await;
    searchable(&t).await;
    refs(&t, "needle").await;
    let mut change = crate::base::change::Change::open(
        &t.plan,
        &t.you,
        Action::Save,
        crate::base::change::Grouping::Alone,
    )
    .await
    .unwrap();
    sqlx::query("DELETE FROM products WHERE id = ?1")
        .bind(&sample)
        .execute(change.conn())
        .await
        .unwrap();
    for sql in [
        "DELETE FROM row_changes WHERE entity_id = ?1",
        "DELETE FROM entity_changes WHERE entity_id = ?1",
    ] {
        sqlx::query(sql).bind(&sample).execute(change.conn()).await.unwrap();
    }
    change.record_without_rows();
    change.commit().await.unwrap();
    refs(&t, "needle").await;
    finish(&t.plan).await;
    assert_eq!(refs(&t, "needle").await, ["T-1"]);
    t.plan.index().close().await;
    let bytes = std::fs::read(file(&t)).unwrap();
    assert!(!bytes.windows(8).any(|window| window == b"zanzibar"));
    assert!(bytes.windows(6).any(|window| window == b"needle"));
}
