//! Commands that only look.

use openbacklog_agent::{Answer, Refusal};
use openbacklog_plan::WhyLine;
use serde_json::{Value, json};

use crate::{
    arguments::{self, Narrowed, Shared},
    commands::{opened, product},
    output::Outcome,
};

/// Lists what there is; the verb that finds does the work.
pub(crate) async fn list(narrowed: Narrowed, shared: &Shared) -> Result<Outcome, Refusal> {
    let args = json!({
        "types": narrowed.kinds,
        "status": narrowed.status,
        "under": narrowed.under,
        "label": narrowed.label,
        "limit": narrowed.limit,
    });
    run("find", args, shared).await
}

/// Runs a verb by its command word, leaving out what was not given.
pub(crate) async fn run(word: &str, mut args: Value, shared: &Shared) -> Result<Outcome, Refusal> {
    if let Some(args) = args.as_object_mut() {
        args.retain(|_, value| !value.is_null() && value.as_array().is_none_or(|a| !a.is_empty()));
    }
    let verb = arguments::verb(word)
        .ok_or_else(|| Refusal::usage(format!("There is no command {word}.")))?;
    Ok(verb.call(opened(shared).await?, args).await?.into())
}

/// Says why something is worth doing.
pub(crate) async fn why(reference: &str, shared: &Shared) -> Result<Outcome, Refusal> {
    let call = opened(shared).await?;
    let link = call.plan.locate(&product(&call).await?, reference).await?;
    let chain = call.plan.why(link.kind, &link.id).await?;
    let mut lines = vec![format!("{} \"{}\"", link.reference, link.name)];
    lines.extend(chain.iter().map(WhyLine::shown));
    let levels: Vec<Value> = chain
        .iter()
        .map(|line| {
            json!({
                "level": line.level,
                "text": line.text,
                "gap": line.gap,
                "ref": line.link.as_ref().map(|link| &link.reference),
            })
        })
        .collect();
    Ok(Answer::new(lines.join("\n"))
        .with("ref", link.reference)
        .with("name", link.name)
        .with("why", levels)
        .into())
}

/// Says what others changed since this person, or this AI, last looked.
pub(crate) async fn recap(seen: bool, shared: &Shared) -> Result<Outcome, Refusal> {
    let call = opened(shared).await?;
    let product = product(&call).await?;
    let recap = call.plan.recap(&call.caller.actor, &product).await?;
    if seen {
        call.plan.mark_seen(&call.caller.actor, &product, recap.seq).await?;
    }
    let mut lines = vec![match recap.since {
        Some(since) => format!("Since {}:", since.format("%Y-%m-%d %H:%M")),
        None => "Since the beginning:".to_owned(),
    }];
    lines.extend(recap.lines());
    if lines.len() == 1 {
        lines.push("Nobody else has changed anything.".to_owned());
    }
    let groups: Vec<Value> = recap
        .groups
        .iter()
        .map(|group| {
            let refs: Vec<&str> =
                group.entities.iter().map(|link| link.reference.as_str()).collect();
            json!({
                "by": group.by.to_string(),
                "sentence": group.sentence,
                "changes": group.sets,
                "refs": refs,
                "total": group.total,
                "at": group.at,
            })
        })
        .collect();
    Ok(Answer::new(lines.join("\n"))
        .with("since", json!(recap.since))
        .with("groups", groups)
        .with("more", recap.more)
        .with("counts", json!(recap.counts))
        .with("seen", seen)
        .into())
}
