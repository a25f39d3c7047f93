//! Seeds a plan of many entities to measure with:
//! `cargo run --release -p openbacklog-plan --example seed -- FOLDER 100000`.

#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    missing_docs,
    reason = "it ends at its first failure"
)]

#[path = "../benches/seed/mod.rs"]
mod seed;

#[tokio::main]
async fn main() {
    let mut args = std::env::args().skip(1);
    let folder = args.next().expect("the first argument is a folder");
    let entities = args.next().and_then(|n| n.parse().ok()).unwrap_or(10_000);
    let seeded = seed::seed(folder.as_ref(), entities).await;
    println!("{entities} entities of {} in {folder}", seeded.product);
    seeded.plan.close().await;
}
