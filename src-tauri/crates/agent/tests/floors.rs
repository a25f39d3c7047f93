//! The order of the crate's modules, kept by reading its source.

#![allow(clippy::expect_used, reason = "tests")]

use openbacklog_floors::{Grain, Source};

fn source() -> Source {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src");
    Source::read(folder.as_ref()).expect("the source is Rust")
}

#[test]
fn no_floor_uses_a_higher_one() {
    let broken = source().climbs(&["base", "pages", "verbs", "recipes", "doors"]);
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn one_door_does_not_know_the_other_but_for_the_handler_that_http_serves() {
    let broken = source().crossings("doors", &[("http", "mcp")]);
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn no_files_use_each_other_in_a_circle() {
    let broken = source().circles(Grain::Files, &[]);
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}
