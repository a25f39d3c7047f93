//! First answers by idempotency key: clients send a lost request again, and the
//! second must not have a second effect.

use chrono::TimeDelta;
use serde::{Serialize, de::DeserializeOwned};

use super::log;
use crate::change::Change;
use crate::error::{Error, Result};

/// How long a key is remembered.
const REMEMBERED: TimeDelta = TimeDelta::hours(24);

/// The answer this client's key got the first time, if any.
pub(crate) async fn first<T: DeserializeOwned>(
    change: &mut Change,
    key: Option<&str>,
) -> Result<Option<T>> {
    let Some(key) = key else { return Ok(None) };
    if key.is_empty() || key.chars().count() > 200 {
        return Err(Error::invalid("key", "A key has 1 to 200 characters. Send a shorter one."));
    }
    let (client, since) = (change.actor.shown().stored(), change.at - REMEMBERED);
    let key = named(change, key);
    let answer = log::answer(change.conn(), &client, &key, since).await?;
    Ok(answer.and_then(|text| serde_json::from_str(&text).ok()))
}

/// Keeps an answer under its key, in the change it belongs to.
pub(crate) async fn keep<T: Serialize>(change: &mut Change, key: &str, answer: &T) -> Result<()> {
    let (client, at) = (change.actor.shown().stored(), change.at);
    let text = serde_json::to_string(answer)
        .map_err(|error| Error::Refused(format!("The answer could not be kept: {error}.")))?;
    let key = named(change, key);
    log::keep_answer(change.conn(), &client, &key, at, at - REMEMBERED, &text).await
}

/// Two use cases may be sent the same key, and answer differently.
fn named(change: &Change, key: &str) -> String {
    format!("{} {key}", change.action)
}
