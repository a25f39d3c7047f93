//! Gaps told by their sorts: all of one code, by the first of them.

use serde::{Deserialize, Serialize};

use super::{Gap, GapCode};

/// All gaps of one code, by the first of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GapSort {
    /// The first in the order of lists.
    pub first: Gap,
    /// How many there are.
    pub count: u32,
}

/// How many gaps a product has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct GapCounts {
    /// All that nobody ignores.
    pub total: u32,
    /// Those that the person ignores.
    pub ignored: u32,
    /// The total by code; codes without a gap are left out.
    pub by_code: Vec<GapCount>,
}

/// How often a product has one gap.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct GapCount {
    /// Which gap.
    pub code: GapCode,
    /// How often nobody ignores it.
    pub count: u32,
}

/// The first of each code with their number; gaps come in the order of codes.
#[must_use]
pub fn gap_sorts(gaps: Vec<Gap>) -> Vec<GapSort> {
    let mut sorts: Vec<GapSort> = Vec::new();
    for gap in gaps {
        match sorts.last_mut().filter(|last| last.first.code == gap.code) {
            Some(last) => last.count += 1,
            None => sorts.push(GapSort { first: gap, count: 1 }),
        }
    }
    sorts
}

/// How many of these there are, ignored ones apart.
pub(super) fn counts(gaps: Vec<Gap>) -> GapCounts {
    let all = gaps.len();
    let heeded: Vec<Gap> = gaps.into_iter().filter(|gap| !gap.ignored).collect();
    let total = count(heeded.len());
    let ignored = count(all - heeded.len());
    let by_code = gap_sorts(heeded)
        .into_iter()
        .map(|sort| GapCount { code: sort.first.code, count: sort.count })
        .collect();
    GapCounts { total, ignored, by_code }
}

fn count(gaps: usize) -> u32 {
    u32::try_from(gaps).unwrap_or(u32::MAX)
}
