//! Which file uses which: every path followed to the module that defines what it names.

use crate::paths::{Module, Place};
use crate::source::Source;

/// How often a name may be brought in from elsewhere before it counts as outside.
const FURTHEST: usize = 16;

/// One use of a module by another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Tie {
    pub from: Place,
    pub to: Place,
    pub line: usize,
    /// The path as it was written.
    pub said: String,
}

impl Source {
    /// The ties between the files of the crate, without its root and its tests.
    pub(crate) fn ties(&self) -> Vec<Tie> {
        let mut ties = Vec::new();
        for (place, module) in &self.modules {
            let Some(from) = self.file_of(place) else { continue };
            if from.is_empty() || self.only_for_tests(place) {
                continue;
            }
            for mention in &module.mentions {
                let start = self.absolute(place, &mention.path, mention.by_use, FURTHEST);
                let to = start.and_then(|path| self.home(&path, FURTHEST));
                let to = to.and_then(|home| self.file_of(&home));
                if let Some(to) = to.filter(|to| !to.is_empty() && *to != from) {
                    let said = mention.path.join("::");
                    ties.push(Tie { from: from.clone(), to, line: mention.line, said });
                }
            }
        }
        ties.sort();
        ties.dedup_by(|a, b| (&a.from, &a.to, a.line) == (&b.from, &b.to, b.line));
        ties
    }

    /// A path as seen from the crate's root; none if it leads out of the crate.
    fn absolute(&self, at: &Place, path: &[String], by_use: bool, left: usize) -> Option<Place> {
        let left = left.checked_sub(1)?;
        let (first, rest) = path.split_first()?;
        let mut start = at.clone();
        match first.as_str() {
            "crate" => start.clear(),
            "self" => {}
            "super" => {
                start.pop()?;
                let more = rest.iter().take_while(|word| *word == "super").count();
                start.truncate(start.len().checked_sub(more)?);
                start.extend_from_slice(&rest[more..]);
                return Some(start);
            }
            name => {
                start.push(name.to_owned());
                if !self.modules.contains_key(&start) {
                    let brought =
                        if by_use { None } else { self.modules.get(at)?.brought.get(name) };
                    start = brought?.iter().find_map(|path| self.absolute(at, path, true, left))?;
                }
            }
        }
        start.extend_from_slice(rest);
        Some(start)
    }

    /// The module that defines what a path from the root names.
    fn home(&self, path: &Place, left: usize) -> Option<Place> {
        let left = left.checked_sub(1)?;
        let deepest =
            (0..=path.len()).take_while(|n| self.modules.contains_key(&path[..*n])).last()?;
        let (place, rest) = (path[..deepest].to_vec(), &path[deepest..]);
        let module = self.modules.get(&place)?;
        let Some((name, rest)) = rest.split_first() else { return Some(place) };
        if module.items.contains(name) {
            return Some(place);
        }
        if let Some(brought) = module.brought.get(name) {
            return brought.iter().find_map(|path| {
                let mut path = self.absolute(&place, path, true, left)?;
                path.extend_from_slice(rest);
                self.home(&path, left)
            });
        }
        self.through_a_whole(&place, module, name, left).or(Some(place))
    }

    /// The home of a name that came with all the others of some module.
    fn through_a_whole(
        &self,
        at: &Place,
        module: &Module,
        name: &str,
        left: usize,
    ) -> Option<Place> {
        module.whole.iter().find_map(|path| {
            let mut path = self.absolute(at, path, true, left)?;
            let offered = self.modules.get(&path)?;
            path.push(name.to_owned());
            let known = self.modules.contains_key(&path)
                || offered.items.contains(name)
                || offered.brought.contains_key(name);
            if known { self.home(&path, left) } else { None }
        })
    }
}
