//! Commands that read or change the plan and end.

use std::io::{self, IsTerminal, Read};

use clap::ArgMatches;
use openbacklog_agent::{Answer, Call, Refusal, Takes, Verb};
use openbacklog_plan::{CaptureSource, Error, Kind, OpenChecks, ProductId, TaskId};
use serde_json::{Value, json};

use crate::{
    arguments::{self, Shared},
    caller, open,
    output::Outcome,
};

/// Runs a verb with what was typed.
pub(crate) async fn verb(
    verb: &'static Verb,
    matches: &ArgMatches,
    shared: &Shared,
) -> Result<Outcome, Refusal> {
    let args = match verb.command.takes {
        Takes::Json => json_input(matches.get_one::<String>("file").map(String::as_str))?,
        _ => Value::Object(arguments::typed(verb, matches)),
    };
    let plan = open::plan().await?;
    let call = Call { plan, caller: caller::in_terminal(shared) };
    let refs: Vec<String> = match verb.command.takes {
        Takes::Each(name) => matches.get_many(name).into_iter().flatten().cloned().collect(),
        _ => Vec::new(),
    };
    let answer = if refs.len() > 1 {
        openbacklog_agent::report_each(call, &refs, args).await?
    } else {
        verb.call(call, args).await?
    };
    Ok(answer.into())
}

/// Keeps a thought.
pub(crate) async fn capture(line: &[String], shared: &Shared) -> Result<Outcome, Refusal> {
    let line = if line.is_empty() { standard_input("a thought")? } else { line.join(" ") };
    let call = opened(shared).await?;
    let product = call.bound_product().await?.map(|product| product.id);
    let actor = &call.caller.actor;
    let captured = call.plan.capture(actor, product.as_ref(), &line, CaptureSource::Cli).await?;
    let made = captured.made;
    let mut lines = vec![format!("Kept as {} \"{}\"", made.reference, made.name)];
    lines.extend(captured.messages.iter().cloned());
    Ok(Answer::new(lines.join("\n"))
        .with("ref", made.reference)
        .with("kind", made.kind.word())
        .with("change", captured.written.set)
        .with("messages", captured.messages)
        .into())
}

/// Marks tasks done, as one change.
pub(crate) async fn done(
    refs: &[String],
    open: OpenChecks,
    shared: &Shared,
) -> Result<Outcome, Refusal> {
    let call = opened(shared).await?;
    let product = product(&call).await?;
    let mut tasks = Vec::with_capacity(refs.len());
    for reference in refs {
        let task = call.plan.locate(&product, reference).await?;
        if task.kind != Kind::Task {
            return Err(Refusal::refused(format!("{} is not a task.", task.reference)));
        }
        tasks.push(task);
    }
    let ids: Vec<TaskId> = tasks.iter().map(|task| task.id.as_str().into()).collect();
    let written = call.plan.complete_tasks(&call.caller.actor, &ids, open).await.map_err(asked)?;
    let mut lines: Vec<String> =
        tasks.iter().map(|t| format!("{} is done: \"{}\"", t.reference, t.name)).collect();
    lines.extend(written.warnings.iter().cloned());
    let refs: Vec<&str> = tasks.iter().map(|task| task.reference.as_str()).collect();
    Ok(Answer::new(lines.join("\n"))
        .with("ref", refs.first().copied())
        .with("refs", json!(refs))
        .with("change", written.seq)
        .with("warnings", written.warnings)
        .into())
}

/// How a question about open checks is answered here.
fn asked(error: Error) -> Refusal {
    let is_question = matches!(error, Error::OpenChecks(_));
    let mut refusal = Refusal::from(error);
    if is_question {
        "Tick them with update, or say --anyway.".clone_into(&mut refusal.repair);
    }
    refusal
}

pub(crate) async fn opened(shared: &Shared) -> Result<Call, Refusal> {
    Ok(Call { plan: open::plan().await?, caller: caller::in_terminal(shared) })
}

pub(crate) async fn product(call: &Call) -> Result<ProductId, Refusal> {
    call.product(None).await.map(|product| product.id)
}

fn json_input(file: Option<&str>) -> Result<Value, Refusal> {
    let text = match file {
        Some(path) => std::fs::read_to_string(path)
            .map_err(|error| Refusal::usage(format!("{path} cannot be read: {error}.")))?,
        None => standard_input("the arguments as JSON")?,
    };
    serde_json::from_str(&text)
        .map_err(|error| Refusal::usage(format!("The input is not JSON: {error}.")))
}

fn standard_input(what: &str) -> Result<String, Refusal> {
    if io::stdin().is_terminal() {
        return Err(Refusal::usage(format!("Give {what}, or pipe it in.")));
    }
    let mut text = String::new();
    io::stdin()
        .read_to_string(&mut text)
        .map_err(|error| Refusal::usage(format!("Standard input cannot be read: {error}.")))?;
    Ok(text)
}
