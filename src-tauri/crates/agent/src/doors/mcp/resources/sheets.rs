//! The five pages of a product.

use chrono::SecondsFormat;
use openbacklog_plan::{
    BetCard, BetColumn, BetResult, ChangeSetRow, ClosedBet, FindQuery, Hit, Horizon, Kind, Link,
    NextQuery, Outcome, OutcomeRow,
};

use crate::{
    base::{call::Call, lines, product::ChosenProduct, refusal::Refusal},
    pages::rows,
    verbs,
};

/// Rows of one section.
const ROWS: usize = 50;
/// Tasks to do next on the page of what is going on.
const NEXT: u32 = 5;
/// Change sets on the page of what changed.
const CHANGES: u32 = 20;
/// Closed bets at the end of the roadmap.
const CLOSED: usize = 5;

/// A page of a product.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::doors::mcp) enum Sheet {
    Brief,
    Vision,
    Roadmap,
    Now,
    Changes,
}

impl Sheet {
    pub(super) const ALL: [Self; 5] =
        [Self::Brief, Self::Vision, Self::Roadmap, Self::Now, Self::Changes];

    /// The word for it in an address.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Brief => "brief",
            Self::Vision => "vision",
            Self::Roadmap => "roadmap",
            Self::Now => "now",
            Self::Changes => "changes",
        }
    }

    pub(super) fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sheet| sheet.word() == word)
    }

    pub(super) const fn title(self) -> &'static str {
        match self {
            Self::Brief => "Where things stand",
            Self::Vision => "Vision and pillars",
            Self::Roadmap => "Roadmap",
            Self::Now => "Going on now",
            Self::Changes => "Latest changes",
        }
    }

    pub(super) const fn about(self) -> &'static str {
        match self {
            Self::Brief => {
                "How much there is, what is under way, what is next and what is missing."
            }
            Self::Vision => {
                "What changes for people if this works, what to win on and what is refused."
            }
            Self::Roadmap => "Outcomes with their numbers, and bets in now, next and later.",
            Self::Now => "Tasks and projects under way, what is next and why, bets in now.",
            Self::Changes => "Who changed what, the latest first.",
        }
    }

    /// How much a client should want it, from 0 to 1.
    pub(super) const fn priority(self) -> f32 {
        match self {
            Self::Brief => 1.0,
            Self::Now => 0.8,
            Self::Roadmap | Self::Vision => 0.6,
            Self::Changes => 0.4,
        }
    }

    pub(super) async fn text(
        self,
        call: &Call,
        product: &ChosenProduct,
    ) -> Result<String, Refusal> {
        let mut lines = vec![format!("# {} · {}", product.name, self.title())];
        lines.extend(match self {
            Self::Brief => brief(call, product).await?,
            Self::Vision => vision(call, product).await?,
            Self::Roadmap => roadmap(call, product).await?,
            Self::Now => now(call, product).await?,
            Self::Changes => changes(call, product).await?,
        });
        Ok(lines.join("\n"))
    }
}

async fn brief(call: &Call, product: &ChosenProduct) -> Result<Vec<String>, Refusal> {
    let standing = call.plan.overview(&call.caller.actor, &product.id).await?;
    let mut lines = vec![format!("rev {}", standing.product.rev), verbs::counted(&standing.counts)];
    lines.extend(section("Doing", standing.doing.iter().map(rows::task_row)));
    let nothing = standing.next.nothing.iter().chain(&standing.next.pinned_waits).cloned();
    lines.extend(section("Next", standing.next.rows.iter().map(rows::next_row).chain(nothing)));
    let missing = format!("Missing, {} in all", standing.gaps_total);
    lines.extend(section(&missing, standing.gaps.iter().map(rows::gap_sort_row)));
    Ok(lines)
}

async fn vision(call: &Call, product: &ChosenProduct) -> Result<Vec<String>, Refusal> {
    let found = call.plan.product(&product.id).await?;
    let (id, rev, by) = (found.id.as_str(), found.rev, &found.updated_by);
    let mut lines = vec![format!("rev {rev}")];
    lines.extend(or_none(lines::fenced("vision", &found.vision, id, rev, by), "No vision yet."));
    lines.extend(lines::fenced("about", &found.about, id, rev, by));
    for row in call.plan.pillar_list(&product.id).await?.pillars {
        let pillar = row.pillar;
        let (id, rev, by) = (pillar.id.as_str(), pillar.rev, &pillar.updated_by);
        lines.push(format!("\n## {} {} rev {rev}", pillar.reference, lines::quoted(&pillar.name)));
        lines.extend(lines::fenced("we will", &pillar.we_will, id, rev, by));
        lines.extend(lines::fenced("we won't", &pillar.we_wont, id, rev, by));
    }
    Ok(lines)
}

async fn roadmap(call: &Call, product: &ChosenProduct) -> Result<Vec<String>, Refusal> {
    let outcomes = call.plan.outcome_list(&product.id).await?.outcomes;
    let mut lines = section("Outcomes", outcomes.iter().map(outcome));
    let board = call.plan.bet_board(&product.id).await?;
    for column in &board.columns {
        lines.extend(section(&title(column), column.cards.iter().map(card)));
        lines.extend(column.hint.clone());
    }
    lines.extend(section("Closed last", board.closed.iter().take(CLOSED).map(closed)));
    Ok(or_none(lines, "No outcomes and no bets yet."))
}

