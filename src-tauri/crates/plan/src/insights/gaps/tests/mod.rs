mod each;
mod edits;
mod reach;

use crate::Plan;
use crate::base::ids::ProductId;
use crate::base::refs::Kind;
use crate::concepts::projects::ProjectStatus;
use crate::insights::gaps::{Gap, GapCode, RULES};
use crate::testing::{CompletePlan, TestPlan};

/// Gaps as `G12 P-1`.
fn told(gaps: &[Gap]) -> Vec<String> {
    gaps.iter().map(|gap| format!("{} {}", gap.code.word(), gap.entity.reference)).collect()
}

async fn all(plan: &Plan, product: &ProductId) -> Vec<String> {
    told(&plan.gaps(product, None).await.unwrap())
}

/// The gaps of the whole plan.
async fn gaps(t: &TestPlan) -> Vec<String> {
    all(&t.plan, &t.product).await
}

#[test]
fn every_gap_has_a_line_and_the_lines_are_in_the_order_of_codes() {
    let mut codes: Vec<GapCode> = RULES.iter().map(|rule| rule.code).collect();
    assert!(codes.is_sorted());
    codes.dedup();
    assert_eq!(codes, GapCode::ALL);
}

#[tokio::test]
async fn a_complete_plan_has_no_gaps_and_no_hints() {
    let p = CompletePlan::new().await;
    assert_eq!(gaps(&p.t).await, [""; 0]);
    assert_eq!(p.t.plan.gap_counts(&p.t.product).await.unwrap().total, 0);
}

#[tokio::test]
async fn an_empty_plan_only_lacks_a_vision() {
    let t = TestPlan::new().await;
    assert_eq!(gaps(&t).await, ["G01 Acme Notes"]);
}

#[tokio::test]
async fn a_card_shows_the_gaps_of_its_project_but_the_ignored_ones() {
    let p = CompletePlan::new().await;
    let bare = p.t.project("Some day").await;
    let missing = async || {
        let board = p.t.plan.project_board(&p.t.product).await.unwrap();
        let cards = board.columns.into_iter().flat_map(|column| column.cards);
        cards.map(|card| (card.reference, card.gaps.join(", "))).collect::<Vec<_>>()
    };
    let card = |reference: &str, gaps: &str| (reference.to_owned(), gaps.to_owned());
    assert_eq!(
        missing().await,
        [card("P-1", ""), card("P-2", "no bet, no why, no check in its tasks")]
    );
    p.t.plan.ignore_gap(&p.t.you, Kind::Project, bare.as_str(), "G12").await.unwrap();
    p.set_status(&p.project, ProjectStatus::Done).await;
    assert_eq!(
        missing().await,
        [card("P-2", "no bet, no check in its tasks"), card("P-1", "no result")]
    );
    let of_bet = p.t.plan.projects_of_bet(&p.bet).await.unwrap();
    assert_eq!(of_bet[0].gaps, ["no result"]);
}

#[tokio::test]
async fn every_question_goes_by_an_index() {
    let t = TestPlan::new().await;
    let mut conn = t.plan.store().reader().await.unwrap();
    for rule in &RULES {
        for plan in rule.query.plans(&mut conn).await.unwrap() {
            let scans =
                plan.iter().any(|line| line.starts_with("SCAN") && !line.contains("json_each"));
            assert!(!scans, "{} {plan:#?}", rule.code.word());
        }
    }
}

#[tokio::test]
async fn a_write_that_puts_its_product_away_leaves_no_gaps() {
    let t = TestPlan::new().await;
    let product = [(Kind::Product, t.product.to_string())];
    let written = t.plan.archive(&t.you, &product, None).await.unwrap();
    assert_eq!(told(&t.plan.gaps_touching(&written).await.unwrap()), [""; 0]);
}
