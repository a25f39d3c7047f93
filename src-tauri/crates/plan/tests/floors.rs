//! The order of the core's modules, kept by reading its source: four floors, each
//! resting on those below it.

#![expect(clippy::expect_used, reason = "in a test it is an assertion")]

use openbacklog_floors::{Grain, Source};

/// Lowest first.
const FLOORS: [&str; 4] = ["base", "concepts", "insights", "acts"];

/// Which concept may use which: a task belongs to a project, and a pain is of a
/// persona and a problem, which are made together with it.
const TIES: [(&str, &str); 5] = [
    ("tasks", "projects"),
    ("pains", "personas"),
    ("pains", "problems"),
    ("personas", "pains"),
    ("problems", "pains"),
];

fn source() -> Source {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src");
    Source::read(folder.as_ref()).expect("the source is Rust")
}

#[test]
fn no_floor_uses_a_higher_one() {
    let broken = source().climbs(&FLOORS);
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn a_concept_uses_another_only_with_leave() {
    let broken = source().crossings("concepts", &TIES);
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

/// Folders of a floor are its modules. A pain is made together with its persona or
/// problem, which is the one circle there is.
#[test]
fn no_modules_use_each_other_in_a_circle() {
    let made_together =
        [("concepts/personas", "concepts/pains"), ("concepts/problems", "concepts/pains")];
    let broken = source().circles(Grain::Folders(2), &made_together);
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}
