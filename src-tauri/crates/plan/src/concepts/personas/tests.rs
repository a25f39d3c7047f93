use super::{NewPersona, PersonaPatch};
use crate::base::error::Error;
use crate::base::ids::PersonaId;
use crate::base::rank::Placement;
use crate::base::refs::Kind;
use crate::testing::TestPlan;

async fn primaries(t: &TestPlan) -> Vec<String> {
    let rows = t.plan.persona_list(&t.product).await.unwrap();
    rows.into_iter().filter(|r| r.persona.is_primary).map(|r| r.persona.name).collect()
}

#[tokio::test]
async fn a_persona_keeps_what_it_is_given() {
    let t = TestPlan::new().await;
    let problem = t.problem("Loses work offline").await;
    let new = NewPersona {
        name: "Mina".into(),
        about: Some("Writes on trains.".into()),
        wants: Some("To trust her notes.".into()),
        today: Some("Mails them to herself.".into()),
        primary: Some(true),
        problems: Some(vec![problem]),
        labels: Some(vec!["beta".into()]),
        placement: Some(Placement::First),
    };
    let written = t.plan.create_persona(&t.you, &t.product, new).await.unwrap();
    let id = PersonaId(written.entities[0].id.clone());
    let page = t.plan.persona_page(&id).await.unwrap();
    let persona = &page.persona;
    assert_eq!((persona.reference.as_str(), persona.is_primary, persona.rev), ("U-1", true, 1));
    assert_eq!(
        (persona.about.as_str(), persona.wants.as_str(), persona.today.as_str()),
        ("Writes on trains.", "To trust her notes.", "Mails them to herself.")
    );
    assert_eq!(persona.labels, ["beta"]);
    assert_eq!(page.pains[0].problem.name, "Loses work offline");
    assert_eq!(page.product.name, "Acme Notes");
    assert_eq!(page.history.len(), 1);
    let json = serde_json::to_value(persona).unwrap();
    assert_eq!((&json["ref"], &json["primary"]), (&"U-1".into(), &true.into()));
}

#[tokio::test]
async fn only_what_is_given_changes_and_an_empty_text_clears() {
    let t = TestPlan::new().await;
    let id = t.persona("Mina").await;
    let patch = PersonaPatch { wants: Some("Peace".into()), ..PersonaPatch::default() };
    t.plan.update_persona(&t.you, &id, patch, Some(1)).await.unwrap();
    let patch = PersonaPatch { about: Some("A writer".into()), ..PersonaPatch::default() };
    t.plan.update_persona(&t.you, &id, patch, Some(1)).await.unwrap();
    let persona = t.plan.persona_page(&id).await.unwrap().persona;
    assert_eq!((persona.wants.as_str(), persona.about.as_str()), ("Peace", "A writer"));

    let patch = PersonaPatch { wants: Some("Quiet".into()), ..PersonaPatch::default() };
    let error = t.plan.update_persona(&t.you, &id, patch, Some(1)).await.unwrap_err();
    let Error::Conflict(conflict) = error else { panic!("{error}") };
    assert_eq!(
        (conflict.first.field.as_str(), conflict.first.current.as_str()),
        ("wants", "Peace")
    );

    let patch = PersonaPatch { wants: Some(String::new()), ..PersonaPatch::default() };
    t.plan.update_persona(&t.you, &id, patch, None).await.unwrap();
    assert_eq!(t.plan.persona_page(&id).await.unwrap().persona.wants, "");
}

#[tokio::test]
async fn setting_another_primary_unsets_the_first_in_the_same_change() {
    let t = TestPlan::new().await;
    let new = NewPersona { name: "Mina".into(), primary: Some(true), ..NewPersona::default() };
    t.plan.create_persona(&t.you, &t.product, new).await.unwrap();
    let max = t.persona("Max").await;
    let patch = PersonaPatch { primary: Some(true), ..PersonaPatch::default() };
    let written = t.plan.update_persona(&t.you, &max, patch, None).await.unwrap();
    assert_eq!(primaries(&t).await, ["Max"]);
    assert_eq!(written.entities.len(), 2);
    assert!(written.entities.iter().all(|e| e.fields == ["primary"]));

    let new = NewPersona { name: "Ida".into(), primary: Some(true), ..NewPersona::default() };
    t.plan.create_persona(&t.you, &t.product, new).await.unwrap();
    assert_eq!(primaries(&t).await, ["Ida"]);
    t.plan.undo(&t.you).await.unwrap();
    assert_eq!(primaries(&t).await, ["Max"]);
    t.plan.undo(&t.you).await.unwrap();
    assert_eq!(primaries(&t).await, ["Mina"]);
}

#[tokio::test]
async fn the_primary_of_another_product_stays() {
    let t = TestPlan::new().await;
    let new = || NewPersona { name: "Mina".into(), primary: Some(true), ..NewPersona::default() };
    t.plan.create_persona(&t.you, &t.product, new()).await.unwrap();
    let other = t.other_product("Site").await;
    t.plan.create_persona(&t.you, &other, new()).await.unwrap();
    assert_eq!(primaries(&t).await, ["Mina"]);
}

#[tokio::test]
async fn names_may_repeat() {
    let t = TestPlan::new().await;
    t.persona("Mina").await;
    t.persona("Mina").await;
    let rows = t.plan.persona_list(&t.product).await.unwrap();
    let refs: Vec<&str> = rows.iter().map(|r| r.persona.reference.as_str()).collect();
    assert_eq!(refs, ["U-1", "U-2"]);
}

#[tokio::test]
async fn a_deleted_persona_takes_its_pains_and_leaves_the_problems() {
    let t = TestPlan::new().await;
    let (mina, problem) = (t.persona("Mina").await, t.problem("Loses work").await);
    let project = t.project("Offline sync").await;
    t.pain(&mina, &problem).await;
    let (persona, work) = ((Kind::Persona, mina.as_str()), (Kind::Project, project.as_str()));
    t.plan.link(&t.you, persona, work).await.unwrap();

    t.plan.archive(&t.you, &[(Kind::Persona, mina.0.clone())], None).await.unwrap();
    assert!(t.plan.persona_list(&t.product).await.unwrap().is_empty());
    assert!(t.plan.pain_list(&t.product).await.unwrap().is_empty());
    assert_eq!(t.plan.problem_list(&t.product).await.unwrap()[0].personas, 0);

    t.plan.restore(&t.you, Kind::Persona, mina.as_str()).await.unwrap();
    let page = t.plan.persona_page(&mina).await.unwrap();
    assert_eq!(page.pains[0].pain.reference, "U-1×X-1");
    assert_eq!(page.projects[0].name, "Offline sync");
    let row = &t.plan.persona_list(&t.product).await.unwrap()[0];
    assert_eq!((row.problems, row.unsolved, row.projects, row.bets), (1, 1, 1, 0));
}

#[tokio::test]
async fn what_is_in_the_trash_cannot_be_changed() {
    let t = TestPlan::new().await;
    let id = t.persona("Mina").await;
    t.plan.archive(&t.you, &[(Kind::Persona, id.0.clone())], None).await.unwrap();
    let patch = PersonaPatch { name: Some("Ida".into()), ..PersonaPatch::default() };
    let error = t.plan.update_persona(&t.you, &id, patch, None).await.unwrap_err();
    assert_eq!(error.to_string(), "U-1 is in the trash. Restore it before changing it.");
}
