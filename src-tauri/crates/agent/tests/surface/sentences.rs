//! The core speaks to every door alike, so it knows none of their words.

use std::{fs, path::Path};

use openbacklog_agent::VERBS;

/// Each line of the core that a door could show: no tests, and no briefs, which are
/// written for agents alone.
fn lines(folder: &Path, found: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let apart = ["tests", "tests.rs", "testing.rs", "whole", "brief"];
        if apart.contains(&name.as_str()) {
            continue;
        }
        if path.is_dir() {
            lines(&path, found);
        } else {
            let text = fs::read_to_string(&path).expect("text");
            let shown = path.display().to_string();
            found.extend(text.lines().map(|line| (shown.clone(), line.to_owned())));
        }
    }
}

#[test]
fn the_core_names_no_verb_no_command_and_no_argument_of_a_door() {
    let mut all = Vec::new();
    lines(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../plan/src")), &mut all);
    assert!(all.len() > 10_000, "the core was not read");
    let mut words: Vec<String> = vec!["replace: true".to_owned()];
    for verb in &VERBS {
        words.extend([verb.name.to_owned(), format!("openbacklog {} ", verb.command.word)]);
    }
    // Of the sentences, not of functions that happen to be called so.
    let says = |line: &str, word: &str| {
        let mut quoted = line.split('"').skip(1).step_by(2);
        let continues = !line.contains('"') && line.trim_end().ends_with('\\');
        quoted.any(|text| text.contains(word)) || continues && line.contains(word)
    };
    for (file, line) in all {
        let word = words.iter().find(|word| says(&line, word));
        assert!(word.is_none(), "{file} says {word:?}: {line}");
    }
}
