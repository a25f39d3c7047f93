//! A verb that could not do what was asked: one line of cause, one line of
//! repair, and the data needed to repair.

use openbacklog_plan as plan;
use serde_json::{Map, Value, json};

use crate::base::lines;

/// What a consumer of a refusal branches on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Code {
    /// An argument is unknown, missing or has a value that cannot be held.
    Invalid,
    /// Nothing has this ref.
    NotFound,
    /// The entity moved on since the rev this write was based on.
    Conflict,
    /// A rule of the plan forbids it.
    Refused,
    /// The request carries no token, or one that is not valid.
    Unauthorized,
    /// The connection's mode does not allow this verb.
    Forbidden,
    /// Another program kept the plan locked.
    Busy,
    /// The plan cannot be written, or its database failed.
    Storage,
}

impl Code {
    /// Every code.
    pub(crate) const ALL: [Self; 8] = [
        Self::Invalid,
        Self::NotFound,
        Self::Conflict,
        Self::Refused,
        Self::Unauthorized,
        Self::Forbidden,
        Self::Busy,
        Self::Storage,
    ];

    /// The code on the wire.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Code::Invalid => "invalid",
            Code::NotFound => "not_found",
            Code::Conflict => "conflict",
            Code::Refused => "refused",
            Code::Unauthorized => "unauthorized",
            Code::Forbidden => "forbidden",
            Code::Busy => "busy",
            Code::Storage => "storage",
        }
    }
}

/// Why a verb did nothing, and what to do about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Refusal {
    /// What a consumer branches on.
    pub code: Code,
    /// What is wrong, in one line.
    pub cause: String,
    /// How to mend it, in one line; empty when the cause already says.
    pub repair: String,
    /// Lines of data needed to mend it.
    pub lines: Vec<String>,
    /// The same data for machines.
    pub data: Box<Map<String, Value>>,
    /// What the text may cost.
    room: usize,
    /// The repair in a terminal, where it takes more than other names for the verbs.
    pub(crate) terminal: Option<String>,
}

/// The most tokens of an error by the estimate, which is rather too high, and of
/// one about a whole batch.
const ROOM: usize = 170;
const BATCH_ROOM: usize = 1_500;
/// Of these, for the cause and for the repair.
const CAUSE_ROOM: usize = 50;
const REPAIR_ROOM: usize = 110;
/// Items of a batch told in full; of more, only which they are.
const ITEMS_TOLD: usize = 10;

impl Refusal {
    /// A refusal without data.
    pub(crate) fn new(code: Code, cause: impl Into<String>, repair: impl Into<String>) -> Self {
        Self {
            code,
            cause: one_line(&cause.into()),
            repair: one_line(&repair.into()),
            lines: Vec::new(),
            data: Box::default(),
            room: ROOM,
            terminal: None,
        }
    }

    pub(crate) fn invalid(
        field: &str,
        cause: impl Into<String>,
        repair: impl Into<String>,
    ) -> Self {
        Self::new(Code::Invalid, cause, repair).with("field", json!(field))
    }

    #[must_use]
    pub(crate) fn with(mut self, key: &str, value: Value) -> Self {
        self.data.insert(key.to_owned(), value);
        self
    }

    #[must_use]
    pub(crate) fn at_terminal(mut self, repair: impl Into<String>) -> Self {
        self.terminal = Some(one_line(&repair.into()));
        self
    }

    #[must_use]
    pub(crate) fn line(mut self, line: impl Into<String>) -> Self {
        self.lines.push(one_line(&line.into()));
        self
    }

    /// The text an agent or a person reads: never long, whatever was sent.
    #[must_use]
    pub fn text(&self) -> String {
        let mut whole = vec![self.cause.as_str()];
        whole.extend((!self.repair.is_empty()).then_some(self.repair.as_str()));
        whole.extend(self.lines.iter().map(String::as_str));
        let whole = whole.join("\n");
        if plan::tokens(&whole) <= self.room {
            return whole;
        }
        let mut lines = if self.repair.is_empty() {
            vec![cut(&self.cause, CAUSE_ROOM + REPAIR_ROOM)]
        } else {
            vec![cut(&self.cause, CAUSE_ROOM), cut(&self.repair, REPAIR_ROOM)]
        };
        let mut left = self.room.saturating_sub(plan::tokens(&lines.join("\n")));
        for line in &self.lines {
            let cost = plan::tokens(line) + 1;
            if cost > left {
                break;
            }
            left -= cost;
            lines.push(line.clone());
        }
        lines.join("\n")
    }

