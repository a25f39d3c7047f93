//! What the tests of every concept start from.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{TimeDelta, TimeZone, Utc};
use tempfile::TempDir;

use crate::Ambient;
use crate::Plan;
use crate::base::actor::Actor;
use crate::base::change::Written;
use crate::base::ids::{
    BetId, EvidenceId, OutcomeId, PainId, PersonaId, PillarId, ProblemId, ProductId, ProjectId,
    TaskId,
};
use crate::concepts::bets::{Horizon, NewBet};
use crate::concepts::evidence::NewEvidence;
use crate::concepts::outcomes::NewOutcome;
use crate::concepts::pains::NewPain;
use crate::concepts::personas::NewPersona;
use crate::concepts::pillars::NewPillar;
use crate::concepts::problems::NewProblem;
use crate::concepts::products::{NewProduct, ProductPatch};
use crate::concepts::projects::NewProject;
use crate::concepts::tasks::NewTask;

/// A plan in a folder of its own, with a clock that gains a second per reading
/// and can be set ahead.
pub(crate) struct TestPlan {
    pub(crate) plan: Plan,
    pub(crate) folder: TempDir,
    pub(crate) you: Actor,
    pub(crate) product: ProductId,
    ahead: Arc<AtomicI64>,
}

impl TestPlan {
    pub(crate) async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let start = Utc.with_ymd_and_hms(2026, 1, 5, 9, 0, 0).unwrap();
        let ahead = Arc::new(AtomicI64::new(0));
        let ambient = Ambient::stepping(start, TimeDelta::seconds(1)).ahead_by(Arc::clone(&ahead));
        let plan = Plan::open_with(folder.path(), ambient).await.unwrap();
        let you = Actor::you();
        let new = NewProduct { name: "Acme Notes".into(), ..NewProduct::default() };
        let written = plan.create_product(&you, new).await.unwrap();
        let product = ProductId(written.entities[0].id.clone());
        Self { plan, folder, you, product, ahead }
    }

    /// Sets the clock ahead.
    pub(crate) fn days_pass(&self, days: i64) {
        self.minutes_pass(days * 24 * 60);
    }

    /// Sets the clock ahead.
    pub(crate) fn minutes_pass(&self, minutes: i64) {
        self.ahead.fetch_add(minutes * 60, Ordering::Relaxed);
    }

    pub(crate) async fn other_product(&self, name: &str) -> ProductId {
        let new = NewProduct { name: name.into(), ..NewProduct::default() };
        let written = self.plan.create_product(&self.you, new).await.unwrap();
        ProductId(written.entities[0].id.clone())
    }

    pub(crate) async fn project(&self, name: &str) -> ProjectId {
        let new = NewProject { name: name.into(), ..NewProject::default() };
        let written = self.plan.create_project(&self.you, &self.product, new).await.unwrap();
        ProjectId(written.entities[0].id.clone())
    }

    pub(crate) async fn task(&self, project: &ProjectId, name: &str) -> TaskId {
        let new = NewTask::named(name, project);
        let written = self.plan.create_task(&self.you, new).await.unwrap();
        TaskId(written.entities[0].id.clone())
    }

    pub(crate) async fn outcome(&self, name: &str) -> OutcomeId {
        let new = NewOutcome { name: name.into(), ..NewOutcome::default() };
        let written = self.plan.create_outcome(&self.you, &self.product, new).await.unwrap();
        OutcomeId(written.entities[0].id.clone())
    }

    pub(crate) async fn bet(&self, name: &str) -> BetId {
        let new = NewBet { name: name.into(), ..NewBet::default() };
        let written = self.plan.create_bet(&self.you, &self.product, new).await.unwrap();
        BetId(written.entities[0].id.clone())
    }

    /// The same plan, opened by another process `days` days after the first.
    pub(crate) async fn days_later(&self, days: i64) -> Plan {
        let start = Utc.with_ymd_and_hms(2026, 1, 5, 9, 0, 0).unwrap() + TimeDelta::days(days);
        let ambient = Ambient::stepping(start, TimeDelta::seconds(1));
        Plan::open_with(self.folder.path(), ambient).await.unwrap()
    }

    pub(crate) async fn persona(&self, name: &str) -> PersonaId {
        let new = NewPersona { name: name.into(), ..NewPersona::default() };
        let written = self.plan.create_persona(&self.you, &self.product, new).await.unwrap();
        PersonaId(written.entities[0].id.clone())
    }

    pub(crate) async fn problem(&self, name: &str) -> ProblemId {
        let new = NewProblem { name: name.into(), ..NewProblem::default() };
        let written = self.plan.create_problem(&self.you, &self.product, new).await.unwrap();
        ProblemId(written.entities[0].id.clone())
    }

    pub(crate) async fn pain(&self, persona: &PersonaId, problem: &ProblemId) -> PainId {
        let new = NewPain::of(persona, problem);
        let written = self.plan.create_pain(&self.you, new).await.unwrap();
        PainId(written.entities[0].id.clone())
    }
}

