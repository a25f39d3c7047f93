//! Floors, and the walls within one.

use std::collections::BTreeSet;

use crate::source::Source;
use crate::ties::Tie;

impl Source {
    /// Says which ties lead from a floor to a higher one, and which file stands on none.
    ///
    /// A floor is the first folder of a module; `floors` names them from the ground up.
    #[must_use]
    pub fn climbs(&self, floors: &[&str]) -> Vec<String> {
        let floor = |place: &[String]| floors.iter().position(|name| *name == place[0]);
        let known = floors.join(", ");
        let homeless = self.built().filter(|place| floor(place).is_none());
        let mut broken: Vec<String> = homeless
            .map(|place| format!("{} stands on no floor; they are {known}", self.name_of(place)))
            .collect();
        let ties = self.ties();
        let climbs = ties.iter().filter(|tie| floor(&tie.from) < floor(&tie.to));
        broken.extend(climbs.map(|tie| {
            let (from, to) = (&tie.from[0], &tie.to[0]);
            let reach = "a floor uses only itself and those below it";
            format!("{} of `{to}`, but `{from}` lies below it: {reach}", self.says(tie))
        }));
        broken
    }

    /// Says which folders of one floor use another without leave.
    ///
    /// `leave` names the pairs that may, user first; a pair nobody needs is told too.
    #[must_use]
    pub fn crossings(&self, floor: &str, leave: &[(&str, &str)]) -> Vec<String> {
        let mut broken = Vec::new();
        let mut needed = BTreeSet::new();
        for tie in self.ties() {
            let ([here, from, ..], [there, to, ..]) = (&tie.from[..], &tie.to[..]) else {
                continue;
            };
            if here != floor || there != floor || from == to {
                continue;
            }
            let pair = leave.iter().find(|pair| **pair == (from.as_str(), to.as_str()));
            if let Some(pair) = pair {
                needed.insert(*pair);
            } else {
                let wall = format!("`{from}` has no leave to use `{to}`");
                broken.push(format!("{}, but {wall}", self.says(&tie)));
            }
        }
        broken.extend(unneeded(leave, &needed));
        broken
    }

    /// `base/rank.rs:7 uses concepts::tasks::Task`
    pub(crate) fn says(&self, tie: &Tie) -> String {
        let to = tie.to.join("::");
        let written =
            if tie.said.ends_with(&to) { String::new() } else { format!(" ({})", tie.said) };
        format!("{}:{} uses {to}{written}", self.name_of(&tie.from), tie.line)
    }
}

/// A sentence for each pair that has leave and no need of it.
pub(crate) fn unneeded(leave: &[(&str, &str)], needed: &BTreeSet<(&str, &str)>) -> Vec<String> {
    let idle = leave.iter().filter(|pair| !needed.contains(*pair));
    idle.map(|(from, to)| format!("`{from}` has leave to use `{to}` and needs none: strike it"))
        .collect()
}
