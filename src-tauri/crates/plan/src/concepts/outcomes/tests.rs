use chrono::NaiveDate;

use super::{Direction, NewOutcome, NewReading, OutcomePatch, OutcomeRow, ReadingPatch};
use crate::base::error::Error;
use crate::base::ids::{OutcomeId, ReadingId};
use crate::base::refs::Kind;
use crate::testing::TestPlan;

fn named(name: &str) -> NewOutcome {
    NewOutcome { name: name.into(), ..NewOutcome::default() }
}

async fn made(t: &TestPlan, new: NewOutcome) -> OutcomeId {
    let written = t.plan.create_outcome(&t.you, &t.product, new).await.unwrap();
    let own = written.entities.iter().find(|e| e.rev == 1).unwrap();
    OutcomeId(own.id.clone())
}

async fn rows(t: &TestPlan) -> Vec<OutcomeRow> {
    t.plan.outcome_list(&t.product).await.unwrap().outcomes
}

async fn primaries(t: &TestPlan) -> Vec<String> {
    let rows = rows(t).await.into_iter();
    rows.filter(|row| row.outcome.is_primary).map(|row| row.outcome.name).collect()
}

fn day(text: &str) -> Option<NaiveDate> {
    text.parse().ok()
}

async fn measure(t: &TestPlan, id: &OutcomeId, date: Option<NaiveDate>, value: f64) {
    let new = NewReading { date, value, note: None };
    t.plan.add_reading(&t.you, id, new).await.unwrap();
}

fn primary(yes: bool) -> OutcomePatch {
    OutcomePatch { is_primary: Some(yes), ..OutcomePatch::default() }
}

#[tokio::test]
async fn the_current_number_is_the_latest_by_day_and_then_by_when_it_was_noted() {
    let t = TestPlan::new().await;
    let new = NewOutcome { baseline: Some(12.0), target: Some(40.0), ..named("Searches that end") };
    let id = made(&t, new).await;
    assert_eq!((rows(&t).await[0].current, rows(&t).await[0].progress), (None, None));

    measure(&t, &id, day("2026-01-03"), 26.0).await;
    measure(&t, &id, day("2025-12-01"), 15.0).await;
    measure(&t, &id, day("2026-01-03"), 19.0).await;
    let row = rows(&t).await.remove(0);
    assert_eq!((row.current, row.measured_on), (Some(19.0), day("2026-01-03")));
    assert_eq!((row.progress, row.trend), (Some(0.25), vec![15.0, 26.0, 19.0]));
    let page = t.plan.outcome_page(&id).await.unwrap();
    assert_eq!((page.current, page.progress, page.readings.len()), (Some(19.0), Some(0.25), 3));
}

#[tokio::test]
async fn progress_follows_the_direction_and_stays_between_the_ends() {
    let t = TestPlan::new().await;
    let falling =
        NewOutcome { baseline: Some(9.0), target: Some(1.0), ..named("Clicks to a note") };
    let id = made(&t, falling).await;
    let outcome = t.plan.outcome_page(&id).await.unwrap().outcome;
    assert_eq!(outcome.direction, Direction::Down);
    let at = |value: f64| outcome.progress(Some(value));
    assert_eq!((at(9.0), at(5.0), at(1.0)), (Some(0.0), Some(0.5), Some(1.0)));
    assert_eq!((at(12.0), at(0.0)), (Some(0.0), Some(1.0)));

    let mut rising = outcome.clone();
    rising.direction = Direction::Up;
    assert_eq!(rising.progress(Some(5.0)), None);
    rising.target = rising.baseline;
    assert_eq!(rising.progress(Some(9.0)), None);
    rising.target = None;
    assert_eq!(rising.progress(Some(9.0)), None);
}

#[tokio::test]
async fn a_reading_is_of_today_unless_said_and_each_can_be_mended_alone() {
    let t = TestPlan::new().await;
    let id = made(&t, named("Notes a week")).await;
    measure(&t, &id, None, 3.0).await;
    measure(&t, &id, day("2025-12-31"), 2.0).await;
    let readings = t.plan.outcome_page(&id).await.unwrap().readings;
    assert_eq!(readings[1].date, day("2026-01-05").unwrap());

    let patch = ReadingPatch { value: Some(4.5), note: Some("by hand".into()), date: None };
    let written = t.plan.update_reading(&t.you, &readings[1].id, patch).await.unwrap();
    assert_eq!(written.entities[0].fields, ["readings"]);
    t.plan.remove_reading(&t.you, &readings[0].id).await.unwrap();
    let left = t.plan.outcome_page(&id).await.unwrap().readings;
    assert_eq!((left.len(), left[0].value, left[0].note.as_str()), (1, 4.5, "by hand"));

    t.plan.undo(&t.you).await.unwrap();
    t.plan.undo(&t.you).await.unwrap();
    assert_eq!(t.plan.outcome_page(&id).await.unwrap().readings, readings);
    let gone = t.plan.remove_reading(&t.you, &ReadingId("nowhere".into())).await.unwrap_err();
    assert!(matches!(gone, Error::NotFound { .. }));
}

