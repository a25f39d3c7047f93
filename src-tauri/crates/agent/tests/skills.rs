//! The skill folders of the repository: the recipes, to the byte, in the published
//! form of skills and plugins.

#![allow(clippy::expect_used, missing_docs, reason = "tests")]

use std::{fs, path::PathBuf};

use openbacklog_agent::skill_files;
use serde_json::Value;

fn root() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../.."))
}

fn at(path: &str) -> PathBuf {
    path.split('/').fold(root(), |folder, name| folder.join(name))
}

fn json(path: &str) -> Value {
    let (_, text) = skill_files().into_iter().find(|(p, _)| p == path).expect(path);
    serde_json::from_str(&text).expect(path)
}

#[test]
fn the_repository_has_what_the_recipes_say() {
    for (path, text) in skill_files() {
        if std::env::var_os("OPENBACKLOG_RENEW").is_some() {
            fs::create_dir_all(at(&path).parent().expect("a folder")).expect("made");
            fs::write(at(&path), &text).expect("written");
        }
        let kept = fs::read_to_string(at(&path)).unwrap_or_default().replace("\r\n", "\n");
        assert!(kept == text, "{path} is not what the recipes say. Run with OPENBACKLOG_RENEW=1.");
    }
}

#[test]
fn nothing_else_is_among_them() {
    let files: Vec<PathBuf> = skill_files().iter().map(|(path, _)| at(path)).collect();
    let mut folders = vec![at("skills"), at("plugins"), at(".claude-plugin")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                assert!(files.contains(&path), "{} belongs to no recipe", path.display());
            }
        }
    }
}

#[test]
fn every_skill_keeps_the_rules_of_the_form() {
    let skills: Vec<(String, String)> =
        skill_files().into_iter().filter(|(path, _)| path.ends_with("/SKILL.md")).collect();
    assert_eq!(skills.len(), 14);
    for (path, text) in skills {
        let folder = path.rsplit('/').nth(1).expect("a folder");
        let (head, body) =
            text.strip_prefix("---\n").and_then(|text| text.split_once("\n---\n")).expect("a head");
        let field = |name: &str| {
            let line = head.lines().find_map(|line| line.strip_prefix(&format!("{name}: ")));
            line.unwrap_or_default().to_owned()
        };
        let name = field("name");
        assert_eq!(name, folder, "{path}: a skill is called as its folder");
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        assert!(name.len() <= 64 && name.chars().all(plain) && !name.contains("--"), "{path}");
        assert!(!name.starts_with('-') && !name.ends_with('-'), "{path}");
        let description: String = serde_json::from_str(&field("description")).expect("quoted");
        assert!((1..=1024).contains(&description.chars().count()), "{path}");
        assert!((1..=500).contains(&field("compatibility").chars().count()), "{path}");
        assert!(body.contains("\n1. "), "{path} has no steps");
    }
}

#[test]
fn the_plugin_is_found_where_the_marketplace_says_and_starts_the_server() {
    let marketplace = json(".claude-plugin/marketplace.json");
    let source = marketplace["plugins"][0]["source"].as_str().expect("a source");
    let folder = source.strip_prefix("./").expect("a folder below");
    let manifest = json(&format!("{folder}/.claude-plugin/plugin.json"));
    assert_eq!(manifest["name"], marketplace["plugins"][0]["name"]);
    assert_eq!(manifest["version"], env!("CARGO_PKG_VERSION"));
    let server = &json(&format!("{folder}/.mcp.json"))["mcpServers"]["openbacklog"];
    assert_eq!(server["command"], "openbacklog");
    assert_eq!(server["args"], serde_json::json!(["mcp", "--client", "Claude Code"]));
}
