//! What searching costs.

use std::hint::black_box;
use std::time::{Duration, Instant};

use criterion::{BenchmarkId, Criterion};
use openbacklog_plan::{Actor, FindQuery, Kind, ProjectId, TaskId, TaskPatch};
use tokio::runtime::Runtime;

use crate::seed::Seeded;

/// Searches of an index that is current, and the first one after a change. The
/// words of every name are the worst there are.
pub(crate) fn finds(
    c: &mut Criterion,
    runtime: &Runtime,
    s: &Seeded,
    (project, task): (&ProjectId, &TaskId),
    tasks: usize,
) {
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
        ("label", FindQuery { label: Some("sync".into()), ..words("") }),
        ("under", FindQuery { under: Some((Kind::Project, project.to_string())), ..words("task") }),
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
                    s.plan.update_task(you, task, patch, None).await.expect("a task is renamed");
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