#[tokio::test]
async fn what_is_no_finite_number_is_refused_with_a_sentence() {
    let t = TestPlan::new().await;
    let id = made(&t, named("A")).await;
    for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let new = NewReading { value, ..NewReading::default() };
        let error = t.plan.add_reading(&t.you, &id, new).await.unwrap_err();
        assert!(error.to_string().contains("Give a finite one"), "{error}");
        let patch = OutcomePatch { target: Some(Some(value)), ..OutcomePatch::default() };
        let error = t.plan.update_outcome(&t.you, &id, patch, None).await.unwrap_err();
        assert!(matches!(error, Error::Invalid { field: "target", .. }), "{error}");
    }
}

#[tokio::test]
async fn a_number_comes_back_from_an_undo_as_it_was() {
    let t = TestPlan::new().await;
    let id = made(&t, named("A")).await;
    measure(&t, &id, None, 0.1 + 0.2).await;
    let before = t.plan.outcome_page(&id).await.unwrap().readings;
    t.plan.remove_reading(&t.you, &before[0].id).await.unwrap();
    t.plan.undo(&t.you).await.unwrap();
    assert_eq!(t.plan.outcome_page(&id).await.unwrap().readings, before);
}

#[tokio::test]
async fn setting_a_primary_outcome_unsets_the_other_in_the_same_change() {
    let t = TestPlan::new().await;
    let a = made(&t, NewOutcome { is_primary: Some(true), ..named("A") }).await;
    let b = made(&t, named("B")).await;
    let written = t.plan.update_outcome(&t.you, &b, primary(true), Some(1)).await.unwrap();
    let touched: Vec<(&str, &[String])> =
        written.entities.iter().map(|e| (e.reference.as_str(), e.fields.as_slice())).collect();
    let fields = ["primary".to_owned()];
    assert_eq!(touched, [("O-1", fields.as_slice()), ("O-2", fields.as_slice())]);
    assert_eq!(primaries(&t).await, ["B"]);

    t.plan.undo(&t.you).await.unwrap();
    assert_eq!(primaries(&t).await, ["A"]);
    t.plan.redo(&t.you).await.unwrap();
    assert_eq!(primaries(&t).await, ["B"]);
    made(&t, NewOutcome { is_primary: Some(true), ..named("C") }).await;
    assert_eq!(primaries(&t).await, ["C"]);
    t.plan.update_outcome(&t.you, &a, primary(false), None).await.unwrap();
    assert_eq!(primaries(&t).await, ["C"]);
}

#[tokio::test]
async fn a_primary_outcome_back_from_the_trash_yields_to_the_one_set_since() {
    let t = TestPlan::new().await;
    let a = made(&t, NewOutcome { is_primary: Some(true), ..named("A") }).await;
    t.plan.archive(&t.you, &[(Kind::Outcome, a.to_string())], None).await.unwrap();
    made(&t, NewOutcome { is_primary: Some(true), ..named("B") }).await;
    t.plan.restore(&t.you, Kind::Outcome, a.as_str()).await.unwrap();
    assert_eq!(primaries(&t).await, ["B"]);
}

#[tokio::test]
async fn an_eleventh_outcome_is_saved_and_explained() {
    let t = TestPlan::new().await;
    for number in 1..=11 {
        let new = named(&format!("Number {number}"));
        let written = t.plan.create_outcome(&t.you, &t.product, new).await.unwrap();
        assert_eq!(written.warnings.len(), usize::from(number == 11), "{number}");
    }
    let hint = t.plan.outcome_list(&t.product).await.unwrap().hint.unwrap();
    assert!(hint.starts_with("11 outcomes are more than one person can watch"), "{hint}");
}

#[tokio::test]
async fn what_is_left_out_is_kept_and_null_clears() {
    let t = TestPlan::new().await;
    let new = NewOutcome { target: Some(40.0), due: day("2026-06-01"), ..named("A") };
    let id = made(&t, new).await;
    let patch: OutcomePatch = serde_json::from_str(r#"{"unit":"%","target":null}"#).unwrap();
    t.plan.update_outcome(&t.you, &id, patch, None).await.unwrap();
    let outcome = t.plan.outcome_page(&id).await.unwrap().outcome;
    assert_eq!((outcome.unit.as_str(), outcome.target), ("%", None));
    assert_eq!(outcome.due, day("2026-06-01"));
    let far: OutcomePatch = serde_json::from_str(r#"{"due":"+12026-01-01"}"#).unwrap();
    let error = t.plan.update_outcome(&t.you, &id, far, None).await.unwrap_err();
    assert!(matches!(error, Error::Invalid { field: "due", .. }), "{error}");
}
