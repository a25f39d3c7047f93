//! Reading an entity of any kind.

use openbacklog_plan::{Kind, Link, Plan, ProductId};
use serde::Serialize;

use super::{parts::PageParts, strategy, work};
use crate::base::{lines::without_ids, refusal::Refusal};

/// Reads the entities of one product.
pub(super) struct Reader<'a> {
    pub(super) plan: &'a Plan,
    pub(super) product: &'a ProductId,
}

impl Reader<'_> {
    /// The page of an entity, in parts.
    pub(super) async fn parts(&self, link: &Link) -> Result<PageParts, Refusal> {
        let (plan, id) = (self.plan, link.id.as_str());
        Ok(match link.kind {
            Kind::Product => {
                whole(plan.product(&id.into()).await?, |page| strategy::product(&page))
            }
            Kind::Pillar => whole(plan.pillar_page(&id.into()).await?, strategy::pillar),
            Kind::Outcome => whole(plan.outcome_page(&id.into()).await?, strategy::outcome),
            Kind::Bet => whole(plan.bet_page(&id.into()).await?, strategy::bet),
            Kind::Persona => whole(plan.persona_page(&id.into()).await?, strategy::persona),
            Kind::Problem => whole(plan.problem_page(&id.into()).await?, strategy::problem),
            Kind::Pain => whole(plan.pain_page(&id.into()).await?, strategy::pain),
            Kind::Evidence => whole(plan.evidence_page(&id.into()).await?, strategy::evidence),
            Kind::Decision => whole(plan.decision_page(&id.into()).await?, strategy::decision),
            Kind::Project => whole(plan.project_page(&id.into()).await?, work::project),
            Kind::Task => whole(plan.task_page(&id.into()).await?, work::task),
            Kind::Capture | Kind::Setting => {
                let inbox = plan.inbox(self.product).await?;
                let capture = inbox.into_iter().find(|capture| capture.id.as_str() == id);
                whole(capture.ok_or_else(|| no_longer_there(link))?, |page| work::capture(&page))
            }
        })
    }
}

fn whole<P: Serialize>(page: P, parts: impl FnOnce(P) -> PageParts) -> PageParts {
    let data = without_ids(&page);
    PageParts { data, ..parts(page) }
}

fn no_longer_there(capture: &Link) -> Refusal {
    Refusal::not_found(
        format!("{} is no longer in the inbox.", capture.reference),
        "See what is there with plan_find, types capture.",
    )
}
