use super::{Grain, Source};

const FLOORS: [&str; 3] = ["base", "concepts", "acts"];

fn source(files: &[(&str, &str)]) -> Source {
    Source::of(files).expect("the planted lines are Rust")
}

fn climbs(files: &[(&str, &str)]) -> Vec<String> {
    source(files).climbs(&FLOORS)
}

/// What the checker says of one line in `base/refs.rs`, beside a `concepts::tasks::Task`.
fn planted(line: &str) -> Vec<String> {
    climbs(&[
        ("lib.rs", "mod base; mod concepts; pub use concepts::tasks::Task as Work;"),
        ("base/mod.rs", "pub mod refs;"),
        ("base/refs.rs", line),
        ("concepts/mod.rs", "pub mod tasks;"),
        ("concepts/tasks.rs", "pub struct Task; pub mod inner { pub fn one() {} }"),
    ])
}

#[test]
fn an_import_of_a_higher_floor_is_told_with_file_line_and_rule() {
    let told = planted("\n\nuse crate::concepts::tasks::Task;");
    assert_eq!(
        told,
        ["base/refs.rs:3 uses concepts::tasks (crate::concepts::tasks::Task) of `concepts`, but \
          `base` lies below it: a floor uses only itself and those below it"]
    );
}

#[test]
fn every_way_to_write_a_path_up_is_seen() {
    for line in [
        "use crate::{base, concepts::{tasks::{self, Task}}};",
        "pub(crate) use crate::concepts::tasks::Task as Other;",
        "use super::super::concepts::tasks::*;",
        "fn f() { let x = crate::concepts::tasks::Task::new(1); }",
        "fn f() { println!(\"{}\", crate::concepts::tasks::LONG); }",
        "fn f() { use crate::concepts::tasks; tasks::go() }",
        "fn f(x: Option<&'static crate::concepts::tasks::Task>) {}",
        "mod inner { use super::super::super::concepts::tasks::Task; }",
        "use crate::concepts::tasks::inner::one;",
        "use crate::Work;",
        "fn f() -> crate::Work { todo!() }",
        "#[cfg(unix)] use crate::concepts::tasks::Task;",
    ] {
        assert_eq!(planted(line).len(), 1, "{line}: {:?}", planted(line));
    }
}

#[test]
fn words_that_are_no_path_up_are_left_alone() {
    for line in [
        "// use crate::concepts::tasks::Task;",
        "/// See [`crate::concepts::tasks::Task`].\nfn f() {}",
        "const A: &str = \"crate::concepts::tasks::Task\";",
        "pub(in crate::base) fn f() { 'a'; }",
        "use std::concepts::tasks::Task;",
        "fn f() { other::crate_concepts::tasks() }",
        "use crate::base;",
    ] {
        assert_eq!(planted(line), Vec::<String>::new(), "{line}");
    }
}

#[test]
fn what_is_compiled_only_for_tests_may_use_anything() {
    for line in [
        "#[cfg(test)] mod tests { use crate::concepts::tasks::Task; }",
        "#[cfg(test)]\n#[rustfmt::skip]\npub(crate) mod tests { use crate::concepts::tasks::Task; }",
        "#[cfg(test)] use crate::concepts::{tasks::Task};",
        "#[cfg(test)] fn f() -> crate::concepts::tasks::Task { x }",
        "#![cfg(test)] use crate::concepts::tasks::Task;",
    ] {
        assert_eq!(planted(line), Vec::<String>::new(), "{line}");
    }
    let files = [
        ("base/mod.rs", "#[cfg(test)] mod whole;"),
        ("base/whole/mod.rs", "mod deep;"),
        ("base/whole/deep.rs", "use crate::concepts::Task;"),
        ("concepts/mod.rs", "pub struct Task;"),
    ];
    assert_eq!(climbs(&files), Vec::<String>::new());
}

