use std::collections::BTreeMap;

use crate::base::ids::ProductId;
use crate::testing::TestPlan;

/// How many rows each table has, the journal of migrations aside.
async fn rows(t: &TestPlan) -> BTreeMap<String, u32> {
    let mut conn = t.plan.store().reader().await.unwrap();
    let tables: Vec<String> = sqlx::query_scalar(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'
           AND name NOT LIKE 'sqlite_%' AND name <> '_sqlx_migrations'",
    )
    .fetch_all(&mut *conn)
    .await
    .unwrap();
    let mut counts = BTreeMap::new();
    for table in tables {
        let sql = format!("SELECT count(*) FROM {table}");
        let count: u32 =
            sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).fetch_one(&mut *conn).await.unwrap();
        counts.insert(table, count);
    }
    counts
}

async fn sample(t: &TestPlan) -> ProductId {
    let products = t.plan.products().await.unwrap();
    products.into_iter().find(|p| p.name == "Larder").unwrap().id
}

#[tokio::test]
async fn the_sample_is_loaded_by_one_change_and_leaves_no_row_behind() {
    let t = TestPlan::new().await;
    t.project("My own").await;
    let before = rows(&t).await;
    t.plan.load_sample(&t.you).await.unwrap();
    let larder = sample(&t).await;
    let loaded = t.plan.activity(&larder, None, 10).await.unwrap();
    assert_eq!(loaded.len(), 1);
    assert!(loaded[0].changes > 55, "{}", loaded[0].changes);
    let mine = t.plan.inbox(&larder).await.unwrap();
    t.plan.archive_capture(&t.you, &mine[0].id).await.unwrap();
    t.plan.undo(&t.you).await.unwrap();

    t.plan.remove_sample(&t.you).await.unwrap();
    let mut after = rows(&t).await;
    // The history keeps one line: that the sample was removed.
    for log in ["changes", "change_sets"] {
        *after.get_mut(log).unwrap() -= 1;
    }
    assert_eq!(after, before);
}

#[tokio::test]
async fn there_is_one_sample_at_most_and_removing_none_says_so() {
    let t = TestPlan::new().await;
    let error = t.plan.remove_sample(&t.you).await.unwrap_err();
    assert!(error.to_string().contains("not loaded"), "{error}");
    t.plan.load_sample(&t.you).await.unwrap();
    let error = t.plan.load_sample(&t.you).await.unwrap_err();
    assert!(error.to_string().contains("here already"), "{error}");
    t.plan.remove_sample(&t.you).await.unwrap();
    t.plan.load_sample(&t.you).await.unwrap();
}

#[tokio::test]
async fn loading_the_sample_can_be_undone_and_redone() {
    let t = TestPlan::new().await;
    let set = t.plan.load_sample(&t.you).await.unwrap().set;
    let undone = t.plan.undo_set(&t.you, set).await.unwrap();
    assert_eq!(t.plan.products().await.unwrap().len(), 1);
    t.plan.undo_set(&t.you, undone.written.set).await.unwrap();
    assert_eq!(t.plan.inbox(&sample(&t).await).await.unwrap().len(), 3);
}

#[tokio::test]
async fn the_sample_shows_one_gap_of_each_common_kind() {
    let t = TestPlan::new().await;
    t.plan.load_sample(&t.you).await.unwrap();
    let gaps = t.plan.gaps(&sample(&t).await, None).await.unwrap();
    let codes: Vec<&str> = gaps.iter().map(|gap| gap.code.word()).collect();
    assert_eq!(
        codes,
        [
            "G02", "G03", "G04", "G05", "G06", "G08", "G10", "G11", "G12", "G13", "G17", "G18",
            "G19", "G20", "G21", "G22", "G23"
        ]
    );
}
