//! The commands that are not verbs.

use clap::{Args, Subcommand, ValueEnum};
use openbacklog_plan::Mode;

/// Commands that are not verbs.
#[derive(Debug, Subcommand)]
pub(crate) enum Fixed {
    /// Serve MCP over standard input and output, for an AI to start.
    Mcp(Mcp),
    /// Serve MCP and the JSON API over HTTP on this machine, without the app.
    Serve(Serve),
    /// Keep a thought: from the line given, or from standard input.
    Capture {
        /// The line, as in the capture window: #project, !p1, @label, // note.
        line: Vec<String>,
    },
    /// Mark tasks done, as one change: `done T-12 T-14`.
    Done {
        /// The tasks.
        #[arg(value_name = "REF", required = true)]
        refs: Vec<String>,
        /// Although checks are open.
        #[arg(long)]
        anyway: bool,
    },
    /// List what there is, open things first.
    List(Narrowed),
    /// Say why something is worth doing, from it up to the vision.
    Why {
        /// A task, a project or a bet.
        #[arg(value_name = "REF")]
        reference: String,
    },
    /// Say what others changed since you last looked.
    Recap {
        /// Begin again from now.
        #[arg(long)]
        seen: bool,
    },
    /// Create something: `new bet "Offline first" horizon=now appetite_days=14`.
    New {
        /// The kind, such as bet or problem.
        kind: String,
        /// Its name, or its text.
        name: String,
        /// More fields, as FIELD=VALUE; a list takes values between commas.
        #[arg(value_name = "FIELD=VALUE")]
        fields: Vec<String>,
    },
    /// Change fields of something: `set B-2 horizon=now`.
    Set {
        /// What to change.
        #[arg(value_name = "REF")]
        reference: String,
        /// The fields, as FIELD=VALUE; no value clears the field.
        #[arg(value_name = "FIELD=VALUE", required = true)]
        fields: Vec<String>,
        /// Why, for the history.
        #[arg(long)]
        reason: Option<String>,
        /// The rev you last read: refused when a field moved on since.
        #[arg(long)]
        rev: Option<u32>,
    },
    /// Join one thing to others, as one change: `link B-2 O-1 X-3`.
    Link(Joined),
    /// Part one thing from others, as one change.
    Unlink(Joined),
    /// Numbers that show it is working.
    #[command(subcommand)]
    Outcome(Outcome),
    /// Bets: close one, or open it again.
    #[command(subcommand)]
    Bet(Bet),
    /// Keep a decision.
    Decide(Decision),
    /// Keep a piece of evidence.
    Evidence(Evidence),
    /// Put a task before everything else; `--off` takes that back.
    Pin(OnOff),
    /// Leave a task out of what is next until tomorrow; `--off` takes that back.
    Skip(OnOff),
    /// Stop showing a gap or a hint here: `ignore P-3 G13`; `--off` shows it again.
    Ignore {
        /// Where.
        #[arg(value_name = "REF")]
        reference: String,
        /// Its code, such as G13.
        code: String,
        /// Shows it again.
        #[arg(long)]
        off: bool,
    },
    /// Products, and the code folders that belong to them.
    #[command(subcommand)]
    Product(Product),
    /// A small realistic plan to look around in.
    #[command(subcommand)]
    Sample(Sample),
    /// Tokens for clients that connect over HTTP.
    #[command(subcommand)]
    Token(Token),
    /// Write the skills for AI clients, and a Claude Code plugin, into a folder.
    Skills {
        /// The folder; made when it is missing.
        folder: std::path::PathBuf,
    },
    /// Print what your shell needs to complete commands.
    Completions {
        /// Your shell.
        shell: clap_complete::Shell,
    },
    /// Print the manual page, in roff: `openbacklog man | man -l -`.
    Man,
}

#[derive(Debug, Args)]
pub(crate) struct Narrowed {
    /// Kinds, such as bet or task; every kind when left out.
    #[arg(value_name = "KIND")]
    pub(crate) kinds: Vec<String>,
    /// Only what has this status; finished work is left out otherwise.
    #[arg(long)]
    pub(crate) status: Vec<String>,
    /// Only what is below this.
    #[arg(long, value_name = "REF")]
    pub(crate) under: Option<String>,
    /// Only what carries this label.
    #[arg(long)]
    pub(crate) label: Option<String>,
    /// At most this many, up to 100.
    #[arg(long, default_value_t = 25)]
    pub(crate) limit: u32,
}

#[derive(Debug, Args)]
pub(crate) struct Joined {
    /// The one.
    #[arg(value_name = "REF")]
    pub(crate) one: String,
    /// The others.
    #[arg(value_name = "REF", required = true)]
    pub(crate) others: Vec<String>,
}

