mod filters;
mod texts;
mod words;

use crate::base::error::Error;
use crate::base::ids::{
    BetId, OutcomeId, PainId, PersonaId, PillarId, ProblemId, ProjectId, TaskId,
};
use crate::base::rank::Placement;
use crate::base::refs::Kind;
use crate::concepts::bets::NewBet;
use crate::concepts::captures::CaptureSource;
use crate::concepts::decisions::NewDecision;
use crate::concepts::evidence::NewEvidence;
use crate::concepts::outcomes::NewOutcome;
use crate::concepts::pillars::NewPillar;
use crate::concepts::projects::NewProject;
use crate::concepts::tasks::NewTask;
use crate::testing::TestPlan;

use super::{FindQuery, Hit};

async fn hits(t: &TestPlan, query: FindQuery) -> Vec<Hit> {
    t.plan.find(&query).await.unwrap().rows
}

async fn refs(t: &TestPlan, query: FindQuery) -> Vec<String> {
    hits(t, query).await.into_iter().map(|hit| hit.reference).collect()
}

/// One of everything, each within the next.
struct Chain {
    t: TestPlan,
    pillar: PillarId,
    outcome: OutcomeId,
    bet: BetId,
    persona: PersonaId,
    problem: ProblemId,
    pain: PainId,
    project: ProjectId,
    task: TaskId,
}

impl Chain {
    async fn new() -> Self {
        let t = TestPlan::new().await;
        let new = NewPillar { name: "Works anywhere".into(), ..NewPillar::default() };
        let written = t.plan.create_pillar(&t.you, &t.product, new).await.unwrap();
        let pillar = PillarId(written.entities[0].id.clone());
        let new = NewOutcome {
            name: "Edits on the road".into(),
            pillars: Some(vec![pillar.clone()]),
            ..NewOutcome::default()
        };
        let written = t.plan.create_outcome(&t.you, &t.product, new).await.unwrap();
        let outcome = OutcomeId(written.entities[0].id.clone());
        let persona = t.persona("Maya, field engineer").await;
        let problem = t.problem("No network in tunnels").await;
        let pain = t.pain(&persona, &problem).await;
        let new = NewBet {
            name: "Offline first".into(),
            outcomes: Some(vec![outcome.clone()]),
            problems: Some(vec![problem.clone()]),
            ..NewBet::default()
        };
        let written = t.plan.create_bet(&t.you, &t.product, new).await.unwrap();
        let bet = BetId(written.entities[0].id.clone());
        let new = NewProject {
            name: "Sync engine".into(),
            bet_id: Some(bet.clone()),
            ..NewProject::default()
        };
        let written = t.plan.create_project(&t.you, &t.product, new).await.unwrap();
        let project = ProjectId(written.entities[0].id.clone());
        let task = t.task(&project, "Queue edits").await;
        let line = "Ask about airplanes";
        t.plan.capture(&t.you, Some(&t.product), line, CaptureSource::Cli).await.unwrap();
        let new = NewEvidence { text: "I lost my notes".into(), ..NewEvidence::default() };
        t.plan.create_evidence(&t.you, &t.product, new).await.unwrap();
        let new = NewDecision { what: "Use SQLite".into(), ..NewDecision::default() };
        t.plan.create_decision(&t.you, &t.product, new).await.unwrap();
        Self { t, pillar, outcome, bet, persona, problem, pain, project, task }
    }

    fn words(&self, text: &str) -> FindQuery {
        FindQuery::words(&self.t.product, text, 25)
    }

    async fn under(&self, kind: Kind, id: &str) -> Vec<String> {
        let under = Some((kind, id.to_owned()));
        refs(&self.t, FindQuery { under, ..self.words("") }).await
    }
}

#[tokio::test]
async fn exact_refs_come_first_then_names_then_texts_and_open_before_finished() {
    let t = TestPlan::new().await;
    let project = t.project("Sync").await;
    t.task(&project, "Write the sync log").await;
    let done = t.task(&project, "Sync at start").await;
    t.task(&project, "Sync at close").await;
    let new = NewTask {
        description: Some("It must sync, and after T-2".into()),
        ..NewTask::named("Measure", &project)
    };
    t.plan.create_task(&t.you, new).await.unwrap();
    t.plan.complete_task(&t.you, &done).await.unwrap();
    let words = |text| FindQuery::words(&t.product, text, 25);
    assert_eq!(refs(&t, words("sync")).await, ["P-1", "T-3", "T-1", "T-4"]);
    let all = FindQuery { finished: true, ..words("sync") };
    assert_eq!(refs(&t, all).await, ["P-1", "T-3", "T-2", "T-1", "T-4"]);
    let named = refs(&t, words("t-2")).await;
    assert_eq!(named, ["T-2", "T-4"], "an exact ref though finished, then what mentions it");
    assert_eq!(refs(&t, words("log sync")).await, ["T-1"], "every word must occur");
    assert_eq!(refs(&t, words("100%")).await, Vec::<String>::new(), "wildcards are plain text");
}

