//! Reads and durable writes over seeded plans: `cargo bench -p openbacklog-plan`.
//!
//! Nine tenths of the tasks are finished, as in a plan that has lived for a while.

#![allow(clippy::expect_used, missing_docs, reason = "a benchmark ends at its first failure")]

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use openbacklog_plan::{
    Actor, Detail, FindQuery, Kind, NewTask, Plan, ProductId, ProjectId, SaveItem, SaveOptions,
    TaskFilter, TaskId, TaskPatch, TaskStatus,
};
use serde_json::json;
use tokio::runtime::Runtime;

struct Seeded {
    plan: Plan,
    product: ProductId,
    project: ProjectId,
    task: TaskId,
}

/// A plan of `tasks` tasks in projects of fifty.
async fn seed(folder: &Path, tasks: usize) -> Seeded {
    let plan = Plan::open(folder).await.expect("a plan opens in an empty folder");
    let you = Actor::you();
    let options = SaveOptions::default();
    let first = [SaveItem::create(Kind::Product, json!({"name": "Acme Notes"}))];
    plan.save(&you, None, &first, &options).await.expect("a product is saved");
    let product = plan.products().await.expect("products are read")[0].id.clone();
    for project in 0..tasks.div_ceil(49) {
        let fields = json!({"name": format!("Project {project}")});
        let mut items = vec![SaveItem::create(Kind::Project, fields).called("@project")];
        items.extend((0..49).map(|n| {
            let fields = json!({
                "name": format!("Task {n} of project {project} about queues and syncing"),
                "parent": "@project",
                "status": if n % 10 == 0 { "todo" } else { "done" },
                "description": "What to do, in a sentence or two of plain words.",
                "checks": ["it works on a train"],
            });
            SaveItem::create(Kind::Task, fields)
        }));
        plan.save(&you, Some(&product), &items, &options).await.expect("a batch is saved");
    }
    let board = plan.project_board(&product).await.expect("the board is read");
    let card = board.columns.into_iter().flat_map(|c| c.cards).last().expect("a project");
    let page = plan.project_page(&card.id).await.expect("the page is read");
    Seeded { plan, product, project: card.id, task: page.tasks[0].id.clone() }
}

fn reads(c: &mut Criterion) {
    let runtime = Runtime::new().expect("a runtime starts");
    for tasks in sizes() {
        let folder = tempfile::tempdir().expect("a folder is made");
        let s = runtime.block_on(seed(folder.path(), tasks));
        let ai = Actor::ai("bench");
        let mut group = c.benchmark_group("read");
        group.sample_size(20);
        macro_rules! read {
            ($name:literal, $call:expr) => {
                group.bench_function(BenchmarkId::new($name, tasks), |b| {
                    b.to_async(&runtime).iter(|| async { black_box($call.await.expect($name)) });
                });
            };
        }
        let open = TaskFilter {
            product_id: s.product.clone(),
            statuses: vec![TaskStatus::Todo, TaskStatus::Doing],
            text: String::new(),
        };
        read!("standing", s.plan.standing(&ai, &s.product));
        read!("brief", s.plan.brief(Kind::Task, s.task.as_str(), Detail::Short));
        read!("task page", s.plan.task_page(&s.task));
        read!("project page", s.plan.project_page(&s.project));
        read!("board", s.plan.project_board(&s.product));
        read!("open tasks", s.plan.task_list(&open));
        read!("activity", s.plan.activity(&s.product, None, 30));
        group.finish();
        finds(c, &runtime, &s, tasks);
        writes(c, &runtime, &s, tasks);
    }
}

