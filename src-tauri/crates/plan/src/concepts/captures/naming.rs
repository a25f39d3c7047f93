//! What a capture line can name, and what it does.

use crate::base::capture_line::{Name, Names, ParsedLine};
use crate::base::refs::{Kind, Link};

/// What tokens can mean, from what a line can name.
pub(crate) fn names(links: &[Link]) -> Names {
    let of = |kind| {
        let links = links.iter().filter(|link| link.kind == kind);
        links
            .map(|l| Name {
                id: l.id.clone(),
                reference: l.reference.clone(),
                name: l.name.clone(),
            })
            .collect()
    };
    Names {
        projects: of(Kind::Project),
        bets: of(Kind::Bet),
        personas: of(Kind::Persona),
        problems: of(Kind::Problem),
    }
}

/// What a line names.
pub(crate) fn named(parsed: &ParsedLine) -> Vec<Link> {
    [
        (Kind::Project, &parsed.project),
        (Kind::Bet, &parsed.bet),
        (Kind::Persona, &parsed.persona),
        (Kind::Problem, &parsed.problem),
    ]
    .into_iter()
    .filter_map(|(kind, name)| {
        let Name { id, reference, name } = name.clone()?;
        Some(Link { kind, id, reference, name })
    })
    .collect()
}
