use super::{HintCode, coaching};
use crate::base::kind_fields::field_of;
use crate::base::refs::Kind;
use crate::concepts::pains::NewPain;
use crate::concepts::pillars::NewPillar;
use crate::concepts::products::ProductPatch;
use crate::concepts::tasks::{TaskPatch, TaskStatus};
use crate::testing::TestPlan;

/// Words that no one is to read here.
const NEVER: [&str; 12] = [
    "hero",
    "villain",
    "initiative",
    "epic",
    "sprint",
    "velocity",
    "story point",
    "beat",
    "arc",
    "please",
    "conflict",
    "scene",
];

#[test]
fn every_kind_is_taught_once_in_the_order_of_kinds() {
    let taught: Vec<Kind> = coaching().kinds.iter().map(|coached| coached.kind).collect();
    let parts_of_a_plan = Kind::ALL.into_iter().filter(|kind| *kind != Kind::Setting);
    assert_eq!(taught, parts_of_a_plan.collect::<Vec<_>>());
}

#[test]
fn nothing_is_left_unsaid() {
    for coached in &coaching().kinds {
        let word = coached.kind.word();
        assert!((2..=4).contains(&coached.ask.len()), "{word}");
        assert!(coached.ask.iter().all(|ask| ask.ends_with('?')), "{word}");
        assert!(!coached.traps.is_empty(), "{word}");
        assert!(coached.what.ends_with('.') && coached.good.ends_with('.'), "{word}");
        assert_ne!(coached.good_example, coached.weak_example, "{word}");
        assert!(!coached.good_example.is_empty() && !coached.weak_example.is_empty(), "{word}");
    }
    let horizons = coaching().kinds.iter().filter(|coached| coached.horizon.is_some());
    let horizons: Vec<Kind> = horizons.map(|coached| coached.kind).collect();
    let from_vision_to_task =
        [Kind::Product, Kind::Pillar, Kind::Outcome, Kind::Bet, Kind::Project, Kind::Task];
    assert_eq!(horizons, from_vision_to_task);
}

#[test]
fn each_hint_asks_the_question_of_one_trap_of_its_kind() {
    for hint in HintCode::ALL {
        let traps = coaching().kinds.iter().flat_map(|c| c.traps.iter().map(move |t| (c.kind, t)));
        let seen: Vec<_> = traps.filter(|(_, trap)| trap.hint == Some(*hint)).collect();
        let [(kind, trap)] = seen.as_slice() else { panic!("{}: {seen:?}", hint.word()) };
        assert_eq!(*kind, hint.kind());
        assert_eq!(hint.question(), trap.ask);
    }
}

#[test]
fn the_first_run_asks_seven_questions_about_real_fields() {
    assert_eq!(coaching().first_run.len(), 7);
    for question in &coaching().first_run {
        assert!(question.ask.ends_with(['?', '.']), "{}", question.ask);
        for field in &question.fields {
            let found = field_of(question.kind, field).unwrap();
            assert_eq!(found.name, field);
        }
    }
}

#[test]
fn the_words_are_plain() {
    let text = super::DATA.to_lowercase();
    let words: Vec<&str> = text.split(|c: char| !c.is_alphabetic()).collect();
    for never in NEVER {
        let said = match never.split_once(' ') {
            None => words.contains(&never),
            Some(_) => text.contains(never),
        };
        assert!(!said, "{never}");
    }
    assert!(!text.contains('!'));
}

#[tokio::test]
async fn the_next_stage_is_the_first_with_nothing_to_show() {
    let t = TestPlan::new().await;
    let next = async || t.plan.progress(&t.product, 3).await.unwrap().next;
    assert_eq!(next().await, Some(Kind::Product));
    let vision = ProductPatch { vision: Some("Notes survive.".into()), ..ProductPatch::default() };
    t.plan.update_product(&t.you, &t.product, vision, None).await.unwrap();
    assert_eq!(next().await, Some(Kind::Persona));
    let persona = t.persona("Maya").await;
    assert_eq!(next().await, Some(Kind::Problem));
    let problem = t.problem("Notes get lost").await;
    assert_eq!(next().await, Some(Kind::Pain));
    t.plan.create_pain(&t.you, NewPain::of(&persona, &problem)).await.unwrap();
    assert_eq!(next().await, Some(Kind::Pillar));
    let pillar = NewPillar { name: "Local first".into(), ..NewPillar::default() };
    t.plan.create_pillar(&t.you, &t.product, pillar).await.unwrap();
    t.outcome("Notes kept 60 → 95 %").await;
    t.bet("No network, no loss").await;
    let project = t.project("Sync").await;
    assert_eq!(next().await, Some(Kind::Task));
    t.task(&project, "Write the queue").await;
    assert_eq!(next().await, None);
}

#[tokio::test]
async fn what_is_held_leaves_finished_work_out_but_knows_of_it() {
    let t = TestPlan::new().await;
    let project = t.project("Sync").await;
    let first = t.task(&project, "First").await;
    for name in ["Second", "Third", "Fourth"] {
        t.task(&project, name).await;
    }
    let done = TaskPatch { status: Some(TaskStatus::Done), ..TaskPatch::default() };
    t.plan.update_task(&t.you, &first, done, None).await.unwrap();
    let held = t.plan.open_of_kinds(&t.product, &[Kind::Task, Kind::Bet], 2).await.unwrap();
    let names: Vec<&str> = held[0].first.iter().map(|link| link.name.as_str()).collect();
    assert_eq!((held[0].open, held[0].ever, names), (3, true, vec!["Second", "Third"]));
    assert_eq!((held[1].open, held[1].ever, held[1].first.len()), (0, false, 0));
    t.plan.archive(&t.you, &[(Kind::Project, project.0.clone())], None).await.unwrap();
    let held = t.plan.open_of_kinds(&t.product, &[Kind::Task], 2).await.unwrap();
    assert_eq!((held[0].open, held[0].ever), (0, false));
}