#[test]
fn what_follows_a_test_item_is_read_again() {
    let told = planted("#[cfg(test)] mod tests { }\nuse crate::concepts::tasks::Task;");
    assert_eq!(told.len(), 1, "{told:?}");
}

#[test]
fn going_down_and_going_through_the_root_down_are_free() {
    let files = [
        ("lib.rs", "mod base; mod acts; pub use base::*;"),
        ("base/mod.rs", "mod refs; pub use refs::Ref;"),
        ("base/refs.rs", "pub struct Ref;"),
        ("acts/mod.rs", "use crate::Ref; use crate::base::Ref as Other;"),
    ];
    assert_eq!(climbs(&files), Vec::<String>::new());
}

#[test]
fn a_file_on_no_floor_is_told() {
    let told = climbs(&[("lib.rs", ""), ("words.rs", "")]);
    assert_eq!(told, ["words.rs stands on no floor; they are base, concepts, acts"]);
}

#[test]
fn a_folder_uses_its_neighbour_only_with_leave_and_leave_is_not_kept_for_nothing() {
    let files = source(&[
        ("lib.rs", "mod concepts;"),
        ("concepts/mod.rs", "mod bets; mod projects; mod tasks;"),
        ("concepts/tasks/mod.rs", "use crate::concepts::projects::Project;"),
        ("concepts/projects/mod.rs", "pub struct Project; use super::bets::Bet;"),
        ("concepts/bets.rs", "pub struct Bet;"),
    ]);
    let both = [("tasks", "projects"), ("projects", "bets")];
    assert_eq!(files.crossings("concepts", &both), Vec::<String>::new());
    assert_eq!(
        files.crossings("concepts", &[("tasks", "projects"), ("bets", "tasks")]),
        [
            "concepts/projects/mod.rs:1 uses concepts::bets (super::bets::Bet), but `projects` \
             has no leave to use `bets`",
            "`bets` has leave to use `tasks` and needs none: strike it",
        ]
    );
}

#[test]
fn a_circle_is_told_once_with_the_ties_that_close_it() {
    let files = source(&[
        ("lib.rs", "mod a; mod b;"),
        ("a/mod.rs", "pub mod one; pub mod two;"),
        ("a/one.rs", "use super::two::Two; pub struct One;"),
        ("a/two.rs", "pub struct Two;\nuse crate::b::B;"),
        ("b.rs", "pub struct B(crate::a::one::One);"),
    ]);
    assert_eq!(
        files.circles(Grain::Files, &[]),
        ["a circle: a/one.rs:1 uses a::two (super::two::Two); a/two.rs:2 uses b (crate::b::B); \
          b.rs:1 uses a::one (crate::a::one::One)"]
    );
    assert_eq!(files.circles(Grain::Files, &[("b.rs", "a/one.rs")]), Vec::<String>::new());
    assert_eq!(files.circles(Grain::Folders(1), &[]).len(), 1);
    assert_eq!(files.circles(Grain::Folders(1), &[("b", "a")]), Vec::<String>::new());
    assert_eq!(
        files.circles(Grain::Folders(1), &[("b", "a"), ("a", "c")]),
        ["`a` has leave to use `c` and needs none: strike it"]
    );
}

#[test]
fn a_folder_and_its_parts_make_no_circle_by_a_name_passed_on() {
    let parent = "mod sql; mod types; pub use types::Task; fn f() { sql::load() }";
    let through = |parent| {
        source(&[
            ("lib.rs", "mod tasks;"),
            ("tasks/mod.rs", parent),
            ("tasks/sql.rs", "use super::Task; pub fn load() {}"),
            ("tasks/types.rs", "pub struct Task;"),
        ])
        .circles(Grain::Files, &[])
    };
    assert_eq!(through(parent), Vec::<String>::new());
    let defined = "mod sql; pub struct Task; fn f() { sql::load() }";
    assert_eq!(through(defined).len(), 1);
}
