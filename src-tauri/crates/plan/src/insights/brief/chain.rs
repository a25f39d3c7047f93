//! The why-chain: from a piece of work up to the vision, and beside it who it is
//! for. A missing link is shown as the gap it is.

use serde::{Deserialize, Serialize};

use super::grounds::{Bet, Grounds, Outcome, Pain, Persona, Pillar, Problem};
use super::lines::{gist, points, short};
use crate::base::refs::{Kind, Link};
use crate::concepts::products::Product;
use crate::concepts::projects::Project;
use crate::concepts::tasks::Task;

/// One line of the why-chain. There is at most one of each level, so at most
/// seven.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct WhyLine {
    /// `task`, `project`, `bet`, `outcome`, `pillar`, `vision` or, beside the
    /// others, `for`: the persona, the problem and what it costs them.
    pub level: String,
    /// The reason at this level.
    pub text: Option<String>,
    /// What is missing, when it is; there may be a text as well.
    pub gap: Option<String>,
    /// Where the reason is written.
    pub link: Option<Link>,
    /// What else stands at this level: the problem beside the persona, further
    /// outcomes.
    pub others: Vec<Link>,
}

impl WhyLine {
    /// The line as a brief and a terminal show it: `bet (B-1): why — gap`.
    #[must_use]
    pub fn shown(&self) -> String {
        let at = match &self.link {
            Some(link) if link.kind != Kind::Product => format!(" ({})", link.reference),
            _ => String::new(),
        };
        let gap = self.gap.as_ref().map(|gap| format!("— {gap}"));
        let parts: Vec<String> = self.text.clone().into_iter().chain(gap).collect();
        format!("{}{at}: {}", self.level, parts.join(" "))
    }

    fn new(level: &str, text: String, gap: Option<&str>, links: Vec<Link>) -> Self {
        let mut links = links.into_iter();
        Self {
            level: level.to_owned(),
            text: (!text.is_empty()).then_some(text),
            gap: gap.map(str::to_owned),
            link: links.next(),
            others: links.collect(),
        }
    }

    fn missing(level: &str, gap: &str) -> Self {
        Self::new(level, String::new(), Some(gap), Vec::new())
    }
}

/// The line of a task, if it has a reason of its own.
pub(super) fn task_line(task: &Task) -> Option<WhyLine> {
    let link = Link {
        kind: Kind::Task,
        id: task.id.to_string(),
        reference: task.reference.clone(),
        name: task.name.clone(),
    };
    (!task.why_line.is_empty())
        .then(|| WhyLine::new("task", task.why_line.clone(), None, vec![link]))
}

pub(super) fn project_line(project: &Project) -> WhyLine {
    let why = match project.why_line.as_str() {
        "" => gist(&project.why),
        line => line.to_owned(),
    };
    let gap = why.is_empty().then_some("no why yet");
    WhyLine::new("project", why, gap, vec![project.link()])
}

/// The levels above a project: bet, outcome, pillar, vision, and who it is for.
pub(super) fn from_bet(grounds: &Grounds, product: &Product) -> Vec<WhyLine> {
    let mut chain = vec![bet_line(&grounds.bets)];
    chain.extend(from_outcome(grounds, product));
    chain.push(for_line(grounds));
    chain
}

/// The levels above a bet.
pub(super) fn from_outcome(grounds: &Grounds, product: &Product) -> Vec<WhyLine> {
    let mut chain = vec![outcome_line(&grounds.outcomes)];
    chain.extend(from_pillar(grounds, product));
    chain
}

/// The levels above an outcome.
pub(super) fn from_pillar(grounds: &Grounds, product: &Product) -> Vec<WhyLine> {
    vec![pillar_line(&grounds.pillars), vision_line(product)]
}

fn bet_line(bets: &[Bet]) -> WhyLine {
    let Some(bet) = bets.first() else { return WhyLine::missing("bet", "no bet yet") };
    let belief = gist(&bet.belief);
    let gap = belief.is_empty().then_some("no belief yet");
    let told = if belief.is_empty() { bet.name.clone() } else { belief };
    let state = match bet_state(bet) {
        Some(state) => format!(" ({state})"),
        None => String::new(),
    };
    let text = format!("{told}{state}{}", and_more(bets.len()));
    WhyLine::new("bet", text, gap, bets.iter().map(Bet::link).collect())
}

