//! A whole plan, typed in a terminal.

use openbacklog_plan::{Kind, fields_of};
use serde_json::Value;

use crate::home::Home;

fn json(home: &Home, args: &[&str]) -> Value {
    let text = home.says(&[args, &["--json"]].concat());
    serde_json::from_str(&text).expect("JSON")
}

fn refusal(home: &Home, args: &[&str]) -> String {
    let output = home.run(args);
    assert!(!output.status.success(), "{args:?} was accepted");
    String::from_utf8(output.stderr).expect("UTF-8").trim_end().to_owned()
}

/// From who hurts to the first task.
fn planned() -> Home {
    let home = Home::empty();
    home.says(&["product", "new", "Acme Notes"]);
    home.says(&["set", "product", "vision=Notes that are there when the train is not."]);
    home.says(&["new", "pillar", "Offline is the normal case", "we_wont=We won't need a server."]);
    home.says(&[
        "new",
        "outcome",
        "Writers lose nothing",
        "baseline=12",
        "target=0",
        "pillars=L-1",
    ]);
    home.says(&["new", "persona", "Mara, writes on trains", "primary=true"]);
    home.says(&["new", "problem", "Edits are lost in tunnels", "severity=5"]);
    home.says(&["new", "pain", "U-1", "problem=X-1", "impact=An hour of work a week"]);
    home.says(&[
        "new",
        "bet",
        "Nothing is lost",
        "horizon=now",
        "appetite_days=14",
        "outcomes=O-1",
        "problems=X-1",
        "personas=U-1",
        "belief=We believe that writers will write more because they trust the page.",
    ]);
    home.says(&["new", "project", "Keep a queue", "bet=B-1", "why_line=Trains have tunnels"]);
    home.says(&[
        "new",
        "task",
        "Write the queue",
        "parent=P-1",
        "checks=kill -9 loses nothing",
        "priority=P1",
    ]);
    home
}

#[test]
fn a_plan_is_made_from_who_hurts_to_the_first_task() {
    let home = planned();
    let why = home.says(&["why", "T-1"]);
    for part in [
        "Trains have tunnels",
        "trust the page",
        "12",
        "We won't need a server",
        "the train is not",
        "Mara",
    ] {
        assert!(why.contains(part), "{part} is missing:\n{why}");
    }
    let next = home.says(&["next"]);
    assert!(next.contains("T-1") && next.contains("in Now"), "{next}");
    let brief = home.says(&["brief", "T-1"]);
    assert!(
        brief.contains("An hour of work a week") && brief.contains("kill -9 loses nothing"),
        "{brief}"
    );
}

#[test]
fn evidence_decisions_and_readings_are_kept_where_they_belong() {
    let home = planned();
    home.says(&["evidence", "I lost a page", "--source", "Mara", "--about", "X-1"]);
    home.says(&[
        "decide",
        "Keep every edit",
        "--why",
        "Disks are cheap",
        "--instead-of",
        "merging",
        "--about",
        "P-1",
    ]);
    let read = home.says(&[
        "outcome",
        "add-reading",
        "O-1",
        "9.5",
        "--date",
        "2026-07-01",
        "--note",
        "by hand",
    ]);
    assert!(read.contains("O-1 is at 9.5"), "{read}");
    let brief = home.says(&["brief", "T-1"]);
    assert!(brief.contains("I lost a page") && brief.contains("Keep every edit"), "{brief}");
    let bet = home.says(&["get", "B-1"]);
    assert!(bet.contains("story"), "one person's word is a story:\n{bet}");
}

#[test]
fn what_is_missing_is_listed_ignored_and_shown_again() {
    let home = planned();
    home.says(&["set", "L-1", "we_wont="]);
    assert!(home.says(&["health"]).contains("G02"));
    home.says(&["ignore", "L-1", "g02"]);
    assert!(!home.says(&["health"]).contains("G02"));
    home.says(&["ignore", "L-1", "G02", "--off"]);
    assert!(home.says(&["health"]).contains("G02"));
}

