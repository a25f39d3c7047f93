use super::{NewPain, PainPatch, PainState};
use crate::base::error::Error;
use crate::base::ids::PersonaId;
use crate::base::refs::Kind;
use crate::concepts::personas::NewPersona;
use crate::testing::TestPlan;

#[tokio::test]
async fn a_pair_has_one_pain() {
    let t = TestPlan::new().await;
    let (mina, lost) = (t.persona("Mina").await, t.problem("Loses work").await);
    t.pain(&mina, &lost).await;
    let error = t.plan.create_pain(&t.you, NewPain::of(&mina, &lost)).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "U-1×X-1 is there already, and a pair has one pain. Change that one instead."
    );
}

#[tokio::test]
async fn a_pain_made_again_is_the_one_from_the_trash() {
    let t = TestPlan::new().await;
    let (mina, lost) = (t.persona("Mina").await, t.problem("Loses work").await);
    let id = t.pain(&mina, &lost).await;
    let patch = PainPatch {
        impact: Some("Rewrites a page a week.".into()),
        stakes: Some("Leaves for paper.".into()),
        ..PainPatch::default()
    };
    t.plan.update_pain(&t.you, &id, patch, None).await.unwrap();
    t.plan.archive(&t.you, &[(Kind::Pain, id.0.clone())], None).await.unwrap();

    let new = NewPain { impact: Some("An hour a week.".into()), ..NewPain::of(&mina, &lost) };
    let written = t.plan.create_pain(&t.you, new).await.unwrap();
    assert_eq!(written.entities[0].id, id.0);
    let pain = t.plan.pain_page(&id).await.unwrap().row.pain;
    assert_eq!(
        (pain.impact.as_str(), pain.stakes.as_str(), pain.trashed_at),
        ("An hour a week.", "Leaves for paper.", None)
    );
    t.plan.undo(&t.you).await.unwrap();
    assert!(t.plan.pain_list(&t.product).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_pain_joins_what_is_of_one_product() {
    let t = TestPlan::new().await;
    let lost = t.problem("Loses work").await;
    let other = t.other_product("Site").await;
    let new = NewPersona { name: "Mina".into(), ..NewPersona::default() };
    let written = t.plan.create_persona(&t.you, &other, new).await.unwrap();
    let mina = PersonaId(written.entities[0].id.clone());
    let error = t.plan.create_pain(&t.you, NewPain::of(&mina, &lost)).await.unwrap_err();
    assert!(error.to_string().contains("“Loses work” belongs to another product"), "{error}");
}

#[tokio::test]
async fn only_a_solved_pain_has_a_project_that_solved_it() {
    let t = TestPlan::new().await;
    let pain = t.pain(&t.persona("Mina").await, &t.problem("Loses work").await).await;
    let project = t.project("Offline sync").await;
    t.plan.solve_pain(&t.you, &pain, &project).await.unwrap();
    let row = t.plan.pain_page(&pain).await.unwrap().row;
    assert_eq!(row.pain.state, PainState::Solved);
    assert_eq!(row.solved_by.unwrap().reference, "P-1");

    let patch = |json: &str| serde_json::from_str::<PainPatch>(json).unwrap();
    let both = format!(r#"{{"state":"worse","solved_by":"{project}"}}"#);
    let error = t.plan.update_pain(&t.you, &pain, patch(&both), None).await.unwrap_err();
    assert!(matches!(error, Error::Invalid { field: "solved_by", .. }), "{error}");
    t.plan.update_pain(&t.you, &pain, patch(r#"{"state":"worse"}"#), None).await.unwrap();
    let row = t.plan.pain_page(&pain).await.unwrap().row;
    assert_eq!((row.pain.state, row.solved_by), (PainState::Worse, None));
}

#[tokio::test]
async fn a_pain_does_not_come_back_before_its_persona() {
    let t = TestPlan::new().await;
    let mina = t.persona("Mina").await;
    let pain = t.pain(&mina, &t.problem("Loses work").await).await;
    t.plan.archive(&t.you, &[(Kind::Persona, mina.0.clone())], None).await.unwrap();
    let error = t.plan.restore(&t.you, Kind::Pain, pain.as_str()).await.unwrap_err();
    assert!(error.to_string().contains("Restore U-1 first"), "{error}");
}
