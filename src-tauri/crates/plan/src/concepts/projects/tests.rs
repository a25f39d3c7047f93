use serde_json::json;

use super::{NewProject, Project, ProjectPatch, ProjectStatus};
use crate::base::actor::Actor;
use crate::base::error::Error;
use crate::base::ids::{BetId, ProjectId};
use crate::base::rank::Placement;
use crate::base::refs::{Kind, Link};
use crate::concepts::bets::NewBet;
use crate::insights::pages::project::ProjectLinks;
use crate::testing::TestPlan;

async fn order(t: &TestPlan) -> Vec<String> {
    let board = t.plan.project_board(&t.product).await.unwrap();
    let cards = board.columns.into_iter().flat_map(|c| c.cards);
    cards.map(|c| format!("{} {}", c.name, c.status.word())).collect()
}

#[tokio::test]
async fn moving_a_project_sets_status_and_place_in_one_change() {
    let t = TestPlan::new().await;
    let (a, b, _) = (t.project("A").await, t.project("B").await, t.project("C").await);
    t.plan
        .move_project(&t.you, &b, ProjectStatus::Building, &Placement::Before(a.to_string()))
        .await
        .unwrap();
    assert_eq!(order(&t).await, ["A idea", "C idea", "B building"]);
    t.plan.undo(&t.you).await.unwrap();
    assert_eq!(order(&t).await, ["A idea", "B idea", "C idea"]);
}

#[tokio::test]
async fn a_third_project_building_is_saved_and_explained() {
    let t = TestPlan::new().await;
    let mut warnings = Vec::new();
    for name in ["A", "B", "C"] {
        let id = t.project(name).await;
        let written = t
            .plan
            .move_project(&t.you, &id, ProjectStatus::Building, &Placement::Last)
            .await
            .unwrap();
        warnings.extend(written.warnings);
    }
    assert_eq!(warnings, ["3 projects building is a lot for one person. Choose which waits."]);
}

#[tokio::test]
async fn archiving_a_project_takes_its_tasks_and_one_undo_brings_them_back() {
    let t = TestPlan::new().await;
    let project = t.project("A").await;
    t.task(&project, "One").await;
    t.task(&project, "Two").await;
    let written = t.plan.archive_project(&t.you, &project).await.unwrap();
    assert_eq!(written.entities.len(), 3);
    assert!(t.plan.project_page(&project).await.unwrap().tasks.is_empty());
    t.plan.undo(&t.you).await.unwrap();
    assert_eq!(t.plan.project_page(&project).await.unwrap().tasks.len(), 2);
}

#[tokio::test]
async fn fields_nobody_else_touched_are_merged_and_others_are_a_conflict() {
    let t = TestPlan::new().await;
    let project = t.project("A").await;
    let ai = Actor::ai("Claude Code");
    let theirs = ProjectPatch { why: Some("The AI's why".into()), ..ProjectPatch::default() };
    t.plan.update_project(&ai, &project, theirs, Some(1)).await.unwrap();

    let what = ProjectPatch { what: Some("My what".into()), ..ProjectPatch::default() };
    t.plan.update_project(&t.you, &project, what, Some(1)).await.unwrap();
    let why = ProjectPatch { why: Some("My why".into()), ..ProjectPatch::default() };
    let error = t.plan.update_project(&t.you, &project, why, Some(1)).await.unwrap_err();
    let Error::Conflict(conflict) = error else { panic!("{error}") };
    assert_eq!(
        (conflict.first.field.as_str(), conflict.first.current.as_str()),
        ("why", "The AI's why")
    );
    assert_eq!((conflict.rev, conflict.first.by.name.as_str()), (3, "Claude Code"));
    let page = t.plan.project_page(&project).await.unwrap();
    assert_eq!(
        (page.project.why.as_str(), page.project.what.as_str()),
        ("The AI's why", "My what")
    );
}

#[tokio::test]
async fn a_rev_from_the_future_is_refused() {
    let t = TestPlan::new().await;
    let project = t.project("A").await;
    let patch = ProjectPatch { why: Some("x".into()), ..ProjectPatch::default() };
    let error = t.plan.update_project(&t.you, &project, patch, Some(7)).await.unwrap_err();
    assert!(error.to_string().contains("rev 1"), "{error}");
}

#[tokio::test]
async fn an_update_that_changes_nothing_leaves_no_trace() {
    let t = TestPlan::new().await;
    let project = t.project("A").await;
    let same = ProjectPatch { name: Some("A".into()), ..ProjectPatch::default() };
    let written = t.plan.update_project(&t.you, &project, same, None).await.unwrap();
    assert_eq!((written.seq, written.entities.len()), (0, 0));
    assert_eq!(t.plan.project_page(&project).await.unwrap().project.rev, 1);
}

