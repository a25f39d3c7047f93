//! Taking back what this client did.

use openbacklog_plan::{self as plan, ActorKind, ChangeRow, Mode, Undone};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    base::{answer::Answer, call::Call, fact::Fact, lines, refusal::Refusal},
    pages::written,
    verbs::verb::{Command, Hints, Operation, Takes},
};

/// How many changes are listed.
const LISTED: u32 = 10;

/// Fields that were kept, told one by one up to this many.
const MOST_KEPT: usize = 20;

/// How many refs of a listed change are told.
const MOST_REFS: usize = 5;

pub(crate) struct PlanUndo;

#[derive(Deserialize, JsonSchema)]
pub(crate) struct Input {
    /// A number from the list, last, or set 41
    change: Option<String>,
}

impl Operation for PlanUndo {
    type Input = Input;
    const NAME: &'static str = "plan_undo";
    const ABOUT: &'static str = "Undo (revert, take back) one of your own changes, or a set of \
        them; without change, list the recent ones. Fields changed later are kept and named.";
    const HINTS: Hints = Hints::TAKE_BACK;
    const MODES: &'static [Mode] = &[Mode::Plan];
    const COMMAND: Command = Command { word: "undo", takes: Takes::OrElse("change", "last") };
    const EXAMPLE: &'static str = "{}";
    const FACTS: &'static [Fact] = &[
        Fact::things("changes", "Without change: the recent changes."),
        Fact::count("undone", "With change: the number of what was taken back."),
        Fact::count("change", "With change: the change that took it back."),
        Fact::count("restored", "With change: how many edits were put back."),
        Fact::texts("kept", "With change: fields that someone changed later."),
    ];

    async fn run(call: Call, input: Input) -> Result<Answer, Refusal> {
        let (plan, actor) = (&call.plan, &call.caller.actor);
        let asked = input.change.as_deref().map(str::trim);
        let undone = match asked.map(Asked::read).transpose()? {
            None | Some(Asked::List) => return Ok(list(&changes(&call).await?)),
            Some(Asked::Last) if actor.kind == ActorKind::You => plan.undo(actor).await?,
            Some(Asked::Last) => plan.undo_change(actor, latest(&changes(&call).await?)?).await?,
            Some(Asked::Change(change)) => plan.undo_change(actor, change).await?,
            Some(Asked::Set(set)) => plan.undo_set(actor, set).await?,
        };
        Ok(answer(undone))
    }
}

/// What is to be taken back, as it may be written.
enum Asked {
    List,
    Last,
    Change(u32),
    Set(u32),
}

impl Asked {
    fn read(text: &str) -> Result<Self, Refusal> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let number = |text: &str| {
            text.parse().map_err(|_| {
                Refusal::invalid(
                    "change",
                    format!("change cannot be “{text}”."),
                    "Give a number from the list, last, or a set as in set 41.",
                )
            })
        };
        match words.as_slice() {
            [] | ["list"] => Ok(Self::List),
            ["last"] => Ok(Self::Last),
            ["set", set] => Ok(Self::Set(number(set)?)),
            ["change", change] | [change] => Ok(Self::Change(number(change)?)),
            _ => number(text).map(Self::Change),
        }
    }
}

/// A client's own changes; the person's are everyone's.
async fn changes(call: &Call) -> Result<Vec<ChangeRow>, Refusal> {
    let actor = &call.caller.actor;
    if actor.kind == ActorKind::You {
        let product = call.product(None).await?;
        return Ok(call.plan.changes(&product.id, LISTED).await?);
    }
    Ok(call.plan.own_changes(actor, LISTED).await?)
}

fn latest(own: &[ChangeRow]) -> Result<u32, Refusal> {
    let open = own.iter().find(|change| !change.undone);
    let none = || plan::Error::Refused(plan::Reason::NothingToUndo).into();
    open.map(|change| change.seq).ok_or_else(none)
}

fn answer(undone: Undone) -> Answer {
    let mut lines = vec![format!("Undone: {}", undone.sentence)];
    lines.extend(written::touched_lines(&undone.written));
    lines.extend(undone.kept.iter().take(MOST_KEPT).cloned());
    let more = undone.kept.len().saturating_sub(MOST_KEPT);
    lines.extend((more > 0).then(|| format!("and {more} more kept")));
    Answer::new(lines.join("\n"))
        .with("undone", undone.change.unwrap_or(undone.set))
        .with("change", undone.written.seq)
        .with("restored", undone.restored)
        .with("kept", undone.kept)
}

fn list(own: &[ChangeRow]) -> Answer {
    if own.is_empty() {
        return Answer::new("Nothing was changed yet.").with("changes", Vec::<Value>::new());
    }
    let lines: Vec<String> = own.iter().map(line).collect();
    let changes: Vec<Value> = own.iter().map(facts).collect();
    Answer::new(lines.join("\n")).with("changes", changes)
}

/// `41 2026-01-05 09:00 added T-4 “Measure” "Prepare the release" · T-4 · Acme · set 20`
fn line(change: &ChangeRow) -> String {
    let reason = match change.reason.as_str() {
        "" => String::new(),
        reason => lines::quoted(reason),
    };
    let told = lines::spaced([
        change.seq.to_string().as_str(),
        change.at.format("%Y-%m-%d %H:%M").to_string().as_str(),
        &change.sentence,
        &reason,
        if change.undone { "(undone)" } else { "" },
    ]);
    let refs = change.refs.iter().take(MOST_REFS).cloned().collect::<Vec<_>>().join(" ");
    let more = change.refs.len().saturating_sub(MOST_REFS);
    let refs = if more > 0 { format!("{refs} and {more} more") } else { refs };
    let product = change.product.clone().unwrap_or_default();
    let parts = [told, refs, product, format!("set {}", change.set)];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

fn facts(change: &ChangeRow) -> Value {
    json!({
        "change": change.seq,
        "set": change.set,
        "at": change.at,
        "sentence": change.sentence,
        "reason": change.reason,
        "refs": change.refs,
        "product": change.product,
        "undone": change.undone,
    })
}
