//! Commands that change one thing, beyond the verbs.

use openbacklog_agent::{Answer, Call, Refusal};
use openbacklog_plan::{Kind, Link, NewProduct, NewReading, ProductPatch, Written};
use serde_json::json;

use crate::{
    arguments::{self, Shared},
    commands::{opened, product},
    output,
};

type Done = Result<output::Outcome, Refusal>;

/// The entity a ref stands for, of the kind that is wanted.
async fn located(call: &Call, reference: &str, kind: Kind) -> Result<Link, Refusal> {
    let link = call.plan.locate(&product(call).await?, reference).await?;
    if link.kind == kind {
        return Ok(link);
    }
    Err(Refusal::refused(format!("{} is {}, not {}.", link.reference, link.kind.one(), kind.one())))
}

/// What was done, with what the plan has to say about it.
fn done(text: impl Into<String>, written: &Written) -> Answer {
    let mut lines = vec![text.into()];
    lines.extend(written.warnings.iter().cloned());
    Answer::new(lines.join("\n"))
        .with("change", written.seq)
        .with("warnings", written.warnings.clone())
}

/// What became of one thing, called by its ref and its name.
fn answer_about(link: Link, says: &str, written: &Written) -> Answer {
    done(format!("{} {says}: \"{}\"", link.reference, link.name), written)
        .with("ref", link.reference)
}

/// Joins one thing to others, as one change.
pub(crate) async fn link(what: &arguments::Joined, shared: &Shared) -> Done {
    let (call, one, others) = ends(what, shared).await?;
    let (actor, far) = (&call.caller.actor, entities(&others));
    let written = call.plan.link_each(actor, (one.kind, &one.id), &far).await?;
    Ok(joined(&one, "is linked to", &others, &written))
}

/// Parts one thing from others, as one change.
pub(crate) async fn unlink(what: &arguments::Joined, shared: &Shared) -> Done {
    let (call, one, others) = ends(what, shared).await?;
    let (actor, far) = (&call.caller.actor, entities(&others));
    let written = call.plan.unlink_each(actor, (one.kind, &one.id), &far).await?;
    Ok(joined(&one, "is no longer linked to", &others, &written))
}

async fn ends(
    what: &arguments::Joined,
    shared: &Shared,
) -> Result<(Call, Link, Vec<Link>), Refusal> {
    let call = opened(shared).await?;
    let product = product(&call).await?;
    let one = call.plan.locate(&product, &what.one).await?;
    let mut others = Vec::with_capacity(what.others.len());
    for reference in &what.others {
        others.push(call.plan.locate(&product, reference).await?);
    }
    Ok((call, one, others))
}

fn entities(links: &[Link]) -> Vec<(Kind, String)> {
    links.iter().map(|link| (link.kind, link.id.clone())).collect()
}

fn joined(one: &Link, says: &str, others: &[Link], written: &Written) -> output::Outcome {
    let names: Vec<&str> = others.iter().map(|other| other.reference.as_str()).collect();
    done(format!("{} {says} {}", one.reference, names.join(", ")), written)
        .with("ref", one.reference.clone())
        .with("others", json!(names))
        .into()
}

/// Keeps what was measured.
pub(crate) async fn outcome(what: arguments::Outcome, shared: &Shared) -> Done {
    let arguments::Outcome::AddReading { reference, value, date, note } = what;
    let call = opened(shared).await?;
    let link = located(&call, &reference, Kind::Outcome).await?;
    let new = NewReading { date, value, note };
    let id = link.id.as_str().into();
    let written = call.plan.add_reading(&call.caller.actor, &id, new).await?;
    Ok(answer_about(link, &format!("is at {value}"), &written).with("value", value).into())
}

/// Closes a bet, or opens it again.
pub(crate) async fn bet(what: arguments::Bet, shared: &Shared) -> Done {
    let call = opened(shared).await?;
    let actor = &call.caller.actor;
    let (link, written, says) = match what {
        arguments::Bet::Close { reference, result, learned } => {
            let link = located(&call, &reference, Kind::Bet).await?;
            let result = result.as_deref().map(openbacklog_agent::bet_result).transpose()?;
            let id = link.id.as_str().into();
            (link.clone(), call.plan.close_bet(actor, &id, result, learned).await?, "is closed")
        }
        arguments::Bet::Reopen { reference, reason } => {
            let link = located(&call, &reference, Kind::Bet).await?;
            let id = link.id.as_str().into();
            (link.clone(), call.plan.reopen_bet(actor, &id, reason).await?, "is open again")
        }
    };
    Ok(answer_about(link, says, &written).into())
}