/// Whether a bet is closed or parked, and why it stands where it does, if said.
pub(super) fn bet_state(bet: &Bet) -> Option<String> {
    let reason = short(&bet.horizon_reason, 200);
    match (&bet.result, bet.closed, bet.horizon.as_str()) {
        (Some(result), ..) => Some(format!("closed: {result}")),
        (None, true, _) => Some("closed".to_owned()),
        (None, false, "parked") if reason.is_empty() => Some("parked".to_owned()),
        (None, false, "parked") => Some(format!("parked: {reason}")),
        (None, false, _) if reason.is_empty() => None,
        (None, false, horizon) => Some(format!("in {horizon}: {reason}")),
    }
}

fn outcome_line(outcomes: &[Outcome]) -> WhyLine {
    let Some(outcome) = outcomes.first() else {
        return WhyLine::missing("outcome", "no outcome yet");
    };
    let gap = match (outcome.now, outcome.target) {
        (None, None) => Some("no number and no target yet"),
        (None, _) => Some("no number yet"),
        (_, None) => Some("no target yet"),
        _ => None,
    };
    let text = format!("{}{}", measured(outcome), and_more(outcomes.len()));
    WhyLine::new("outcome", text, gap, outcomes.iter().map(Outcome::link).collect())
}

/// An outcome with its numbers: `Notes kept: 12 → 40 % by 2026-03-01`.
pub(super) fn measured(outcome: &Outcome) -> String {
    let number = |value: Option<f64>| value.map_or("?".to_owned(), |value| value.to_string());
    let unit = if outcome.unit.is_empty() { String::new() } else { format!(" {}", outcome.unit) };
    let numbers = match (outcome.now, outcome.target) {
        (None, None) => String::new(),
        (now, None) => format!(": {}{unit} now", number(now)),
        (now, target) => format!(": {} → {}{unit}", number(now), number(target)),
    };
    let due = outcome.due.as_ref().map(|due| format!(" by {due}")).unwrap_or_default();
    format!("{}{numbers}{due}", outcome.name)
}

fn pillar_line(pillars: &[Pillar]) -> WhyLine {
    let Some(pillar) = pillars.first() else {
        return WhyLine::missing("pillar", "no pillar yet");
    };
    let refused = points(&pillar.we_wont).join("; ");
    let gap = refused.is_empty().then_some("no “we won't” yet");
    let wont = match short(&refused, 200) {
        empty if empty.is_empty() => String::new(),
        refused => format!("; we won't: {refused}"),
    };
    let text = format!("{}{wont}{}", pillar.name, and_more(pillars.len()));
    WhyLine::new("pillar", text, gap, pillars.iter().map(Pillar::link).collect())
}

pub(super) fn vision_line(product: &Product) -> WhyLine {
    let vision = gist(&product.vision);
    let gap = vision.is_empty().then_some("no vision yet");
    let link = Link {
        kind: Kind::Product,
        id: product.id.to_string(),
        reference: product.name.clone(),
        name: product.name.clone(),
    };
    WhyLine::new("vision", vision, gap, vec![link])
}

/// Who it is for: the persona, the problem, and what the problem costs them.
pub(super) fn for_line(grounds: &Grounds) -> WhyLine {
    let persona = grounds.personas.first();
    let problem = grounds.problems.first();
    let gap = match (persona, problem) {
        (None, None) => Some("no persona and no problem yet"),
        (None, Some(_)) => Some("no persona yet"),
        (Some(_), None) => Some("no problem yet"),
        (Some(_), Some(_)) => pain_gap(grounds),
    };
    let who = persona.map(|p| format!("{}{}", p.name, and_more(grounds.personas.len())));
    let what = problem.map(|p| format!("{}{}", p.name, and_more(grounds.problems.len())));
    let mut text = [who, what].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let cost = grounds.pain.as_ref().map(cost).unwrap_or_default();
    if !cost.is_empty() {
        text.push_str(": ");
        text.push_str(&cost);
    }
    let links = persona.map(Persona::link).into_iter().chain(problem.map(Problem::link)).collect();
    WhyLine::new("for", text, gap, links)
}

/// What a problem costs a persona, or else what is at stake.
fn cost(pain: &Pain) -> String {
    match gist(&pain.impact) {
        empty if empty.is_empty() => gist(&pain.stakes),
        impact => impact,
    }
}

/// What is missing between a persona and a problem.
pub(super) fn pain_gap(grounds: &Grounds) -> Option<&'static str> {
    match &grounds.pain {
        None => Some("no pain yet"),
        Some(pain) => cost(pain).is_empty().then_some("no impact yet"),
    }
}

/// What follows the first of several.
pub(super) fn and_more(count: usize) -> String {
    match count {
        0 | 1 => String::new(),
        count => format!(" (and {} more)", count - 1),
    }
}
