use super::{AppetiteClock, BetPatch, BetResult, Horizon, NewBet};
use crate::Plan;
use crate::base::change::Written;
use crate::base::error::Error;
use crate::base::ids::{BetId, ProjectId};
use crate::base::rank::Placement;
use crate::base::refs::Kind;
use crate::concepts::projects::{NewProject, ProjectPatch, ProjectStatus};
use crate::insights::pages::bet::BetBoard;
use crate::testing::TestPlan;

async fn board(plan: &Plan, t: &TestPlan) -> BetBoard {
    plan.bet_board(&t.product).await.unwrap()
}

/// `now: A B | later: C`, leaving out empty columns.
async fn shown(t: &TestPlan) -> String {
    let columns = board(&t.plan, t).await.columns.into_iter().filter(|c| !c.cards.is_empty());
    let columns = columns.map(|column| {
        let names: Vec<String> = column.cards.into_iter().map(|card| card.name).collect();
        format!("{}: {}", column.horizon.word(), names.join(" "))
    });
    columns.collect::<Vec<String>>().join(" | ")
}

async fn made(t: &TestPlan, name: &str, horizon: Horizon) -> BetId {
    let new = NewBet { name: name.into(), horizon: Some(horizon), ..NewBet::default() };
    let written = t.plan.create_bet(&t.you, &t.product, new).await.unwrap();
    BetId(written.entities[0].id.clone())
}

async fn moved(t: &TestPlan, id: &BetId, to: Option<Horizon>, place: Placement) -> Written {
    t.plan.move_bet(&t.you, id, to, &place, None).await.unwrap()
}

async fn project_of(t: &TestPlan, bet: &BetId, name: &str) -> ProjectId {
    let new = NewProject { name: name.into(), bet_id: Some(bet.clone()), ..NewProject::default() };
    let written = t.plan.create_project(&t.you, &t.product, new).await.unwrap();
    ProjectId(written.entities[0].id.clone())
}

async fn build(plan: &Plan, t: &TestPlan, project: &ProjectId, status: ProjectStatus) {
    let patch = ProjectPatch { status: Some(status), ..ProjectPatch::default() };
    plan.update_project(&t.you, project, patch, None).await.unwrap();
}

fn appetite(days: Option<u32>) -> BetPatch {
    BetPatch { appetite_days: Some(days), ..BetPatch::default() }
}

#[tokio::test]
async fn a_new_bet_is_for_later_and_last_unless_said() {
    let t = TestPlan::new().await;
    let a = t.bet("A").await;
    made(&t, "B", Horizon::Now).await;
    let placement = Some(Placement::Before(a.to_string()));
    let new = NewBet { name: "C".into(), placement, ..NewBet::default() };
    t.plan.create_bet(&t.you, &t.product, new).await.unwrap();
    assert_eq!(shown(&t).await, "now: B | later: C A");
}

#[tokio::test]
async fn a_bet_placed_beside_another_takes_its_horizon_unless_one_is_given() {
    let t = TestPlan::new().await;
    let (a, b) = (made(&t, "A", Horizon::Now).await, made(&t, "B", Horizon::Now).await);
    let (c, d) = (t.bet("C").await, t.bet("D").await);
    let written = moved(&t, &c, None, Placement::Before(b.to_string())).await;
    assert_eq!(written.entities.len(), 1);
    assert_eq!(shown(&t).await, "now: A C B | later: D");
    moved(&t, &d, Some(Horizon::Next), Placement::After(a.to_string())).await;
    assert_eq!(shown(&t).await, "now: A C B | next: D");
    moved(&t, &b, None, Placement::First).await;
    assert_eq!(shown(&t).await, "now: B A C | next: D");
    t.plan.undo(&t.you).await.unwrap();
    t.plan.undo(&t.you).await.unwrap();
    t.plan.undo(&t.you).await.unwrap();
    assert_eq!(shown(&t).await, "now: A B | later: C D");
}