/// Pins a task, or lets it go.
pub(crate) async fn pin(what: &arguments::OnOff, shared: &Shared) -> Done {
    let call = opened(shared).await?;
    let task = located(&call, &what.reference, Kind::Task).await?;
    let (id, actor) = (task.id.as_str().into(), &call.caller.actor);
    let (written, says) = if what.off {
        (call.plan.unpin_task(actor, &id).await?, "is no longer pinned")
    } else {
        (call.plan.pin_task(actor, &id).await?, "comes first")
    };
    Ok(answer_about(task, says, &written).into())
}

/// Hides a task from what is next until tomorrow, or shows it again.
pub(crate) async fn skip(what: &arguments::OnOff, shared: &Shared) -> Done {
    let call = opened(shared).await?;
    let task = located(&call, &what.reference, Kind::Task).await?;
    let (id, actor) = (task.id.as_str().into(), &call.caller.actor);
    let (written, says) = if what.off {
        (call.plan.unskip_task(actor, &id).await?, "is back in what is next")
    } else {
        (call.plan.skip_task(actor, &id).await?, "waits until tomorrow")
    };
    Ok(answer_about(task, says, &written).into())
}

/// Stops showing a gap or hint at one place, or shows it again.
pub(crate) async fn ignore(reference: &str, code: &str, off: bool, shared: &Shared) -> Done {
    let call = opened(shared).await?;
    let link = call.plan.locate(&product(&call).await?, reference).await?;
    let (code, actor) = (code.to_uppercase(), &call.caller.actor);
    let (written, says) = if off {
        (call.plan.heed_gap(actor, link.kind, &link.id, &code).await?, "is shown again at")
    } else {
        (call.plan.ignore_gap(actor, link.kind, &link.id, &code).await?, "is ignored at")
    };
    Ok(done(format!("{code} {says} {}", link.reference), &written)
        .with("ref", link.reference)
        .with("code", code)
        .into())
}

/// Lists products, makes one, or ties a code folder to one.
pub(crate) async fn products(what: arguments::Product, shared: &Shared) -> Done {
    let call = opened(shared).await?;
    let (plan, actor) = (&call.plan, &call.caller.actor);
    match what {
        arguments::Product::List => {
            let rows = plan.products().await?;
            let lines: Vec<String> = rows
                .iter()
                .map(|row| {
                    format!(
                        "{} · {} projects open · {} in the inbox",
                        row.name, row.open_projects, row.inbox
                    )
                })
                .collect();
            let text = if lines.is_empty() {
                "No product yet. Make one with: openbacklog product new NAME".to_owned()
            } else {
                lines.join("\n")
            };
            let names: Vec<&str> = rows.iter().map(|row| row.name.as_str()).collect();
            Ok(Answer::new(text).with("products", json!(names)).into())
        }
        arguments::Product::New { name } => {
            let new = NewProduct { name: name.clone(), ..NewProduct::default() };
            let written = plan.create_product(actor, new).await?;
            Ok(done(format!("Made the product \"{name}\""), &written).with("name", name).into())
        }
        arguments::Product::AddFolder { folder } => {
            let folder = match folder {
                Some(folder) => folder,
                None => std::env::current_dir()
                    .map_err(|error| Refusal::usage(format!("The folder is unknown: {error}.")))?,
            };
            let folder = std::path::absolute(&folder)
                .map_err(|error| Refusal::usage(format!("The folder is unknown: {error}.")))?;
            let id = product(&call).await?;
            let now = plan.product(&id).await?;
            let mut folders = now.folders;
            folders.push(folder.display().to_string());
            let patch = ProductPatch { folders: Some(folders), ..ProductPatch::default() };
            let written = plan.update_product(actor, &id, patch, None).await?;
            let text = format!("The code in {} belongs to \"{}\"", folder.display(), now.name);
            Ok(done(text, &written).with("folder", folder.display().to_string()).into())
        }
    }
}

/// Loads the sample plan, or removes it.
pub(crate) async fn sample(what: arguments::Sample, shared: &Shared) -> Done {
    let call = opened(shared).await?;
    let actor = &call.caller.actor;
    let (written, says) = match what {
        arguments::Sample::Load => (
            call.plan.load_sample(actor).await?,
            "Loaded the sample plan \"Larder\". See it with: openbacklog --product Larder brief",
        ),
        arguments::Sample::Remove => {
            (call.plan.remove_sample(actor).await?, "Removed the sample plan.")
        }
    };
    Ok(done(says, &written).into())
}