#[test]
fn a_task_is_pinned_and_skipped() {
    let home = planned();
    home.says(&["new", "task", "Read the queue", "parent=P-1", "priority=P3"]);
    home.says(&["pin", "T-2"]);
    let next = json(&home, &["next"]);
    assert_eq!(next["rows"][0]["ref"], "T-2", "{next}");
    home.says(&["pin", "T-2", "--off"]);
    home.says(&["skip", "T-1"]);
    let next = json(&home, &["next"]);
    assert_eq!(next["rows"][0]["ref"], "T-2", "{next}");
}

#[test]
fn a_bet_is_closed_with_what_was_learned_and_opened_again() {
    let home = planned();
    let closed = home.says(&["bet", "close", "B-1", "won", "--learned", "They do."]);
    assert!(closed.contains("B-1 is closed"), "{closed}");
    assert!(home.says(&["get", "B-1"]).contains("They do."));
    home.says(&["bet", "reopen", "B-1", "--reason", "too early"]);
    let refused = refusal(&home, &["bet", "close", "B-1", "winn"]);
    assert!(refused.contains("won, lost, unclear"), "{refused}");
}

#[test]
fn a_wrong_word_is_answered_with_the_nearest_right_one() {
    let home = planned();
    for (args, says) in [
        (["new", "prblem", "x"].as_slice(), "problem"),
        (&["set", "B-1", "horizon=soon"], "now, next, later, parked"),
        (&["set", "B-1", "horzon=now"], "horizon"),
        (&["set", "B-9", "horizon=now"], "B-9"),
        (&["link", "L-1", "U-1"], "is not linked"),
        (&["why", "Z-1"], "Z-1"),
        (&["outcome", "add-reading", "B-1", "3"], "B-1 is a bet, not an outcome"),
        (&["ignore", "L-1", "G99"], "G99"),
    ] {
        let refused = refusal(&home, args);
        assert!(refused.contains(says), "{args:?}: {refused}");
    }
}

#[test]
fn what_others_changed_is_told_until_it_was_seen() {
    let home = planned();
    home.says(&["recap", "--seen"]);
    home.says(&["--client", "Claude Code", "update", "T-1", "--note", "begun"]);
    assert!(home.says(&["recap"]).contains("Claude Code"));
    home.says(&["recap", "--seen"]);
    assert!(!home.says(&["recap"]).contains("Claude Code"));
}

#[test]
fn the_sample_is_loaded_and_removed_by_one_command_each() {
    let home = planned();
    home.says(&["sample", "load"]);
    assert!(home.says(&["--product", "Larder", "brief"]).contains("Larder"));
    assert!(refusal(&home, &["sample", "load"]).contains("here already"));
    home.says(&["sample", "remove"]);
    assert_eq!(home.says(&["product", "list"]).lines().count(), 1);
}

#[test]
fn shells_and_manual_readers_are_served() {
    let home = Home::empty();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(home.says(&["completions", shell]).contains("recap"), "{shell}");
    }
    let page = home.says(&["man"]);
    assert!(page.starts_with(".ie") || page.contains(".TH"), "{}", &page[..200]);
    for word in ["next", "health", "outcome", "sample"] {
        assert!(page.contains(word), "{word}");
    }
}

#[test]
fn the_written_reference_names_every_command_and_every_field() {
    let written = include_str!("../../../../../docs/cli.md");
    let help = Home::empty().says(&["--help"]);
    let commands = help.split("Commands:").nth(1).expect("commands");
    let words = commands.lines().skip(1).map_while(|line| line.split_whitespace().next());
    for word in words.filter(|word| !["help", "mcp", "serve"].contains(word)) {
        assert!(written.contains(&format!("`{word}")), "{word} is not in docs/cli.md");
    }
    for kind in Kind::ALL.into_iter().filter(|kind| *kind != Kind::Setting) {
        let names: Vec<String> =
            fields_of(kind).iter().map(|field| format!("`{}`", field.name)).collect();
        let row = format!("| {} | {} |", kind.word(), names.join(", "));
        assert!(written.contains(&row), "docs/cli.md should have:\n{row}");
    }
}
