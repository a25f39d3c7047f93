use std::path::Path;

use sqlx::Connection as _;

use super::{file, finish, found, outsider, refs, searchable};
use crate::concepts::tasks::TaskPatch;
use crate::insights::find::index::CONNECTIONS;
use crate::insights::find::index::sql::LAYOUT;
use crate::testing::TestPlan;

/// Damages the file while nobody has it open, and while this process has.
async fn survives(damage: impl Fn(&Path)) {
    for open in [false, true] {
        let t = TestPlan::new().await;
        searchable(&t).await;
        refs(&t, "needle").await;
        if !open {
            t.plan.index().close().await;
        }
        damage(&file(&t));
        let names = refs(&t, "queue").await;
        assert_eq!(names, ["T-1"], "names are found meanwhile");
        finish(&t.plan).await;
        // A connection may have read what it needs before the damage was done;
        // each is given a search to meet it.
        for _ in 0..CONNECTIONS {
            refs(&t, "needle").await;
            finish(&t.plan).await;
        }
        assert_eq!(refs(&t, "needle").await, ["T-1"], "and then everything again");
        t.plan.index().close().await;
        assert_eq!(refs(&t, "needle").await, ["T-1"], "also after the next start");
    }
}

#[tokio::test]
async fn an_index_cut_short_is_built_anew() {
    survives(|file| {
        let length = file.metadata().unwrap().len();
        std::fs::OpenOptions::new().write(true).open(file).unwrap().set_len(length / 3).unwrap();
    })
    .await;
}

#[tokio::test]
async fn an_index_full_of_garbage_is_built_anew() {
    survives(|file| std::fs::write(file, b"no database at all ".repeat(5_000)).unwrap()).await;
}

#[tokio::test]
async fn an_index_of_zeros_or_of_nothing_is_built_anew() {
    survives(|file| std::fs::write(file, vec![0; 65_536]).unwrap()).await;
    survives(|file| std::fs::write(file, b"").unwrap()).await;
}

#[tokio::test]
async fn a_deleted_index_is_built_anew() {
    survives(|file| std::fs::remove_file(file).unwrap()).await;
}

#[tokio::test]
async fn a_folder_in_the_place_of_the_index_is_moved_out_of_the_way() {
    let t = TestPlan::new().await;
    searchable(&t).await;
    std::fs::create_dir(file(&t)).unwrap();
    std::fs::write(file(&t).join("kept"), b"somebody's").unwrap();
    assert_eq!(refs(&t, "needle").await, ["T-1"]);
    assert!(t.folder.path().join("search.aside-1/kept").exists());
}

#[tokio::test]
async fn tables_that_are_missing_from_the_index_do_not_stop_a_search() {
    for table in ["docs", "open_text", "about", "vocabulary", "open_text_data"] {
        let t = TestPlan::new().await;
        searchable(&t).await;
        refs(&t, "needle").await;
        t.plan.index().close().await;
        let mut other = outsider(&t).await;
        sqlx::query("PRAGMA writable_schema = ON").execute(&mut other).await.unwrap();
        sqlx::query("DELETE FROM sqlite_schema WHERE name = ?1")
            .bind(table)
            .execute(&mut other)
            .await
            .unwrap();
        other.close().await.unwrap();
        assert_eq!(refs(&t, "queue").await, ["T-1"], "{table}");
        finish(&t.plan).await;
        assert_eq!(refs(&t, "needle").await, ["T-1"], "{table}");
    }
}

#[tokio::test]
async fn an_index_of_another_layout_is_built_anew() {
    let t = TestPlan::new().await;
    searchable(&t).await;
    refs(&t, "needle").await;
    t.plan.index().close().await;
    let mut other = outsider(&t).await;
    let version = format!("PRAGMA user_version = {}", LAYOUT + 1);
    sqlx::query(sqlx::AssertSqlSafe(version)).execute(&mut other).await.unwrap();
    sqlx::query("DROP TABLE docs").execute(&mut other).await.unwrap();
    other.close().await.unwrap();
    assert_eq!(refs(&t, "needle").await, ["T-1"]);
}

#[cfg(unix)]
#[tokio::test]
async fn an_index_that_cannot_be_made_leaves_names_to_be_found() {
    let t = TestPlan::new().await;
    searchable(&t).await;
    std::os::unix::fs::symlink(t.folder.path().join("nowhere/search.db"), file(&t)).unwrap();
    assert_eq!(refs(&t, "queue").await, ["T-1"]);
    assert_eq!(refs(&t, "edi que").await, ["T-1"]);
    assert_eq!(refs(&t, "T-1").await, ["T-1"]);
    let all = found(&t, "").await;
    assert_eq!((all.rows.len(), all.total), (2, 2));
    let error = t.plan.locate(&t.product, "Queue edit").await.unwrap_err();
    assert!(error.to_string().contains("Queue edits"), "{error}");
}

#[tokio::test]
async fn an_index_that_cannot_be_written_is_not_asked_for_what_it_has_not_seen() {
    let t = TestPlan::new().await;
    let task = searchable(&t).await;
    refs(&t, "needle").await;
    t.plan.index().close().await;
    let mut permissions = file(&t).metadata().unwrap().permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(file(&t), permissions).unwrap();
    let patch = TaskPatch { name: Some("Other words".into()), ..TaskPatch::default() };
    t.plan.update_task(&t.you, &task, patch, None).await.unwrap();
    // Root may write it all the same; the answer is the same.
    assert_eq!(refs(&t, "queue").await, Vec::<String>::new());
    assert_eq!(refs(&t, "other").await, ["T-1"]);
}

#[tokio::test]
async fn the_index_of_another_plan_is_not_taken_for_this_ones() {
    let (t, other) = (TestPlan::new().await, TestPlan::new().await);
    searchable(&t).await;
    refs(&t, "needle").await;
    t.plan.index().close().await;
    for n in 0..9 {
        other.project(&format!("Another {n}")).await;
    }
    std::fs::copy(file(&t), file(&other)).unwrap();
    assert_eq!(refs(&other, "another").await.len(), 9);
    finish(&other.plan).await;
    assert_eq!(refs(&other, "needle").await, Vec::<String>::new());
    assert_eq!(refs(&other, "another").await.len(), 9);
}
