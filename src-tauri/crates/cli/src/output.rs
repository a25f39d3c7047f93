//! What a command prints, and the code it ends with.

use std::{
    io::{self, Write},
    process::ExitCode,
};

use openbacklog_agent::{Answer, Code, Refusal, in_terminal};
use serde_json::{Value, json};

/// Refused, or not found.
const REFUSED: u8 = 1;
/// The command was used wrongly.
const USAGE: u8 = 2;
/// The plan could not be read or written.
const STORAGE: u8 = 3;

/// What a command has to say.
pub(crate) enum Outcome {
    /// An answer, as text or JSON.
    Answer(Answer),
    /// Nothing.
    Silent,
}

impl From<Answer> for Outcome {
    fn from(answer: Answer) -> Self {
        Self::Answer(answer)
    }
}

/// Prints the outcome and gives the exit code.
pub(crate) fn finish(outcome: Result<Outcome, Refusal>, json: bool) -> ExitCode {
    match outcome {
        Ok(Outcome::Silent) => ExitCode::SUCCESS,
        Ok(Outcome::Answer(answer)) => {
            let kept = kept(&answer);
            let text = if json { answer.to_json().to_string() } else { answer.text };
            match (print(io::stdout(), &text), kept) {
                (Ok(()), _) => ExitCode::SUCCESS,
                (Err(error), Some(kept)) => {
                    unwritten(&format!("{kept}; the answer"), &error);
                    ExitCode::SUCCESS
                }
                // A reader that went away is no failure of ours.
                (Err(error), None) if error.kind() == io::ErrorKind::BrokenPipe => {
                    ExitCode::SUCCESS
                }
                (Err(error), None) => {
                    unwritten("The answer", &error);
                    ExitCode::from(STORAGE)
                }
            }
        }
        Err(refusal) => {
            let refusal = in_terminal(refusal);
            let text = if json { refusal.to_json().to_string() } else { refusal.text() };
            // Nobody is left to hear that nobody hears.
            let _ = print(io::stderr(), &text);
            ExitCode::from(exit_code(refusal.code))
        }
    }
}

/// What was kept in the plan before the answer is printed, if anything was.
fn kept(answer: &Answer) -> Option<String> {
    // Change 0 stands for none.
    let change = answer.data.get("change").and_then(Value::as_u64).filter(|change| *change > 0);
    let others = ["token", "scoped", "revoked"].iter().any(|fact| answer.data.contains_key(*fact));
    let seen = answer.data.get("seen") == Some(&json!(true));
    change
        .map(|change| format!("Kept as change {change}"))
        .or_else(|| (others || seen).then(|| "It was done".to_owned()))
}

fn unwritten(what: &str, error: &io::Error) {
    let _ = print(io::stderr(), &format!("{what} could not be written: {error}."));
}

fn exit_code(code: Code) -> u8 {
    match code {
        Code::Invalid => USAGE,
        Code::Busy | Code::Storage => STORAGE,
        Code::NotFound | Code::Conflict | Code::Refused | Code::Forbidden | Code::Unauthorized => {
            REFUSED
        }
    }
}

fn print(mut out: impl Write, text: &str) -> io::Result<()> {
    writeln!(out, "{}", text.trim_end_matches('\n'))?;
    out.flush()
}
