//! What a verb is: one definition that every door is made from.

use std::{
    future::Future,
    pin::Pin,
    sync::{Arc, LazyLock},
};

use openbacklog_plan::Mode;
use rmcp::model::JsonObject;
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::base::{
    answer::Answer,
    call::{Call, mode_word},
    cost,
    fact::Fact,
    refusal::{Code, Refusal},
    schema::{self, InputSchemas},
};

/// What a caller may expect of a verb. Nothing here reaches beyond the plan, so
/// the fourth hint, *open world*, is always no.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hints {
    /// Changes nothing.
    pub read_only: bool,
    /// May take something away.
    pub destructive: bool,
    /// The same call again changes nothing more.
    pub idempotent: bool,
}

impl Hints {
    /// Reads only.
    pub(crate) const READ: Self = Self { read_only: true, destructive: false, idempotent: true };
    /// Adds or changes, never takes away.
    pub(crate) const WRITE: Self = Self { read_only: false, destructive: false, idempotent: false };
    /// Puts in order; doing it again changes nothing more.
    pub(crate) const ARRANGE: Self =
        Self { read_only: false, destructive: false, idempotent: true };
    /// Takes away or back; doing it again changes nothing more.
    pub(crate) const TAKE_BACK: Self =
        Self { read_only: false, destructive: true, idempotent: true };
}

/// How a verb is written in a terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Command {
    /// The word after `openbacklog`.
    pub word: &'static str,
    /// What follows it without a flag.
    pub takes: Takes,
}

/// What follows a command without a flag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    /// At most one value for this argument.
    Maybe(&'static str),
    /// One value for this argument; left out, it is this.
    OrElse(&'static str, &'static str),
    /// One value for this argument.
    One(&'static str),
    /// One value for this argument; in a terminal the same may be done to several.
    Each(&'static str),
    /// Values for this argument, or none.
    Any(&'static str),
    /// Values for this argument.
    Many(&'static str),
    /// Nothing: the arguments are JSON, from a file or standard input.
    Json,
}

/// The definition of a verb: everything a door needs to know, and what it does.
pub(crate) trait Operation: 'static {
    /// The arguments; their doc comments are the descriptions clients read.
    type Input: DeserializeOwned + JsonSchema + Send;
    const NAME: &'static str;
    /// The first sentence carries the meaning; at most 400 characters.
    const ABOUT: &'static str;
    const HINTS: Hints;
    const MODES: &'static [Mode];
    const COMMAND: Command;
    /// Arguments that do something on the sample plan, as JSON.
    const EXAMPLE: &'static str;
    /// What its answers hold beside the text; a key may be absent where its text says so.
    const FACTS: &'static [Fact];

    fn run(call: Call, input: Self::Input) -> impl Future<Output = Result<Answer, Refusal>> + Send;
}

/// For what every connection may do.
pub(super) const EVERY_MODE: &[Mode] = &[Mode::Read, Mode::Build, Mode::Plan];

/// What gets the rest of an answer that no verb has cut in a better way.
const ASK_FOR_LESS: &str = "Ask for less at once: fewer refs, a smaller limit, or under one ref.";

type Running = Pin<Box<dyn Future<Output = Result<Answer, Refusal>> + Send>>;

/// One agent-facing operation, behind every door.
#[derive(Debug)]
pub struct Verb {
    /// Its name as a tool and in the API.
    pub name: &'static str,
    /// What it does, for a reader who has to choose.
    pub about: &'static str,
    /// What a caller may expect.
    pub hints: Hints,
    /// The modes that have it.
    pub modes: &'static [Mode],
    /// How it is written in a terminal.
    pub command: Command,
    /// Arguments that do something on the sample plan, as JSON.
    pub example: &'static str,
    /// What its answers hold beside the text.
    pub facts: &'static [Fact],
    schemas: LazyLock<InputSchemas>,
    run: fn(Call, Value) -> Running,
}

impl Verb {
    pub(crate) const fn of<O: Operation>() -> Self {
        Self {
            name: O::NAME,
            about: O::ABOUT,
            hints: O::HINTS,
            modes: O::MODES,
            command: O::COMMAND,
            example: O::EXAMPLE,
            facts: O::FACTS,
            schemas: LazyLock::new(InputSchemas::of::<O::Input>),
            run: erased::<O>,
        }
    }

    /// The schema of its arguments, as every client reads it.
    #[must_use]
    pub fn schema(&self) -> &Arc<JsonObject> {
        &self.schemas.listed
    }

    /// The schema of its arguments with every limit.
    pub(crate) fn exact_schema(&self) -> &Value {
        &self.schemas.exact
    }

    /// Whether a connection of this mode has it.
    #[must_use]
    pub fn is_in(&self, mode: Mode) -> bool {
        self.modes.contains(&mode)
    }

    /// Runs it. The mode is checked here too, whatever a door has listed.
    ///
    /// # Errors
    /// A [`Refusal`] that says what is wrong and how to mend it; nothing was changed.
    pub async fn call(&self, call: Call, args: Value) -> Result<Answer, Refusal> {
        if !self.is_in(call.caller.mode) {
            return Err(self.forbidden(call.caller.mode));
        }
        let args = schema::admit(self.exact_schema(), args)?;
        let mut answer = (self.run)(call, args).await?;
        answer.text = cost::capped(answer.text, cost::MOST, ASK_FOR_LESS);
        Ok(answer)
    }

    fn forbidden(&self, mode: Mode) -> Refusal {
        let modes: Vec<&str> = self.modes.iter().map(|m| mode_word(*m)).collect();
        Refusal::new(
            Code::Forbidden,
            format!("{} is not part of {} mode.", self.name, mode_word(mode)),
            format!("Ask the person for a connection in {} mode.", modes.join(" or ")),
        )
    }
}

fn erased<O: Operation>(call: Call, args: Value) -> Running {
    Box::pin(async move {
        let input = serde_json::from_value(args).map_err(|error| {
            let cause = format!("The arguments do not fit: {error}.");
            Refusal::new(Code::Invalid, cause, "Give each the sort of value its schema names.")
        })?;
        O::run(call, input).await
    })
}
