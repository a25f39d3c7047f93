//! Which gaps are asked for, what is ignored, and how the questions are asked.

use super::{all, gaps, told};
use crate::base::change::Written;
use crate::base::error::Error;
use crate::base::ids::{BetId, ProjectId};
use crate::base::rank::Placement;
use crate::base::refs::Kind;
use crate::concepts::bets::NewBet;
use crate::concepts::projects::{NewProject, ProjectPatch, ProjectStatus};
use crate::concepts::tasks::{Blocked, TaskPatch};
use crate::testing::{CompletePlan, made};

const NONE: [&str; 0] = [];

impl CompletePlan {
    /// A second bet and project, which lack everything.
    async fn bare(&self) -> (BetId, ProjectId) {
        let bet = NewBet { name: "Later".into(), ..NewBet::default() };
        let bet =
            BetId(made(&self.t.plan.create_bet(&self.t.you, &self.t.product, bet).await.unwrap()));
        let project = NewProject {
            name: "Some day".into(),
            bet_id: Some(bet.clone()),
            ..NewProject::default()
        };
        let project = self.t.plan.create_project(&self.t.you, &self.t.product, project);
        (bet, ProjectId(made(&project.await.unwrap())))
    }

    async fn under(&self, kind: Kind, id: &str) -> Vec<String> {
        told(&self.t.plan.gaps(&self.t.product, Some((kind, id))).await.unwrap())
    }

    async fn touching(&self, written: &Written) -> Vec<String> {
        told(&self.t.plan.gaps_touching(written).await.unwrap())
    }
}

#[tokio::test]
async fn gaps_come_in_the_order_of_codes_and_then_of_the_list() {
    let p = CompletePlan::new().await;
    let (_, first) = p.bare().await;
    let second = p.t.project("Another").await;
    assert_eq!(
        gaps(&p.t).await,
        ["G06 B-2", "G07 B-2", "G11 P-3", "G12 P-2", "G12 P-3", "G13 P-2", "G13 P-3"]
    );
    let place = Placement::Before(first.to_string());
    p.t.plan.place(&p.t.you, Kind::Project, second.as_str(), &place).await.unwrap();
    assert_eq!(gaps(&p.t).await[3..5], ["G12 P-3", "G12 P-2"]);
}

#[tokio::test]
async fn the_gaps_under_an_entity_are_its_own_and_those_below_it() {
    let p = CompletePlan::new().await;
    let (bet, project) = p.bare().await;
    let task = p.t.task(&project, "Some step").await;
    let blocked = TaskPatch { blocked: Some(Blocked::Set(String::new())), ..TaskPatch::default() };
    p.t.plan.update_task(&p.t.you, &task, blocked, None).await.unwrap();
    let below = ["G12 P-2", "G13 P-2", "G17 T-2"];
    assert_eq!(p.under(Kind::Task, task.as_str()).await, ["G17 T-2"]);
    assert_eq!(p.under(Kind::Project, project.as_str()).await, below);
    assert_eq!(
        p.under(Kind::Bet, bet.as_str()).await,
        [&["G06 B-2", "G07 B-2"][..], &below].concat()
    );
    assert_eq!(p.under(Kind::Outcome, p.outcome.as_str()).await, NONE);
    let (one, other) = ((Kind::Bet, bet.as_str()), (Kind::Outcome, p.outcome.as_str()));
    p.t.plan.link(&p.t.you, one, other).await.unwrap();
    let expected = [&["G07 B-2"][..], &below].concat();
    assert_eq!(p.under(Kind::Outcome, p.outcome.as_str()).await, expected);
    assert_eq!(p.under(Kind::Pillar, p.pillar.as_str()).await, expected);
    assert_eq!(p.under(Kind::Product, p.t.product.as_str()).await, gaps(&p.t).await);
}

#[tokio::test]
async fn the_gaps_of_some_are_those_of_all_that_are_theirs() {
    let p = CompletePlan::new().await;
    let (bet, project) = p.bare().await;
    p.t.persona("Jonas").await;
    p.t.problem("Typing is slow").await;
    let only = [(Kind::Bet, bet.to_string()), (Kind::Project, project.to_string())];
    let found = p.t.plan.gaps_of(&p.t.product, &only).await.unwrap();
    assert_eq!(told(&found), ["G06 B-2", "G07 B-2", "G12 P-2", "G13 P-2"]);
    assert_eq!(p.t.plan.gaps_of(&p.t.product, &[]).await.unwrap(), []);
}

