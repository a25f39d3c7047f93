use super::{NewPillar, PillarPatch};
use crate::base::error::Error;
use crate::base::ids::PillarId;
use crate::base::rank::Placement;
use crate::base::reason::Reason;
use crate::base::refs::Kind;
use crate::concepts::outcomes::NewOutcome;
use crate::testing::TestPlan;

fn named(name: &str) -> NewPillar {
    NewPillar { name: name.into(), ..NewPillar::default() }
}

async fn made(t: &TestPlan, new: NewPillar) -> PillarId {
    let written = t.plan.create_pillar(&t.you, &t.product, new).await.unwrap();
    PillarId(written.entities[0].id.clone())
}

async fn names(t: &TestPlan) -> Vec<String> {
    let list = t.plan.pillar_list(&t.product).await.unwrap();
    list.pillars.into_iter().map(|row| row.pillar.name).collect()
}

#[tokio::test]
async fn a_pillar_says_what_is_done_and_what_is_refused() {
    let t = TestPlan::new().await;
    let new = NewPillar {
        we_will: Some("Work without a network.".into()),
        we_wont: Some("Need an account.".into()),
        labels: Some(vec!["core".into()]),
        ..named("Yours alone")
    };
    let id = made(&t, new).await;
    let page = t.plan.pillar_page(&id).await.unwrap();
    assert_eq!((page.pillar.reference.as_str(), page.pillar.rev), ("L-1", 1));
    assert_eq!(page.pillar.we_wont, "Need an account.");
    assert_eq!((page.product.kind, page.product.name.as_str()), (Kind::Product, "Acme Notes"));

    let patch = PillarPatch { we_wont: Some(String::new()), ..PillarPatch::default() };
    t.plan.update_pillar(&t.you, &id, patch, Some(1)).await.unwrap();
    let pillar = t.plan.pillar_page(&id).await.unwrap().pillar;
    assert_eq!((pillar.we_will.as_str(), pillar.we_wont.as_str()), ("Work without a network.", ""));
}

#[tokio::test]
async fn a_sixth_pillar_is_saved_and_explained() {
    let t = TestPlan::new().await;
    let mut last = None;
    for name in ["A", "B", "C", "D", "E", "F"] {
        let written = t.plan.create_pillar(&t.you, &t.product, named(name)).await.unwrap();
        assert_eq!(written.warnings.len(), usize::from(name == "F"), "{name}");
        last = Some(written);
    }
    let sixth = last.unwrap();
    assert!(sixth.warnings[0].starts_with("6 pillars are more"), "{}", sixth.warnings[0]);
    let list = t.plan.pillar_list(&t.product).await.unwrap();
    assert_eq!((list.pillars.len(), list.hint.as_ref()), (6, Some(&sixth.warnings[0])));

    let id = sixth.entities[0].id.clone();
    t.plan.archive(&t.you, &[(Kind::Pillar, id.clone())], None).await.unwrap();
    assert_eq!(t.plan.pillar_list(&t.product).await.unwrap().hint, None);
    let restored = t.plan.restore(&t.you, Kind::Pillar, &id).await.unwrap();
    assert_eq!(restored.warnings, sixth.warnings);
}

#[tokio::test]
async fn pillars_keep_the_order_they_are_given() {
    let t = TestPlan::new().await;
    let a = made(&t, named("A")).await;
    made(&t, NewPillar { placement: Some(Placement::First), ..named("B") }).await;
    made(&t, NewPillar { placement: Some(Placement::Before(a.to_string())), ..named("C") }).await;
    assert_eq!(names(&t).await, ["B", "C", "A"]);
    t.plan.place(&t.you, Kind::Pillar, a.as_str(), &Placement::First).await.unwrap();
    assert_eq!(names(&t).await, ["A", "B", "C"]);
    t.plan.undo(&t.you).await.unwrap();
    assert_eq!(names(&t).await, ["B", "C", "A"]);
}

#[tokio::test]
async fn archiving_a_pillar_leaves_its_outcomes_and_restoring_joins_them_again() {
    let t = TestPlan::new().await;
    let new = NewOutcome { name: "Notes found at once".into(), ..NewOutcome::default() };
    let outcome = t.plan.create_outcome(&t.you, &t.product, new).await.unwrap().entities[0].clone();
    let new = NewPillar { outcomes: Some(vec![outcome.id.as_str().into()]), ..named("Fast") };
    let id = made(&t, new).await;
    let list = async || t.plan.outcome_list(&t.product).await.unwrap().outcomes;
    assert_eq!(list().await[0].pillars[0].reference, "L-1");

    let pillar = [(Kind::Pillar, id.to_string())];
    let written = t.plan.archive(&t.you, &pillar, Some("It refused nothing")).await.unwrap();
    let touched = written.entities.iter().find(|e| e.id == outcome.id).unwrap();
    assert_eq!(touched.fields, ["pillars"]);
    assert!(list().await[0].pillars.is_empty());

    t.plan.restore(&t.you, Kind::Pillar, id.as_str()).await.unwrap();
    assert_eq!(list().await[0].pillars[0].reference, "L-1");
}

#[tokio::test]
async fn what_is_in_the_trash_is_not_changed() {
    let t = TestPlan::new().await;
    let id = made(&t, named("A")).await;
    t.plan.archive(&t.you, &[(Kind::Pillar, id.to_string())], None).await.unwrap();
    let patch = PillarPatch { name: Some("B".into()), ..PillarPatch::default() };
    let error = t.plan.update_pillar(&t.you, &id, patch, None).await.unwrap_err();
    assert!(matches!(&error, Error::Refused(Reason::InTrash(it)) if it == "L-1"));
}

#[tokio::test]
async fn a_field_changed_meanwhile_is_a_conflict() {
    let t = TestPlan::new().await;
    let id = made(&t, named("A")).await;
    let wont = |text: &str| PillarPatch { we_wont: Some(text.into()), ..PillarPatch::default() };
    t.plan.update_pillar(&t.you, &id, wont("Accounts"), Some(1)).await.unwrap();
    let error = t.plan.update_pillar(&t.you, &id, wont("Clouds"), Some(1)).await.unwrap_err();
    let Error::Conflict(conflict) = error else { panic!("{error}") };
    assert_eq!(
        (conflict.first.field.as_str(), conflict.first.current.as_str()),
        ("we_wont", "Accounts")
    );
}
