//! Reads and durable writes over seeded plans: `cargo bench -p openbacklog-plan`.
//!
//! Nine tenths of each plan are finished, as in a plan that has lived for a while.
//! `OPENBACKLOG_BENCH_ENTITIES=100000` measures one size only.

#![allow(clippy::expect_used, missing_docs, reason = "a benchmark ends at its first failure")]

mod finds;
mod seed;

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use openbacklog_plan::{
    Actor, Detail, Kind, NewTask, NextQuery, ProjectId, SaveItem, SaveOptions, TaskFilter, TaskId,
    TaskPatch, TaskStatus,
};
use seed::Seeded;
use serde_json::json;
use tokio::runtime::Runtime;

/// An open project and an open task in it.
async fn open_work(s: &Seeded) -> (ProjectId, TaskId) {
    let board = s.plan.project_board(&s.product).await.expect("the board is read");
    let mut cards = board.columns.into_iter().flat_map(|column| column.cards);
    let card = cards.find(|card| card.tasks_doing > 0).expect("a project is under way");
    let page = s.plan.project_page(&card.id).await.expect("the page is read");
    (card.id, page.tasks[0].id.clone())
}

fn all(c: &mut Criterion) {
    let runtime = Runtime::new().expect("a runtime starts");
    for entities in sizes() {
        let folder = tempfile::tempdir().expect("a folder is made");
        let s = runtime.block_on(seed::seed(folder.path(), entities));
        let (project, task) = runtime.block_on(open_work(&s));
        reads(c, &runtime, &s, (&project, &task), entities);
        finds::finds(c, &runtime, &s, (&project, &task), entities);
        writes(c, &runtime, &s, (&project, &task), entities);
    }
}

macro_rules! read {
    ($group:ident, $runtime:ident, $size:expr, $name:literal, $call:expr) => {
        $group.bench_function(BenchmarkId::new($name, $size), |b| {
            b.to_async($runtime).iter(|| async { black_box($call.await.expect($name)) });
        });
    };
}

fn reads(
    c: &mut Criterion,
    runtime: &Runtime,
    s: &Seeded,
    (project, task): (&ProjectId, &TaskId),
    size: usize,
) {
    let mut g = c.benchmark_group("read");
    g.sample_size(20);
    let (plan, product, you, ai) = (&s.plan, &s.product, Actor::you(), Actor::ai("bench"));
    let open = TaskFilter {
        product_id: product.clone(),
        statuses: vec![TaskStatus::Doing],
        text: String::new(),
    };
    let next = NextQuery::best(3);
    let task_id = task.as_str();
    read!(g, runtime, size, "standing", plan.standing(&ai, product));
    read!(g, runtime, size, "next", plan.next(&ai, product, &next));
    read!(g, runtime, size, "all gaps", plan.gaps(product, None));
    let one = [(Kind::Task, task_id.to_owned())];
    read!(g, runtime, size, "gaps of one task", plan.gaps_of(product, &one));
    read!(g, runtime, size, "recap", plan.recap(&you, product));
    read!(g, runtime, size, "why", plan.why(Kind::Task, task_id));
    read!(g, runtime, size, "brief", plan.brief(Kind::Task, task_id, Detail::Short));
    read!(g, runtime, size, "task page", plan.task_page(task));
    read!(g, runtime, size, "project page", plan.project_page(project));
    read!(g, runtime, size, "project board", plan.project_board(product));
    read!(g, runtime, size, "bet board", plan.bet_board(product));
    read!(g, runtime, size, "tasks being done", plan.task_list(&open));
    read!(g, runtime, size, "activity", plan.activity(product, None, 30));
    g.finish();
}

fn writes(
    c: &mut Criterion,
    runtime: &Runtime,
    s: &Seeded,
    (project, task): (&ProjectId, &TaskId),
    size: usize,
) {
    let you = Actor::you();
    let mut g = c.benchmark_group("durable write");
    g.sample_size(20);
    g.bench_function(BenchmarkId::new("create task", size), |b| {
        b.to_async(runtime).iter(|| async {
            let new = NewTask::named("One more", project);
            s.plan.create_task(&you, new).await.expect("a task is created")
        });
    });
    g.bench_function(BenchmarkId::new("update and undo", size), |b| {
        b.to_async(runtime).iter(|| async {
            let description = Some("Another way to say it.".into());
            let patch = TaskPatch { description, ..TaskPatch::default() };
            s.plan.update_task(&you, task, patch, None).await.expect("a task is updated");
            s.plan.undo(&you).await.expect("it is undone")
        });
    });
    let batch: Vec<SaveItem> = (0..50)
        .map(|n| {
            let name = format!("Problem {n} of a batch");
            SaveItem::create(Kind::Problem, json!({ "name": name, "severity": 3 }))
        })
        .collect();
    let save = async || {
        let options = SaveOptions::default();
        s.plan.save(&you, Some(&s.product), &batch, &options).await.expect("a batch is saved")
    };
    g.bench_function(BenchmarkId::new("batch of 50", size), |b| {
        b.to_async(runtime).iter(save);
    });
    // Two hundred changes of one AI turn, taken back at once.
    g.bench_function(BenchmarkId::new("undo of 200", size), |b| {
        b.to_async(runtime).iter_custom(|times| {
            let batch = &batch;
            async move {
                let mut spent = std::time::Duration::ZERO;
                for turn in 0..times {
                    let ai = Actor { session: Some(format!("{turn}")), ..Actor::ai("bench undo") };
                    let mut set = 0;
                    for _ in 0..4 {
                        let options = SaveOptions::default();
                        let saved = s.plan.save(&ai, Some(&s.product), batch, &options).await;
                        set = saved.expect("a batch is saved").written.set;
                    }
                    let begun = std::time::Instant::now();
                    s.plan.undo_set(&Actor::you(), set).await.expect("it is undone");
                    spent += begun.elapsed();
                }
                spent
            }
        });
    });
    g.finish();
}

fn sizes() -> Vec<usize> {
    match std::env::var("OPENBACKLOG_BENCH_ENTITIES").ok().and_then(|n| n.parse().ok()) {
        Some(entities) => vec![entities],
        None => vec![1_000, 10_000, 100_000],
    }
}

criterion_group!(benches, all);
criterion_main!(benches);
