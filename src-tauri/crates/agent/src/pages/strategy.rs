//! Pages of what work is for: everything but projects, tasks and captures.

use openbacklog_plan::{
    BetPage, BetResult, DecisionPage, EvidencePage, EvidenceRow, Kind, Link, OutcomePage, PainPage,
    PainRow, PersonaPage, PillarPage, ProblemPage, Product, Reading,
};

use super::parts::{FieldLines, PageParts, head, in_trash, number, primary};
use crate::base::lines;

pub(super) fn product(product: &Product) -> PageParts {
    let first = format!("product {} rev {}", lines::quoted(&product.name), product.rev);
    let own = FieldLines::of(product.id.as_str(), product.rev, &product.updated_by)
        .labels(&product.labels)
        .bullets("folders", &product.folders)
        .fenced("vision", &product.vision)
        .fenced("about", &product.about);
    PageParts::headed(first, own)
}

pub(super) fn pillar(page: PillarPage) -> PageParts {
    let pillar = &page.pillar;
    let words = [in_trash(pillar.trashed_at)];
    let head = head(&pillar.reference, Kind::Pillar, &words, &pillar.name, pillar.rev);
    let own = FieldLines::of(pillar.id.as_str(), pillar.rev, &pillar.updated_by)
        .fenced("we_will", &pillar.we_will)
        .fenced("we_wont", &pillar.we_wont)
        .labels(&pillar.labels);
    PageParts::headed(head, own)
        .linked("outcomes", page.outcomes)
        .linked("projects", page.projects)
        .linked("decisions", page.decisions)
        .history(page.history)
}

pub(super) fn outcome(page: OutcomePage) -> PageParts {
    let outcome = &page.outcome;
    let direction = outcome.direction.word();
    let words = [in_trash(outcome.trashed_at), primary(outcome.is_primary), direction];
    let head = head(&outcome.reference, Kind::Outcome, &words, &outcome.name, outcome.rev);
    let own = FieldLines::of(outcome.id.as_str(), outcome.rev, &outcome.updated_by)
        .line("metric", &outcome.metric)
        .line("unit", &outcome.unit)
        .value("baseline", outcome.baseline.map(number))
        .value("target", outcome.target.map(number))
        .value("due", outcome.due)
        .labels(&outcome.labels);
    let current = page.current.map(|current| format!("current: {}", number(current)));
    PageParts::headed(head, own)
        .with(current)
        .with(lines::titled("readings", page.readings.iter().map(reading).collect()))
        .linked("pillars", page.pillars)
        .linked("bets", page.bets)
        .linked("evidence", page.evidence)
        .linked("decisions", page.decisions)
        .history(page.history)
}

fn reading(reading: &Reading) -> String {
    let (date, value) = (reading.date.to_string(), number(reading.value).to_string());
    lines::spaced([date.as_str(), &value, &reading.note])
}

pub(super) fn bet(page: BetPage) -> PageParts {
    let bet = &page.bet;
    let closed = if bet.closed_at.is_some() { "closed" } else { "" };
    let words = [in_trash(bet.trashed_at), closed, bet.horizon.word()];
    let head = head(&bet.reference, Kind::Bet, &words, &bet.name, bet.rev);
    let own = FieldLines::of(bet.id.as_str(), bet.rev, &bet.updated_by)
        .fenced("belief", &bet.belief)
        .line("horizon_reason", &bet.horizon_reason)
        .value("appetite_days", bet.appetite_days)
        .fenced("signals", &bet.signals)
        .value("review_on", bet.review_on)
        .value("result", bet.result.map(BetResult::word))
        .fenced("learned", &bet.learned)
        .labels(&bet.labels);
    PageParts::headed(head, own)
        .with([page.confidence.phrase])
        .with(page.clock.map(|clock| format!("day {} of {}", clock.day, clock.appetite)))
        .linked("outcomes", page.outcomes)
        .linked("problems", page.problems)
        .linked("personas", page.personas)
        .linked("projects", page.projects)
        .linked("evidence", page.evidence.into_iter().map(evidence_link).collect())
        .linked("decisions", page.decisions)
        .history(page.history)
}

fn evidence_link(row: EvidenceRow) -> Link {
    let EvidenceRow { id, reference, name, .. } = row;
    Link { kind: Kind::Evidence, id: id.to_string(), reference, name }
}