/// Searches of an index that is current, and the first one after a change. The
/// words of every name are the worst there are.
fn finds(c: &mut Criterion, runtime: &Runtime, s: &Seeded, tasks: usize) {
    let you = Actor::you();
    let mut group = c.benchmark_group("find");
    group.sample_size(20);
    let words = |text: &str| FindQuery::words(&s.product, text, 25);
    let began = Instant::now();
    runtime.block_on(indexed(s));
    eprintln!("the index of {tasks} tasks is built in {:?}", began.elapsed());
    let queries = [
        ("nothing", words("")),
        ("word", words("queues")),
        ("two words", words("queues syncing")),
        ("rare words", words("3 project 17")),
        ("two letters", words("sy")),
        ("word of a text", words("plain")),
        ("two characters", words("同期")),
        ("typo", words("quoues")),
        ("nowhere", words("xylophone")),
        ("kind", FindQuery { kinds: vec![Kind::Project], ..words("project") }),
        ("status", FindQuery { statuses: vec!["doing".into()], ..words("queues") }),
        ("label", FindQuery { label: Some("later".into()), ..words("") }),
        (
            "under",
            FindQuery { under: Some((Kind::Project, s.project.to_string())), ..words("task") },
        ),
        ("finished", FindQuery { finished: true, ..words("queues") }),
        ("finished two letters", FindQuery { finished: true, ..words("sy") }),
        ("finished rare words", FindQuery { finished: true, ..words("3 project 17") }),
        ("done", FindQuery { statuses: vec!["done".into()], ..words("") }),
    ];
    for (name, query) in &queries {
        group.bench_function(BenchmarkId::new(*name, tasks), |b| {
            b.to_async(runtime).iter(|| async { black_box(s.plan.find(query).await.expect(name)) });
        });
    }
    for name in
        ["Task 3 of project 17 about queues and syncing", "Task 3 of projcet 17", "T-999999"]
    {
        group.bench_function(BenchmarkId::new(format!("locate {name}"), tasks), |b| {
            b.to_async(runtime).iter(|| async { black_box(s.plan.locate(&s.product, name).await) });
        });
    }
    let mut n = 0;
    group.bench_function(BenchmarkId::new("after a change", tasks), |b| {
        b.to_async(runtime).iter_custom(|times| {
            n += 1;
            let name = format!("Renamed {n}");
            let you = &you;
            async move {
                let mut spent = Duration::ZERO;
                for _ in 0..times {
                    let name = Some(format!("{name} {spent:?}"));
                    let patch = TaskPatch { name, ..TaskPatch::default() };
                    s.plan.update_task(you, &s.task, patch, None).await.expect("a task is renamed");
                    let query = FindQuery::words(&s.product, "renamed", 5);
                    let began = Instant::now();
                    let found = s.plan.find(&query).await.expect("it is found");
                    spent += began.elapsed();
                    assert_eq!(found.rows.len(), 1, "the change is in the index");
                }
                spent
            }
        });
    });
    group.finish();
}

/// Waits until a text that only the index searches is found.
async fn indexed(s: &Seeded) {
    let query = FindQuery { finished: true, ..FindQuery::words(&s.product, "sentence", 1) };
    while s.plan.find(&query).await.expect("a search never fails").rows.is_empty() {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

fn writes(c: &mut Criterion, runtime: &Runtime, s: &Seeded, tasks: usize) {
    let you = Actor::you();
    let mut group = c.benchmark_group("durable write");
    group.sample_size(20);
    group.bench_function(BenchmarkId::new("create task", tasks), |b| {
        b.to_async(runtime).iter(|| async {
            let new = NewTask::named("One more", &s.project);
            s.plan.create_task(&you, new).await.expect("a task is created")
        });
    });
    let fifty: Vec<SaveItem> = (0..50)
        .map(|n| {
            let fields = json!({
                "name": format!("Added {n}"),
                "parent": "P-1",
                "checks": ["it works on a train"],
                "depends_on": ["T-1"],
            });
            SaveItem::create(Kind::Task, fields)
        })
        .collect();
    group.bench_function(BenchmarkId::new("batch of fifty", tasks), |b| {
        b.to_async(runtime).iter(|| async {
            let options = SaveOptions::default();
            s.plan.save(&you, Some(&s.product), &fifty, &options).await.expect("a batch is saved")
        });
    });
    group.bench_function(BenchmarkId::new("update and undo", tasks), |b| {
        b.to_async(runtime).iter(|| async {
            let patch = TaskPatch {
                description: Some("Another way to say it.".into()),
                ..TaskPatch::default()
            };
            s.plan.update_task(&you, &s.task, patch, None).await.expect("a task is updated");
            s.plan.undo(&you).await.expect("it is undone")
        });
    });
    group.finish();
}

/// `OPENBACKLOG_BENCH_TASKS=100000` measures one size only.
fn sizes() -> Vec<usize> {
    match std::env::var("OPENBACKLOG_BENCH_TASKS").ok().and_then(|n| n.parse().ok()) {
        Some(tasks) => vec![tasks],
        None => vec![1_000, 10_000, 100_000],
    }
}

criterion_group!(benches, reads);
criterion_main!(benches);
