use std::collections::BTreeSet;

use crate::Plan;
use crate::base::action::Action;
use crate::base::actor::Actor;
use crate::base::change::{Change, Grouping};
use crate::base::error::Error;
use crate::base::ids::ProductId;
use crate::base::refs::Kind;
use crate::concepts::outcomes::NewOutcome;
use crate::concepts::products::NewProduct;
use crate::testing::TestPlan;

async fn pragma(conn: &mut sqlx::SqliteConnection, sql: &'static str) -> i64 {
    sqlx::query_scalar(sql).fetch_one(conn).await.unwrap()
}

#[tokio::test]
async fn every_connection_has_the_settings_that_keep_a_plan_safe() {
    let t = TestPlan::new().await;
    let mut writer = t.plan.store().write().await.unwrap();
    assert_eq!(pragma(&mut writer, "PRAGMA synchronous").await, 2);
    assert_eq!(pragma(&mut writer, "PRAGMA foreign_keys").await, 1);
    assert_eq!(pragma(&mut writer, "PRAGMA trusted_schema").await, 0);
    assert_eq!(pragma(&mut writer, "PRAGMA application_id").await, 0x4F42_504C);
    assert_eq!(pragma(&mut writer, "PRAGMA user_version").await, 3);
    let mode: String =
        sqlx::query_scalar("PRAGMA journal_mode").fetch_one(&mut *writer).await.unwrap();
    assert_eq!(mode, "wal");
    drop(writer);
    let mut reader = t.plan.store().reader().await.unwrap();
    assert_eq!(pragma(&mut reader, "PRAGMA query_only").await, 1);
    let refused = sqlx::query("DELETE FROM products").execute(&mut *reader).await;
    assert!(refused.is_err());
}

#[tokio::test]
async fn the_sqlite_inside_is_one_that_loses_no_commits() {
    let t = TestPlan::new().await;
    let mut reader = t.plan.store().reader().await.unwrap();
    let version: String =
        sqlx::query_scalar("SELECT sqlite_version()").fetch_one(&mut *reader).await.unwrap();
    let parts: Vec<u32> = version.split('.').map(|p| p.parse().unwrap()).collect();
    assert!(parts >= vec![3, 51, 3], "{version}");
}

#[tokio::test]
async fn every_table_is_strict() {
    let t = TestPlan::new().await;
    let mut reader = t.plan.store().reader().await.unwrap();
    let loose: Vec<String> = sqlx::query_scalar(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND NOT strict
           AND name NOT LIKE 'sqlite_%' AND name <> '_sqlx_migrations'",
    )
    .fetch_all(&mut *reader)
    .await
    .unwrap();
    assert_eq!(loose, Vec::<String>::new());
}

/// A table that nobody tracks could be written without a trace.
#[tokio::test]
async fn every_table_of_the_plan_is_tracked() {
    let t = TestPlan::new().await;
    let mut reader = t.plan.store().reader().await.unwrap();
    let tables: Vec<String> = sqlx::query_scalar(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'
           AND name NOT LIKE 'sqlite_%' ORDER BY name",
    )
    .fetch_all(&mut *reader)
    .await
    .unwrap();
    let untracked: BTreeSet<&str> = [
        "_sqlx_migrations",
        "answers",
        "change_sets",
        "changes",
        "connections",
        "counters",
        "current_change",
        "cursors",
        "entity_changes",
        "leases",
        "row_changes",
        "taken_back",
    ]
    .into();
    let tracked: BTreeSet<&str> = super::TRACKED.iter().map(|table| table.name).collect();
    let all: BTreeSet<&str> = tables.iter().map(String::as_str).collect();
    assert_eq!(all, tracked.union(&untracked).copied().collect());
}

#[tokio::test]
async fn a_number_that_differs_in_its_last_digit_alone_is_logged() {
    let t = TestPlan::new().await;
    let new = NewOutcome { name: "A".into(), target: Some(0.3), ..NewOutcome::default() };
    t.plan.create_outcome(&t.you, &t.product, new).await.unwrap();
    let mut change =
        Change::open(&t.plan, &t.you, Action::UpdateOutcome, Grouping::Alone).await.unwrap();
    let seq = change.seq;
    let update = sqlx::query("UPDATE outcomes SET target = ?1");
    update.bind(0.1 + 0.2).execute(change.conn()).await.unwrap();
    let logged: Vec<(String, f64, f64)> =
        sqlx::query_as("SELECT field, before, after FROM row_changes WHERE change_seq = ?1")
            .bind(seq)
            .fetch_all(change.conn())
            .await
            .unwrap();
    assert_eq!(logged, [("target".to_owned(), 0.3, 0.1 + 0.2)]);
}

