use chrono::NaiveDate;

use super::{About, DecisionPatch, NewDecision};
use crate::base::error::Error;
use crate::base::ids::DecisionId;
use crate::base::refs::Kind;
use crate::testing::TestPlan;

fn about(kind: Kind, id: &str) -> About {
    About { kind, id: id.to_owned() }
}

async fn decide(t: &TestPlan, what: &str, about: Vec<About>) -> DecisionId {
    let new = NewDecision { what: what.into(), about: Some(about), ..NewDecision::default() };
    let written = t.plan.create_decision(&t.you, &t.product, new).await.unwrap();
    DecisionId(written.entities[0].id.clone())
}

#[tokio::test]
async fn a_decision_may_be_about_anything_even_the_product_or_another_decision() {
    let t = TestPlan::new().await;
    let project = t.project("Offline sync").await;
    let task = t.task(&project, "Write the queue").await;
    let pain = t.pain(&t.persona("Mina").await, &t.problem("Loses work").await).await;
    let first =
        decide(&t, "Stay on one file", vec![about(Kind::Product, t.product.as_str())]).await;
    let all = vec![
        about(Kind::Task, task.as_str()),
        about(Kind::Project, project.as_str()),
        about(Kind::Pain, pain.as_str()),
        about(Kind::Decision, first.as_str()),
    ];
    let second = decide(&t, "SQLite over files", all).await;

    let rows = t.plan.decision_list(&t.product).await.unwrap();
    let refs = |at: usize| rows[at].about.iter().map(|l| l.reference.as_str()).collect::<Vec<_>>();
    assert_eq!(refs(0), ["Acme Notes"]);
    assert_eq!(refs(1), ["T-1", "P-1", "U-1×X-1", "D-1"]);
    let page = t.plan.decision_page(&second).await.unwrap();
    assert_eq!(page.about, rows[1].about);
    assert_eq!(t.plan.decision_page(&first).await.unwrap().decisions[0].reference, "D-2");
    let found = t.plan.decisions_about(Kind::Task, task.as_str()).await.unwrap();
    assert_eq!(found.iter().map(|d| d.what.as_str()).collect::<Vec<_>>(), ["SQLite over files"]);
}

#[tokio::test]
async fn a_decision_in_the_trash_is_about_nothing_until_it_is_restored() {
    let t = TestPlan::new().await;
    let project = t.project("Offline sync").await;
    let id = decide(&t, "SQLite", vec![about(Kind::Project, project.as_str())]).await;
    t.plan.archive(&t.you, &[(Kind::Decision, id.0.clone())], None).await.unwrap();
    assert!(t.plan.decisions_about(Kind::Project, project.as_str()).await.unwrap().is_empty());
    t.plan.restore(&t.you, Kind::Decision, id.as_str()).await.unwrap();
    let found = t.plan.decisions_about(Kind::Project, project.as_str()).await.unwrap();
    assert_eq!(found[0].reference, "D-1");
}

#[tokio::test]
async fn a_decision_is_due_on_its_day_and_null_clears_the_day() {
    let t = TestPlan::new().await;
    let id = decide(&t, "SQLite", Vec::new()).await;
    let due = async || t.plan.decision_list(&t.product).await.unwrap()[0].due;
    assert!(!due().await);
    for (day, then) in [("\"2026-01-05\"", true), ("\"2026-01-06\"", false), ("null", false)] {
        let patch: DecisionPatch =
            serde_json::from_str(&format!(r#"{{"revisit_on":{day}}}"#)).unwrap();
        t.plan.update_decision(&t.you, &id, patch, None).await.unwrap();
        assert_eq!(due().await, then, "{day}");
    }
    let kept = t.plan.decision_page(&id).await.unwrap().decision.revisit_on;
    assert_eq!(kept, None::<NaiveDate>);
}

#[tokio::test]
async fn what_was_chosen_fits_one_line() {
    let t = TestPlan::new().await;
    for what in ["", "one\ntwo"] {
        let new = NewDecision { what: what.into(), ..NewDecision::default() };
        let error = t.plan.create_decision(&t.you, &t.product, new).await.unwrap_err();
        assert!(matches!(error, Error::Invalid { field: "what", .. }), "{error}");
    }
}
