use super::FindQuery;
use crate::error::Error;
use crate::testing::TestPlan;

async fn refs(t: &TestPlan, query: FindQuery) -> Vec<String> {
    let found = t.plan.find(&query).await.unwrap();
    found.rows.into_iter().map(|hit| hit.reference).collect()
}

#[tokio::test]
async fn exact_refs_come_first_then_names_then_texts_and_open_before_finished() {
    let t = TestPlan::new().await;
    let project = t.project("Sync").await;
    t.task(&project, "Write the sync log").await;
    let done = t.task(&project, "Sync at start").await;
    t.task(&project, "Sync at close").await;
    t.plan.complete_task(&t.you, &done).await.unwrap();
    let words = |text| FindQuery::words(&t.product, text, 25);
    assert_eq!(refs(&t, words("sync")).await, ["P-1", "T-3", "T-1"]);
    let all = FindQuery { finished: true, ..words("sync") };
    assert_eq!(refs(&t, all).await, ["P-1", "T-3", "T-2", "T-1"]);
    assert_eq!(refs(&t, words("t-2")).await, ["T-2"], "an exact ref is found though finished");
    assert_eq!(refs(&t, words("log sync")).await, ["T-1"], "every word must occur");
    assert_eq!(refs(&t, words("100%")).await, Vec::<String>::new(), "wildcards are plain text");
}

#[tokio::test]
async fn pages_say_how_many_there_are() {
    let t = TestPlan::new().await;
    let project = t.project("P").await;
    for n in 0..5 {
        t.task(&project, &format!("Task {n}")).await;
    }
    let page = FindQuery { offset: 2, ..FindQuery::words(&t.product, "task", 2) };
    let found = t.plan.find(&page).await.unwrap();
    assert_eq!((found.rows.len(), found.total, found.next_offset), (2, 5, Some(4)));
}

#[tokio::test]
async fn what_is_not_there_names_the_three_nearest() {
    let t = TestPlan::new().await;
    let project = t.project("Offline sync").await;
    for name in ["Queue edits", "Merge edits", "Quiet mode"] {
        t.task(&project, name).await;
    }
    let Err(Error::NotFound { nearest, .. }) = t.plan.locate(&t.product, "Queu edits").await else {
        panic!("found")
    };
    assert_eq!(nearest[0].name, "Queue edits");
    let error = t.plan.locate(&t.product, "T-99").await.unwrap_err();
    assert!(error.to_string().contains("T-3 “Quiet mode”"), "{error}");
    assert_eq!(t.plan.locate(&t.product, "offline SYNC").await.unwrap().reference, "P-1");
}
