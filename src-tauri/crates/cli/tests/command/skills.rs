//! Skills written for clients that keep their own.

use crate::home::Home;

#[test]
fn skills_are_written_into_any_folder_and_over_older_ones() {
    let home = Home::empty();
    let folder = home.path().join("for my AI");
    let shown = folder.to_string_lossy().into_owned();
    for _ in 0..2 {
        let said = home.says(&["skills", &shown]);
        assert!(said.contains("claude plugin install openbacklog@openbacklog"), "{said}");
        let next = folder.join("skills").join("openbacklog-next").join("SKILL.md");
        let text = std::fs::read_to_string(&next).expect("a skill");
        assert!(text.contains("task_claim"), "{text}");
        std::fs::write(&next, "older").expect("written");
    }
    let answer: serde_json::Value =
        serde_json::from_str(&home.says(&["skills", &shown, "--json"])).expect("JSON");
    assert_eq!(answer["files"].as_array().map(Vec::len), Some(17));
    assert!(folder.join(".claude-plugin").join("marketplace.json").is_file());
}

#[test]
fn a_folder_that_cannot_be_written_is_named() {
    let home = Home::empty();
    let file = home.path().join("taken");
    std::fs::write(&file, "").expect("a file");
    let output = home.run(&["skills", &file.to_string_lossy()]);
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && error.contains("cannot be written"), "{error}");
}
