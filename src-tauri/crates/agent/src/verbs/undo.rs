//! Taking back what this client did.

use openbacklog_plan::{self as plan, ActorKind, ChangeSetRow, Mode, Undone};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    base::{answer::Answer, call::Call, fact::Fact, lines, refusal::Refusal},
    pages::written,
    verbs::verb::{Command, Hints, Operation, Takes},
};

/// How many change sets are listed.
const LISTED: u32 = 10;

/// Fields that were kept, told one by one up to this many.
const MOST_KEPT: usize = 20;

pub(crate) struct PlanUndo;

#[derive(Deserialize, JsonSchema)]
pub(crate) struct Input {
    /// A number from the list, or last
    change: Option<String>,
}

impl Operation for PlanUndo {
    type Input = Input;
    const NAME: &'static str = "plan_undo";
    const ABOUT: &'static str = "Undo (revert, take back) one of your own change sets; without \
        change, list the recent ones. Fields that someone changed later are kept and named.";
    const HINTS: Hints = Hints::TAKE_BACK;
    const MODES: &'static [Mode] = &[Mode::Plan];
    const COMMAND: Command = Command { word: "undo", takes: Takes::OrElse("change", "last") };
    const EXAMPLE: &'static str = "{}";
    const FACTS: &'static [Fact] = &[
        Fact::things("changes", "Without change: the recent change sets."),
        Fact::count("undone", "With change: the change set taken back."),
        Fact::count("change", "With change: the change set that took it back."),
        Fact::count("restored", "With change: how many entities are as they were."),
        Fact::texts("kept", "With change: fields that someone changed later."),
    ];

    async fn run(call: Call, input: Input) -> Result<Answer, Refusal> {
        let (plan, actor) = (&call.plan, &call.caller.actor);
        let undone = match input.change.as_deref().map(str::trim) {
            None | Some("" | "list") => return Ok(list(&sets(&call).await?)),
            Some("last") if actor.kind == ActorKind::You => plan.undo(actor).await?,
            Some("last") => plan.undo_set(actor, latest(&sets(&call).await?)?).await?,
            Some(number) => {
                let set = number.parse().map_err(|_| {
                    Refusal::invalid(
                        "change",
                        format!("change cannot be “{number}”."),
                        "Give a number from the list, or last.",
                    )
                })?;
                plan.undo_set(actor, set).await?
            }
        };
        Ok(answer(undone))
    }
}

/// A client's own change sets; the person's are everyone's.
async fn sets(call: &Call) -> Result<Vec<ChangeSetRow>, Refusal> {
    let actor = &call.caller.actor;
    if actor.kind == ActorKind::You {
        let product = call.product(None).await?;
        return Ok(call.plan.activity(&product.id, None, LISTED).await?);
    }
    Ok(call.plan.own_change_sets(actor, LISTED).await?)
}

fn latest(own: &[ChangeSetRow]) -> Result<u32, Refusal> {
    let open = own.iter().find(|set| !set.undone);
    let none = || plan::Error::Refused(plan::Reason::NothingToUndo).into();
    open.map(|set| set.set).ok_or_else(none)
}

fn answer(undone: Undone) -> Answer {
    let mut lines = vec![format!("Undone: {}", undone.sentence)];
    lines.extend(written::touched_lines(&undone.written));
    lines.extend(undone.kept.iter().take(MOST_KEPT).cloned());
    let more = undone.kept.len().saturating_sub(MOST_KEPT);
    lines.extend((more > 0).then(|| format!("and {more} more kept")));
    Answer::new(lines.join("\n"))
        .with("undone", undone.set)
        .with("change", undone.written.set)
        .with("restored", undone.restored)
        .with("kept", undone.kept)
}

fn list(own: &[ChangeSetRow]) -> Answer {
    if own.is_empty() {
        return Answer::new("Nothing was changed yet.").with("changes", Vec::<Value>::new());
    }
    let lines: Vec<String> = own.iter().map(line).collect();
    let changes: Vec<Value> = own.iter().map(facts).collect();
    Answer::new(lines.join("\n")).with("changes", changes)
}

fn line(set: &ChangeSetRow) -> String {
    let reason = match set.reason.as_str() {
        "" => String::new(),
        reason => lines::quoted(reason),
    };
    lines::spaced([
        set.set.to_string().as_str(),
        set.at.format("%Y-%m-%d %H:%M").to_string().as_str(),
        &set.sentence,
        &reason,
        if set.undone { "(undone)" } else { "" },
    ])
}

fn facts(set: &ChangeSetRow) -> Value {
    json!({
        "change": set.set,
        "at": set.at,
        "sentence": set.sentence,
        "reason": set.reason,
        "undone": set.undone,
    })
}