#[tokio::test]
async fn a_long_why_is_not_lost_to_a_short_one_by_accident() {
    let t = TestPlan::new().await;
    let project = t.project("A").await;
    let why = |text: String, replace| ProjectPatch {
        why: Some(text),
        replace,
        ..ProjectPatch::default()
    };
    let long = "Maya rewrites two notes a day. ".repeat(10);
    t.plan.update_project(&t.you, &project, why(long, None), None).await.unwrap();
    let short = t.plan.update_project(&t.you, &project, why("TODO".into(), None), None).await;
    assert!(matches!(short.unwrap_err(), Error::Refused(_)));
    t.plan.update_project(&t.you, &project, why("Short".into(), Some(true)), None).await.unwrap();
}

#[tokio::test]
async fn refs_grow_past_three_digits_and_are_never_used_again() {
    let t = TestPlan::new().await;
    let mut conn = t.plan.store().write().await.unwrap();
    sqlx::query("INSERT INTO counters (product_id, kind, last) VALUES (?1, 'project', 998)")
        .bind(&t.product)
        .execute(&mut *conn)
        .await
        .unwrap();
    conn.commit().await.unwrap();
    t.project("A").await;
    t.project("B").await;
    t.plan.undo(&t.you).await.unwrap();
    t.project("C").await;
    let board = t.plan.project_board(&t.product).await.unwrap();
    let refs: Vec<&str> = board.columns[0].cards.iter().map(|c| c.reference.as_str()).collect();
    assert_eq!(refs, ["P-999", "P-1001"]);
}

fn patch(json: serde_json::Value) -> ProjectPatch {
    serde_json::from_value(json).unwrap()
}

#[tokio::test]
async fn a_partial_update_changes_only_the_fields_given_and_null_clears() {
    let t = TestPlan::new().await;
    let new = NewProject {
        name: "A".into(),
        why: Some("Maya loses notes.".into()),
        questions: Some(vec!["clock skew?".into()]),
        appetite_days: Some(14),
        branch: Some("ob/p-1".into()),
        ..NewProject::default()
    };
    let written = t.plan.create_project(&t.you, &t.product, new).await.unwrap();
    let id = ProjectId(written.entities[0].id.clone());
    let before = t.plan.project_page(&id).await.unwrap().project;

    let some = patch(json!({"branch": "", "result": "41 % sync"}));
    t.plan.update_project(&t.you, &id, some, None).await.unwrap();
    let after = t.plan.project_page(&id).await.unwrap().project;
    let expected = Project {
        branch: String::new(),
        result: "41 % sync".into(),
        rev: 2,
        updated_at: after.updated_at,
        ..before
    };
    assert_eq!(after, expected);

    let null = patch(json!({"appetite_days": null}));
    t.plan.update_project(&t.you, &id, null, None).await.unwrap();
    let cleared = t.plan.project_page(&id).await.unwrap().project;
    assert_eq!((cleared.appetite_days, cleared.questions), (None, vec!["clock skew?".to_owned()]));
}

#[tokio::test]
async fn an_appetite_is_between_a_day_and_ten_years() {
    let t = TestPlan::new().await;
    let id = t.project("A").await;
    for days in [0, 3_651] {
        let days = patch(json!({"appetite_days": days}));
        let error = t.plan.update_project(&t.you, &id, days, None).await.unwrap_err();
        assert!(matches!(error, Error::Invalid { field, .. } if field == "appetite_days"));
    }
}

#[tokio::test]
async fn projects_never_wait_for_each_other_in_a_circle_and_the_refusal_names_it() {
    let t = TestPlan::new().await;
    let (a, b) = (t.project("A").await, t.project("B").await);
    let new =
        NewProject { name: "C".into(), depends_on: Some(vec![a.clone()]), ..NewProject::default() };
    let c = t.plan.create_project(&t.you, &t.product, new).await.unwrap();
    let c = ProjectId(c.entities[0].id.clone());
    t.plan.add_project_dependency(&t.you, &a, &b).await.unwrap();
    let error = t.plan.add_project_dependency(&t.you, &b, &c).await.unwrap_err();
    assert!(error.to_string().contains("P-2 → P-3 → P-1 → P-2"), "{error}");

    let links = t.plan.project_page(&a).await.unwrap().links;
    let refs = |links: &[Link]| links.iter().map(|l| l.reference.clone()).collect::<Vec<_>>();
    assert_eq!(
        (refs(&links.waits_for), refs(&links.frees)),
        (vec!["P-2".into()], vec!["P-3".into()])
    );
    t.plan.remove_project_dependency(&t.you, &c, &a).await.unwrap();
    t.plan.add_project_dependency(&t.you, &b, &c).await.unwrap();
}

