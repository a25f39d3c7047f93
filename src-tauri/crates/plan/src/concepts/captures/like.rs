//! What a thought looks like, by the words its text shares with names.

use std::collections::{HashMap, HashSet};

use crate::base::refs::{Kind, Link};

/// How many are shown for one thought.
const SHOWN: usize = 3;
/// Shorter words say nothing, in letters.
const SHORTEST: usize = 3;

/// Names by their words.
pub(super) struct Likeness<'a> {
    links: &'a [Link],
    having: HashMap<String, Vec<usize>>,
}

impl<'a> Likeness<'a> {
    pub(super) fn new(links: &'a [Link]) -> Self {
        let mut having: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, link) in links.iter().enumerate() {
            for word in words(&link.name) {
                having.entry(word).or_default().push(at);
            }
        }
        Self { links, having }
    }

    /// Up to three of these kinds that share the most words with a text.
    pub(super) fn of(&self, text: &str, kinds: &[Kind]) -> Vec<Link> {
        let mut shared: HashMap<usize, usize> = HashMap::new();
        for at in words(text).iter().filter_map(|word| self.having.get(word)).flatten() {
            if self.links.get(*at).is_some_and(|link| kinds.contains(&link.kind)) {
                *shared.entry(*at).or_default() += 1;
            }
        }
        let mut found: Vec<(usize, usize)> = shared.into_iter().collect();
        found.sort_by_key(|(at, times)| (std::cmp::Reverse(*times), *at));
        let best = found.into_iter().take(SHOWN);
        best.filter_map(|(at, _)| self.links.get(at).cloned()).collect()
    }
}

fn words(text: &str) -> HashSet<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().count() >= SHORTEST)
        .map(str::to_lowercase)
        .collect()
}
