//! Skills as files, for clients that keep their own.

use std::{fs, io, path::Path};

use openbacklog_agent::{Answer, Refusal, skill_files};

use crate::output::Outcome;

/// Writes every skill below a folder; what is there under the same name is replaced.
pub(crate) fn write(folder: &Path) -> Result<Outcome, Refusal> {
    let folder = std::path::absolute(folder).map_err(|error| unwritten(folder, &error))?;
    let mut written = Vec::new();
    for (path, text) in skill_files() {
        let file = path.split('/').fold(folder.clone(), |at, name| at.join(name));
        let made = file.parent().map_or(Ok(()), fs::create_dir_all);
        made.and_then(|()| fs::write(&file, text)).map_err(|error| unwritten(&file, &error))?;
        written.push(path);
    }
    let shown = folder.display();
    let text = format!(
        "Wrote {} files below {shown}\n\
         Claude Code: claude plugin marketplace add \"{shown}\", then claude plugin install openbacklog@openbacklog\n\
         Other clients: copy the folders in skills to where yours keeps its skills.",
        written.len()
    );
    Ok(Answer::new(text).with("folder", shown.to_string()).with("files", written).into())
}

fn unwritten(path: &Path, error: &io::Error) -> Refusal {
    Refusal::storage(format!("{} cannot be written: {error}.", path.display()))
}
