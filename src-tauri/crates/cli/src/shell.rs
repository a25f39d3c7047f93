//! What a shell and a manual reader need to know of the commands.

use clap_complete::Shell;
use openbacklog_agent::{Answer, Refusal};

use crate::{arguments, output::Outcome};

/// The script that completes commands in this shell.
pub(crate) fn completions(shell: Shell) -> Outcome {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut arguments::command(), "openbacklog", &mut script);
    Answer::new(String::from_utf8_lossy(&script)).into()
}

/// The manual page: every command on one page.
pub(crate) fn man() -> Result<Outcome, Refusal> {
    let cannot =
        |error: std::io::Error| Refusal::storage(format!("The page was not made: {error}."));
    let mut command = arguments::command();
    command.build();
    let mut page = Vec::new();
    clap_mangen::Man::new(command.clone()).render(&mut page).map_err(cannot)?;
    for inner in command.get_subcommands().filter(|c| c.get_name() != "help") {
        let inner = clap_mangen::Man::new(inner.clone());
        let mut part = Vec::new();
        inner.render_name_section(&mut part).map_err(cannot)?;
        inner.render_options_section(&mut part).map_err(cannot)?;
        let part = String::from_utf8_lossy(&part);
        page.extend(part.as_bytes());
    }
    Ok(Answer::new(String::from_utf8_lossy(&page)).into())
}