#[tokio::test]
async fn a_product_has_no_gaps_of_another_or_of_its_trash() {
    let p = CompletePlan::new().await;
    let other = p.t.other_product("Other").await;
    let new = NewProject { name: "Elsewhere".into(), ..NewProject::default() };
    let elsewhere = made(&p.t.plan.create_project(&p.t.you, &other, new).await.unwrap());
    assert_eq!(gaps(&p.t).await, NONE);
    assert_eq!(all(&p.t.plan, &other).await, ["G01 Other", "G11 P-1", "G12 P-1", "G13 P-1"]);
    let foreign = [(Kind::Project, elsewhere), (Kind::Product, other.to_string())];
    assert_eq!(p.t.plan.gaps_of(&p.t.product, &foreign).await.unwrap(), []);
    let trash = [(Kind::Product, other.to_string())];
    p.t.plan.archive(&p.t.you, &trash, None).await.unwrap();
    assert!(matches!(p.t.plan.gaps(&other, None).await.unwrap_err(), Error::NotFound { .. }));
}

#[tokio::test]
async fn an_ignored_gap_is_hidden_there_alone_and_can_be_heeded_again() {
    let p = CompletePlan::new().await;
    let (_, project) = p.bare().await;
    p.t.project("Another").await;
    let before = gaps(&p.t).await;
    p.t.plan.ignore_gap(&p.t.you, Kind::Project, project.as_str(), "g12").await.unwrap();
    let after: Vec<String> = before.iter().filter(|gap| *gap != "G12 P-2").cloned().collect();
    assert_eq!(gaps(&p.t).await, after);
    let ignored = p.t.plan.ignored_gaps(&p.t.product).await.unwrap();
    assert_eq!(told(&ignored), ["G12 P-2"]);
    assert!(ignored[0].ignored);
    let counts = p.t.plan.gap_counts(&p.t.product).await.unwrap();
    let by_code: Vec<String> =
        counts.by_code.iter().map(|c| format!("{} {}", c.code.word(), c.count)).collect();
    assert_eq!((counts.total, counts.ignored), (6, 1));
    assert_eq!(by_code, ["G06 1", "G07 1", "G11 1", "G12 1", "G13 2"]);

    let again = p.t.plan.ignore_gap(&p.t.you, Kind::Project, project.as_str(), "G12").await;
    assert_eq!(again.unwrap().seq, 0);
    p.t.plan.heed_gap(&p.t.you, Kind::Project, project.as_str(), "G12").await.unwrap();
    assert_eq!(gaps(&p.t).await, before);
    p.t.plan.undo(&p.t.you).await.unwrap();
    assert_eq!(gaps(&p.t).await, after);
    let log = p.t.plan.activity(&p.t.product, None, 10).await.unwrap();
    assert!(log.iter().any(|set| set.sentence == "ignored a gap of P-2"), "{log:?}");
}

#[tokio::test]
async fn only_codes_that_an_entity_can_have_are_ignored() {
    let p = CompletePlan::new().await;
    let task = p.task.as_str();
    for code in ["G12", "H01", "x", ""] {
        let error = p.t.plan.ignore_gap(&p.t.you, Kind::Task, task, code).await.unwrap_err();
        assert!(error.to_string().contains("A task can have G17, H07, H08"), "{error}");
    }
    let pain = p.t.plan.pain_list(&p.t.product).await.unwrap()[0].pain.id.to_string();
    let error = p.t.plan.ignore_gap(&p.t.you, Kind::Pain, &pain, "G20").await.unwrap_err();
    assert!(error.to_string().contains("A pain has no gaps or hints to ignore."), "{error}");
}