#[tokio::test]
async fn a_newer_plan_is_refused_and_left_as_it_is() {
    let t = TestPlan::new().await;
    let mut writer = t.plan.store().write().await.unwrap();
    sqlx::query("PRAGMA user_version = 9").execute(&mut *writer).await.unwrap();
    writer.commit().await.unwrap();
    t.plan.close().await;
    let before = std::fs::read(t.folder.path().join("plan.db")).unwrap();
    let error = Plan::open(t.folder.path()).await.unwrap_err();
    assert!(matches!(error, Error::Newer { found: 9, known: 3 }), "{error}");
    assert!(error.to_string().contains("OpenBacklog was updated"));
    assert_eq!(std::fs::read(t.folder.path().join("plan.db")).unwrap(), before);
}

#[tokio::test]
async fn a_plan_migrated_by_a_newer_version_meanwhile_takes_no_more_writes() {
    let t = TestPlan::new().await;
    let mut writer = t.plan.store().write().await.unwrap();
    sqlx::query("PRAGMA user_version = 9").execute(&mut *writer).await.unwrap();
    writer.commit().await.unwrap();
    let new = NewProduct { name: "B".into(), ..NewProduct::default() };
    let error = t.plan.create_product(&t.you, new).await.unwrap_err();
    assert!(matches!(error, Error::Newer { .. }), "{error}");
    assert_eq!(t.plan.products().await.unwrap().len(), 1, "reading goes on");
}

#[tokio::test]
async fn a_vanished_database_is_never_replaced_by_an_empty_plan() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("plan.db-wal"), b"what is left").unwrap();
    let error = Plan::open(folder.path()).await.unwrap_err();
    assert!(matches!(error, Error::Damaged { .. }), "{error}");
    assert!(!folder.path().join("plan.db").exists());
}

#[tokio::test]
async fn a_file_that_is_no_database_is_told_and_kept() {
    let folder = tempfile::tempdir().unwrap();
    let garbage = [b"not a database at all ".repeat(300)].concat();
    std::fs::write(folder.path().join("plan.db"), &garbage).unwrap();
    let error = Plan::open(folder.path()).await.unwrap_err();
    assert!(matches!(error, Error::Damaged { .. }), "{error}");
    assert_eq!(std::fs::read(folder.path().join("plan.db")).unwrap(), garbage);
}

#[cfg(unix)]
#[tokio::test]
async fn the_folder_and_its_files_are_the_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    let outer = tempfile::tempdir().unwrap();
    let folder = outer.path().join("plan");
    let plan = Plan::open(&folder).await.unwrap();
    plan.create_product(&Actor::you(), NewProduct { name: "A".into(), ..NewProduct::default() })
        .await
        .unwrap();
    let mode = |path: &std::path::Path| path.metadata().unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&folder), 0o700);
    for name in ["plan.db", "plan.db-wal", "plan.db-shm"] {
        assert_eq!(mode(&folder.join(name)), 0o600, "{name}");
    }
}

#[tokio::test]
async fn a_change_that_is_dropped_leaves_nothing_and_the_next_one_works() {
    let t = TestPlan::new().await;
    let before = t.plan.activity(&t.product, None, 50).await.unwrap();
    for _ in 0..3 {
        let new = crate::NewProject { name: "Lost".into(), ..crate::NewProject::default() };
        let nowhere = ProductId::from("nowhere");
        assert!(t.plan.create_project(&t.you, &nowhere, new).await.is_err());
    }
    assert_eq!(t.plan.activity(&t.product, None, 50).await.unwrap(), before);
    t.project("Kept").await;
}

#[tokio::test]
async fn two_processes_of_one_plan_hear_each_other() {
    let t = TestPlan::new().await;
    // A second opening has its own connections, as another process has.
    let other = Plan::open(t.folder.path()).await.unwrap();
    let mut heard = other.subscribe().await.unwrap();
    let project = t.project("Offline sync").await;
    let change = heard.recv().await.unwrap();
    assert_eq!(change.action, Action::CreateProject);
    assert_eq!(change.entities[0].id, project.as_str());
    assert_eq!(change.entities[0].kind, Kind::Project);
}

#[tokio::test]
async fn many_writers_of_two_processes_lose_nothing() {
    let t = TestPlan::new().await;
    let other = Plan::open(t.folder.path()).await.unwrap();
    let project = t.project("Offline sync").await;
    let mut writers = tokio::task::JoinSet::new();
    for n in 0..40 {
        let plan = if n % 2 == 0 { t.plan.clone() } else { other.clone() };
        let project = project.clone();
        writers.spawn(async move {
            let new = crate::NewTask::named(&format!("Task {n}"), &project);
            plan.create_task(&Actor::ai("Claude Code"), new).await.unwrap();
        });
    }
    while let Some(done) = writers.join_next().await {
        done.unwrap();
    }
    let tasks = t.plan.project_page(&project).await.unwrap().tasks;
    let refs: BTreeSet<&str> = tasks.iter().map(|task| task.reference.as_str()).collect();
    assert_eq!(refs.len(), 40);
}
