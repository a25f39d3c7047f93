//! What the plan holds right now, for each recipe: the first look, already taken.

use openbacklog_plan::{
    Detail, FindQuery, Gap, GapCode, Horizon, Kind, Link, NextQuery, ProblemState, Progress,
    coaching, gap_sorts,
};

use super::arguments::PromptArguments;
use crate::{
    base::{call::Call, lines, product::ChosenProduct, refusal::Refusal},
    pages::rows,
};

/// Rows of a kind.
const ROWS: usize = 8;
/// Tasks to choose from.
const TASKS: u32 = 3;

type FreshLines = Result<Vec<String>, Refusal>;

pub(super) async fn lines(
    call: &Call,
    product: &ChosenProduct,
    recipe: &str,
    typed: &PromptArguments,
) -> FreshLines {
    match recipe {
        "start" => start(call, product).await,
        "capture" => capture(call, product).await,
        "bet" => bet(call, product, typed).await,
        "breakdown" => breakdown(call, product, typed).await,
        "next" => next(call, product, typed).await,
        "review" => review(call, product).await,
        _ => why(call, product, typed).await,
    }
}

async fn start(call: &Call, product: &ChosenProduct) -> FreshLines {
    let progress = call.plan.progress(&product.id, 0).await?;
    let held = progress.held.iter().filter(|held| held.open > 0);
    let held = held.map(|held| match held.open {
        1 => held.kind.one().to_owned(),
        many => format!("{many} {}", held.kind.plural()),
    });
    let held: Vec<String> = held.collect();
    let mut lines = first_stage(&progress);
    lines.extend((!held.is_empty()).then(|| format!("there are: {}", held.join(", "))));
    lines.extend(lines::titled("missing", progress.gaps.iter().map(rows::gap_sort_row).collect()));
    Ok(lines)
}

/// What `start` says before there is a product, and every other recipe too.
pub(super) fn nothing_yet() -> Vec<String> {
    let mut lines = vec!["There is no product yet.".to_owned()];
    lines.extend(first_stage(&Progress::nothing_yet()));
    lines
}

/// The order of a first plan, and the question of the stage that is next.
fn first_stage(progress: &Progress) -> Vec<String> {
    let order: Vec<&str> =
        coaching().first_plan.order.iter().map(|stage| stage.says.as_str()).collect();
    let mut lines = vec![format!("order: {}", order.join(" → "))];
    if let Some(coached) = progress.next.and_then(|kind| coaching().of(kind)) {
        lines.push(format!("next: {}", coached.kind.one()));
        lines.extend(coached.ask.iter().map(|question| format!("- {question}")));
    }
    lines
}

async fn capture(call: &Call, product: &ChosenProduct) -> FreshLines {
    let inbox = call.plan.inbox(&product.id).await?.len();
    let mut lines = vec![format!("inbox: {inbox} waiting")];
    for kind in [Kind::Problem, Kind::Project] {
        lines.extend(lines::titled(
            &format!("open {}", kind.plural()),
            open(call, product, kind).await?,
        ));
    }
    lines.push(
        "The person can type the same as one line: text #project ~bet +persona *problem !p1 @label // note"
            .to_owned(),
    );
    Ok(lines)
}

/// The first open ones of a kind.
async fn open(call: &Call, product: &ChosenProduct, kind: Kind) -> FreshLines {
    let limit = u32::try_from(ROWS).unwrap_or(u32::MAX);
    let query = FindQuery { kinds: vec![kind], ..FindQuery::words(&product.id, "", limit) };
    let found = call.plan.find(&query).await?;
    Ok(found.rows.iter().map(|hit| called(&hit.reference, &hit.name)).collect())
}