/// A plan in which nothing is missing: one of everything, all of it linked.
pub(crate) struct CompletePlan {
    pub(crate) t: TestPlan,
    pub(crate) pillar: PillarId,
    pub(crate) outcome: OutcomeId,
    pub(crate) persona: PersonaId,
    pub(crate) problem: ProblemId,
    pub(crate) evidence: EvidenceId,
    pub(crate) bet: BetId,
    pub(crate) project: ProjectId,
    pub(crate) task: TaskId,
}

/// The id of what a write made.
pub(crate) fn made(written: &Written) -> String {
    written.entities[0].id.clone()
}

impl CompletePlan {
    pub(crate) async fn new() -> Self {
        let t = TestPlan::new().await;
        let vision = ProductPatch {
            vision: Some("Nobody loses a note, wherever they are.".into()),
            ..ProductPatch::default()
        };
        t.plan.update_product(&t.you, &t.product, vision, None).await.unwrap();
        let pillar = NewPillar {
            name: "Yours alone".into(),
            we_wont: Some("Keep notes on our servers.".into()),
            ..NewPillar::default()
        };
        let pillar = t.plan.create_pillar(&t.you, &t.product, pillar).await.unwrap();
        let pillar = PillarId(made(&pillar));
        let outcome = NewOutcome {
            name: "Notes written offline".into(),
            baseline: Some(12.0),
            target: Some(40.0),
            pillars: Some(vec![pillar.clone()]),
            ..NewOutcome::default()
        };
        let outcome = t.plan.create_outcome(&t.you, &t.product, outcome).await.unwrap();
        let outcome = OutcomeId(made(&outcome));
        let persona = t.persona("Maya").await;
        let problem = NewProblem {
            name: "Notes get lost on trains".into(),
            severity: Some(4),
            personas: Some(vec![persona.clone()]),
            ..NewProblem::default()
        };
        let problem = t.plan.create_problem(&t.you, &t.product, problem).await.unwrap();
        let problem = ProblemId(made(&problem));
        let evidence = NewEvidence {
            text: "I write on paper and type it again at home.".into(),
            problems: Some(vec![problem.clone()]),
            ..NewEvidence::default()
        };
        let evidence = t.plan.create_evidence(&t.you, &t.product, evidence).await.unwrap();
        let evidence = EvidenceId(made(&evidence));
        let bet = NewBet {
            name: "No network, no loss".into(),
            horizon: Some(Horizon::Now),
            appetite_days: Some(14),
            outcomes: Some(vec![outcome.clone()]),
            problems: Some(vec![problem.clone()]),
            ..NewBet::default()
        };
        let bet = BetId(made(&t.plan.create_bet(&t.you, &t.product, bet).await.unwrap()));
        let project = NewProject {
            name: "Queue of unsent notes".into(),
            why_line: Some("Maya writes in tunnels".into()),
            bet_id: Some(bet.clone()),
            problems: Some(vec![problem.clone()]),
            ..NewProject::default()
        };
        let project = t.plan.create_project(&t.you, &t.product, project).await.unwrap();
        let project = ProjectId(made(&project));
        let task = t.task(&project, "Keep the queue on disk").await;
        t.plan.add_check(&t.you, &task, "A note survives a restart").await.unwrap();
        Self { t, pillar, outcome, persona, problem, evidence, bet, project, task }
    }
}
