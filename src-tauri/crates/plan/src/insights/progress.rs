//! Where a plan is on the way to a first whole one.

use serde::{Deserialize, Serialize};

use crate::Plan;
use crate::base::error::Result;
use crate::base::ids::ProductId;
use crate::base::refs::Kind;
use crate::insights::coaching::coaching;
use crate::insights::find::Held;
use crate::insights::gaps::{self, GapSort};

/// How many sorts of gaps a guide names.
const GAPS: usize = 3;

/// Where a plan is on the way to a first whole one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// What there is of each kind asked for.
    pub held: Vec<Held>,
    /// The first stage that has nothing to show yet.
    pub next: Option<Kind>,
    /// What is missing, in the order of codes; the first few sorts.
    pub gaps: Vec<GapSort>,
    /// All gaps that nobody ignores.
    pub gaps_total: u32,
}

impl Progress {
    /// Before there is a product.
    #[must_use]
    pub fn nothing_yet() -> Self {
        Self { held: Vec::new(), next: Some(Kind::Product), gaps: Vec::new(), gaps_total: 0 }
    }
}

impl Plan {
    /// Where a product is on the way to a first whole plan, with at most so many
    /// of each kind by name. Finished work is not counted, except to find the
    /// next stage.
    pub async fn progress(&self, product: &ProductId, named: u32) -> Result<Progress> {
        let vision = self.product(product).await?.vision;
        let kinds = coaching().kinds.iter().map(|coached| coached.kind);
        let kinds: Vec<Kind> = kinds.filter(|kind| *kind != Kind::Product).collect();
        let held = self.open_of_kinds(product, &kinds, named).await?;
        let is_there = |kind: Kind| match kind {
            Kind::Product => !vision.trim().is_empty(),
            kind => held.iter().any(|held| held.kind == kind && held.ever),
        };
        let mut stages = coaching().first_plan.order.iter().filter_map(|stage| stage.kind);
        let next = stages.find(|kind| !is_there(*kind));
        let missing = self.gaps(product, None).await?;
        let gaps_total = u32::try_from(missing.len()).unwrap_or(u32::MAX);
        let gaps = gaps::gap_sorts(missing).into_iter().take(GAPS).collect();
        Ok(Progress { held, next, gaps, gaps_total })
    }
}