#[tokio::test]
async fn a_hint_is_ignored_like_a_gap() {
    let p = CompletePlan::new().await;
    let (task, check) = (p.t.task(&p.project, "Login page").await, "It works");
    p.t.plan.add_check(&p.t.you, &task, check).await.unwrap();
    let codes = async || -> Vec<&str> {
        let hints = p.t.plan.hints_of(Kind::Task, task.as_str()).await.unwrap();
        hints.iter().map(|hint| hint.code.word()).collect()
    };
    assert_eq!(codes().await, ["H07", "H08"]);
    p.t.plan.ignore_gap(&p.t.you, Kind::Task, task.as_str(), "H07").await.unwrap();
    assert_eq!(codes().await, ["H08"]);
    for (kind, id) in [
        (Kind::Pillar, p.pillar.as_str()),
        (Kind::Outcome, p.outcome.as_str()),
        (Kind::Bet, p.bet.as_str()),
        (Kind::Persona, p.persona.as_str()),
        (Kind::Problem, p.problem.as_str()),
        (Kind::Project, p.project.as_str()),
        (Kind::Task, p.task.as_str()),
    ] {
        assert_eq!(p.t.plan.hints_of(kind, id).await.unwrap(), [], "{kind:?}");
    }
}

#[tokio::test]
async fn a_write_tells_the_gaps_it_opened_on_its_neighbours() {
    let p = CompletePlan::new().await;
    let (plan, you) = (&p.t.plan, &p.t.you);
    let (bet, outcome) = ((Kind::Bet, p.bet.as_str()), (Kind::Outcome, p.outcome.as_str()));

    let written = plan.unlink(you, bet, outcome).await.unwrap();
    assert_eq!(p.touching(&written).await, ["G04 O-1", "G06 B-1"]);
    let written = plan.undo(you).await.unwrap().written;
    assert_eq!(p.touching(&written).await, NONE);

    let archive = async |kind: Kind, id: String| {
        let written = plan.archive(you, &[(kind, id)], None).await.unwrap();
        let told = p.touching(&written).await;
        plan.undo(you).await.unwrap();
        told
    };
    assert_eq!(archive(Kind::Persona, p.persona.to_string()).await, ["G20 X-1"]);
    assert_eq!(
        archive(Kind::Problem, p.problem.to_string()).await,
        ["G07 B-1", "G10 B-1", "G21 U-1"]
    );
    assert_eq!(archive(Kind::Evidence, p.evidence.to_string()).await, ["G10 B-1"]);
    assert_eq!(archive(Kind::Bet, p.bet.to_string()).await, ["G04 O-1", "G11 P-1"]);
    assert_eq!(archive(Kind::Task, p.task.to_string()).await, ["G13 P-1"]);
    assert_eq!(gaps(&p.t).await, NONE);
}

#[tokio::test]
async fn what_a_field_pointed_to_before_is_a_neighbour_too() {
    let p = CompletePlan::new().await;
    let (plan, you) = (&p.t.plan, &p.t.you);
    let (bet, project) = p.bare().await;
    let moved = plan.move_task(you, &p.task, Some(&project), None, &Placement::Last).await.unwrap();
    assert_eq!(p.touching(&moved).await, ["G12 P-2", "G13 P-1"]);
    plan.undo(you).await.unwrap();

    plan.move_project(you, &p.project, ProjectStatus::Building, &Placement::Last).await.unwrap();
    p.t.days_pass(16);
    let to_other = ProjectPatch { bet_id: Some(Some(bet)), ..ProjectPatch::default() };
    let written = plan.update_project(you, &p.project, to_other, None).await.unwrap();
    assert_eq!(p.touching(&written).await, ["G06 B-2", "G07 B-2"]);
    let written = plan.undo(you).await.unwrap().written;
    assert_eq!(p.touching(&written).await, ["G06 B-2", "G07 B-2", "G09 B-1"]);
}

#[tokio::test]
async fn finishing_a_task_tells_what_it_frees_and_building_tells_the_product() {
    let p = CompletePlan::new().await;
    let (plan, you) = (&p.t.plan, &p.t.you);
    let first = p.t.task(&p.project, "Choose a format").await;
    plan.add_dependency(you, &p.task, &first).await.unwrap();
    let blocked =
        TaskPatch { blocked: Some(Blocked::Set("format".into())), ..TaskPatch::default() };
    plan.update_task(you, &p.task, blocked, None).await.unwrap();
    let written = plan.complete_task(you, &first).await.unwrap();
    assert_eq!(p.touching(&written).await, ["G17 T-1"]);

    for n in 0..3 {
        let new = NewProject {
            name: format!("Project {n}"),
            status: Some(ProjectStatus::Building),
            ..NewProject::default()
        };
        let written = plan.create_project(you, &p.t.product, new).await.unwrap();
        let told = p.touching(&written).await;
        assert_eq!(told.contains(&"G15 Acme Notes".to_owned()), n == 2, "{told:?}");
    }
}