#[tokio::test]
async fn dropping_and_reopening_keep_their_reason_until_the_next_turn() {
    let t = TestPlan::new().await;
    let id = t.project("A").await;
    let turn = async |json| {
        t.plan.update_project(&t.you, &id, patch(json), None).await.unwrap();
        let project = t.plan.project_page(&id).await.unwrap().project;
        (project.status_reason, project.finished_at.is_some())
    };
    let reason = json!({"status": "dropped", "status_reason": "too big"});
    assert_eq!(turn(reason).await, ("too big".into(), true));
    assert_eq!(turn(json!({"name": "B"})).await, ("too big".into(), true));
    let again = json!({"status": "ready", "status_reason": "a user asked"});
    assert_eq!(turn(again).await, ("a user asked".into(), false));
    assert_eq!(turn(json!({"status": "building"})).await, ("a user asked".into(), false));
    assert_eq!(turn(json!({"status": "dropped"})).await, (String::new(), true));
}

#[tokio::test]
async fn a_new_project_takes_the_place_it_is_given() {
    let t = TestPlan::new().await;
    t.project("A").await;
    let b = t.project("B").await;
    let new = NewProject {
        name: "C".into(),
        placement: Some(Placement::Before(b.to_string())),
        ..NewProject::default()
    };
    t.plan.create_project(&t.you, &t.product, new).await.unwrap();
    assert_eq!(order(&t).await, ["A idea", "C idea", "B idea"]);
}

#[tokio::test]
async fn a_project_moves_from_bet_to_bet_and_each_says_which_projects_serve_it() {
    let t = TestPlan::new().await;
    let (now, later) = (t.bet("Train-proof notes").await, t.bet("Import").await);
    let new = NewProject { name: "A".into(), bet_id: Some(now.clone()), ..NewProject::default() };
    let written = t.plan.create_project(&t.you, &t.product, new).await.unwrap();
    let id = ProjectId(written.entities[0].id.clone());
    let serving = async |bet: &BetId| {
        let cards = t.plan.projects_of_bet(bet).await.unwrap();
        cards.into_iter().map(|card| (card.name, card.bet.unwrap().reference)).collect::<Vec<_>>()
    };
    assert_eq!(serving(&now).await, [("A".to_owned(), "B-1".to_owned())]);
    t.plan.update_project(&t.you, &id, patch(json!({"bet_id": later})), None).await.unwrap();
    assert_eq!(serving(&now).await, []);
    assert_eq!(serving(&later).await, [("A".to_owned(), "B-2".to_owned())]);
    let error = t.plan.update_project(&t.you, &id, patch(json!({"bet_id": null})), Some(1)).await;
    let Error::Conflict(conflict) = error.unwrap_err() else { panic!("merged") };
    assert_eq!((conflict.first.field.as_str(), conflict.first.current.as_str()), ("bet_id", "B-2"));
    t.plan.undo(&t.you).await.unwrap();
    assert_eq!(serving(&now).await, [("A".to_owned(), "B-1".to_owned())]);
}

#[tokio::test]
async fn a_bet_in_the_trash_or_of_another_product_cannot_be_served() {
    let t = TestPlan::new().await;
    let (id, bet) = (t.project("A").await, t.bet("Gone").await);
    t.plan.archive(&t.you, &[(Kind::Bet, bet.to_string())], None).await.unwrap();
    let serve = async |bet: &BetId| {
        let patch = patch(json!({"bet_id": bet}));
        t.plan.update_project(&t.you, &id, patch, None).await.unwrap_err().to_string()
    };
    assert!(serve(&bet).await.contains("B-1 is in the trash"));
    let other = t.other_product("Other").await;
    let new = NewBet { name: "Theirs".into(), ..NewBet::default() };
    let written = t.plan.create_bet(&t.you, &other, new).await.unwrap();
    let theirs = BetId(written.entities[0].id.clone());
    assert!(serve(&theirs).await.contains("belongs to another product"));
}