pub(super) fn persona(page: PersonaPage) -> PageParts {
    let persona = &page.persona;
    let words = [in_trash(persona.trashed_at), primary(persona.is_primary)];
    let head = head(&persona.reference, Kind::Persona, &words, &persona.name, persona.rev);
    let own = FieldLines::of(persona.id.as_str(), persona.rev, &persona.updated_by)
        .fenced("about", &persona.about)
        .fenced("wants", &persona.wants)
        .fenced("today", &persona.today)
        .labels(&persona.labels);
    PageParts::headed(head, own)
        .with(pains(&page.pains, |row| &row.problem))
        .linked("bets", page.bets)
        .linked("projects", page.projects)
        .linked("decisions", page.decisions)
        .history(page.history)
}

pub(super) fn problem(page: ProblemPage) -> PageParts {
    let problem = &page.problem;
    let words = [in_trash(problem.trashed_at), problem.kind.word(), problem.state.word()];
    let head = head(&problem.reference, Kind::Problem, &words, &problem.name, problem.rev);
    let own = FieldLines::of(problem.id.as_str(), problem.rev, &problem.updated_by)
        .value("severity", problem.severity)
        .fenced("description", &problem.description)
        .labels(&problem.labels);
    PageParts::headed(head, own)
        .with(pains(&page.pains, |row| &row.persona))
        .linked("bets", page.bets)
        .linked("projects", page.projects)
        .linked("evidence", page.evidence)
        .linked("decisions", page.decisions)
        .history(page.history)
}

/// Who feels a problem, or what hurts a persona.
fn pains(rows: &[PainRow], other: impl Fn(&PainRow) -> &Link) -> Vec<String> {
    let line = |row: &PainRow| {
        let name = lines::quoted(&other(row).name);
        lines::spaced([row.pain.reference.as_str(), row.pain.state.word(), &name])
    };
    lines::titled("pains", rows.iter().map(line).collect())
}

/// A pain is called by its persona and its problem.
pub(super) fn pain(page: PainPage) -> PageParts {
    let PainRow { pain, persona, problem, solved_by, .. } = page.row;
    let name = format!("{} × {}", persona.name, problem.name);
    let words = [in_trash(pain.trashed_at), pain.state.word()];
    let head = head(&pain.reference, Kind::Pain, &words, &name, pain.rev);
    let own = FieldLines::of(pain.id.as_str(), pain.rev, &pain.updated_by)
        .links("persona", [&persona])
        .links("problem", [&problem])
        .fenced("impact", &pain.impact)
        .fenced("stakes", &pain.stakes)
        .links("solved_by", &solved_by)
        .labels(&pain.labels);
    let mut parts = PageParts::headed(head, own);
    parts.links.extend([persona, problem].into_iter().chain(solved_by));
    parts.linked("decisions", page.decisions).history(page.history)
}

/// A piece of evidence has no name; its text follows.
pub(super) fn evidence(page: EvidencePage) -> PageParts {
    let evidence = &page.evidence;
    let first = lines::spaced([
        evidence.reference.as_str(),
        Kind::Evidence.word(),
        in_trash(evidence.trashed_at),
        evidence.kind.word(),
        &format!("rev {}", evidence.rev),
    ]);
    let own = FieldLines::of(evidence.id.as_str(), evidence.rev, &evidence.updated_by)
        .fenced("text", &evidence.text)
        .line("source", &evidence.source)
        .line("url", &evidence.url)
        .value("date", Some(evidence.date))
        .value("strength", evidence.strength)
        .labels(&evidence.labels);
    PageParts::headed(first, own)
        .linked("problems", page.problems)
        .linked("outcomes", page.outcomes)
        .linked("bets", page.bets)
        .linked("decisions", page.decisions)
        .history(page.history)
}

pub(super) fn decision(page: DecisionPage) -> PageParts {
    let decision = &page.decision;
    let words = [in_trash(decision.trashed_at)];
    let head = head(&decision.reference, Kind::Decision, &words, &decision.what, decision.rev);
    let own = FieldLines::of(decision.id.as_str(), decision.rev, &decision.updated_by)
        .fenced("why", &decision.why)
        .fenced("instead_of", &decision.instead_of)
        .value("revisit_on", decision.revisit_on)
        .labels(&decision.labels);
    PageParts::headed(head, own)
        .linked("about", page.about)
        .linked("decisions", page.decisions)
        .history(page.history)
}
