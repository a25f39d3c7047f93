//! The order of the shell's modules, kept by reading its source.

use openbacklog_floors::{Grain, Source};

#[test]
fn no_files_use_each_other_in_a_circle() {
    let source = Source::read(concat!(env!("CARGO_MANIFEST_DIR"), "/src").as_ref());
    let broken = source.expect("the source is Rust").circles(Grain::Files, &[]);
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}
