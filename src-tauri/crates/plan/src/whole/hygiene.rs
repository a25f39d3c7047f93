//! Whatever comes in through any use case, no column holds what a reader cannot
//! see.

use proptest::prelude::*;
use serde_json::{Map, Value, json};
use sqlx::AssertSqlSafe;

use crate::acts::save::{SaveItem, SaveOptions, SaveTarget, TextEdit};
use crate::base::actor::Actor;
use crate::base::clean::clean;
use crate::base::kind_fields::{Holds, fields_of};
use crate::base::refs::Kind;
use crate::concepts::captures::CaptureSource;
use crate::concepts::connections::Mode;
use crate::concepts::settings::SettingsPatch;
use crate::concepts::tasks::{Blocked, CheckAnswer, TaskPatch, TaskReport, TaskStatus};
use crate::testing::TestPlan;

/// Letters with hidden characters of every sort between them.
fn hostile() -> impl Strategy<Value = String> {
    let hidden = prop::sample::select(vec![
        '\0',
        '\u{7}',
        '\u{1b}',
        '\u{9f}',
        '\u{ad}',
        '\u{61c}',
        '\u{200b}',
        '\u{200c}',
        '\u{200d}',
        '\u{200e}',
        '\u{202e}',
        '\u{2066}',
        '\u{2060}',
        '\u{3164}',
        '\u{fe0f}',
        '\u{feff}',
        '\u{e0041}',
        '\u{e0101}',
        '\u{fffe}',
        '\u{2028}',
        '\r',
        '\n',
        '\t',
    ]);
    let seen = prop::sample::select(vec!['a', 'Z', '9', 'é', 'م', '台', '👩', '❤', '"', '-']);
    let pair = (seen, prop::option::of(hidden));
    prop::collection::vec(pair, 1..12).prop_map(|pairs| {
        pairs.into_iter().flat_map(|(c, hidden)| [Some(c), hidden]).flatten().collect()
    })
}

/// Names are refused when they have several lines.
fn on_one_line(text: &str) -> String {
    clean(text).split('\n').collect::<String>() + &text.replace(['\n', '\r', '\u{2028}'], "")
}

/// A value for a field that takes free text.
fn hostile_value(holds: Holds, text: &str) -> Option<Value> {
    match holds {
        Holds::Name => Some(json!(on_one_line(text))),
        Holds::Text | Holds::Line | Holds::Markdown => Some(json!(text)),
        Holds::Lines | Holds::Added => Some(json!([text])),
        Holds::Readings => Some(json!([{"value": 1, "date": "2026-01-02", "note": text}])),
        _ => None,
    }
}

/// A new entity of the kind, hostile in every field that takes free text.
fn item(kind: Kind, text: &str) -> SaveItem {
    let mut fields = Map::new();
    for field in fields_of(kind).iter().filter(|f| !f.later && f.name != "folders") {
        // A day, a word or a ref is never free; a web address is checked by its form.
        fields.extend(hostile_value(field.holds, text).map(|value| (field.name.to_owned(), value)));
    }
    fields.remove("url");
    let local = format!("@{}", kind.word());
    let parent = match kind {
        Kind::Task => Some(("parent", "@project")),
        Kind::Pain => Some(("persona", "@persona")),
        _ => None,
    };
    fields.extend(parent.map(|(name, value)| (name.to_owned(), json!(value))));
    if kind == Kind::Pain {
        fields.insert("problem".to_owned(), json!("@problem"));
    }
    SaveItem { fields, ..SaveItem::of(SaveTarget::New(kind)) }.called(&local)
}

const KINDS: [Kind; 11] = [
    Kind::Pillar,
    Kind::Outcome,
    Kind::Bet,
    Kind::Persona,
    Kind::Problem,
    Kind::Pain,
    Kind::Project,
    Kind::Task,
    Kind::Evidence,
    Kind::Decision,
    Kind::Capture,
];

