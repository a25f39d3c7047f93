use super::{Chain, refs};
use crate::insights::find::FindQuery;
use crate::testing::TestPlan;

#[tokio::test]
async fn words_are_found_in_any_case_accent_and_script() {
    let t = TestPlan::new().await;
    let project = t.project("P").await;
    for name in [
        "Crème brûlée éditor",
        "Синхронизация заметок",
        "東京都の地図を同期する",
        "ซิงค์บันทึกออฟไลน์",
        "노트를 동기화한다",
        "Ship it 🚀 now",
        "हिन्दी में खोज",
    ] {
        t.task(&project, name).await;
    }
    let found = async |text: &str| refs(&t, FindQuery::words(&t.product, text, 25)).await;
    for (text, wanted) in [
        ("BRULEE", "T-1"),
        ("edi", "T-1"),
        ("e\u{301}ditor", "T-1"),
        ("СИНХРОНИЗАЦИЯ", "T-2"),
        ("замет", "T-2"),
        ("東京都", "T-3"),
        ("京都", "T-3"),
        ("図", "T-3"),
        ("る", "T-3"),
        ("同期 地図", "T-3"),
        ("บันทึก", "T-4"),
        ("동기화", "T-5"),
        ("기", "T-5"),
        ("🚀", "T-6"),
        ("हिन्दी", "T-7"),
    ] {
        assert_eq!(found(text).await, [wanted], "{text}");
    }
    assert_eq!(found("都京").await, Vec::<String>::new(), "pairs must follow each other");
    assert_eq!(found("東図").await, Vec::<String>::new());
}

#[tokio::test]
async fn only_the_last_word_may_be_unfinished() {
    let t = TestPlan::new().await;
    let project = t.project("P").await;
    t.task(&project, "Synchronise the queues").await;
    let found = async |text: &str| refs(&t, FindQuery::words(&t.product, text, 25)).await;
    for text in ["s", "sy", "synch", "synchronise qu", "QUEUES syn"] {
        assert_eq!(found(text).await, ["T-1"], "{text}");
    }
    assert_eq!(found("syn queues").await, Vec::<String>::new());
}

#[tokio::test]
async fn typos_in_names_are_forgiven_when_hardly_anything_fits() {
    let t = TestPlan::new().await;
    let project = t.project("P").await;
    t.task(&project, "Synchronise the queue").await;
    t.task(&project, "Quene naming").await;
    let found = async |text: &str| refs(&t, FindQuery::words(&t.product, text, 25)).await;
    for text in ["quue", "qeuue", "sychronise", "syncrhonize", "synchronise qeue"] {
        assert_eq!(found(text).await, ["T-1"], "{text}");
    }
    assert_eq!(found("queue").await, ["T-1", "T-2"], "what fits exactly comes first");
    for n in 0..3 {
        t.task(&project, &format!("queue {n}")).await;
    }
    assert_eq!(found("queue").await, ["T-3", "T-4", "T-5", "T-1"], "enough fits exactly");
}

#[tokio::test]
async fn the_text_of_a_query_is_data() {
    let c = Chain::new().await;
    let huge = "queue ".repeat(11_000);
    let long = "q".repeat(65_536);
    let runs = "東".repeat(21_845);
    let nothing = [
        "\"", "*", "-", "^", ":", "()", "{}", "%", "_", "'", "\\", "\0", "\u{200B}", "\"\"\"", "+",
    ];
    for text in nothing {
        let found = c.t.plan.find(&c.words(text)).await.unwrap();
        assert_eq!(found.total, 0, "{text:?}");
    }
    for text in [
        "queue OR maya",
        "queue AND NOT edits",
        "NEAR(queue edits)",
        "name:queue",
        "queue NOT x",
        "name : queue",
        "{name body} : queue",
        &long,
        &runs,
        "edits\0nothing",
        "T-99",
        "U-9×X-9",
        "' OR 1=1 --",
        "🚀🚀🚀",
    ] {
        let found = c.t.plan.find(&c.words(text)).await.unwrap();
        assert_eq!(found.total, 0, "{text:.40}");
    }
    for text in ["queue\0edits", "\"queue\"", "queue*", "-queue", "^queue", "queue, (edits)", &huge]
    {
        assert_eq!(refs(&c.t, c.words(text)).await, ["T-1"], "{text:.40}");
    }
}