#[tokio::test]
async fn a_fourth_bet_in_now_is_saved_and_explained_and_so_is_a_sixth_soon() {
    let t = TestPlan::new().await;
    let mut warnings = Vec::new();
    for name in ["A", "B", "C", "D"] {
        let id = t.bet(name).await;
        warnings.extend(moved(&t, &id, Some(Horizon::Now), Placement::Last).await.warnings);
    }
    assert_eq!(warnings.len(), 1);
    assert!(warnings[0].starts_with("4 bets in Now is a lot for one person"), "{}", warnings[0]);
    assert_eq!(board(&t.plan, &t).await.columns[0].hint.as_ref(), Some(&warnings[0]));

    made(&t, "E", Horizon::Next).await;
    let new = NewBet { name: "F".into(), horizon: Some(Horizon::Next), ..NewBet::default() };
    let written = t.plan.create_bet(&t.you, &t.product, new).await.unwrap();
    let [soon] = written.warnings.as_slice() else { panic!("{:?}", written.warnings) };
    assert!(soon.starts_with("6 bets in Now and Next together"), "{soon}");
    assert_eq!(board(&t.plan, &t).await.columns[1].hint.as_ref(), Some(soon));

    let sixth = BetId(written.entities[0].id.clone());
    let renamed = BetPatch { name: Some("G".into()), ..BetPatch::default() };
    let written = t.plan.update_bet(&t.you, &sixth, renamed, None).await.unwrap();
    assert!(written.warnings.is_empty());
    t.plan.close_bet(&t.you, &sixth, None, None).await.unwrap();
    assert_eq!(board(&t.plan, &t).await.columns[1].hint, None);
    let reopened = t.plan.reopen_bet(&t.you, &sixth, None).await.unwrap();
    assert_eq!(reopened.warnings.as_slice(), std::slice::from_ref(soon));
}

#[tokio::test]
async fn parking_keeps_its_reason_and_moving_out_takes_it_away() {
    let t = TestPlan::new().await;
    let id = t.bet("A").await;
    let reason = |text: &str| Some(text.to_owned());
    let park = |why| t.plan.move_bet(&t.you, &id, Some(Horizon::Parked), &Placement::Last, why);
    park(reason("No users yet")).await.unwrap();
    let kept = async || t.plan.bet_page(&id).await.unwrap().bet.horizon_reason;
    assert_eq!(kept().await, "No users yet");
    let sets = t.plan.activity(&t.product, None, 1).await.unwrap();
    assert_eq!(sets[0].reason, "No users yet");

    moved(&t, &id, None, Placement::First).await;
    assert_eq!(kept().await, "No users yet");
    moved(&t, &id, Some(Horizon::Next), Placement::Last).await;
    assert_eq!(kept().await, "");
    t.plan.undo(&t.you).await.unwrap();
    let bet = t.plan.bet_page(&id).await.unwrap().bet;
    assert_eq!((bet.horizon, bet.horizon_reason.as_str()), (Horizon::Parked, "No users yet"));
    let now = Some(Horizon::Now);
    t.plan.move_bet(&t.you, &id, now, &Placement::Last, reason("They came")).await.unwrap();
    assert_eq!(kept().await, "They came");
}

#[tokio::test]
async fn closing_keeps_the_result_and_what_was_learned_and_reopening_clears_the_result() {
    let t = TestPlan::new().await;
    let id = made(&t, "A", Horizon::Now).await;
    let learned = Some("Nobody searches offline".to_owned());
    let written = t.plan.close_bet(&t.you, &id, Some(BetResult::Lost), learned).await.unwrap();
    assert_eq!(written.entities[0].fields, ["closed", "result", "learned"]);
    let sets = t.plan.activity(&t.product, None, 1).await.unwrap();
    assert_eq!(sets[0].sentence, "closed B-1 “A”");
    let found = board(&t.plan, &t).await;
    assert!(found.columns.iter().all(|column| column.cards.is_empty()));
    assert_eq!((found.closed[0].result, found.closed_total), (Some(BetResult::Lost), 1));

    t.plan.reopen_bet(&t.you, &id, Some("Two asked for it".into())).await.unwrap();
    let bet = t.plan.bet_page(&id).await.unwrap().bet;
    assert_eq!((bet.closed_at, bet.result, bet.horizon), (None, None, Horizon::Now));
    assert_eq!(bet.learned, "Nobody searches offline");
    assert_eq!(bet.horizon_reason, "Two asked for it");

    t.plan.undo(&t.you).await.unwrap();
    let bet = t.plan.bet_page(&id).await.unwrap().bet;
    assert_eq!((bet.closed_at.is_some(), bet.result), (true, Some(BetResult::Lost)));
    t.plan.undo(&t.you).await.unwrap();
    let bet = t.plan.bet_page(&id).await.unwrap().bet;
    assert_eq!((bet.closed_at, bet.result, bet.learned.as_str()), (None, None, ""));
}

