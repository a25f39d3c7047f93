//! One random act after the other, over every use case.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::several::{self, Several};
use crate::acts::claim::Claim;
use crate::acts::save::{SaveItem, SaveOptions};
use crate::base::actor::Actor;
use crate::base::error::Result;
use crate::base::ids::{BetId, OutcomeId, PainId, ProjectId, TaskId};
use crate::base::rank::Placement;
use crate::base::refs::Kind;
use crate::concepts::bets::{BetResult, Horizon};
use crate::concepts::captures::{CaptureSource, CaptureTarget};
use crate::concepts::outcomes::NewReading;
use crate::testing::TestPlan;

/// An act on entities chosen by number, whatever these turn out to be.
#[derive(Debug, Clone)]
pub(super) enum Act {
    Create(Kind, u8),
    Edit(Kind, usize, u8),
    Status(Kind, usize, u8),
    Batch(u8),
    Join(Kind, usize, Kind, usize),
    Part(Kind, usize, Kind, usize),
    Place(Kind, usize, usize),
    Archive(Kind, usize),
    ArchiveMany(usize),
    Restore(Kind, usize),
    Read(usize, u8),
    MoveBet(usize, u8),
    CloseBet(usize, u8),
    Solve(usize, usize),
    Pin(usize),
    Skip(usize),
    Claim(usize),
    Ignore(Kind, usize),
    Capture(u8),
    PlaceCapture(usize),
    Wait(usize, usize),
    MoveTask(usize, usize),
    AddParts(usize),
    TickParts(usize),
    RemoveParts(usize),
    Several(Several),
}

const KINDS: [Kind; 11] = [
    Kind::Pillar,
    Kind::Outcome,
    Kind::Bet,
    Kind::Persona,
    Kind::Problem,
    Kind::Pain,
    Kind::Project,
    Kind::Task,
    Kind::Capture,
    Kind::Evidence,
    Kind::Decision,
];

pub(super) fn any_run() -> impl Strategy<Value = Vec<(Act, bool)>> {
    let kind = prop::sample::select(KINDS.to_vec());
    let (n, b) = (0..6_usize, any::<u8>());
    let act = prop_oneof![
        8 => (kind.clone(), b).prop_map(|(k, b)| Act::Create(k, b)),
        4 => (kind.clone(), n.clone(), b).prop_map(|(k, n, b)| Act::Edit(k, n, b)),
        4 => (kind.clone(), n.clone(), b).prop_map(|(k, n, b)| Act::Status(k, n, b)),
        1 => b.prop_map(Act::Batch),
        5 => (kind.clone(), n.clone(), kind.clone(), n.clone()).prop_map(|(a, n, c, m)| Act::Join(a, n, c, m)),
        2 => (kind.clone(), n.clone(), kind.clone(), n.clone()).prop_map(|(a, n, c, m)| Act::Part(a, n, c, m)),
        2 => (kind.clone(), n.clone(), n.clone()).prop_map(|(k, n, m)| Act::Place(k, n, m)),
        3 => (kind.clone(), n.clone()).prop_map(|(k, n)| Act::Archive(k, n)),
        1 => n.clone().prop_map(Act::ArchiveMany),
        3 => (kind.clone(), n.clone()).prop_map(|(k, n)| Act::Restore(k, n)),
        1 => (n.clone(), b).prop_map(|(n, b)| Act::Read(n, b)),
        1 => (n.clone(), b).prop_map(|(n, b)| Act::MoveBet(n, b)),
        1 => (n.clone(), b).prop_map(|(n, b)| Act::CloseBet(n, b)),
        1 => (n.clone(), n.clone()).prop_map(|(n, m)| Act::Solve(n, m)),
        1 => n.clone().prop_map(Act::Pin),
        1 => n.clone().prop_map(Act::Skip),
        3 => n.clone().prop_map(Act::Claim),
        1 => (kind, n.clone()).prop_map(|(k, n)| Act::Ignore(k, n)),
        1 => b.prop_map(Act::Capture),
        1 => n.clone().prop_map(Act::PlaceCapture),
        1 => (n.clone(), n.clone()).prop_map(|(n, m)| Act::Wait(n, m)),
        1 => (n.clone(), n.clone()).prop_map(|(n, m)| Act::MoveTask(n, m)),
        1 => n.clone().prop_map(Act::AddParts),
        1 => n.clone().prop_map(Act::TickParts),
        1 => n.prop_map(Act::RemoveParts),
        4 => several::any_act().prop_map(Act::Several),
    ];
    prop::collection::vec((act, any::<bool>()), 1..50)
}

