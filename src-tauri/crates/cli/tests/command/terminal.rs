//! The verbs as a person types them.

use std::process::{Output, Stdio};

use crate::home::Home;
use serde_json::{Value, json};

fn code(output: &Output) -> Option<i32> {
    output.status.code()
}

fn error(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).trim_end().to_owned()
}

#[test]
fn a_thought_is_kept_before_any_product_exists() {
    let home = Home::empty();
    let kept = home.says(&["capture", "Retry", "sync", "after", "sleep"]);
    assert!(kept.starts_with("Kept as K-1 \"Retry sync after sleep\""), "{kept}");
    let piped = home.run_with(&["capture"], "From a pipe // with a note\n");
    assert_eq!(code(&piped), Some(0), "{}", error(&piped));
    assert!(home.says(&["find", "pipe"]).contains("K-2"));
}

#[test]
fn a_task_is_reported_on_finished_and_reopened() {
    let home = Home::seeded();
    home.says(&["update", "T-1", "--status", "doing", "--note", "begun"]);
    home.says(&["update", "T-1", "--checks", r#"{"n": 1, "met": true, "how": "ran it"}"#]);
    let got = home.says(&["get", "T-1"]);
    assert!(got.contains("1. [x] six failures lock for a minute — ran it"), "{got}");
    assert!(got.contains("begun"), "{got}");
    assert!(home.says(&["done", "t-1"]).contains("T-1 is done"));
    assert!(home.says(&["undo"]).starts_with("Undone"));
    assert!(home.says(&["get", "T-1"]).contains("T-1 doing"));
}

#[test]
fn several_tasks_are_reported_on_finished_and_linked_as_one_change_each() {
    let home = Home::seeded();
    home.says(&["new", "task", "Log failures", "parent=P-1"]);
    let answer: Value = serde_json::from_str(
        &home.says(&["--json", "update", "T-1", "T-2", "--status", "doing", "--note", "begun"]),
    )
    .expect("JSON");
    let changed: Vec<&str> = answer["changed"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|c| c["ref"].as_str())
        .collect();
    assert!(changed.contains(&"T-1") && changed.contains(&"T-2"), "{answer}");
    assert!(home.says(&["undo"]).starts_with("Undone"));
    let got = home.says(&["get", "T-1", "T-2"]);
    assert!(got.contains("T-1 todo") && got.contains("T-2 todo"), "{got}");

    let of_one = ["update", "T-1", "T-2", "--checks", r#"{"n": 1, "met": true, "how": "ran it"}"#];
    assert!(error(&home.run(&of_one)).contains("Report on each task by itself"));
    let unknown = home.run(&["update", "T-1", "T-9", "--note", "seen"]);
    assert!(error(&unknown).contains("T-9"), "{}", error(&unknown));
    assert!(!home.says(&["get", "T-1"]).contains("seen"));

    let asked = home.run(&["done", "T-1", "T-2"]);
    assert_eq!(code(&asked), Some(1));
    let question = error(&asked);
    assert!(question.contains("T-1 “six failures lock for a minute”"), "{question}");
    assert!(question.contains("--anyway") && home.says(&["get", "T-2"]).contains("T-2 todo"));
    let done = home.says(&["done", "T-1", "T-2", "--anyway"]);
    assert!(done.contains("T-1 is done") && done.contains("T-2 is done"), "{done}");
    home.says(&["undo"]);
    assert!(home.says(&["get", "T-1"]).contains("T-1 todo"));
}

#[test]
fn links_to_several_things_are_one_change() {
    let home = Home::seeded();
    home.says(&["new", "persona", "Mara"]);
    home.says(&["new", "problem", "Edits are lost"]);
    let answer: Value =
        serde_json::from_str(&home.says(&["--json", "link", "P-1", "U-1", "X-1"])).expect("JSON");
    assert_eq!((&answer["ref"], &answer["others"]), (&json!("P-1"), &json!(["U-1", "X-1"])));
    home.says(&["undo", &answer["change"].to_string()]);
    let linked = |home: &Home| {
        let got = home.says(&["get", "P-1"]);
        (got.contains("U-1"), got.contains("X-1"))
    };
    assert_eq!(linked(&home), (false, false));
    home.says(&["link", "P-1", "U-1", "X-1"]);
    assert_eq!(code(&home.run(&["unlink", "P-1", "U-1", "X-9"])), Some(1));
    assert_eq!(linked(&home), (true, true));
    home.says(&["unlink", "P-1", "U-1", "X-1"]);
    assert_eq!(linked(&home), (false, false));
}

#[test]
fn a_batch_is_saved_from_standard_input_or_a_file() {
    let home = Home::seeded();
    let batch = json!({"reason": "the plan", "items": [
        {"type": "epic", "id": "@sync", "fields": {"name": "Offline sync", "why_line": "Trains"}},
        {"type": "task", "parent": "@sync", "fields": {"name": "Keep a queue"}, "checks": ["survives a restart"]},
    ]});
    let saved = home.run_with(&["save"], &batch.to_string());
    assert_eq!(code(&saved), Some(0), "{}", error(&saved));
    let file = home.path().join("batch.json");
    std::fs::write(
        &file,
        json!({"items": [{"ref": "T-2", "fields": {"status": "doing"}}]}).to_string(),
    )
    .expect("written");
    home.says(&["save", "--file", &file.display().to_string()]);
    let got = home.says(&["get", "P-2", "T-2"]);
    assert!(got.contains("Keep a queue") && got.contains("Trains"), "{got}");
}

#[test]
fn the_answer_may_be_json() {
    let home = Home::seeded();
    let answer: Value =
        serde_json::from_str(&home.says(&["find", "login", "--json"])).expect("JSON");
    assert_eq!(answer["rows"][0]["ref"], "T-1");
    assert_eq!(answer["rows"][0]["id"], Value::Null);
    let refused = home.run(&["--json", "get", "T-99"]);
    let answer: Value = serde_json::from_slice(&refused.stderr).expect("JSON");
    assert_eq!((code(&refused), &answer["code"]), (Some(1), &json!("not_found")));
}

#[test]
fn the_exit_code_says_what_went_wrong() {
    let home = Home::seeded();
    assert_eq!(code(&home.run(&["get", "T-99"])), Some(1));
    assert_eq!(code(&home.run(&["done", "P-1"])), Some(1));
    assert_eq!(code(&home.run(&["update", "T-1", "--status", "zzz"])), Some(2));
    assert_eq!(code(&home.run(&["no-such-command"])), Some(2));
    assert_eq!(code(&home.run_with(&["save"], "not json")), Some(2));
    let blocked = home.path().join("file");
    std::fs::write(&blocked, "in the way").expect("written");
    let output = home.command(&["brief"]).env("OPENBACKLOG_DATA_DIR", &blocked).output();
    assert_eq!(code(&output.expect("ran")), Some(3));
}

#[test]
fn with_several_products_one_has_to_be_named() {
    let home = Home::seeded();
    home.add_product("Globex");
    let refused = home.run(&["brief"]);
    assert_eq!(code(&refused), Some(1));
    let refusal = error(&refused);
    assert!(refusal.starts_with("There are several products"), "{refusal}");
    assert!(refusal.ends_with("\nName one with --product: Acme, Globex."), "{refusal}");
    assert!(home.says(&["brief", "--product", "globex"]).starts_with("Globex"));
}

#[test]
fn a_token_is_shown_once_and_can_be_taken_back() {
    let home = Home::seeded();
    let made = home.says(&["token", "create", "Editor", "--mode", "build"]);
    let token = made.lines().next().expect("a token").to_owned();
    let listed = home.says(&["token", "list"]);
    assert_eq!(listed.trim_end(), "Editor · build · never used");
    assert!(!listed.contains(&token));
    assert_eq!(
        home.says(&["token", "scope", "Editor", "read"]).trim_end(),
        "Editor connects in read mode from its next request on."
    );
    assert!(home.says(&["token", "list"]).starts_with("Editor · read · never used"));
    assert_eq!(code(&home.run(&["token", "scope", "Nobody", "read"])), Some(1));
    home.says(&["token", "revoke", "Editor"]);
    assert!(home.says(&["token", "list"]).starts_with("No client has a token."));
    assert_eq!(code(&home.run(&["token", "revoke", "Editor"])), Some(1));
}

#[test]
fn no_token_is_left_on_disk() {
    let home = Home::seeded();
    let made = home.says(&["token", "create", "Editor"]);
    let token = made.lines().next().expect("a token").as_bytes().to_vec();
    let secret = token.strip_prefix(b"obl_").unwrap_or(&token);
    let mut folders = vec![home.path().to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("listed") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let bytes = std::fs::read(&path).expect("read");
            let found = bytes.windows(secret.len()).any(|window| window == secret);
            assert!(!found, "{} holds the token", path.display());
        }
    }
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let home = Home::seeded();
    let mut command = home.command(&["brief"]);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("started");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("ended");
    assert_eq!(code(&output), Some(0), "{}", error(&output));
    assert_eq!(error(&output), "");
}