#[derive(Debug, Args)]
pub(crate) struct OnOff {
    /// The task.
    #[arg(value_name = "REF")]
    pub(crate) reference: String,
    /// Takes it back.
    #[arg(long)]
    pub(crate) off: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Outcome {
    /// Keep what was measured: `outcome add-reading O-1 27`.
    AddReading {
        /// The outcome.
        #[arg(value_name = "REF")]
        reference: String,
        /// The number, in the outcome's unit.
        #[arg(allow_negative_numbers = true)]
        value: f64,
        /// The day it was measured, as 2026-07-28; today when left out.
        #[arg(long)]
        date: Option<chrono::NaiveDate>,
        /// How it was measured.
        #[arg(long)]
        note: Option<String>,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Bet {
    /// Close a bet: `bet close B-2 won --learned "..."`.
    Close {
        /// The bet.
        #[arg(value_name = "REF")]
        reference: String,
        /// won, lost or unclear.
        result: Option<String>,
        /// What was learned.
        #[arg(long)]
        learned: Option<String>,
    },
    /// Open a closed bet again.
    Reopen {
        /// The bet.
        #[arg(value_name = "REF")]
        reference: String,
        /// Why.
        #[arg(long)]
        reason: Option<String>,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Decision {
    /// What was chosen, in one line.
    pub(crate) what: String,
    /// Why.
    #[arg(long)]
    pub(crate) why: Option<String>,
    /// Over what.
    #[arg(long)]
    pub(crate) instead_of: Option<String>,
    /// The day to look again, as 2026-07-28.
    #[arg(long)]
    pub(crate) revisit_on: Option<String>,
    /// What it is about.
    #[arg(long, value_name = "REF")]
    pub(crate) about: Vec<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Evidence {
    /// What was said, done or measured.
    pub(crate) text: String,
    /// quote, count, test or `live_number`.
    #[arg(long, default_value = "quote")]
    pub(crate) kind: String,
    /// Who, or where.
    #[arg(long)]
    pub(crate) source: Option<String>,
    /// A link to it.
    #[arg(long)]
    pub(crate) url: Option<String>,
    /// The day, as 2026-07-28; today when left out.
    #[arg(long)]
    pub(crate) date: Option<String>,
    /// From 0 (an own opinion) to 4 (a live number moved).
    #[arg(long)]
    pub(crate) strength: Option<u8>,
    /// The problems, outcomes or bets it is about.
    #[arg(long, value_name = "REF")]
    pub(crate) about: Vec<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Product {
    /// List the products.
    List,
    /// Make a product.
    New {
        /// Its name.
        name: String,
    },
    /// Say which product the code in a folder belongs to.
    AddFolder {
        /// The folder; the one you are in when left out.
        folder: Option<std::path::PathBuf>,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Subcommand)]
pub(crate) enum Sample {
    /// Load it, beside your own products.
    Load,
    /// Remove it, and everything that was done in it.
    Remove,
}

#[derive(Debug, Args)]
pub(crate) struct Mcp {
    /// What the client may do.
    #[arg(long, value_enum, default_value = "plan")]
    pub(crate) mode: ModeWord,
}

#[derive(Debug, Args)]
pub(crate) struct Serve {
    /// The port on 127.0.0.1; the one in the app's settings unless said.
    #[arg(long)]
    pub(crate) port: Option<u16>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Token {
    /// Make a token for one client. It is shown once.
    Create {
        /// The client's name, as it appears beside its changes.
        #[arg(value_name = "NAME")]
        label: String,
        /// What the client may do.
        #[arg(long, value_enum, default_value = "plan")]
        mode: ModeWord,
    },
    /// List the clients that have a token.
    List,
    /// Change what a client may do. Its token stays.
    Scope {
        /// The client's name.
        #[arg(value_name = "NAME")]
        label: String,
        /// What the client may do from now on.
        #[arg(value_enum)]
        mode: ModeWord,
    },
    /// Take a client's token back.
    Revoke {
        /// The client's name.
        #[arg(value_name = "NAME")]
        label: String,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ModeWord {
    /// Look only.
    Read,
    /// Look, and report on tasks.
    Build,
    /// Look, report, and change the plan.
    Plan,
}

impl From<ModeWord> for Mode {
    fn from(word: ModeWord) -> Self {
        match word {
            ModeWord::Read => Mode::Read,
            ModeWord::Build => Mode::Build,
            ModeWord::Plan => Mode::Plan,
        }
    }
}