async fn bet(call: &Call, product: &ChosenProduct, typed: &PromptArguments) -> FreshLines {
    let mut lines = Vec::new();
    if let Some(about) = typed.get("about") {
        let link = call.locate(product, about, None).await?;
        lines.push(format!("about: {}", named(&link)));
        lines.extend(chain(call, &link).await.unwrap_or_default());
    }
    let problems = call.plan.problem_list(&product.id).await?;
    let left =
        problems.iter().filter(|row| row.bets == 0 && row.problem.state != ProblemState::Solved);
    let rows = left.map(|row| {
        let severity = row.problem.severity.map(|n| format!("severity {n}")).unwrap_or_default();
        let evidence = format!("{} pieces of evidence", row.evidence);
        lines::spaced([&*called(&row.problem.reference, &row.problem.name), &severity, &evidence])
    });
    lines.extend(some("problems without a bet", rows));
    let outcomes = call.plan.outcome_list(&product.id).await?.outcomes;
    let left = outcomes.iter().filter(|row| row.open_bets == 0);
    let rows = left.map(|row| called(&row.outcome.reference, &row.outcome.name));
    lines.extend(some("outcomes without an open bet", rows));
    let board = call.plan.bet_board(&product.id).await?;
    let now = board.columns.iter().filter(|column| column.horizon == Horizon::Now);
    let cards = now.flat_map(|column| &column.cards);
    lines.extend(some("bets in now", cards.map(|card| called(&card.reference, &card.name))));
    if lines.is_empty() {
        lines.push("There are no problems, outcomes and bets yet.".to_owned());
    }
    Ok(lines)
}

async fn breakdown(call: &Call, product: &ChosenProduct, typed: &PromptArguments) -> FreshLines {
    let reference = typed.get("project").unwrap_or_default();
    let link = call.locate(product, reference, Some(Kind::Project)).await?;
    let brief = call.plan.brief(link.kind, &link.id, Detail::Short).await?;
    Ok(brief.lines().map(str::to_owned).collect())
}

async fn next(call: &Call, product: &ChosenProduct, typed: &PromptArguments) -> FreshLines {
    let under = match typed.get("under") {
        Some(reference) => Some(call.locate(product, reference, None).await?),
        None => None,
    };
    let query = NextQuery { under: under.map(|link| (link.kind, link.id)), limit: TASKS };
    let next = call.plan.next(&call.caller.actor, &product.id, &query).await?;
    let mut lines: Vec<String> = next.nothing.iter().cloned().collect();
    lines.extend(next.rows.iter().map(rows::next_row));
    lines.extend(next.pinned_waits.clone());
    if let Some(best) = next.rows.first() {
        let brief = call.plan.brief(Kind::Task, best.task.id.as_str(), Detail::Short).await?;
        lines.push(String::new());
        lines.extend(brief.lines().map(str::to_owned));
    }
    Ok(lines)
}

async fn review(call: &Call, product: &ChosenProduct) -> FreshLines {
    let recap = call.plan.recap(&call.caller.actor, &product.id).await?.lines();
    let mut lines = some("since you last asked", recap.into_iter());
    let gaps = call.plan.gaps(&product.id, None).await?;
    let of = |code: GapCode| gaps.iter().filter(move |gap| gap.code == code);
    let short = |gap: &Gap| format!("{}: {}", named(&gap.entity), gap.phrase);
    lines.extend(some("outcomes to measure", of(GapCode::NotMeasured).map(short)));
    lines.extend(some("bets past their appetite", of(GapCode::PastAppetite).map(short)));
    lines.extend(some("untouched projects", of(GapCode::Untouched).map(short)));
    lines.extend(some("old captures", of(GapCode::OldCapture).map(short)));
    let total = gaps.len();
    let kinds: Vec<String> = gap_sorts(gaps)
        .iter()
        .map(|sort| format!("{} {}", sort.first.code.word(), sort.count))
        .collect();
    lines.push(format!("gaps: {total} ({})", kinds.join(", ")));
    Ok(lines)
}

async fn why(call: &Call, product: &ChosenProduct, typed: &PromptArguments) -> FreshLines {
    let link = call.locate(product, typed.get("ref").unwrap_or_default(), None).await?;
    let mut lines = vec![named(&link)];
    lines.extend(chain(call, &link).await?);
    Ok(lines)
}

async fn chain(call: &Call, link: &Link) -> FreshLines {
    let chain = call.plan.why(link.kind, &link.id).await?;
    Ok(chain.iter().map(|line| format!("- {}", line.shown())).collect())
}

/// The first rows under a title, and how many more there are; nothing when there
/// are none.
fn some(title: &str, rows: impl Iterator<Item = String>) -> Vec<String> {
    let mut rows: Vec<String> = rows.collect();
    let more = rows.len().saturating_sub(ROWS);
    rows.truncate(ROWS);
    rows.extend((more > 0).then(|| format!("and {more} more")));
    lines::titled(title, rows)
}

fn named(link: &Link) -> String {
    match link.kind {
        Kind::Product => format!("product {}", lines::quoted(&link.name)),
        _ => called(&link.reference, &link.name),
    }
}

fn called(reference: &str, name: &str) -> String {
    lines::spaced([reference, &lines::quoted(name)])
}