async fn save_each(t: &TestPlan, actor: &Actor, text: &str) {
    let items: Vec<SaveItem> = KINDS.into_iter().map(|kind| item(kind, text)).collect();
    let options = SaveOptions { reason: Some(text.to_owned()), ..SaveOptions::default() };
    t.plan.save(actor, Some(&t.product), &items, &options).await.unwrap();
    let append = TextEdit { field: "why".to_owned(), find: None, text: text.to_owned() };
    let edit = SaveItem { edits: vec![append], ..SaveItem::update("P-1", json!({})) };
    let later = [
        edit,
        SaveItem::update("P-1", json!({"status": "dropped", "status_reason": text})),
        SaveItem::update(
            "product",
            json!({"name": on_one_line(text), "vision": text, "about": text,
            "icon": "x", "labels": [text]}),
        ),
        SaveItem::update("B-1", json!({"closed": true, "learned": text})),
    ];
    t.plan.save(actor, Some(&t.product), &later, &SaveOptions::default()).await.unwrap();
}

async fn report(t: &TestPlan, actor: &Actor, text: &str) {
    let link = t.plan.locate(&t.product, "T-1").await.unwrap();
    let answer = CheckAnswer { n: 1, met: true, how: Some(text.to_owned()) };
    let report = TaskReport {
        patch: TaskPatch {
            status: Some(TaskStatus::Doing),
            blocked: Some(Blocked::Set(text.to_owned())),
            branch: Some(text.to_owned()),
            ..TaskPatch::default()
        },
        note: Some(text.to_owned()),
        checks: vec![answer],
        add_checks: vec![text.to_owned()],
        add_steps: vec![text.to_owned()],
        commit: Some(text.to_owned()),
        ..TaskReport::default()
    };
    t.plan.report_task(actor, &link.id.into(), report).await.unwrap();
}

/// What does not go through a batch.
async fn do_the_rest(t: &TestPlan, actor: &Actor, text: &str) {
    let one_line = on_one_line(text);
    report(t, actor, text).await;
    t.plan.create_connection(actor, &one_line, Mode::Plan).await.unwrap();
    t.plan.capture(actor, Some(&t.product), text, CaptureSource::Hotkey).await.unwrap();
    let labels = t.plan.labels(&t.product).await.unwrap();
    let (label, _) = labels.first().unwrap();
    t.plan.rename_label(actor, &t.product, label, text).await.unwrap();
    let patch = SettingsPatch { capture_shortcut: Some(text.into()), ..SettingsPatch::default() };
    t.plan.update_settings(actor, patch).await.unwrap();
    let link = t.plan.locate(&t.product, "T-1").await.unwrap();
    t.plan.archive(actor, &[(Kind::Task, link.id)], Some(text)).await.unwrap();
}

/// Every text in every table that is not as clean as it could be.
async fn unclean(t: &TestPlan) -> Vec<String> {
    let mut conn = t.plan.store().reader().await.unwrap();
    let columns: Vec<(String, String)> = sqlx::query_as(
        "SELECT t.name, c.name FROM sqlite_schema AS t JOIN pragma_table_info(t.name) AS c
         WHERE t.type = 'table' AND c.type = 'TEXT'",
    )
    .fetch_all(&mut *conn)
    .await
    .unwrap();
    let mut found = Vec::new();
    for (table, column) in columns {
        let sql = format!("SELECT {column} FROM {table} WHERE {column} IS NOT NULL");
        let values: Vec<String> =
            sqlx::query_scalar(AssertSqlSafe(sql)).fetch_all(&mut *conn).await.unwrap();
        let dirty = values.into_iter().filter(|value| clean(value) != *value);
        found.extend(dirty.map(|value| format!("{table}.{column}: {value:?}")));
    }
    found
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    #[test]
    fn no_column_holds_what_a_reader_cannot_see(text in hostile()) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let found = runtime.block_on(async {
            let t = TestPlan::new().await;
            let mut robo = Actor::ai(&format!("Robo{text}"));
            (robo.client, robo.session) = (Some(text.clone()), Some(text.clone()));
            robo.folder = Some(text.clone());
            save_each(&t, &robo, &text).await;
            do_the_rest(&t, &robo, &text).await;
            unclean(&t).await
        });
        prop_assert!(found.is_empty(), "{found:#?}");
    }
}

#[tokio::test]
async fn an_unclean_column_would_be_found() {
    let t = TestPlan::new().await;
    let mut transaction = t.plan.store().write().await.unwrap();
    sqlx::query("INSERT INTO cursors (client, product_id, seq) VALUES (char(8238), ?1, 1)")
        .bind(&t.product)
        .execute(&mut *transaction)
        .await
        .unwrap();
    transaction.commit().await.unwrap();
    assert_eq!(unclean(&t).await.len(), 1);
}