/// A run under way: what it has made so far.
pub(super) struct Run<'a> {
    pub(super) t: &'a TestPlan,
    made: Vec<(Kind, String, String)>,
}

impl<'a> Run<'a> {
    pub(super) fn new(t: &'a TestPlan) -> Self {
        Self { t, made: Vec::new() }
    }

    /// The ref and id of one of those made, if there is any of the kind.
    fn one(&self, kind: Kind, at: usize) -> Option<(String, String)> {
        let of: Vec<_> = self.made.iter().filter(|(k, ..)| *k == kind).collect();
        (!of.is_empty()).then(|| {
            let (_, reference, id) = of[at % of.len()];
            (reference.clone(), id.clone())
        })
    }

    /// The ids of up to three of a kind, beginning at one of them.
    pub(super) fn ids(&self, kind: Kind, at: usize) -> Vec<String> {
        let of = self.made.iter().filter(|(k, ..)| *k == kind);
        let mut ids: Vec<String> = of.map(|(.., id)| id.clone()).collect();
        let first = at % ids.len().max(1);
        ids.rotate_left(first);
        ids.truncate(3);
        ids
    }

    pub(super) fn id(&self, kind: Kind, at: usize) -> Option<String> {
        self.one(kind, at).map(|(_, id)| id)
    }

    async fn save(&mut self, actor: &Actor, items: Vec<SaveItem>) -> Result<()> {
        let t = self.t;
        let saved = t.plan.save(actor, Some(&t.product), &items, &SaveOptions::default()).await?;
        for entity in saved.written.entities {
            let known = self.made.iter().any(|(.., id)| *id == entity.id);
            if !known && KINDS.contains(&entity.kind) {
                self.made.push((entity.kind, entity.reference, entity.id));
            }
        }
        Ok(())
    }

    /// Does one act; what cannot be done yet is left out.
    pub(super) async fn act(&mut self, act: &Act, actor: &Actor) -> Result<()> {
        match act {
            Act::Create(kind, b) => self.create(*kind, *b, actor).await,
            Act::Edit(kind, at, b) => match self.one(*kind, *at) {
                Some((reference, _)) => {
                    let item = SaveItem::update(&reference, edit(*kind, *b));
                    self.save(actor, vec![SaveItem { replace: true, ..item }]).await
                }
                None => Ok(()),
            },
            Act::Status(kind, at, b) => match (self.one(*kind, *at), status(*kind, *b)) {
                (Some((reference, _)), Some(fields)) => {
                    self.save(actor, vec![SaveItem::update(&reference, fields)]).await
                }
                _ => Ok(()),
            },
            Act::Batch(b) => {
                let bet = json!({ "name": format!("Bet of batch {b}"), "horizon": "now" });
                let project =
                    json!({ "name": "Its project", "bet": "@bet", "why_line": "because" });
                let task =
                    json!({ "name": "Its task", "parent": "@project", "checks": ["it holds"] });
                let items = vec![
                    SaveItem::create(Kind::Task, task),
                    SaveItem::create(Kind::Project, project).called("@project"),
                    SaveItem::create(Kind::Bet, bet).called("@bet"),
                ];
                self.save(actor, items).await
            }
            Act::Several(several) => several::act(self, several, actor).await,
            _ => self.act_on_entities(act, actor).await,
        }
    }

    async fn create(&mut self, kind: Kind, b: u8, actor: &Actor) -> Result<()> {
        let at = usize::from(b);
        let mut fields = edit(kind, b);
        match kind {
            Kind::Task => match self.one(Kind::Project, at) {
                Some((project, _)) => fields["parent"] = json!(project),
                None => return Ok(()),
            },
            Kind::Pain => match (self.one(Kind::Persona, at), self.one(Kind::Problem, at / 3)) {
                (Some((persona, _)), Some((problem, _))) => {
                    fields["persona"] = json!(persona);
                    fields["problem"] = json!(problem);
                }
                _ => return Ok(()),
            },
            _ => {}
        }
        self.save(actor, vec![SaveItem::create(kind, fields)]).await
    }