async fn now(call: &Call, product: &ChosenProduct) -> Result<Vec<String>, Refusal> {
    let plan = &call.plan;
    let overview = plan.overview(&call.caller.actor, &product.id).await?;
    let mut lines = section("Doing", overview.doing.iter().map(rows::task_row));
    let next = plan.next(&call.caller.actor, &product.id, &NextQuery::best(NEXT)).await?;
    let nothing = next.nothing.iter().chain(&next.pinned_waits).cloned();
    lines.extend(section("Next", next.rows.iter().map(rows::next_row).chain(nothing)));
    let building = FindQuery {
        kinds: vec![Kind::Project],
        statuses: vec!["building".to_owned()],
        ..FindQuery::words(&product.id, "", 100)
    };
    lines.extend(section("Projects building", plan.find(&building).await?.rows.iter().map(hit)));
    let board = plan.bet_board(&product.id).await?;
    let bets = board.columns.iter().filter(|column| column.horizon == Horizon::Now);
    lines.extend(section("Bets in now", bets.flat_map(|column| &column.cards).map(card)));
    Ok(lines)
}

async fn changes(call: &Call, product: &ChosenProduct) -> Result<Vec<String>, Refusal> {
    let sets = call.plan.activity(&product.id, None, CHANGES).await?;
    Ok(or_none(sets.iter().map(change).collect(), "Nothing has changed yet."))
}

/// The first rows below a heading, and how many more there are; nothing when there
/// are none.
fn section(title: &str, rows: impl Iterator<Item = String>) -> Vec<String> {
    let mut rows: Vec<String> = rows.map(|row| format!("- {row}")).collect();
    if rows.is_empty() {
        return rows;
    }
    let more = rows.len().saturating_sub(ROWS);
    rows.truncate(ROWS);
    rows.extend((more > 0).then(|| format!("- and {more} more")));
    std::iter::once(format!("\n## {title}")).chain(rows).collect()
}

fn or_none(lines: Vec<String>, none: &str) -> Vec<String> {
    if lines.is_empty() { vec![none.to_owned()] } else { lines }
}

fn title(column: &BetColumn) -> String {
    let name = match column.horizon {
        Horizon::Now => "Now",
        Horizon::Next => "Next",
        Horizon::Later => "Later",
        Horizon::Parked => "Parked",
    };
    match column.appetite_days {
        0 => name.to_owned(),
        days => format!("{name} · {days} days"),
    }
}

/// `B-1 "Offline first" day 9 of 14 · rests on a pattern · O-1 · X-1 · projects: 2 open, 1 done rev 3`
fn card(card: &BetCard) -> String {
    let time = match (&card.clock, card.appetite_days) {
        (Some(clock), _) => format!("day {} of {}", clock.day, clock.appetite),
        (None, Some(days)) => format!("{days} days"),
        (None, None) => "no appetite".to_owned(),
    };
    let projects = format!("projects: {} open, {} done", card.projects_open, card.projects_done);
    let parts = [
        time,
        card.confidence.phrase.clone(),
        refs(&card.outcomes),
        refs(&card.problems),
        projects,
    ];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    format!(
        "{} {} {} rev {}",
        card.reference,
        lines::quoted(&card.name),
        parts.join(" · "),
        card.rev
    )
}

fn refs(links: &[Link]) -> String {
    links.iter().map(|link| link.reference.as_str()).collect::<Vec<_>>().join(", ")
}

fn closed(bet: &ClosedBet) -> String {
    let result = bet.result.map_or("no result", BetResult::word);
    format!("{} {} {result} rev {}", bet.reference, lines::quoted(&bet.name), bet.rev)
}

/// `O-1 "Notes kept" 71.5 % now, 60 to 95, by 2030-01-31 rev 2`
fn outcome(row: &OutcomeRow) -> String {
    let Outcome { reference, name, unit, baseline, target, due, rev, .. } = &row.outcome;
    let number = |n: &f64| lines::spaced([&*n.to_string(), unit]);
    let now = row.current.as_ref().map(|n| format!("{} now", number(n)));
    let way = match (baseline, target) {
        (Some(from), Some(to)) => Some(format!("from {} to {}", number(from), number(to))),
        (None, Some(to)) => Some(format!("to {}", number(to))),
        _ => None,
    };
    let due = due.map(|day| format!("by {day}"));
    let parts: Vec<String> = [now, way, due].into_iter().flatten().collect();
    let told = if parts.is_empty() { "no numbers".to_owned() } else { parts.join(", ") };
    format!("{reference} {} {told} rev {rev}", lines::quoted(name))
}

fn hit(hit: &Hit) -> String {
    let within = rows::within(hit.within.as_ref());
    let name = lines::quoted(&hit.name);
    lines::spaced([&*hit.reference, &name, &within, &format!("rev {}", hit.rev)])
}

fn change(set: &ChangeSetRow) -> String {
    let at = set.at.to_rfc3339_opts(SecondsFormat::Secs, true);
    let reason = match set.reason.as_str() {
        "" => String::new(),
        reason => format!("because {}", lines::quoted(reason)),
    };
    let undone = if set.undone { "(undone)" } else { "" };
    lines::spaced(["-", &at, &format!("{}:", set.by), &set.sentence, &reason, undone])
}
