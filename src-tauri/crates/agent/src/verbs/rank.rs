//! The order of things.

use openbacklog_plan::{Horizon, Kind, Link, Mode, Placement, Written};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    base::{
        answer::Answer,
        call::Call,
        choices,
        fact::{self, Fact},
        product::ChosenProduct,
        refusal::Refusal,
    },
    pages::written,
    verbs::verb::{Command, Hints, Operation, Takes},
};

pub(crate) struct PlanRank;

#[derive(Deserialize, JsonSchema)]
pub(crate) struct Input {
    r#ref: String,
    first: Option<bool>,
    last: Option<bool>,
    /// A ref in the same list
    before: Option<String>,
    after: Option<String>,
    #[schemars(extend("enum" = ["now", "next", "later", "parked"]))]
    horizon: Option<String>,
    /// Another project for a task
    parent: Option<String>,
    product: Option<String>,
}

impl Operation for PlanRank {
    type Input = Input;
    const NAME: &'static str = "plan_rank";
    const ABOUT: &'static str = "Move or reorder something in its list: first, last, before or \
        after another. A bet moves to a horizon too, or to that of the bet it is put beside.";
    const HINTS: Hints = Hints::ARRANGE;
    const MODES: &'static [Mode] = &[Mode::Plan];
    const COMMAND: Command = Command { word: "rank", takes: Takes::One("ref") };
    const EXAMPLE: &'static str = r#"{"ref": "B-3", "horizon": "now", "last": true}"#;
    const FACTS: &'static [Fact] = fact::WRITTEN;

    async fn run(call: Call, input: Input) -> Result<Answer, Refusal> {
        let product = call.product(input.product.as_deref()).await?;
        let moved = call.locate(&product, &input.r#ref, None).await?;
        let place = place(&call, &product, &moved, &input).await?;
        let written = match moved.kind {
            Kind::Bet => move_bet(&call, &moved, &place, &input).await?,
            Kind::Task => move_task(&call, &product, &moved, &place, &input).await?,
            kind => {
                refuse_foreign(kind, &input)?;
                let placement = placement(&place);
                call.plan.place(&call.caller.actor, kind, &moved.id, &placement).await?
            }
        };
        let gaps = call.plan.gaps_touching(&written).await;
        let answer = written::written_answer(&product.name, &written, false);
        Ok(written::with_gaps(answer, written.seq, gaps))
    }
}

/// Where something is to go.
enum Place {
    First,
    Last,
    Before(Link),
    After(Link),
    /// Nowhere in particular: the end of the list it comes into.
    Unsaid,
}

async fn place(
    call: &Call,
    product: &ChosenProduct,
    moved: &Link,
    input: &Input,
) -> Result<Place, Refusal> {
    let elsewhere = input.horizon.is_some() || input.parent.is_some();
    let (first, last) = (input.first == Some(true), input.last == Some(true));
    match (first, last, &input.before, &input.after) {
        (true, false, None, None) => Ok(Place::First),
        (false, true, None, None) => Ok(Place::Last),
        (false, false, Some(anchor), None) => {
            Ok(Place::Before(call.locate(product, anchor, Some(moved.kind)).await?))
        }
        (false, false, None, Some(anchor)) => {
            Ok(Place::After(call.locate(product, anchor, Some(moved.kind)).await?))
        }
        (false, false, None, None) if elsewhere => Ok(Place::Unsaid),
        _ => Err(Refusal::invalid(
            "first",
            "A place is one of first, last, before and after.",
            "Give exactly one of them.",
        )),
    }
}

fn placement(place: &Place) -> Placement {
    match place {
        Place::First => Placement::First,
        Place::Last | Place::Unsaid => Placement::Last,
        Place::Before(anchor) => Placement::Before(anchor.id.clone()),
        Place::After(anchor) => Placement::After(anchor.id.clone()),
    }
}

/// The list of bets is one, cut by its horizons: a bet put beside another comes
/// into that one's horizon.
async fn move_bet(
    call: &Call,
    moved: &Link,
    place: &Place,
    input: &Input,
) -> Result<Written, Refusal> {
    if input.parent.is_some() {
        return Err(no_parent(Kind::Bet));
    }
    let horizon: Option<Horizon> = match (&input.horizon, place) {
        (Some(word), _) => Some(choices::horizon(word)?),
        (None, Place::Before(anchor) | Place::After(anchor)) => {
            Some(call.plan.bet_page(&anchor.id.as_str().into()).await?.bet.horizon)
        }
        (None, _) => None,
    };
    let (actor, id) = (&call.caller.actor, moved.id.as_str().into());
    Ok(call.plan.move_bet(actor, &id, horizon, &placement(place), None).await?)
}

async fn move_task(
    call: &Call,
    product: &ChosenProduct,
    moved: &Link,
    place: &Place,
    input: &Input,
) -> Result<Written, Refusal> {
    if input.horizon.is_some() {
        return Err(no_horizon(Kind::Task));
    }
    let id = moved.id.as_str().into();
    let parent = match &input.parent {
        Some(parent) => Some(call.locate(product, parent, Some(Kind::Project)).await?),
        None => None,
    };
    if let (None, Place::Before(anchor) | Place::After(anchor)) = (&parent, place) {
        let own = call.plan.task_page(&id).await?.project;
        let other = call.plan.task_page(&anchor.id.as_str().into()).await?.project;
        if own.id != other.id {
            return Err(Refusal::invalid(
                "parent",
                format!(
                    "{} is in {}, not in {}.",
                    anchor.reference, other.reference, own.reference
                ),
                format!("Give parent {} to move {} there.", other.reference, moved.reference),
            ));
        }
    }
    let project = parent.map(|parent| parent.id.into());
    let actor = &call.caller.actor;
    Ok(call.plan.move_task(actor, &id, project.as_ref(), None, &placement(place)).await?)
}

fn refuse_foreign(kind: Kind, input: &Input) -> Result<(), Refusal> {
    match (&input.horizon, &input.parent) {
        (Some(_), _) => Err(no_horizon(kind)),
        (None, Some(_)) => Err(no_parent(kind)),
        (None, None) => Ok(()),
    }
}

fn no_horizon(kind: Kind) -> Refusal {
    Refusal::invalid(
        "horizon",
        format!("Only bets have a horizon; this is {}.", kind.one()),
        "Leave horizon out.",
    )
}

fn no_parent(kind: Kind) -> Refusal {
    Refusal::invalid(
        "parent",
        format!("Only tasks move to another parent here; this is {}.", kind.one()),
        "Leave parent out, or change what it is linked to with plan_save.",
    )
}