#[tokio::test]
async fn what_is_joined_by_a_field_is_linked_and_unlinked_in_the_same_words() {
    let t = TestPlan::new().await;
    let (a, b, bet) = (t.project("A").await, t.project("B").await, t.bet("Bet").await);
    let (a_is, b_is) = ((Kind::Project, a.as_str()), (Kind::Project, b.as_str()));
    let bet_is = (Kind::Bet, bet.as_str());
    t.plan.link(&t.you, bet_is, a_is).await.unwrap();
    t.plan.link(&t.you, a_is, b_is).await.unwrap();
    let links = t.plan.project_page(&a).await.unwrap().links;
    assert_eq!(links.bet.unwrap().reference, "B-1");
    assert_eq!(links.waits_for[0].reference, "P-2");
    t.plan.unlink(&t.you, b_is, bet_is).await.unwrap();
    assert!(t.plan.project_page(&a).await.unwrap().links.bet.is_some(), "that was not B's bet");
    t.plan.unlink(&t.you, a_is, bet_is).await.unwrap();
    t.plan.unlink(&t.you, a_is, b_is).await.unwrap();
    assert_eq!(t.plan.project_page(&a).await.unwrap().links, ProjectLinks::default());
}

#[tokio::test]
async fn a_project_comes_back_from_the_trash_with_its_tasks_links_and_bet() {
    let t = TestPlan::new().await;
    let (id, bet) = (t.project("A").await, t.bet("Bet").await);
    let (maya, lost) = (t.persona("Maya").await, t.problem("Lost edits").await);
    t.task(&id, "One").await;
    let own = (Kind::Project, id.as_str());
    for other in
        [(Kind::Bet, bet.as_str()), (Kind::Persona, maya.as_str()), (Kind::Problem, lost.as_str())]
    {
        t.plan.link(&t.you, own, other).await.unwrap();
    }
    let links = t.plan.project_page(&id).await.unwrap().links;
    let written = t.plan.archive_project(&t.you, &id).await.unwrap();
    assert!(written.entities.iter().any(|e| e.reference == "T-1"), "one change set");
    assert_eq!(t.plan.projects_of_bet(&bet).await.unwrap(), []);
    t.plan.restore(&t.you, Kind::Project, id.as_str()).await.unwrap();
    let page = t.plan.project_page(&id).await.unwrap();
    assert_eq!((page.links, page.tasks.len()), (links, 1));
}

#[tokio::test]
async fn projects_moved_together_keep_their_order_and_are_one_undo() {
    let t = TestPlan::new().await;
    let (a, b, _) = (t.project("A").await, t.project("B").await, t.project("C").await);
    let d = t.project("D").await;
    let (moved, place) = ([b, a.clone()], Placement::After(d.to_string()));
    let ready = ProjectStatus::Ready;
    t.plan.move_projects(&t.you, &moved, ready, &place).await.unwrap();
    assert_eq!(order(&t).await, ["C idea", "D idea", "B ready", "A ready"]);
    let patch = ProjectPatch { branch: Some("main".into()), ..ProjectPatch::default() };
    t.plan.update_projects(&t.you, &moved, patch).await.unwrap();
    assert_eq!(t.plan.project_page(&a).await.unwrap().project.branch, "main");
    t.plan.undo(&t.you).await.unwrap();
    t.plan.undo(&t.you).await.unwrap();
    assert_eq!(order(&t).await, ["A idea", "B idea", "C idea", "D idea"]);
}

#[tokio::test]
async fn a_project_in_the_trash_keeps_all_from_being_moved() {
    let t = TestPlan::new().await;
    let (a, b) = (t.project("A").await, t.project("B").await);
    t.plan.archive_project(&t.you, &b).await.unwrap();
    let moved = t.plan.move_projects(&t.you, &[a, b], ProjectStatus::Ready, &Placement::Last).await;
    let error = moved.unwrap_err().to_string();
    assert!(error.contains("P-2 is in the trash"), "{error}");
    assert_eq!(order(&t).await, ["A idea"]);
}

#[tokio::test]
async fn links_to_several_are_one_change_and_one_that_is_refused_refuses_all() {
    let t = TestPlan::new().await;
    let (id, bet, maya) = (t.project("A").await, t.bet("Bet").await, t.persona("Maya").await);
    let own = (Kind::Project, id.as_str());
    let others = [(Kind::Bet, bet.to_string()), (Kind::Persona, maya.to_string())];
    t.plan.link_each(&t.you, own, &others).await.unwrap();
    let links = t.plan.project_page(&id).await.unwrap().links;
    assert_eq!((links.bet.is_some(), links.personas.len()), (true, 1));
    let none = [others[0].clone(), (Kind::Capture, "nowhere".to_owned())];
    t.plan.unlink_each(&t.you, own, &none).await.unwrap_err();
    assert_eq!(t.plan.project_page(&id).await.unwrap().links, links);
    t.plan.unlink_each(&t.you, own, &others).await.unwrap();
    t.plan.undo(&t.you).await.unwrap();
    assert_eq!(t.plan.project_page(&id).await.unwrap().links, links);
    t.plan.undo(&t.you).await.unwrap();
    assert_eq!(t.plan.project_page(&id).await.unwrap().links, ProjectLinks::default());
}
