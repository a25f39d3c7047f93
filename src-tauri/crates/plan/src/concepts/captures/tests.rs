use super::{CaptureSource, CaptureTarget, Captured, NewCapture, create};
use crate::Plan;
use crate::base::action::Action;
use crate::base::actor::Actor;
use crate::base::change::{Change, Grouping};
use crate::base::ids::CaptureId;
use crate::base::refs::{Kind, Link};
use crate::concepts::bets::NewBet;
use crate::concepts::tasks::{Priority, TaskKind};
use crate::testing::TestPlan;

#[tokio::test]
async fn a_line_that_names_a_project_makes_a_task_there() {
    let t = TestPlan::new().await;
    let project = t.project("Offline sync").await;
    let line = "Retry after sleep #offline !p1 @code @laptop // lid closed";
    let captured =
        t.plan.capture(&t.you, Some(&t.product), line, CaptureSource::Hotkey).await.unwrap();
    assert_eq!((captured.made.kind, captured.made.reference.as_str()), (Kind::Task, "T-1"));
    let tasks = t.plan.project_page(&project).await.unwrap().tasks;
    assert_eq!(tasks[0].name, "Retry after sleep");
    assert_eq!((tasks[0].priority, tasks[0].kind), (Priority::P1, TaskKind::Code));
    assert_eq!(tasks[0].labels, ["laptop"]);
    let page = t.plan.task_page(&tasks[0].id).await.unwrap();
    assert_eq!(page.task.description, "lid closed");
}

#[tokio::test]
async fn a_line_without_a_project_waits_and_keeps_everything_until_it_is_placed() {
    let t = TestPlan::new().await;
    let project = t.project("Merge view").await;
    let line = "Keep folders in the export !p2 @blocked(legal)\n- [ ] ask Ann\n> opens in 1 s";
    t.plan.capture(&t.you, Some(&t.product), line, CaptureSource::Cli).await.unwrap();
    let waiting = t.plan.inbox(&t.product).await.unwrap();
    assert_eq!(waiting[0].text, "Keep folders in the export");
    let target = CaptureTarget::Task { project_id: project.clone() };
    let placed = t.plan.place_capture(&t.you, &waiting[0].id, &target).await.unwrap();
    let page = t.plan.task_page(&placed.made.id.as_str().into()).await.unwrap();
    assert_eq!(page.task.priority, Priority::P2);
    assert_eq!((page.task.blocked, page.task.blocked_reason.as_str()), (true, "legal"));
    assert_eq!(
        (page.steps[0].text.as_str(), page.checks[0].text.as_str()),
        ("ask Ann", "opens in 1 s")
    );
    assert!(t.plan.inbox(&t.product).await.unwrap().is_empty());

    t.plan.undo(&t.you).await.unwrap();
    assert_eq!(t.plan.inbox(&t.product).await.unwrap().len(), 1, "undo un-places");
    assert!(t.plan.project_page(&project).await.unwrap().tasks.is_empty());
}

#[tokio::test]
async fn the_very_first_thought_makes_a_product_to_hold_it() {
    let folder = tempfile::tempdir().unwrap();
    let plan = Plan::open(folder.path()).await.unwrap();
    let captured = plan.capture(&Actor::you(), None, "An idea", CaptureSource::Cli).await.unwrap();
    assert!(captured.messages[0].contains("My product"));
    assert_eq!(plan.products().await.unwrap()[0].inbox, 1);
}

#[tokio::test]
async fn with_several_products_the_line_asks_which() {
    let t = TestPlan::new().await;
    let new = crate::NewProduct { name: "Site".into(), ..crate::NewProduct::default() };
    t.plan.create_product(&t.you, new).await.unwrap();
    let error = t.plan.capture(&t.you, None, "An idea", CaptureSource::Cli).await.unwrap_err();
    assert!(error.to_string().contains("Acme Notes, Site"), "{error}");
}

#[tokio::test]
async fn nothing_but_spaces_is_refused() {
    let t = TestPlan::new().await;
    let error = t.plan.capture(&t.you, None, "  \n ", CaptureSource::App).await.unwrap_err();
    assert!(error.to_string().contains("nothing to capture"), "{error}");
}

#[tokio::test]
async fn a_capture_shows_the_projects_it_looks_like() {
    let t = TestPlan::new().await;
    t.project("Merge view").await;
    t.project("Offline sync").await;
    let line = "sync should merge folders offline";
    t.plan.capture(&t.you, None, line, CaptureSource::App).await.unwrap();
    let like = &t.plan.inbox(&t.product).await.unwrap()[0].looks_like;
    let names: Vec<&str> = like.iter().map(|l| l.name.as_str()).collect();
    assert_eq!(names, ["Offline sync", "Merge view"]);
}

