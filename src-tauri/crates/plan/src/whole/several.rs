//! Random acts on several entities at once.

use proptest::prelude::*;

use super::acts::Run;
use crate::base::actor::Actor;
use crate::base::error::Result;
use crate::base::ids::{ProjectId, TaskId};
use crate::base::rank::Placement;
use crate::base::refs::Kind;
use crate::concepts::captures::CaptureSource;
use crate::concepts::projects::{ProjectPatch, ProjectStatus};
use crate::concepts::tasks::{OpenChecks, Priority, TaskPatch, TaskReport, TaskStatus};

#[derive(Debug, Clone)]
pub(super) enum Several {
    UpdateTasks(usize, u8),
    CompleteTasks(usize, bool),
    MoveTasks(usize, usize),
    ReportTasks(usize),
    UpdateProjects(usize),
    MoveProjects(usize, u8),
    Link(usize),
    Unlink(usize),
    AddLabel(Kind, usize, u8),
    RemoveLabel(Kind, usize, u8),
    Capture(u8),
}

pub(super) fn any_act() -> impl Strategy<Value = Several> {
    let kind = prop::sample::select(vec![Kind::Task, Kind::Project, Kind::Bet, Kind::Persona]);
    let (n, b) = (0..6_usize, any::<u8>());
    prop_oneof![
        (n.clone(), b).prop_map(|(n, b)| Several::UpdateTasks(n, b)),
        (n.clone(), any::<bool>()).prop_map(|(n, b)| Several::CompleteTasks(n, b)),
        (n.clone(), n.clone()).prop_map(|(n, m)| Several::MoveTasks(n, m)),
        n.clone().prop_map(Several::ReportTasks),
        n.clone().prop_map(Several::UpdateProjects),
        (n.clone(), b).prop_map(|(n, b)| Several::MoveProjects(n, b)),
        n.clone().prop_map(Several::Link),
        n.clone().prop_map(Several::Unlink),
        (kind.clone(), n.clone(), b).prop_map(|(k, n, b)| Several::AddLabel(k, n, b)),
        (kind, n, b).prop_map(|(k, n, b)| Several::RemoveLabel(k, n, b)),
        b.prop_map(Several::Capture),
    ]
}

pub(super) async fn act(run: &Run<'_>, act: &Several, actor: &Actor) -> Result<()> {
    let plan = &run.t.plan;
    let tasks = |at| run.ids(Kind::Task, at).into_iter().map(TaskId).collect::<Vec<_>>();
    let projects = |at| run.ids(Kind::Project, at).into_iter().map(ProjectId).collect::<Vec<_>>();
    let all = |kind, at| run.ids(kind, at).into_iter().map(|id| (kind, id)).collect::<Vec<_>>();
    let label = |b: u8| if b.is_multiple_of(2) { "beta" } else { "Sync" };
    match act {
        Several::UpdateTasks(at, b) => {
            let status = [TaskStatus::Todo, TaskStatus::Doing, TaskStatus::Done];
            let status = Some(status[usize::from(*b) % status.len()]);
            let patch = TaskPatch { status, priority: Some(Priority::P2), ..TaskPatch::default() };
            plan.update_tasks(actor, &tasks(*at), patch, OpenChecks::Overrule).await?;
        }
        Several::CompleteTasks(at, ask) => {
            let open = if *ask { OpenChecks::Ask } else { OpenChecks::Overrule };
            plan.complete_tasks(actor, &tasks(*at), open).await?;
        }
        Several::MoveTasks(at, to) => {
            let project = run.id(Kind::Project, *to).map(ProjectId);
            let place = Placement::First;
            plan.move_tasks(actor, &tasks(*at), project.as_ref(), None, &place).await?;
        }
        Several::ReportTasks(at) => {
            let report = TaskReport { note: Some("looked".into()), ..TaskReport::default() };
            plan.report_tasks(actor, &tasks(*at), report).await?;
        }
        Several::UpdateProjects(at) => {
            let patch = ProjectPatch { branch: Some("main".into()), ..ProjectPatch::default() };
            plan.update_projects(actor, &projects(*at), patch).await?;
        }
        Several::MoveProjects(at, b) => {
            let status = ProjectStatus::ALL[usize::from(*b) % ProjectStatus::ALL.len()];
            plan.move_projects(actor, &projects(*at), status, &Placement::Last).await?;
        }
        Several::Link(at) => {
            if let Some(bet) = run.id(Kind::Bet, *at) {
                plan.link_each(actor, (Kind::Bet, &bet), &all(Kind::Persona, *at)).await?;
            }
        }
        Several::Unlink(at) => {
            if let Some(bet) = run.id(Kind::Bet, *at) {
                plan.unlink_each(actor, (Kind::Bet, &bet), &all(Kind::Project, *at)).await?;
            }
        }
        Several::AddLabel(kind, at, b) => {
            plan.add_label(actor, &all(*kind, *at), label(*b)).await?;
        }
        Several::RemoveLabel(kind, at, b) => {
            plan.remove_label(actor, &all(*kind, *at), label(*b)).await?;
        }
        Several::Capture(b) => {
            let lines = [format!("thought {b}"), format!("? doubt {b}")];
            let product = Some(&run.t.product);
            plan.capture_each(actor, product, &lines, CaptureSource::App).await?;
        }
    }
    Ok(())
}
