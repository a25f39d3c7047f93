//! A recipe, read from its file.

use std::sync::LazyLock;

use openbacklog_plan::Mode;

use crate::verbs::registry::VERBS;

/// Where the head of a file ends.
const HEAD_END: &str = "---";

/// One job, in a few steps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Recipe {
    /// The word for it, as typed.
    pub(crate) name: &'static str,
    /// What it does, in a few words.
    pub(crate) title: &'static str,
    /// What it does and when to use it.
    pub(crate) about: &'static str,
    /// What it may be told, in the order in which one types it.
    pub(crate) arguments: Vec<Argument>,
    /// Numbered lines that name the verbs to call.
    pub(crate) steps: &'static str,
}

/// Something a recipe may be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Argument {
    pub(crate) name: &'static str,
    pub(crate) about: &'static str,
    pub(crate) required: bool,
}

static RECIPES: LazyLock<Vec<Recipe>> = LazyLock::new(|| {
    [
        ("start", include_str!("start.md")),
        ("capture", include_str!("capture.md")),
        ("bet", include_str!("bet.md")),
        ("breakdown", include_str!("breakdown.md")),
        ("next", include_str!("next.md")),
        ("review", include_str!("review.md")),
        ("why", include_str!("why.md")),
    ]
    .into_iter()
    .filter_map(|(name, text)| Recipe::read(name, text))
    .collect()
});

/// Every recipe, in the order clients list them.
pub(crate) fn recipes() -> &'static [Recipe] {
    &RECIPES
}

impl Recipe {
    /// A recipe from its file; `None` when the head is not whole, which a test
    /// rules out.
    fn read(name: &'static str, text: &'static str) -> Option<Self> {
        let (head, steps) = text.split_once(HEAD_END)?;
        let mut recipe =
            Self { name, title: "", about: "", arguments: Vec::new(), steps: steps.trim() };
        for line in head.lines() {
            let (field, value) = line.trim().split_once(": ")?;
            match field {
                "title" => recipe.title = value,
                "about" => recipe.about = value,
                "needs" | "takes" => {
                    let (name, about) = value.split_once(" | ")?;
                    recipe.arguments.push(Argument { name, about, required: field == "needs" });
                }
                _ => return None,
            }
        }
        let whole = !recipe.title.is_empty() && !recipe.about.is_empty();
        (whole && !recipe.steps.is_empty()).then_some(recipe)
    }

    /// The names of verbs in its steps.
    pub(crate) fn verbs(&self) -> impl Iterator<Item = &'static str> {
        let words = self.steps.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
        words.filter(|word| word.starts_with("plan_") || word.starts_with("task_"))
    }

    /// Whether a connection of this mode has every verb it needs.
    pub(crate) fn is_in(&self, mode: Mode) -> bool {
        self.verbs().all(|name| VERBS.iter().any(|verb| verb.name == name && verb.is_in(mode)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_seven_are_read_whole() {
        let names: Vec<&str> = recipes().iter().map(|recipe| recipe.name).collect();
        assert_eq!(names, ["start", "capture", "bet", "breakdown", "next", "review", "why"]);
        for recipe in recipes() {
            assert!(recipe.steps.starts_with("1. "), "{}", recipe.name);
            assert!(recipe.about.contains("Use when"), "{}", recipe.name);
        }
    }

    #[test]
    fn a_file_with_a_broken_head_is_no_recipe() {
        assert!(Recipe::read("x", "title: A\nabout: B\n---\n1. Go.").is_some());
        for text in [
            "title: A\nabout: B\n1. Go.",
            "title: A\n---\n1. Go.",
            "title: A\nabout: B\nlikes: C\n---\n1. Go.",
            "title: A\nabout: B\nneeds: ref\n---\n1. Go.",
            "title: A\nabout: B\n---\n",
        ] {
            assert_eq!(Recipe::read("x", text), None, "{text}");
        }
    }

    #[test]
    fn every_verb_a_recipe_names_is_there() {
        for recipe in recipes() {
            for name in recipe.verbs() {
                assert!(VERBS.iter().any(|verb| verb.name == name), "{}: {name}", recipe.name);
            }
        }
    }

    #[test]
    fn a_mode_has_the_recipes_whose_verbs_it_has() {
        let of = |mode| {
            let has = recipes().iter().filter(move |recipe| recipe.is_in(mode));
            has.map(|recipe| recipe.name).collect::<Vec<_>>()
        };
        assert_eq!(of(Mode::Plan).len(), 7);
        assert_eq!(of(Mode::Build), ["next", "why"]);
        assert_eq!(of(Mode::Read), ["why"]);
    }
}