#[tokio::test]
async fn a_bet_may_be_closed_without_a_result_and_get_one_later() {
    let t = TestPlan::new().await;
    let id = t.bet("A").await;
    t.plan.close_bet(&t.you, &id, None, None).await.unwrap();
    let closed = t.plan.bet_page(&id).await.unwrap().bet;
    assert_eq!((closed.closed_at.is_some(), closed.result), (true, None));
    let patch: BetPatch = serde_json::from_str(r#"{"result":"won"}"#).unwrap();
    t.plan.update_bet(&t.you, &id, patch, None).await.unwrap();
    let won = t.plan.bet_page(&id).await.unwrap().bet;
    assert_eq!((won.closed_at, won.result), (closed.closed_at, Some(BetResult::Won)));
    let torn: BetPatch = serde_json::from_str(r#"{"result":"won","closed":false}"#).unwrap();
    let error = t.plan.update_bet(&t.you, &id, torn, None).await.unwrap_err();
    assert!(matches!(error, Error::Invalid { field: "result", .. }), "{error}");
}

#[tokio::test]
async fn undoing_a_close_takes_a_result_given_later_along() {
    let t = TestPlan::new().await;
    let id = t.bet("A").await;
    let closed = t.plan.close_bet(&t.you, &id, None, None).await.unwrap();
    t.plan.close_bet(&t.you, &id, Some(BetResult::Won), None).await.unwrap();
    t.plan.undo_set(&t.you, closed.set).await.unwrap();
    let bet = t.plan.bet_page(&id).await.unwrap().bet;
    assert_eq!((bet.closed_at, bet.result), (None, None));
}

#[tokio::test]
async fn the_clock_runs_from_the_first_project_begun_until_the_bet_is_closed() {
    let t = TestPlan::new().await;
    let id = t.bet("A").await;
    let (first, second) = (project_of(&t, &id, "P").await, project_of(&t, &id, "Q").await);
    t.plan.update_bet(&t.you, &id, appetite(Some(14)), None).await.unwrap();
    assert_eq!(t.plan.bet_page(&id).await.unwrap().clock, None);
    build(&t.plan, &t, &first, ProjectStatus::Building).await;
    let day = |day| Some(AppetiteClock { day, appetite: 14 });
    assert_eq!(t.plan.bet_page(&id).await.unwrap().clock, day(1));

    let later = t.days_later(8).await;
    build(&later, &t, &first, ProjectStatus::Done).await;
    build(&later, &t, &second, ProjectStatus::Building).await;
    let card = board(&later, &t).await.columns[2].cards[0].clone();
    assert_eq!((card.clock, card.projects_open, card.projects_done), (day(9), 1, 1));
    assert!(!card.clock.unwrap().is_over());

    later.close_bet(&t.you, &id, Some(BetResult::Won), None).await.unwrap();
    let much_later = t.days_later(90).await;
    assert_eq!(much_later.bet_page(&id).await.unwrap().clock, day(9));
    much_later.reopen_bet(&t.you, &id, None).await.unwrap();
    assert!(much_later.bet_page(&id).await.unwrap().clock.unwrap().is_over());
    much_later.update_bet(&t.you, &id, appetite(None), None).await.unwrap();
    assert_eq!(much_later.bet_page(&id).await.unwrap().clock, None);
}

#[tokio::test]
async fn more_time_may_be_given_with_a_reason_and_never_none_or_too_much() {
    let t = TestPlan::new().await;
    let id = t.bet("A").await;
    let reason = Some("The importer took a week".to_owned());
    let longer = BetPatch { reason, ..appetite(Some(21)) };
    t.plan.update_bet(&t.you, &id, longer, None).await.unwrap();
    let sets = t.plan.activity(&t.product, None, 1).await.unwrap();
    assert_eq!(sets[0].reason, "The importer took a week");
    assert_eq!(sets[0].sentence, "changed appetite of B-1");
    for days in [0, 3651] {
        let error = t.plan.update_bet(&t.you, &id, appetite(Some(days)), None).await.unwrap_err();
        assert!(matches!(error, Error::Invalid { field: "appetite_days", .. }), "{error}");
    }
}

#[tokio::test]
async fn archiving_a_bet_leaves_its_projects_as_gaps_and_says_so() {
    let t = TestPlan::new().await;
    let (outcome, problem) = (t.outcome("O").await, t.problem("X").await);
    let persona = t.persona("Maya").await;
    let new = NewBet {
        name: "A".into(),
        outcomes: Some(vec![outcome.clone()]),
        problems: Some(vec![problem]),
        personas: Some(vec![persona]),
        ..NewBet::default()
    };
    let written = t.plan.create_bet(&t.you, &t.product, new).await.unwrap();
    let id = BetId(written.entities[0].id.clone());
    let projects = [project_of(&t, &id, "P").await, project_of(&t, &id, "Q").await];
    let before = t.plan.bet_page(&id).await.unwrap();
    assert_eq!((before.outcomes.len(), before.problems.len(), before.personas.len()), (1, 1, 1));
    assert_eq!(before.projects.len(), 2);

    let bet = [(Kind::Bet, id.to_string())];
    let written = t.plan.archive(&t.you, &bet, None).await.unwrap();
    for project in &projects {
        let touched = written.entities.iter().find(|e| e.id == project.as_str()).unwrap();
        assert_eq!(touched.fields, ["bet"]);
        assert_eq!(t.plan.project_page(project).await.unwrap().project.bet_id, None);
    }
    assert!(t.plan.outcome_page(&outcome).await.unwrap().bets.is_empty());

    for undo in [false, true] {
        if undo {
            t.plan.archive(&t.you, &bet, None).await.unwrap();
            t.plan.undo(&t.you).await.unwrap();
        } else {
            t.plan.restore(&t.you, Kind::Bet, id.as_str()).await.unwrap();
        }
        let after = t.plan.bet_page(&id).await.unwrap();
        assert_eq!(after.projects, before.projects);
        assert_eq!(after.outcomes, before.outcomes);
        assert_eq!(
            (after.problems, after.personas),
            (before.problems.clone(), before.personas.clone())
        );
    }
}

#[tokio::test]
async fn the_board_names_what_a_bet_is_for_and_how_long_it_is_worth() {
    let t = TestPlan::new().await;
    let (outcome, problem) = (t.outcome("O").await, t.problem("X").await);
    let new = NewBet {
        name: "A".into(),
        horizon: Some(Horizon::Next),
        appetite_days: Some(10),
        outcomes: Some(vec![outcome]),
        problems: Some(vec![problem]),
        ..NewBet::default()
    };
    t.plan.create_bet(&t.you, &t.product, new).await.unwrap();
    let new = NewBet {
        name: "B".into(),
        horizon: Some(Horizon::Next),
        appetite_days: Some(14),
        ..NewBet::default()
    };
    t.plan.create_bet(&t.you, &t.product, new).await.unwrap();
    let next = board(&t.plan, &t).await.columns.remove(1);
    assert_eq!(next.appetite_days, 24);
    let links = |links: &[crate::Link]| -> Vec<String> {
        links.iter().map(|link| link.reference.clone()).collect()
    };
    assert_eq!(
        (links(&next.cards[0].outcomes), links(&next.cards[0].problems)),
        (vec!["O-1".into()], vec!["X-1".into()])
    );
    assert!(next.cards[1].outcomes.is_empty());
    assert_eq!(next.cards[1].confidence.phrase, "rests on nothing yet");
}
