//! Identities: a UUIDv7 in its canonical text form, one type per kind of entity.
//!
//! Ids never appear on screen or in what an AI reads; there the short refs of
//! [`crate::base::refs`] stand for them.

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(
            Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord,
            serde::Serialize, serde::Deserialize, specta::Type, sqlx::Type,
        )]
        #[serde(transparent)]
        #[sqlx(transparent)]
        pub struct $name(pub(crate) String);

        impl $name {
            /// The id as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text)
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

id!(
    /// A product.
    ProductId
);
id!(
    /// A pillar.
    PillarId
);
id!(
    /// An outcome.
    OutcomeId
);
id!(
    /// A reading of an outcome.
    ReadingId
);
id!(
    /// A bet.
    BetId
);
id!(
    /// A persona.
    PersonaId
);
id!(
    /// A problem.
    ProblemId
);
id!(
    /// A pain.
    PainId
);
id!(
    /// A piece of evidence.
    EvidenceId
);
id!(
    /// A decision.
    DecisionId
);
id!(
    /// A project.
    ProjectId
);
id!(
    /// A task.
    TaskId
);
id!(
    /// A step of a task.
    StepId
);
id!(
    /// A check of a task.
    CheckId
);
id!(
    /// A capture.
    CaptureId
);
id!(
    /// A client that may use the HTTP door.
    ConnectionId
);
