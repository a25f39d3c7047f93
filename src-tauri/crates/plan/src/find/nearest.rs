//! The nearest names to one that nothing has.

use crate::refs::{Link, Ref};

/// Three entities: with the nearest numbers for a ref, else the nearest names.
pub(super) fn three(wanted: &str, mut names: Vec<Link>) -> Vec<Link> {
    if let Some(reference) = Ref::parse(wanted) {
        names.retain(|link| link.kind == reference.kind);
        names.sort_by_key(|link| {
            Ref::parse(&link.reference).map_or(u32::MAX, |r| r.number.abs_diff(reference.number))
        });
    } else {
        let wanted = wanted.to_lowercase();
        names.sort_by_cached_key(|link| {
            // Scores lie between 0 and 1, where the order of the bits is the order.
            std::cmp::Reverse(strsim::jaro_winkler(&wanted, &link.name.to_lowercase()).to_bits())
        });
    }
    names.truncate(3);
    names
}