    async fn act_on_entities(&mut self, act: &Act, actor: &Actor) -> Result<()> {
        let plan = &self.t.plan;
        match act {
            Act::Join(a, n, c, m) | Act::Part(a, n, c, m) => {
                let (Some(one), Some(other)) = (self.id(*a, *n), self.id(*c, *m)) else {
                    return Ok(());
                };
                if matches!(act, Act::Join(..)) {
                    plan.link(actor, (*a, &one), (*c, &other)).await?;
                } else {
                    plan.unlink(actor, (*a, &one), (*c, &other)).await?;
                }
            }
            Act::Place(kind, n, m) => {
                if let (Some(one), Some(other)) = (self.id(*kind, *n), self.id(*kind, *m)) {
                    plan.place(actor, *kind, &one, &Placement::After(other)).await?;
                }
            }
            Act::Archive(kind, at) => {
                if let Some(id) = self.id(*kind, *at) {
                    plan.archive(actor, &[(*kind, id)], Some("no longer")).await?;
                }
            }
            Act::ArchiveMany(at) => {
                let all: Vec<(Kind, String)> =
                    KINDS.iter().filter_map(|k| Some((*k, self.id(*k, *at)?))).collect();
                plan.archive(actor, &all, None).await?;
            }
            Act::Restore(kind, at) => {
                if let Some(id) = self.id(*kind, *at) {
                    plan.restore(actor, *kind, &id).await?;
                }
            }
            Act::Capture(b) => {
                let line = format!("thought {b} @later");
                plan.capture(actor, Some(&self.t.product), &line, CaptureSource::Cli).await?;
            }
            Act::PlaceCapture(at) => {
                let waiting = plan.inbox(&self.t.product).await?;
                if let (Some(capture), Some(id)) = (waiting.last(), self.id(Kind::Project, *at)) {
                    let target = CaptureTarget::Task { project_id: ProjectId(id) };
                    plan.place_capture(actor, &capture.id, &target).await?;
                }
            }
            _ => self.act_by_rule(act, actor).await?,
        }
        Ok(())
    }

    async fn act_by_rule(&self, act: &Act, actor: &Actor) -> Result<()> {
        let plan = &self.t.plan;
        match act {
            Act::Read(at, b) => {
                if let Some(id) = self.id(Kind::Outcome, *at) {
                    let new = NewReading { value: f64::from(*b) / 3.0, ..NewReading::default() };
                    plan.add_reading(actor, &OutcomeId(id), new).await?;
                }
            }
            Act::MoveBet(at, b) => {
                if let Some(id) = self.id(Kind::Bet, *at) {
                    let horizon = Horizon::ALL[usize::from(*b) % Horizon::ALL.len()];
                    let why = Some("not now".to_owned());
                    plan.move_bet(actor, &BetId(id), Some(horizon), &Placement::First, why).await?;
                }
            }
            Act::CloseBet(at, b) => {
                if let Some(id) = self.id(Kind::Bet, *at) {
                    if b.is_multiple_of(2) {
                        let learned = Some(format!("learned {b}"));
                        plan.close_bet(actor, &BetId(id), Some(BetResult::Lost), learned).await?;
                    } else {
                        plan.reopen_bet(actor, &BetId(id), None).await?;
                    }
                }
            }
            Act::Solve(at, by) => {
                if let (Some(pain), Some(id)) =
                    (self.id(Kind::Pain, *at), self.id(Kind::Project, *by))
                {
                    plan.solve_pain(actor, &PainId(pain), &ProjectId(id)).await?;
                }
            }
            Act::Pin(at) => {
                if let Some(id) = self.id(Kind::Task, *at) {
                    plan.pin_task(actor, &TaskId(id)).await?;
                }
            }
            Act::Skip(at) => {
                if let Some(id) = self.id(Kind::Task, *at) {
                    plan.skip_task(actor, &TaskId(id)).await?;
                }
            }
            Act::Claim(at) => {
                if let Some(id) = self.id(Kind::Task, *at) {
                    plan.claim_task(actor, &Claim::This(TaskId(id)), None).await?;
                }
            }
            Act::Ignore(kind, at) => {
                if let Some(id) = self.id(*kind, *at) {
                    plan.ignore_gap(actor, *kind, &id, "G13").await?;
                }
            }
            Act::Wait(at, on) => {
                if let (Some(id), Some(on)) = (self.id(Kind::Task, *at), self.id(Kind::Task, *on)) {
                    plan.add_dependency(actor, &TaskId(id), &TaskId(on)).await?;
                }
            }
            _ => self.act_on_parts(act, actor).await?,
        }
        Ok(())
    }

