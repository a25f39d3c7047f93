//! The edits that break a complete plan and mend it.

use crate::base::ids::{BetId, CaptureId, ProjectId};
use crate::base::rank::Placement;
use crate::concepts::bets::{BetPatch, NewBet};
use crate::concepts::captures::CaptureSource;
use crate::concepts::outcomes::OutcomePatch;
use crate::concepts::products::ProductPatch;
use crate::concepts::projects::{ProjectPatch, ProjectStatus};
use crate::concepts::tasks::{Blocked, TaskPatch};
use crate::testing::{CompletePlan, made};

impl CompletePlan {
    pub(super) async fn patch_product(&self, vision: &str) {
        let patch = ProductPatch { vision: Some(vision.into()), ..ProductPatch::default() };
        self.t.plan.update_product(&self.t.you, &self.t.product, patch, None).await.unwrap();
    }

    pub(super) async fn patch_outcome(&self, patch: OutcomePatch) {
        self.t.plan.update_outcome(&self.t.you, &self.outcome, patch, None).await.unwrap();
    }

    pub(super) async fn patch_bet(&self, bet: &BetId, patch: BetPatch) {
        self.t.plan.update_bet(&self.t.you, bet, patch, None).await.unwrap();
    }

    pub(super) async fn patch_project(&self, patch: ProjectPatch) {
        self.t.plan.update_project(&self.t.you, &self.project, patch, None).await.unwrap();
    }

    pub(super) async fn patch_task(&self, patch: TaskPatch) {
        self.t.plan.update_task(&self.t.you, &self.task, patch, None).await.unwrap();
    }

    /// A bet for the same outcome and problem.
    pub(super) fn another_bet(&self) -> NewBet {
        NewBet {
            name: "Faster on old phones".into(),
            outcomes: Some(vec![self.outcome.clone()]),
            problems: Some(vec![self.problem.clone()]),
            ..NewBet::default()
        }
    }

    pub(super) async fn create_bet(&self, new: NewBet) -> BetId {
        BetId(made(&self.t.plan.create_bet(&self.t.you, &self.t.product, new).await.unwrap()))
    }

    pub(super) async fn set_status(&self, project: &ProjectId, status: ProjectStatus) {
        let place = Placement::Last;
        self.t.plan.move_project(&self.t.you, project, status, &place).await.unwrap();
    }

    pub(super) async fn touch(&self) {
        self.t.plan.add_note(&self.t.you, &self.task, "Still at it.").await.unwrap();
    }

    pub(super) async fn blocked(&self, blocked: Blocked) {
        self.patch_task(TaskPatch { blocked: Some(blocked), ..TaskPatch::default() }).await;
    }

    pub(super) async fn capture(&self, source: CaptureSource) -> CaptureId {
        let (you, product) = (&self.t.you, Some(&self.t.product));
        let captured = self.t.plan.capture(you, product, "A thought", source).await.unwrap();
        CaptureId(captured.made.id)
    }
}
