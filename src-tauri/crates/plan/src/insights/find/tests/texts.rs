use super::{Chain, hits, refs};
use crate::base::action::Action;
use crate::base::change::{Change, Grouping};
use crate::concepts::outcomes::NewReading;
use crate::concepts::personas::PersonaPatch;

/// Columns with words of the person's, each of which must be searched.
const TEXTS: [(&str, &str); 45] = [
    ("products", "name"),
    ("products", "vision"),
    ("products", "about"),
    ("pillars", "name"),
    ("pillars", "we_will"),
    ("pillars", "we_wont"),
    ("outcomes", "name"),
    ("outcomes", "metric"),
    ("outcome_readings", "note"),
    ("bets", "name"),
    ("bets", "belief"),
    ("bets", "horizon_reason"),
    ("bets", "signals"),
    ("bets", "learned"),
    ("personas", "name"),
    ("personas", "about"),
    ("personas", "wants"),
    ("personas", "today"),
    ("problems", "name"),
    ("problems", "description"),
    ("pains", "impact"),
    ("pains", "stakes"),
    ("projects", "name"),
    ("projects", "why_line"),
    ("projects", "why"),
    ("projects", "what"),
    ("projects", "branch"),
    ("projects", "result"),
    ("projects", "status_reason"),
    ("tasks", "name"),
    ("tasks", "description"),
    ("tasks", "why_line"),
    ("tasks", "branch"),
    ("tasks", "blocked_reason"),
    ("tasks", "status_reason"),
    ("task_steps", "text"),
    ("task_checks", "text"),
    ("task_checks", "how"),
    ("task_notes", "text"),
    ("captures", "text"),
    ("captures", "note"),
    ("evidence", "text"),
    ("evidence", "source"),
    ("decisions", "what"),
    ("decisions", "why"),
];

#[tokio::test]
async fn every_text_of_every_kind_is_searched() {
    let c = Chain::new().await;
    let t = &c.t;
    t.plan.add_step(&t.you, &c.task, "a step").await.unwrap();
    t.plan.add_check(&t.you, &c.task, "a check").await.unwrap();
    t.plan.add_note(&t.you, &c.task, "a note").await.unwrap();
    let reading = NewReading { date: None, value: 12.0, note: None };
    t.plan.add_reading(&t.you, &c.outcome, reading).await.unwrap();
    let lists = ["constraints", "in_scope", "out_of_scope", "questions"];
    for (table, column) in TEXTS.into_iter().chain(lists.map(|list| ("projects", list))) {
        let before = refs(t, c.words("pomegranate")).await;
        assert_eq!(before, Vec::<String>::new());
        let value = if lists.contains(&column) {
            r#"["plain", "a\npomegranate"]"#
        } else {
            "A Pomegranate, ripe"
        };
        let sql = format!("UPDATE {table} SET {column} = ?1");
        let mut change =
            Change::open(&t.plan, &t.you, Action::Save, Grouping::Alone).await.unwrap();
        sqlx::query(sqlx::AssertSqlSafe(sql)).bind(value).execute(change.conn()).await.unwrap();
        change.within(&t.product).await.unwrap();
        let written = change.commit().await.unwrap();
        let found = hits(t, c.words("pomegranate")).await;
        let ids: Vec<&str> = found.iter().map(|hit| hit.id.as_str()).collect();
        assert!(ids.contains(&written.entities[0].id.as_str()), "{table}.{column}");
        t.plan.undo_set(&t.you, written.set).await.unwrap();
    }
}

#[tokio::test]
async fn a_pain_is_found_by_the_names_of_its_persona_and_problem_as_they_now_are() {
    let c = Chain::new().await;
    assert_eq!(refs(&c.t, c.words("maya tunnels")).await, ["U-1×X-1"]);
    let patch = PersonaPatch { name: Some("Noor, surveyor".into()), ..PersonaPatch::default() };
    c.t.plan.update_persona(&c.t.you, &c.persona, patch, None).await.unwrap();
    assert_eq!(refs(&c.t, c.words("noor tunnels")).await, ["U-1×X-1"]);
    assert_eq!(refs(&c.t, c.words("maya")).await, Vec::<String>::new());
}