    async fn act_on_parts(&self, act: &Act, actor: &Actor) -> Result<()> {
        let plan = &self.t.plan;
        let (Act::MoveTask(at, _) | Act::AddParts(at) | Act::TickParts(at) | Act::RemoveParts(at)) =
            act
        else {
            return Ok(());
        };
        let Some(id) = self.id(Kind::Task, *at).map(TaskId) else { return Ok(()) };
        let page = plan.task_page(&id).await?;
        let (step, check) = (page.steps.first(), page.checks.first());
        match act {
            Act::MoveTask(_, to) => {
                let to = self.id(Kind::Project, *to).map(ProjectId);
                plan.move_task(actor, &id, to.as_ref(), None, &Placement::First).await?;
            }
            Act::AddParts(_) => {
                plan.add_step(actor, &id, "a step").await?;
            }
            Act::TickParts(_) => {
                if let Some(check) = check {
                    plan.update_check(actor, &check.id, None, Some(true), Some("seen")).await?;
                } else if let Some(step) = step {
                    plan.update_step(actor, &step.id, None, Some(true)).await?;
                }
            }
            _ => {
                if let Some(step) = step {
                    plan.remove_step(actor, &step.id).await?;
                } else if let Some(check) = check {
                    plan.remove_check(actor, &check.id).await?;
                }
            }
        }
        Ok(())
    }
}

/// Some fields of a kind, different for each `b`.
fn edit(kind: Kind, b: u8) -> Value {
    let text = format!("words {b}");
    match kind {
        Kind::Pillar => json!({ "name": text, "we_wont": text, "labels": [text] }),
        Kind::Outcome => {
            json!({ "name": text, "target": b, "primary": b.is_multiple_of(2), "due": "2026-07-28" })
        }
        Kind::Bet => json!({ "name": text, "belief": text, "appetite_days": u32::from(b) + 1 }),
        Kind::Persona => json!({ "name": text, "wants": text, "primary": b.is_multiple_of(2) }),
        Kind::Problem => json!({ "name": text, "severity": b % 5 + 1, "description": text }),
        Kind::Pain => json!({ "impact": text, "stakes": text }),
        Kind::Project => json!({ "name": text, "why": text, "in": [text], "questions": [text] }),
        Kind::Task => {
            json!({ "name": text, "description": text, "checks": [text], "priority": "P1" })
        }
        Kind::Capture => json!({ "text": text }),
        Kind::Evidence => json!({ "text": text, "strength": b % 5, "source": text }),
        Kind::Decision => json!({ "what": text, "why": text, "revisit_on": "2026-07-28" }),
        Kind::Product | Kind::Setting => json!({}),
    }
}

/// A status of a kind that has one.
fn status(kind: Kind, b: u8) -> Option<Value> {
    let pick = |words: &[&str]| words[usize::from(b) % words.len()].to_owned();
    Some(match kind {
        Kind::Project => {
            json!({ "status": pick(&["idea", "ready", "building", "done", "dropped"]), "status_reason": "why" })
        }
        Kind::Task => {
            json!({ "status": pick(&["todo", "doing", "dropped"]), "blocked": b.is_multiple_of(2) })
        }
        Kind::Problem => json!({ "state": pick(&["open", "being_solved", "solved"]) }),
        Kind::Pain => json!({ "state": pick(&["open", "worse", "better", "solved"]) }),
        Kind::Bet => json!({ "horizon": pick(&["now", "next", "later", "parked"]) }),
        _ => return None,
    })
}