#[tokio::test]
async fn what_fits_equally_well_is_in_the_order_of_the_lists() {
    let t = TestPlan::new().await;
    let (a, b) = (t.project("A").await, t.project("B").await);
    let (one, two) = (t.task(&b, "Row one").await, t.task(&b, "Row two").await);
    let three = t.task(&a, "Row three").await;
    let rows = async || refs(&t, FindQuery::words(&t.product, "row", 25)).await;
    assert_eq!(rows().await, ["T-3", "T-1", "T-2"]);
    t.plan.place(&t.you, Kind::Task, two.as_str(), &Placement::First).await.unwrap();
    assert_eq!(rows().await, ["T-3", "T-2", "T-1"]);
    t.plan.place(&t.you, Kind::Project, b.as_str(), &Placement::First).await.unwrap();
    assert_eq!(rows().await, ["T-2", "T-1", "T-3"], "tasks move with their project");
    t.plan
        .move_task(&t.you, &three, Some(&b), None, &Placement::After(two.to_string()))
        .await
        .unwrap();
    assert_eq!(rows().await, ["T-2", "T-3", "T-1"]);
    t.plan.archive(&t.you, &[(Kind::Task, one.to_string())], None).await.unwrap();
    assert_eq!(rows().await, ["T-2", "T-3"]);
}

#[tokio::test]
async fn pages_say_how_many_there_are_and_fit_together() {
    let t = TestPlan::new().await;
    let project = t.project("P").await;
    for n in 0..5 {
        t.task(&project, &format!("Task {n}")).await;
    }
    let page = FindQuery { offset: 2, ..FindQuery::words(&t.product, "task", 2) };
    let found = t.plan.find(&page).await.unwrap();
    assert_eq!((found.rows.len(), found.total, found.next_offset), (2, 5, Some(4)));
    let named = FindQuery { text: "T-3".into(), ..page };
    let found = t.plan.find(&named).await.unwrap();
    assert_eq!((found.rows.len(), found.total, found.next_offset), (0, 1, None));
    for text in ["task", "tsak", ""] {
        let whole = refs(&t, FindQuery::words(&t.product, text, 25)).await;
        assert!(whole.len() >= 5, "{text}: {whole:?}");
        let mut paged = Vec::new();
        let mut offset = Some(0);
        while let Some(at) = offset {
            let query = FindQuery { offset: at, ..FindQuery::words(&t.product, text, 2) };
            let found = t.plan.find(&query).await.unwrap();
            paged.extend(found.rows.into_iter().map(|hit| hit.reference));
            offset = found.next_offset;
        }
        assert_eq!(paged, whole, "{text}");
    }
}

#[tokio::test]
async fn every_kind_is_found_and_says_what_it_is_within() {
    let c = Chain::new().await;
    let open = hits(&c.t, c.words("")).await;
    let shown: Vec<(&str, &str, Option<&str>)> = open
        .iter()
        .map(|hit| {
            let within = hit.within.as_ref().map(|link| link.reference.as_str());
            (hit.reference.as_str(), hit.status.as_str(), within)
        })
        .collect();
    assert_eq!(
        shown,
        [
            ("L-1", "", None),
            ("O-1", "", Some("L-1")),
            ("B-1", "later", Some("O-1")),
            ("U-1", "", None),
            ("X-1", "open", None),
            ("U-1×X-1", "open", Some("X-1")),
            ("P-1", "idea", Some("B-1")),
            ("T-1", "todo", Some("P-1")),
            ("K-1", "waiting", None),
            ("E-1", "", None),
            ("D-1", "", None),
        ]
    );
    for hit in &open {
        let first = refs(&c.t, c.words(&hit.name)).await;
        assert_eq!(first[0], hit.reference, "{}", hit.name);
        let first = refs(&c.t, c.words(&hit.reference)).await;
        assert_eq!(first[0], hit.reference);
        let only = FindQuery { kinds: vec![hit.kind], ..c.words("") };
        assert_eq!(refs(&c.t, only).await, [hit.reference.as_str()]);
    }
    let product = refs(&c.t, c.words("acme")).await;
    assert_eq!(product, ["Acme Notes"]);
    let product = FindQuery { kinds: vec![Kind::Product], ..c.words("") };
    assert_eq!(refs(&c.t, product).await, ["Acme Notes"]);
}

#[tokio::test]
async fn what_is_not_there_names_the_three_nearest() {
    let t = TestPlan::new().await;
    let project = t.project("Offline sync").await;
    for name in ["Queue edits", "Merge edits", "Quiet mode"] {
        t.task(&project, name).await;
    }
    let searched_before = [false, true];
    for searched in searched_before {
        if searched {
            t.plan.find(&FindQuery::words(&t.product, "edits", 5)).await.unwrap();
        }
        let Err(Error::NotFound { nearest, .. }) = t.plan.locate(&t.product, "Queu edits").await
        else {
            panic!("found")
        };
        assert_eq!(nearest[0].name, "Queue edits");
        let error = t.plan.locate(&t.product, "T-99").await.unwrap_err();
        assert!(error.to_string().contains("T-3 “Quiet mode”"), "{error}");
        let error = t.plan.locate(&t.product, "zzzz").await.unwrap_err();
        assert!(matches!(error, Error::NotFound { .. }));
        assert_eq!(t.plan.locate(&t.product, "offline SYNC").await.unwrap().reference, "P-1");
    }
}

#[tokio::test]
async fn every_kind_is_located_by_ref_and_by_name() {
    let c = Chain::new().await;
    for hit in hits(&c.t, c.words("")).await {
        let link = c.t.plan.locate(&c.t.product, &hit.reference).await.unwrap();
        assert_eq!((link.kind, link.id.as_str()), (hit.kind, hit.id.as_str()));
        if hit.kind != Kind::Pain {
            let link = c.t.plan.locate(&c.t.product, &hit.name.to_uppercase()).await.unwrap();
            assert_eq!(link.reference, hit.reference);
        }
    }
    let Err(Error::NotFound { nearest, .. }) =
        c.t.plan.locate(&c.t.product, "No netwrok in tunels").await
    else {
        panic!("found")
    };
    assert_eq!(nearest[0].reference, "X-1");
}
