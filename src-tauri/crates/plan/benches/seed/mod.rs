//! A plan that has lived for a while: nine tenths of it are finished.
//!
//! Made through the plan's own batches, so that its history is as long as that of
//! a plan a person and an AI have worked on.

use std::path::Path;

use openbacklog_plan::{Actor, BetResult, Horizon, Kind, Plan, ProductId, SaveItem, SaveOptions};
use serde_json::{Value, json};

/// Entities in one round of the seed: one project with its tasks, and what stands
/// around it.
const ROUND: usize = 50;
/// One round in so many is still open.
const OPEN: usize = 10;
/// Rounds that one bet serves.
const PER_BET: usize = 20;

/// A seeded plan.
pub(crate) struct Seeded {
    /// The plan, open.
    pub(crate) plan: Plan,
    /// Its one product.
    pub(crate) product: ProductId,
}

/// Seeds about `entities` entities into a plan in `folder`.
pub(crate) async fn seed(folder: &Path, entities: usize) -> Seeded {
    let plan = Plan::open(folder).await.expect("a plan opens in an empty folder");
    let you = Actor::you();
    let options = SaveOptions::default();
    let first = [SaveItem::create(
        Kind::Product,
        json!({ "name": "Acme Notes", "vision": "Notes that are there when the train is not." }),
    )];
    plan.save(&you, None, &first, &options).await.expect("a product is saved");
    let product = plan.products().await.expect("products are read")[0].id.clone();
    plan.save(&you, Some(&product), &policy(), &options).await.expect("the policy is saved");
    for round in 0..entities.div_ceil(ROUND) {
        plan.save(&you, Some(&product), &items(round), &options).await.expect("a round is saved");
    }
    close_old_bets(&plan, &product).await;
    Seeded { plan, product }
}

async fn close_old_bets(plan: &Plan, product: &ProductId) {
    let board = plan.bet_board(product).await.expect("the bets are read");
    let later = board.columns.iter().filter(|column| column.horizon == Horizon::Later);
    for card in later.flat_map(|column| &column.cards) {
        let learned = Some("They do.".to_owned());
        plan.close_bet(&Actor::you(), &card.id, Some(BetResult::Won), learned)
            .await
            .expect("a bet is closed");
    }
}

/// Pillars, outcomes and personas: few, however long a plan lives.
fn policy() -> Vec<SaveItem> {
    let mut items = vec![
        SaveItem::create(
            Kind::Pillar,
            json!({ "name": "Offline is the normal case", "we_wont": "We won't need a server." }),
        )
        .called("@pillar"),
        SaveItem::create(
            Kind::Persona,
            json!({ "name": "Mara, writes on trains", "primary": true }),
        ),
    ];
    items.extend((1..=3).map(|n| {
        SaveItem::create(
            Kind::Outcome,
            json!({
                "name": format!("Writers who lose nothing, part {n}"), "baseline": 12, "target": 40,
                "pillars": ["@pillar"], "primary": n == 1, "readings": [{ "value": 14 + n }],
            }),
        )
    }));
    items
}

fn items(round: usize) -> Vec<SaveItem> {
    let open = round.is_multiple_of(OPEN);
    let mut items = Vec::with_capacity(ROUND);
    if round.is_multiple_of(PER_BET) {
        items.push(bet(round));
    }
    let local = |name: &str| format!("@{name}");
    items.push(SaveItem::create(
        Kind::Project,
        json!({
            "name": format!("Project {round}"),
            "status": if open { "building" } else { "done" },
            "why_line": "People lose what they wrote when the train is in a tunnel",
            "result": if open { "" } else { "Fewer complaints." },
            "bet": if round.is_multiple_of(PER_BET) { local("bet") } else { format!("B-{}", round / PER_BET + 1) },
            "problems": [local("problem")],
        }),
    ).called("@project"));
    items.push(
        SaveItem::create(
            Kind::Problem,
            json!({
                "name": format!("Edits are lost, way {round}"), "severity": round % 5 + 1,
                "state": if open { "open" } else { "solved" },
            }),
        )
        .called("@problem"),
    );
    items.push(SaveItem::create(
        Kind::Pain,
        json!({
            "persona": "U-1", "problem": local("problem"), "impact": "An hour of work, once a week.",
            "state": if open { "open" } else { "solved" },
        }),
    ));
    items.push(SaveItem::create(
        Kind::Evidence,
        json!({ "text": format!("“I lost a page in tunnel {round}.”"), "kind": "quote", "about": [local("problem")] }),
    ));
    items.push(SaveItem::create(
        Kind::Decision,
        json!({ "what": format!("Keep every edit, case {round}"), "about": [local("project")] }),
    ));
    let rest = ROUND - items.len();
    items.extend((0..rest).map(|n| task(round, n, open)));
    items
}

fn bet(round: usize) -> SaveItem {
    let open = round.is_multiple_of(PER_BET * OPEN);
    let fields = json!({
        "name": format!("Nothing is lost, part {round}"),
        "belief": "We believe that people who lose nothing write more.",
        "horizon": if open { "now" } else { "later" },
        "appetite_days": 14,
        "outcomes": ["O-1"],
        "problems": ["@problem"],
    });
    SaveItem::create(Kind::Bet, fields).called("@bet")
}

fn task(round: usize, n: usize, open: bool) -> SaveItem {
    let priority = ["P1", "P2", "P3", "none"][n % 4];
    let labels: &[&str] = if n.is_multiple_of(7) { &["sync"] } else { &[] };
    let status = match (open, n) {
        (false, _) => "done",
        (true, 0) => "doing",
        _ => "todo",
    };
    let mut fields: Value = json!({
        "parent": "@project",
        "name": format!("Task {n} of project {round} about queues and syncing"),
        "description": "What to do, in a sentence or two of plain words.",
        "status": status,
        "priority": priority,
        "checks": ["it works on a train"],
        "labels": labels,
    });
    if open && n % 10 == 9 {
        fields["depends_on"] = json!([format!("@task{}", n - 1)]);
    }
    SaveItem::create(Kind::Task, fields).called(&format!("@task{n}"))
}