    /// The refusal as a JSON answer.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let mut body = Map::clone(&self.data);
        body.insert("text".to_owned(), json!(self.text()));
        body.insert("code".to_owned(), json!(self.code.word()));
        Value::Object(body)
    }
}

/// What is wrong with one item of a batch.
pub(crate) struct BadItem {
    /// Its place in the batch, counted from 1.
    pub(crate) index: usize,
    /// Its local id, if it has one.
    pub(crate) local: Option<String>,
    pub(crate) refusal: Refusal,
}

impl From<plan::Error> for Refusal {
    fn from(error: plan::Error) -> Self {
        use plan::Error;
        let (cause, repair) = error.cause_and_repair();
        match error {
            Error::Invalid { field, .. } => Self::invalid(field, cause, repair),
            Error::Word { field, nearest, allowed, .. } => Self::invalid(field, cause, repair)
                .with("allowed", json!(allowed))
                .with("nearest", json!(nearest)),
            Error::Field { nearest, allowed, .. } => Self::invalid("fields", cause, repair)
                .with("allowed", json!(allowed))
                .with("nearest", json!(nearest)),
            Error::Unnamed { .. } => Self::invalid("items", cause, repair),
            Error::NotFound { wanted, nearest } => not_found(&wanted, &nearest),
            Error::Conflict(conflict) => stale(&conflict),
            Error::NotFree(claim) => not_free(&claim),
            Error::Refused(reason) => Self::new(Code::Refused, cause, in_verbs(&reason, repair)),
            Error::OpenChecks(tasks) => Self::new(Code::Refused, cause, repair)
                .with("tasks", tasks.iter().map(|open| json!(open.task.reference)).collect()),
            Error::Batch(items) => Self::of_items(items.into_iter().map(|bad| BadItem {
                index: bad.index,
                local: bad.local,
                refusal: (*bad.error).into(),
            })),
            Error::Busy => Self::new(Code::Busy, cause, repair),
            Error::Newer { .. } => Self::new(
                Code::Storage,
                "OpenBacklog was updated; reconnect this server.",
                "Ask the person to restart the connection. Nothing was changed.",
            ),
            Error::Database(source) => {
                tracing::error!(error = %source, "the database failed");
                Self::new(
                    Code::Storage,
                    "The plan's database failed. Nothing was changed.",
                    "Tell the person; the log says more.",
                )
            }
            _ => Self::new(Code::Storage, cause, repair),
        }
    }
}

/// How to mend what the plan refuses, by the arguments of the verbs where these have
/// some for it.
fn in_verbs(reason: &plan::Reason, repair: String) -> String {
    use plan::Reason;
    let by_arguments = match reason {
        Reason::Guarded { .. } => {
            "Say replace: true if that is meant, or edit the text with find and replace."
        }
        Reason::OpenChecks { .. } => {
            "Finish it with task_update, giving checks with n, met and how for each."
        }
        Reason::Unanswered { .. } => "Send checks with n, met and how for each.",
        _ => return repair,
    };
    by_arguments.to_owned()
}

fn not_found(wanted: &str, nearest: &[plan::Link]) -> Refusal {
    let names: Vec<String> =
        nearest.iter().map(|l| format!("{} {}", l.reference, lines::quoted(&l.name))).collect();
    let repair = if names.is_empty() {
        "Search for it with plan_find.".to_owned()
    } else {
        format!("Nearest: {}.", names.join(", "))
    };
    let refs: Vec<&str> = nearest.iter().map(|l| l.reference.as_str()).collect();
    Refusal::new(Code::NotFound, format!("Nothing here is called {wanted}."), repair)
        .with("nearest", json!(refs))
}

fn not_free(claim: &plan::NotFree) -> Refusal {
    let repair = match (claim.free.is_empty(), &claim.reference) {
        (false, _) => "Claim one of these, or leave ref out for the best:",
        (true, Some(_)) => "No other task is free now.",
        (true, None) => "Ask task_next later, or the person what to do.",
    };
    let mut refusal = Refusal::new(Code::Refused, claim.why.clone(), repair);
    for link in &claim.free {
        refusal = refusal.line(format!("{} {}", link.reference, lines::quoted(&link.name)));
    }
    refusal
        .with("ref", json!(claim.reference))
        .with("held", json!(claim.held))
        .with("free", lines::without_ids(&claim.free))
}