/// A product with a project, a bet, a persona and a problem.
async fn planned() -> TestPlan {
    let t = TestPlan::new().await;
    t.project("Offline sync").await;
    let new = NewBet { name: "Sync people trust".into(), ..NewBet::default() };
    t.plan.create_bet(&t.you, &t.product, new).await.unwrap();
    t.persona("Mina").await;
    t.problem("Loses work").await;
    t
}

async fn captured(t: &TestPlan, line: &str) -> Captured {
    t.plan.capture(&t.you, Some(&t.product), line, CaptureSource::App).await.unwrap()
}

async fn refs_of(t: &TestPlan, made: &Link) -> Vec<String> {
    let links = t.plan.links_of(made.kind, &made.id).await.unwrap();
    links.into_iter().map(|link| link.reference).collect()
}

#[tokio::test]
async fn a_line_that_is_a_problem_makes_one_with_who_feels_it() {
    let t = planned().await;
    let line = "? Drafts vanish +mina ~sync #offline @beta // on planes";
    let Captured { made, messages, .. } = captured(&t, line).await;
    assert_eq!((made.reference.as_str(), messages.len()), ("X-2", 0));
    let page = t.plan.problem_page(&made.id.as_str().into()).await.unwrap();
    assert_eq!(page.problem.description, "on planes");
    assert_eq!(page.problem.labels, ["beta"]);
    assert_eq!(page.pains[0].pain.reference, "U-1×X-2");
    assert_eq!(refs_of(&t, &made).await, ["B-1", "P-1"]);
    assert!(t.plan.inbox(&t.product).await.unwrap().is_empty());
    t.plan.undo(&t.you).await.unwrap();
    assert_eq!(t.plan.problem_list(&t.product).await.unwrap().len(), 1);
    assert!(t.plan.pain_list(&t.product).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_line_that_is_evidence_is_joined_to_its_problem_and_bet() {
    let t = planned().await;
    let line = "\" I gave up after the third conflict *loses ~sync +mina #offline";
    let Captured { made, messages, .. } = captured(&t, line).await;
    assert_eq!(refs_of(&t, &made).await, ["B-1", "X-1"]);
    assert_eq!(messages, ["P-1 was not linked: pieces of evidence have no projects."]);
    let evidence = t.plan.evidence_page(&made.id.as_str().into()).await.unwrap().evidence;
    assert_eq!(
        (evidence.text.as_str(), evidence.source.as_str()),
        ("I gave up after the third conflict", "Mina")
    );
}

#[tokio::test]
async fn a_line_that_is_a_decision_is_about_what_it_names() {
    let t = planned().await;
    let Captured { made, messages, .. } = captured(&t, "= SQLite #offline +mina !p1").await;
    let page = t.plan.decision_page(&made.id.as_str().into()).await.unwrap();
    let about: Vec<&str> = page.about.iter().map(|l| l.reference.as_str()).collect();
    assert_eq!((page.decision.what.as_str(), about), ("SQLite", vec!["P-1", "U-1"]));
    assert_eq!(messages, ["!p1 counts for a task only."]);
}

#[tokio::test]
async fn a_task_has_the_links_of_its_project() {
    let t = planned().await;
    let line = "Retry after sleep #offline ~sync +mina";
    let messages = captured(&t, line).await.messages;
    assert_eq!(
        messages,
        [
            "B-1 was not linked: a task has the bets of its project, P-1.",
            "U-1 was not linked: a task has the personas of its project, P-1."
        ]
    );
    let project = t.plan.project_board(&t.product).await.unwrap().columns[0].cards[0].id.clone();
    let mina = t.plan.persona_list(&t.product).await.unwrap()[0].persona.id.clone();
    let (work, person) = ((Kind::Project, project.as_str()), (Kind::Persona, mina.as_str()));
    t.plan.link(&t.you, work, person).await.unwrap();
    let messages = captured(&t, "Test it #offline +mina").await.messages;
    assert!(messages.is_empty(), "{messages:?}");
}

#[tokio::test]
async fn a_capture_keeps_what_its_line_names_until_it_is_placed() {
    let t = planned().await;
    captured(&t, "Conflicts are scary when sync is slow ~sync +mina *loses").await;
    let waiting = t.plan.inbox(&t.product).await.unwrap();
    let refs: Vec<&str> = waiting[0].suggested.iter().map(|l| l.reference.as_str()).collect();
    assert_eq!(refs, ["B-1", "U-1", "X-1"]);
    let placed =
        t.plan.place_capture(&t.you, &waiting[0].id, &CaptureTarget::Project).await.unwrap();
    assert_eq!(refs_of(&t, &placed.made).await, ["U-1", "X-1"]);
    let page = t.plan.project_page(&placed.made.id.as_str().into()).await.unwrap();
    assert_eq!(page.project.bet_id.unwrap().0, waiting[0].suggested[0].id);
}

#[tokio::test]
async fn a_capture_suggests_bets_and_problems_that_share_its_words() {
    let t = planned().await;
    captured(&t, "people keep losing work").await;
    let waiting = t.plan.inbox(&t.product).await.unwrap();
    let refs: Vec<&str> = waiting[0].suggested.iter().map(|l| l.reference.as_str()).collect();
    assert_eq!(refs, ["B-1", "X-1"]);
    assert!(waiting[0].looks_like.is_empty(), "only projects can take a task");
}

#[tokio::test]
async fn a_capture_becomes_anything_and_undo_brings_it_back() {
    let t = planned().await;
    let targets = [
        (CaptureTarget::Project, "P-2"),
        (CaptureTarget::Persona, "U-2"),
        (CaptureTarget::Problem, "X-2"),
        (CaptureTarget::Pillar, "L-1"),
        (CaptureTarget::Outcome, "O-1"),
        (CaptureTarget::Bet, "B-2"),
        (CaptureTarget::Evidence, "E-1"),
        (CaptureTarget::Decision, "D-1"),
    ];
    captured(&t, "Trust // above all\n- [ ] ask").await;
    for (target, reference) in targets {
        let waiting = t.plan.inbox(&t.product).await.unwrap();
        let placed = t.plan.place_capture(&t.you, &waiting[0].id, &target).await.unwrap();
        assert_eq!((placed.made.kind, placed.made.reference.as_str()), (target.kind(), reference));
        assert!(t.plan.inbox(&t.product).await.unwrap().is_empty());
        t.plan.undo(&t.you).await.unwrap();
        let back = t.plan.inbox(&t.product).await.unwrap();
        assert_eq!((back[0].text.as_str(), back[0].note.as_str()), ("Trust", "above all"));
    }
}

/// A capture that keeps a line naming a project, as one whose project was made
/// later does.
async fn kept(t: &TestPlan, text: &str, line: &str) -> CaptureId {
    let mut change = Change::open(&t.plan, &t.you, Action::Capture, Grouping::Alone).await.unwrap();
    let new = NewCapture { text, note: "", line, labels: &[], source: CaptureSource::Cli };
    let id = create(&mut change, &t.product, new).await.unwrap();
    change.commit().await.unwrap();
    id
}

#[tokio::test]
async fn a_project_that_serves_a_bet_is_not_taken_from_it() {
    let t = planned().await;
    let first = kept(&t, "Trust first", "Trust first #offline").await;
    let placed = t.plan.place_capture(&t.you, &first, &CaptureTarget::Bet).await.unwrap();
    assert!(placed.messages.is_empty(), "{:?}", placed.messages);
    let second = kept(&t, "Speed first", "Speed first #offline").await;
    let refused = t.plan.place_capture(&t.you, &second, &CaptureTarget::Bet).await.unwrap();
    assert_eq!(refused.messages, ["P-1 was not linked: it serves another bet."]);
    let board = t.plan.project_board(&t.product).await.unwrap();
    let page = t.plan.project_page(&board.columns[0].cards[0].id).await.unwrap();
    assert_eq!(page.project.bet_id.unwrap().0, placed.made.id);
}

#[tokio::test]
async fn several_lines_are_captured_as_one_change_or_not_at_all() {
    let t = TestPlan::new().await;
    let project = t.project("Offline sync").await;
    let lines = |lines: &[&str]| lines.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>();
    let capture = async |lines: Vec<String>| {
        t.plan.capture_each(&t.you, Some(&t.product), &lines, CaptureSource::App).await
    };
    let written = capture(lines(&["keep folders", "keep tags #offline"])).await.unwrap();
    assert_eq!(written.entities.len(), 2);
    assert_eq!(t.plan.project_page(&project).await.unwrap().tasks[0].name, "keep tags");
    t.plan.undo(&t.you).await.unwrap();
    let error = capture(lines(&["keep folders", " "])).await.unwrap_err().to_string();
    assert!(error.starts_with("Item 2: There is nothing to capture"), "{error}");
    assert!(t.plan.inbox(&t.product).await.unwrap().is_empty());
}
