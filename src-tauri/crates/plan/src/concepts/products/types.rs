//! What a product is, and the views of it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::base::actor::ActorName;
use crate::base::ids::ProductId;

/// The thing being built. One plan each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type, sqlx::FromRow)]
pub struct Product {
    /// Its id.
    pub id: ProductId,
    /// Its name.
    pub name: String,
    /// An emoji or a few letters; may be empty.
    pub icon: String,
    /// What changes for people if this works; markdown.
    pub vision: String,
    /// Free context that every brief may use; markdown.
    pub about: String,
    /// The local folders its code is in, as written: absolute paths of any system.
    #[sqlx(json)]
    pub folders: Vec<String>,
    /// Free labels.
    #[sqlx(json)]
    pub labels: Vec<String>,
    /// The codes of gaps and hints the person ignores here.
    #[sqlx(json)]
    pub ignored: Vec<String>,
    /// Whether it is the sample plan.
    pub sample: bool,
    /// Grows by one with each change.
    pub rev: u32,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
    /// Who last changed it.
    #[sqlx(try_from = "String")]
    pub updated_by: ActorName,
}

/// A product in the switcher.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type, sqlx::FromRow)]
pub struct ProductRow {
    /// Its id.
    pub id: ProductId,
    /// Its name.
    pub name: String,
    /// Its icon.
    pub icon: String,
    /// Whether a vision is written.
    pub has_vision: bool,
    /// Whether it is the sample plan.
    pub sample: bool,
    /// Projects neither done nor dropped.
    pub open_projects: u32,
    /// Captures waiting.
    pub inbox: u32,
}

/// A product in the trash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type, sqlx::FromRow)]
pub struct TrashedProduct {
    /// Its id.
    pub id: ProductId,
    /// Its name.
    pub name: String,
    /// When it was put there.
    pub trashed_at: DateTime<Utc>,
}

/// What a new product starts with; only the name is required.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct NewProduct {
    /// Its name.
    pub name: String,
    /// Its icon.
    #[specta(optional)]
    pub icon: Option<String>,
    /// Its vision.
    #[specta(optional)]
    pub vision: Option<String>,
    /// Its context.
    #[specta(optional)]
    pub about: Option<String>,
    /// The local folders its code is in.
    #[specta(optional)]
    pub folders: Option<Vec<String>>,
    /// Free labels.
    #[specta(optional)]
    pub labels: Option<Vec<String>>,
}

/// A partial update: what is left out is kept; an empty text or list clears.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ProductPatch {
    /// Its name.
    #[specta(optional)]
    pub name: Option<String>,
    /// Its icon.
    #[specta(optional)]
    pub icon: Option<String>,
    /// Its vision.
    #[specta(optional)]
    pub vision: Option<String>,
    /// Its context.
    #[specta(optional)]
    pub about: Option<String>,
    /// The local folders its code is in.
    #[specta(optional)]
    pub folders: Option<Vec<String>>,
    /// Free labels.
    #[specta(optional)]
    pub labels: Option<Vec<String>>,
    /// Answers the guard over long texts.
    #[specta(optional)]
    pub replace: Option<bool>,
}
