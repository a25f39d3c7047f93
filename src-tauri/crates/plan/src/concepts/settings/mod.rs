//! The person's settings. They take the same path as any change, so undo works
//! on them too.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use sqlx::SqliteConnection;

use crate::Plan;
use crate::base::action::Action;
use crate::base::actor::Actor;
use crate::base::change::{Change, Grouping};
use crate::base::error::{Error, Result};
use crate::base::text;
use crate::base::word_enum::word_enum;

/// Where the listener waits unless the person says otherwise.
const DEFAULT_PORT: u16 = 7690;

word_enum! {
    /// How the window looks.
    Theme {
        /// As the system does.
        System = "system",
        /// Dark on light.
        Light = "light",
        /// Light on dark.
        Dark = "dark",
    }
}

/// Everything the person may set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Settings {
    /// How the window looks.
    pub theme: Theme,
    /// The global shortcut that opens the capture window; empty for none.
    pub capture_shortcut: String,
    /// Whether single letters act as commands.
    pub single_letter_keys: bool,
    /// The port of the listener on 127.0.0.1.
    pub server_port: u16,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: Theme::System,
            capture_shortcut: "CmdOrCtrl+Shift+Space".to_owned(),
            single_letter_keys: true,
            server_port: DEFAULT_PORT,
        }
    }
}

impl Settings {
    /// Takes one stored value. One that this version cannot read leaves the
    /// default in place.
    fn take(&mut self, id: &str, value: &str) {
        fn read<T: serde::de::DeserializeOwned>(value: &str, into: &mut T) {
            if let Ok(value) = serde_json::from_str(value) {
                *into = value;
            }
        }
        match id {
            "theme" => read(value, &mut self.theme),
            "capture_shortcut" => read(value, &mut self.capture_shortcut),
            "single_letter_keys" => read(value, &mut self.single_letter_keys),
            "server_port" => read(value, &mut self.server_port),
            _ => {}
        }
    }
}

/// A partial update: what is left out is kept.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct SettingsPatch {
    /// How the window looks.
    #[specta(optional)]
    pub theme: Option<Theme>,
    /// The global shortcut that opens the capture window.
    #[specta(optional)]
    pub capture_shortcut: Option<String>,
    /// Whether single letters act as commands.
    #[specta(optional)]
    pub single_letter_keys: Option<bool>,
    /// The port of the listener.
    #[specta(optional)]
    pub server_port: Option<u16>,
}

impl Plan {
    /// The settings in force.
    pub async fn settings(&self) -> Result<Settings> {
        let mut conn = self.store().reader().await?;
        stored(&mut conn).await
    }

    /// Changes the settings given.
    pub async fn update_settings(&self, actor: &Actor, patch: SettingsPatch) -> Result<Settings> {
        if patch.server_port.is_some_and(|port| port < 1024) {
            return Err(Error::invalid(
                "server_port",
                "Ports below 1024 belong to the system.",
                "Choose one from 1024 to 65535.",
            ));
        }
        let shortcut =
            patch.capture_shortcut.map(|s| text::line("capture_shortcut", &s, 100)).transpose()?;
        let mut change = Change::open(self, actor, Action::UpdateSettings, Grouping::Turn).await?;
        let values = [
            ("theme", patch.theme.map(|t| Value::from(t.word()))),
            ("capture_shortcut", shortcut.map(Value::from)),
            ("single_letter_keys", patch.single_letter_keys.map(Value::from)),
            ("server_port", patch.server_port.map(Value::from)),
        ];
        for (id, value) in values {
            if let Some(value) = value {
                put(&mut change, id, &value).await?;
            }
        }
        let settings = stored(change.conn()).await?;
        change.commit().await?;
        Ok(settings)
    }
}

async fn stored(conn: &mut SqliteConnection) -> Result<Settings> {
    let rows: Vec<(String, String)> =
        sqlx::query_as("SELECT id, value FROM settings").fetch_all(conn).await?;
    let mut settings = Settings::default();
    for (id, value) in rows {
        settings.take(&id, &value);
    }
    Ok(settings)
}

async fn put(change: &mut Change, id: &str, value: &Value) -> Result<()> {
    let (at, by) = (change.at, change.actor.shown().stored());
    sqlx::query(
        "INSERT INTO settings (id, value, rev, updated_at, updated_by) VALUES (?1, ?2, 0, ?3, ?4)
         ON CONFLICT (id) DO UPDATE SET value = excluded.value",
    )
    .bind(id)
    .bind(value.to_string())
    .bind(at)
    .bind(by)
    .execute(change.conn())
    .await?;
    Ok(())
}
