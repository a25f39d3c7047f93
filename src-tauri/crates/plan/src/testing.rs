//! What the tests of every concept start from.

use chrono::{TimeDelta, TimeZone, Utc};
use tempfile::TempDir;

use crate::actor::Actor;
use crate::bets::NewBet;
use crate::ids::{BetId, OutcomeId, PainId, PersonaId, ProblemId, ProductId, ProjectId, TaskId};
use crate::outcomes::NewOutcome;
use crate::pains::NewPain;
use crate::personas::NewPersona;
use crate::problems::NewProblem;
use crate::products::NewProduct;
use crate::projects::NewProject;
use crate::tasks::NewTask;
use crate::{Ambient, Plan};

/// A plan in a folder of its own, with a clock that gains a second per reading.
pub(crate) struct TestPlan {
    pub(crate) plan: Plan,
    pub(crate) folder: TempDir,
    pub(crate) you: Actor,
    pub(crate) product: ProductId,
}

impl TestPlan {
    pub(crate) async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let start = Utc.with_ymd_and_hms(2026, 1, 5, 9, 0, 0).unwrap();
        let ambient = Ambient::stepping(start, TimeDelta::seconds(1));
        let plan = Plan::open_with(folder.path(), ambient).await.unwrap();
        let you = Actor::you();
        let new = NewProduct { name: "Acme Notes".into(), ..NewProduct::default() };
        let written = plan.create_product(&you, new).await.unwrap();
        let product = ProductId(written.entities[0].id.clone());
        Self { plan, folder, you, product }
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
