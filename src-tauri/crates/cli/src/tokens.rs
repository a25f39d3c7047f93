//! Tokens of clients that connect over HTTP.

use openbacklog_agent::{Answer, Refusal, mode_word};
use openbacklog_plan::{Actor, Connection, Mode, NewConnection, Plan};
use serde_json::{Value, json};

use crate::{arguments::Token, open, output::Outcome};

pub(crate) async fn run(what: Token) -> Result<Outcome, Refusal> {
    let plan = open::plan().await?;
    let answer = match what {
        Token::Create { label, mode } => {
            let NewConnection { connection, token } =
                plan.create_connection(&Actor::you(), &label, mode.into()).await?;
            let text = format!(
                "{token}\nThis is shown once. {} sends it as: Authorization: Bearer {token}",
                connection.label
            );
            Answer::new(text).with("token", token).with("connection", described(&connection))
        }
        Token::List => list(&plan.connections().await?),
        Token::Scope { label, mode } => scope(&plan, &label, mode.into()).await?,
        Token::Revoke { label } => revoke(&plan, &label).await?,
    };
    Ok(answer.into())
}

fn list(connections: &[Connection]) -> Answer {
    let lines: Vec<String> = connections
        .iter()
        .map(|c| {
            let used = c.last_used_at.map_or_else(
                || "never used".to_owned(),
                |at| format!("last used {}", at.format("%Y-%m-%d %H:%M")),
            );
            format!("{} · {} · {used}", c.label, mode_word(c.mode))
        })
        .collect();
    let text = if lines.is_empty() {
        "No client has a token. Make one with: openbacklog token create NAME".to_owned()
    } else {
        lines.join("\n")
    };
    Answer::new(text).with("connections", connections.iter().map(described).collect::<Vec<_>>())
}

async fn scope(plan: &Plan, label: &str, mode: Mode) -> Result<Answer, Refusal> {
    let meant = named(plan, label).await?;
    for connection in &meant {
        plan.set_connection_mode(&Actor::you(), &connection.id, mode).await?;
    }
    let word = mode_word(mode);
    Ok(Answer::new(format!("{label} connects in {word} mode from its next request on."))
        .with("scoped", meant.len())
        .with("mode", word))
}

async fn revoke(plan: &Plan, label: &str) -> Result<Answer, Refusal> {
    let meant = named(plan, label).await?;
    for connection in &meant {
        plan.revoke_connection(&Actor::you(), &connection.id).await?;
    }
    Ok(Answer::new(format!("{label} can no longer connect.")).with("revoked", meant.len()))
}

/// The connections of this name; several clients may share one.
async fn named(plan: &Plan, label: &str) -> Result<Vec<Connection>, Refusal> {
    let connections = plan.connections().await?;
    let (meant, others): (Vec<_>, Vec<_>) = connections.into_iter().partition(|c| c.label == label);
    if meant.is_empty() {
        let names: Vec<&str> = others.iter().map(|c| c.label.as_str()).collect();
        let repair = match names.as_slice() {
            [] => "Make one with: openbacklog token create NAME".to_owned(),
            names => format!("There are: {}.", names.join(", ")),
        };
        return Err(Refusal::not_found(format!("No client named {label} has a token."), repair));
    }
    Ok(meant)
}

fn described(connection: &Connection) -> Value {
    json!({
        "name": connection.label,
        "mode": mode_word(connection.mode),
        "created_at": connection.created_at,
        "last_used_at": connection.last_used_at,
    })
}
