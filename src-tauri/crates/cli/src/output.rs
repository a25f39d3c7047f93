//! What a command prints, and the code it ends with.

use std::{
    io::{self, Write},
    process::ExitCode,
};

use openbacklog_agent::{Answer, Code, Refusal};

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
            let text = if json { answer.to_json().to_string() } else { answer.text };
            print(io::stdout(), &text, ExitCode::SUCCESS)
        }
        Err(refusal) => {
            let text = if json { refusal.to_json().to_string() } else { refusal.text() };
            print(io::stderr(), &text, ExitCode::from(exit_code(refusal.code)))
        }
    }
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

/// A reader that went away is no failure of ours.
fn print(mut out: impl Write, text: &str, code: ExitCode) -> ExitCode {
    match writeln!(out, "{}", text.trim_end_matches('\n')).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => ExitCode::from(STORAGE),
        _ => code,
    }
}
