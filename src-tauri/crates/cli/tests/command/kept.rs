//! A change that was kept is never told as a failure.

use std::process::{Output, Stdio};

use crate::home::Home;

fn error(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).trim_end().to_owned()
}

#[test]
fn a_product_is_put_away_by_its_name_and_the_answer_says_so() {
    let home = Home::seeded();
    home.add_product("Second");
    let said = home.says(&["--product", "Second", "archive", "product"]);
    assert!(said.starts_with("Second\n"), "{said}");
    assert!(!home.says(&["product", "list"]).contains("Second"));
    let said = home.says(&["archive", "product"]);
    assert!(said.starts_with("Acme\n"), "{said}");
    assert!(home.says(&["product", "list"]).starts_with("No product yet."));
}

/// Runs it with nobody at the other end of its output.
fn unheard(home: &Home, args: &[&str]) -> Output {
    let mut command = home.command(args);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("started");
    drop(child.stdout.take());
    child.wait_with_output().expect("ended")
}

#[test]
fn what_was_kept_is_told_when_nobody_reads_the_answer() {
    let home = Home::seeded();
    for args in [&["done", "T-1", "--anyway"][..], &["capture", "Retry sync"], &["undo"]] {
        let output = unheard(&home, args);
        assert_eq!(output.status.code(), Some(0), "{}", error(&output));
        let said = error(&output);
        assert!(said.starts_with("Kept as change "), "{args:?}: {said}");
        assert!(said.contains("; the answer could not be written: "), "{args:?}: {said}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_output_fails_only_where_nothing_was_kept() {
    let home = Home::seeded();
    let full = |args: &[&str]| {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").expect("open");
        home.command(args).stdout(full).output().expect("ended")
    };
    for args in
        [&["done", "T-1", "--anyway"][..], &["new", "persona", "Mina"], &["link", "U-1", "P-1"]]
    {
        let output = full(args);
        assert_eq!(output.status.code(), Some(0), "{}", error(&output));
        assert!(error(&output).starts_with("Kept as change"), "{args:?}: {}", error(&output));
    }
    assert!(home.says(&["get", "T-1"]).contains("T-1 done"));
    let output = full(&["brief"]);
    assert_eq!(output.status.code(), Some(3));
    assert!(error(&output).starts_with("The answer could not be written: "), "{}", error(&output));
}

#[test]
fn a_refusal_of_one_link_keeps_none() {
    let home = Home::seeded();
    home.says(&["new", "persona", "Mina"]);
    home.says(&["new", "problem", "Loses work"]);
    let refused = home.run(&["link", "U-1", "P-1", "X-1"]);
    let said = error(&refused);
    assert_eq!(refused.status.code(), Some(2), "{said}");
    assert!(said.starts_with("A persona and a problem are joined by a pain."), "{said}");
    assert!(!home.says(&["get", "P-1"]).contains("U-1"));
}

#[test]
fn a_refusal_names_commands_and_options_of_the_terminal() {
    let home = Home::empty();
    let said = error(&home.run(&["brief", "P-1"]));
    assert!(said.ends_with("\nMake one with: openbacklog product new NAME"), "{said}");
    home.add_product("Acme");
    home.says(&["--client", "Robo", "claim"]);
    let said = error(&home.run(&["--client", "Another", "claim"]));
    assert!(said.ends_with("\nAsk openbacklog next later, or the person what to do."), "{said}");
}