/// Tokens for the values of a conflict.
const VALUES: usize = 30;

fn stale(conflict: &plan::Conflict) -> Refusal {
    let plan::Conflict { reference, rev, first, also } = conflict;
    let moved: Vec<&plan::Moved> = std::iter::once(first).chain(also).collect();
    // By the name under which the verbs take the field.
    let kind = plan::Ref::parse(reference).map_or(plan::Kind::Product, |r| r.kind);
    let fields: Vec<&str> =
        moved.iter().map(|m| plan::name_of(kind, &m.field).unwrap_or(&m.field)).collect();
    let mut refusal = Refusal::new(
        Code::Conflict,
        format!("{} of {reference} changed meanwhile; it is at rev {rev} now.", fields.join(", ")),
        format!("Read it again with plan_get, then write on top of rev {rev}."),
    );
    // Each value is shown as far as all of them fit.
    let each = (VALUES / moved.len()).max(4);
    for (field, plan::Moved { current, by, at, .. }) in fields.iter().zip(&moved) {
        let at = at.format("%Y-%m-%d %H:%M");
        refusal = refusal.line(format!("{field} now: {} ({by}, {at})", cut(current, each)));
    }
    let facts = fields.iter().zip(&moved).map(|(field, m)| {
        json!({"field": field, "current": m.current, "by": m.by.to_string(), "at": m.at})
    });
    let facts: Vec<Value> = facts.collect();
    refusal
        .with("ref", json!(reference))
        .with("rev", json!(rev))
        .with("fields", Value::Array(facts))
}

impl Refusal {
    /// One refusal for all items of a batch that are wrong, counted from 1.
    pub(crate) fn of_items(items: impl IntoIterator<Item = BadItem>) -> Self {
        let items: Vec<BadItem> = items.into_iter().collect();
        let code = items.first().map_or(Code::Refused, |bad| bad.refusal.code);
        let cause = match items.len() {
            1 => "One item is wrong; nothing was saved.".to_owned(),
            n => format!("{n} items are wrong; nothing was saved."),
        };
        let mut whole = Self::new(code, cause, "Mend what follows and send the whole batch again.");
        whole.room = BATCH_ROOM;
        let (mut facts, mut more) = (Vec::new(), Vec::new());
        for (at, BadItem { index, local, refusal }) in items.into_iter().enumerate() {
            let local_id = local
                .as_deref()
                .map_or_else(String::new, |id| format!(" ({})", cut(&one_line(id), 8)));
            if at < ITEMS_TOLD {
                whole = whole.line(format!("item {index}{local_id}: {}", refusal.text()));
            } else {
                more.push(format!("{index}{local_id}"));
            }
            let mut fact = refusal.data;
            fact.insert("item".to_owned(), json!(index));
            fact.insert("id".to_owned(), json!(local));
            facts.push(Value::Object(*fact));
        }
        if !more.is_empty() {
            // First, so that it is told whatever the others cost.
            whole
                .lines
                .insert(0, format!("wrong too, told when these are mended: {}", more.join(", ")));
        }
        whole.with("items", Value::Array(facts))
    }

    /// The refusal of a name that belongs to nothing.
    #[must_use]
    pub fn not_found(cause: impl Into<String>, repair: impl Into<String>) -> Self {
        Self::new(Code::NotFound, cause, repair)
    }

    /// The refusal of something that cannot be done now.
    #[must_use]
    pub fn refused(cause: impl Into<String>) -> Self {
        Self::new(Code::Refused, cause, "")
    }

    /// The refusal of what was asked in the wrong way.
    #[must_use]
    pub fn usage(cause: impl Into<String>) -> Self {
        Self::new(Code::Invalid, cause, "")
    }

    /// The failure of the machine rather than the caller.
    #[must_use]
    pub fn storage(cause: impl Into<String>) -> Self {
        Self::new(Code::Storage, cause, "")
    }
}

/// A sentence as it may be said: what it repeats of the caller's own words
/// neither breaks the line nor hides anything.
fn one_line(sentence: &str) -> String {
    openbacklog_plan::clean_text(sentence).replace(['\n', '\t'], " ")
}

/// As much of a text as costs so many tokens.
fn cut(text: &str, most: usize) -> String {
    match plan::parts_within(text, most).as_slice() {
        [_] | [] => text.to_owned(),
        [first, ..] => format!("{}…", first.trim_end()),
    }
}
