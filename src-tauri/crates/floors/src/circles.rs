//! Circles: modules that use each other, directly or by way of others.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::order::unneeded;
use crate::source::Source;
use crate::ties::Tie;

/// How closely one looks for circles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grain {
    /// Each file by itself.
    Files,
    /// Folders this deep below the source, each as one.
    Folders(usize),
}

type Graph<'a> = BTreeMap<&'a str, BTreeMap<&'a str, &'a Tie>>;

impl Source {
    /// Says which modules use each other in a circle, one way round for each circle.
    ///
    /// `leave` names ties that may close one, user first: as `a/b` for folders, as
    /// `a/b.rs` for files. A pair that closes none is told too.
    #[must_use]
    pub fn circles(&self, grain: Grain, leave: &[(&str, &str)]) -> Vec<String> {
        let ties = self.ties();
        let named: Vec<(String, String, &Tie)> = ties
            .iter()
            .map(|tie| (self.node(&tie.from, grain), self.node(&tie.to, grain), tie))
            .collect();
        let mut graph = Graph::new();
        for (from, to, tie) in named.iter().filter(|(from, to, _)| from != to) {
            graph.entry(from).or_default().entry(to).or_insert(tie);
        }
        let closing = |(from, to): &&(&str, &str)| {
            graph.get(from).is_some_and(|ties| ties.contains_key(to))
                && way(&graph, to, from).is_some()
        };
        let needed: BTreeSet<_> = leave.iter().filter(closing).copied().collect();
        let mut broken = unneeded(leave, &needed);
        for (from, to) in leave {
            graph.get_mut(from).map(|ties| ties.remove(to));
        }
        let mut told = BTreeSet::new();
        for node in graph.keys() {
            if !told.contains(node)
                && let Some(circle) = around(&graph, node)
            {
                told.extend(circle.iter().map(|(from, _)| *from));
                let steps = circle.iter().map(|(_, tie)| self.says(tie)).collect::<Vec<_>>();
                broken.push(format!("a circle: {}", steps.join("; ")));
            }
        }
        broken
    }

    fn node(&self, file: &[String], grain: Grain) -> String {
        match grain {
            Grain::Files => self.name_of(&file.to_vec()),
            Grain::Folders(depth) => file[..file.len().min(depth)].join("/"),
        }
    }
}

/// The shortest way from a module back to itself.
fn around<'a>(graph: &Graph<'a>, node: &'a str) -> Option<Vec<(&'a str, &'a Tie)>> {
    let ways = graph.get(node)?.iter().filter_map(|(next, tie)| {
        let mut circle = vec![(node, *tie)];
        circle.extend(way(graph, next, node)?);
        Some(circle)
    });
    ways.min_by_key(Vec::len)
}

/// The shortest way from one module to another, as the ties it takes.
fn way<'a>(graph: &Graph<'a>, from: &'a str, to: &str) -> Option<Vec<(&'a str, &'a Tie)>> {
    let mut came: BTreeMap<&str, (&'a str, &'a Tie)> = BTreeMap::new();
    let mut ahead = VecDeque::from([from]);
    while let Some(here) = ahead.pop_front() {
        if here == to {
            let mut steps = Vec::new();
            let mut at = here;
            while at != from {
                let (before, tie) = came[at];
                steps.push((before, tie));
                at = before;
            }
            steps.reverse();
            return Some(steps);
        }
        for (next, tie) in graph.get(here).into_iter().flatten() {
            if *next != from && !came.contains_key(next) {
                came.insert(next, (here, tie));
                ahead.push_back(next);
            }
        }
    }
    None
}
