//! Closed sets of words: a kind, a status, a priority.

/// Declares an enum whose variants are stored, sent and shown as one
/// `snake_case` word each: `P1 = "p1" as "P1" | "high"` is stored as `p1`, answered
/// with as `P1`, and understood as `high` too.
macro_rules! word_enum {
    ($(#[$doc:meta])* $name:ident { $(
        $(#[$vdoc:meta])* $variant:ident = $word:literal $(as $says:literal)? $(| $also:literal)*
    ),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord,
            serde::Serialize, serde::Deserialize, specta::Type, sqlx::Type,
        )]
        pub enum $name {
            $($(#[$vdoc])* #[serde(rename = $word)] #[sqlx(rename = $word)] $variant),+
        }

        impl $name {
            /// All of them, in their own order.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// What each is called, in the same order.
            pub const WORDS: &[$crate::vocabulary::PlanWord] = &[$(Self::$variant.plan_word()),+];

            /// The word for it.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// The word for it, and others that mean the same.
            #[must_use]
            pub const fn plan_word(self) -> $crate::vocabulary::PlanWord {
                let (says, also): (&[&str], &[&str]) = match self {
                    $(Self::$variant => (&[$word $(, $says)?], &[$($also),*])),+
                };
                $crate::vocabulary::PlanWord::new(says, also)
            }

            /// The one this word stands for, to the letter.
            #[must_use]
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)+ _ => None }
            }

            /// The one that is meant in `field`, or a refusal with the words that
            /// would do.
            pub fn parse(field: &'static str, said: &str) -> $crate::Result<Self> {
                $crate::vocabulary::choose(field, said, Self::ALL, Self::plan_word)
            }
        }
    };
}

pub(crate) use word_enum;
