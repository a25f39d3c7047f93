//! Every verb, in the order clients list them.

use openbacklog_plan::Mode;

use super::{
    archive::PlanArchive, brief::PlanBrief, check::PlanCheck, claim::TaskClaim, find::PlanFind,
    get::PlanGet, guide::PlanGuide, next::TaskNext, rank::PlanRank, save::PlanSave, undo::PlanUndo,
    update::TaskUpdate,
};
use crate::{
    base::{
        choices,
        refusal::{Code, Refusal},
    },
    verbs::verb::Verb,
};

/// All verbs. The order is part of the interface.
pub static VERBS: [Verb; 12] = [
    Verb::of::<PlanBrief>(),
    Verb::of::<PlanFind>(),
    Verb::of::<PlanGet>(),
    Verb::of::<PlanCheck>(),
    Verb::of::<PlanGuide>(),
    Verb::of::<TaskNext>(),
    Verb::of::<TaskClaim>(),
    Verb::of::<TaskUpdate>(),
    Verb::of::<PlanSave>(),
    Verb::of::<PlanRank>(),
    Verb::of::<PlanArchive>(),
    Verb::of::<PlanUndo>(),
];

/// The verbs a connection of this mode has.
pub fn verbs_in(mode: Mode) -> impl Iterator<Item = &'static Verb> {
    VERBS.iter().filter(move |verb| verb.is_in(mode))
}

/// A refusal as a terminal says it: with its options, and its commands in the place
/// of verbs.
#[must_use]
pub fn in_terminal(mut refusal: Refusal) -> Refusal {
    let by_commands = |sentence: &String| {
        VERBS.iter().fold(sentence.clone(), |said, verb| {
            said.replace(verb.name, &format!("openbacklog {}", verb.command.word))
        })
    };
    let options = refusal.terminal.take();
    refusal.repair = options.unwrap_or_else(|| by_commands(&refusal.repair));
    refusal.lines = refusal.lines.iter().map(by_commands).collect();
    refusal
}

/// The verb of this name.
///
/// # Errors
/// A [`Refusal`] that names the nearest verb.
pub fn find_verb(name: &str) -> Result<&'static Verb, Refusal> {
    VERBS.iter().find(|verb| verb.name == name).ok_or_else(|| {
        let names = VERBS.iter().map(|v| (v.name, v.name));
        let all: Vec<&str> = VERBS.iter().map(|v| v.name).collect();
        let meant = choices::nearest(&choices::normal(name), names)
            .map_or_else(String::new, |nearest| format!("Did you mean {nearest}? "));
        Refusal::new(
            Code::NotFound,
            format!("There is no verb {name}."),
            format!("{meant}There are: {}.", all.join(", ")),
        )
    })
}
