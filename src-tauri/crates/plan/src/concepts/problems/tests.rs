use super::{NewProblem, ProblemKind, ProblemPatch, ProblemState};
use crate::base::error::Error;
use crate::base::ids::ProblemId;
use crate::base::refs::Kind;
use crate::concepts::pains::{NewPain, PainState};
use crate::concepts::projects::{ProjectPatch, ProjectStatus};
use crate::testing::TestPlan;

#[tokio::test]
async fn a_problem_keeps_what_it_is_given() {
    let t = TestPlan::new().await;
    let mina = t.persona("Mina").await;
    let new = NewProblem {
        name: "Loses work offline".into(),
        kind: Some(ProblemKind::Technical),
        severity: Some(4),
        description: Some("Whenever the train enters a tunnel.".into()),
        personas: Some(vec![mina]),
        labels: Some(vec!["sync".into()]),
        ..NewProblem::default()
    };
    let written = t.plan.create_problem(&t.you, &t.product, new).await.unwrap();
    let id = ProblemId(written.entities[0].id.clone());
    let page = t.plan.problem_page(&id).await.unwrap();
    let problem = &page.problem;
    assert_eq!((problem.reference.as_str(), problem.severity), ("X-1", Some(4)));
    assert_eq!((problem.kind, problem.state), (ProblemKind::Technical, ProblemState::Open));
    assert_eq!(problem.description, "Whenever the train enters a tunnel.");
    assert_eq!(page.pains[0].persona.name, "Mina");
    assert_eq!(t.plan.problem_list(&t.product).await.unwrap()[0].personas, 1);
}

#[tokio::test]
async fn a_severity_is_one_to_five_and_null_clears_it() {
    let t = TestPlan::new().await;
    let id = t.problem("Loses work").await;
    let severity = |json: &str| serde_json::from_str::<ProblemPatch>(json).unwrap();
    for (json, then) in [
        (r#"{"severity":5}"#, Some(5)),
        (r#"{"state":"being_solved"}"#, Some(5)),
        (r#"{"severity":null}"#, None),
    ] {
        t.plan.update_problem(&t.you, &id, severity(json), None).await.unwrap();
        assert_eq!(t.plan.problem_page(&id).await.unwrap().problem.severity, then, "{json}");
    }
    for level in [0, 6] {
        let patch = ProblemPatch { severity: Some(Some(level)), ..ProblemPatch::default() };
        let error = t.plan.update_problem(&t.you, &id, patch, None).await.unwrap_err();
        assert!(matches!(error, Error::Invalid { field: "severity", .. }), "{error}");
    }
}

#[tokio::test]
async fn a_done_project_suggests_its_problems_and_pains_solved_and_sets_nothing() {
    let t = TestPlan::new().await;
    let (mina, max) = (t.persona("Mina").await, t.persona("Max").await);
    let (lost, slow) = (t.problem("Loses work").await, t.problem("Slow start").await);
    let pain = t.pain(&mina, &lost).await;
    t.pain(&max, &lost).await;
    let project = t.project("Offline sync").await;
    let work = (Kind::Project, project.as_str());
    for linked in [(Kind::Persona, mina.as_str()), (Kind::Problem, lost.as_str())] {
        t.plan.link(&t.you, work, linked).await.unwrap();
    }
    assert!(t.plan.solved_suggestions(&project).await.unwrap().is_empty());
    assert_eq!(t.plan.problem_page(&lost).await.unwrap().suggest_solved, None);

    let patch = ProjectPatch { status: Some(ProjectStatus::Done), ..ProjectPatch::default() };
    t.plan.update_project(&t.you, &project, patch, None).await.unwrap();
    let suggested = t.plan.solved_suggestions(&project).await.unwrap();
    let refs: Vec<&str> = suggested.iter().map(|l| l.reference.as_str()).collect();
    assert_eq!(refs, ["X-1", "U-1×X-1"]);
    let page = t.plan.problem_page(&lost).await.unwrap();
    assert_eq!(page.problem.state, ProblemState::Open);
    assert_eq!(page.suggest_solved.unwrap().reference, "P-1");
    assert_eq!(page.pains[0].suggest_solved.as_ref().unwrap().reference, "P-1");
    assert_eq!(page.pains[1].suggest_solved, None, "the project is not for Max");
    assert_eq!(t.plan.problem_page(&slow).await.unwrap().suggest_solved, None);

    t.plan.solve_pain(&t.you, &pain, &project).await.unwrap();
    let patch = ProblemPatch { state: Some(ProblemState::Solved), ..ProblemPatch::default() };
    t.plan.update_problem(&t.you, &lost, patch, None).await.unwrap();
    assert!(t.plan.solved_suggestions(&project).await.unwrap().is_empty());
    assert_eq!(t.plan.problem_page(&lost).await.unwrap().suggest_solved, None);
}

#[tokio::test]
async fn a_deleted_problem_takes_its_pains_and_both_come_back() {
    let t = TestPlan::new().await;
    let (mina, lost) = (t.persona("Mina").await, t.problem("Loses work").await);
    let new = NewPain { state: Some(PainState::Worse), ..NewPain::of(&mina, &lost) };
    t.plan.create_pain(&t.you, new).await.unwrap();
    t.plan.archive(&t.you, &[(Kind::Problem, lost.0.clone())], None).await.unwrap();
    assert!(t.plan.persona_page(&mina).await.unwrap().pains.is_empty());
    t.plan.undo(&t.you).await.unwrap();
    let pains = t.plan.persona_page(&mina).await.unwrap().pains;
    assert_eq!(pains[0].pain.state, PainState::Worse);
}
