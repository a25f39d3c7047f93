//! What a verb is: one definition that every door is made from.

use std::{future::Future, path::PathBuf, pin::Pin};

use openbacklog_plan::{Actor, Mode, Plan};
use rmcp::model::JsonObject;
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use crate::{
    cost,
    fact::Fact,
    refusal::{Code, Refusal},
    schema,
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

/// What a verb answers: text for a reader, the same as data for a machine.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Answer {
    /// Compact lines.
    pub text: String,
    /// The same facts.
    pub data: Map<String, Value>,
}

impl Answer {
    /// An answer without data.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), data: Map::new() }
    }

    /// The answer with one more fact.
    #[must_use]
    pub fn with(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.data.insert(key.to_owned(), value.into());
        self
    }

    /// The answer as one JSON object: `text` first, then the data.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let mut body = Map::new();
        body.insert("text".to_owned(), json!(self.text));
        body.extend(self.data.clone());
        Value::Object(body)
    }
}

/// Who calls, through which connection.
#[derive(Debug, Clone)]
pub struct Caller {
    /// Whoever the log names.
    pub actor: Actor,
    /// What the connection may do.
    pub mode: Mode,
    /// The product the connection is bound to: its name or id.
    pub product: Option<String>,
    /// Where the caller works, the surest first: without a product's name, the
    /// one whose code is there is meant.
    pub folders: Vec<PathBuf>,
}

impl Caller {
    /// A caller bound to no product, who works in no known folder.
    #[must_use]
    pub fn new(actor: Actor, mode: Mode) -> Self {
        Self { actor, mode, product: None, folders: Vec::new() }
    }
}

/// One call of a verb: the plan it works on and who asks.
#[derive(Debug, Clone)]
pub struct Call {
    /// The plan.
    pub plan: Plan,
    /// The caller.
    pub caller: Caller,
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

/// What gets the rest of an answer that no verb has cut in a better way.
const ASK_FOR_LESS: &str = "Ask for less at once: fewer refs, a smaller limit, or under one ref.";

type Running = Pin<Box<dyn Future<Output = Result<Answer, Refusal>> + Send>>;

/// One agent-facing operation, behind every door.
#[derive(Debug, Clone, Copy)]
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
    schema: fn() -> JsonObject,
    exact: fn() -> JsonObject,
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
            schema: schema::portable::<O::Input>,
            exact: schema::exact::<O::Input>,
            run: erased::<O>,
        }
    }

    /// The schema of its arguments, as every client reads it.
    #[must_use]
    pub fn schema(&self) -> JsonObject {
        (self.schema)()
    }

    /// The schema of its arguments with every limit.
    pub(crate) fn exact_schema(&self) -> JsonObject {
        (self.exact)()
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
        let args = schema::admit(&self.exact_schema(), args)?;
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

/// A mode as a word.
#[must_use]
pub fn mode_word(mode: Mode) -> &'static str {
    match mode {
        Mode::Read => "read",
        Mode::Build => "build",
        Mode::Plan => "plan",
    }
}

fn erased<O: Operation>(call: Call, args: Value) -> Running {
    Box::pin(async move {
        let input = serde_json::from_value(args).map_err(|error| {
            Refusal::new(Code::Invalid, format!("The arguments do not fit: {error}."), "")
        })?;
        O::run(call, input).await
    })
}
