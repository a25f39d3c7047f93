//! An entity whole, as text and as data.

mod beside;
mod lines;
mod shaped;
mod work;

use openbacklog_plan::{Kind, Link, Plan};
use serde_json::Value;

use self::shaped::Shaped;
pub(crate) use self::{beside::Beside, lines::titled};
use crate::{product::Chosen, refusal::Refusal, render, render::without_ids, verb::Call};

/// Rows of tasks shown below a project unless all are asked for.
const TASKS_SHOWN: usize = 25;

/// One entity, ready to be shown.
pub(crate) struct Page {
    pub(crate) reference: String,
    pub(crate) lines: Vec<String>,
    pub(crate) data: Value,
}

/// The product itself.
pub(crate) async fn product(call: &Call, chosen: &Chosen) -> Result<Page, Refusal> {
    let product = call.plan.product(&chosen.id).await?;
    let (id, rev, by) = (product.id.as_str(), product.rev, &product.updated_by);
    let mut lines = vec![format!("product {} rev {rev}", render::quoted(&product.name))];
    lines.extend(lines::said("labels", &product.labels.join(", ")));
    lines.extend(lines::bullets("folders", &product.folders));
    lines.extend(render::fenced("vision", &product.vision, id, rev, by));
    lines.extend(render::fenced("about", &product.about, id, rev, by));
    Ok(Page { reference: "product".to_owned(), lines, data: without_ids(&product) })
}

/// Any other entity, with what is asked for beside it.
pub(crate) async fn entity(
    call: &Call,
    product: &Chosen,
    link: &Link,
    with: &[Beside],
) -> Result<Page, Refusal> {
    let plan = &call.plan;
    let (mut lines, page) = match link.kind {
        Kind::Task => {
            let page = plan.task_page(&link.id.as_str().into()).await?;
            let mut lines = work::task(&page);
            lines.extend(lines::links("decisions", &plan.links_of(link.kind, &link.id).await?));
            (lines, value(&page)?)
        }
        Kind::Project => {
            let page = plan.project_page(&link.id.as_str().into()).await?;
            let mut lines = work::project(&page);
            let all = with.contains(&Beside::Children);
            let most = if all { usize::MAX } else { TASKS_SHOWN };
            lines.extend(work::rows("tasks", &page.tasks, most));
            (lines, value(&page)?)
        }
        Kind::Capture => {
            let inbox = plan.inbox(&product.id).await?;
            let capture = inbox.into_iter().find(|capture| capture.id.as_str() == link.id);
            let capture = capture.ok_or_else(|| {
                Refusal::not_found(
                    format!("{} is no longer in the inbox.", link.reference),
                    "See what is there with plan_find, types capture.",
                )
            })?;
            (work::capture(&capture), value(&capture)?)
        }
        kind => {
            let shaped = Shaped { kind, page: load(plan, link).await? };
            (shaped.lines(), shaped.page)
        }
    };
    lines.extend(beside::lines(plan, link, &page, with).await?);
    Ok(Page { reference: link.reference.clone(), lines, data: without_ids(page) })
}

/// Everything the page of an entity shows, as data.
async fn load(plan: &Plan, link: &Link) -> Result<Value, Refusal> {
    let id = link.id.as_str();
    match link.kind {
        Kind::Product => value(plan.product(&id.into()).await?),
        Kind::Pillar => value(plan.pillar_page(&id.into()).await?),
        Kind::Outcome => value(plan.outcome_page(&id.into()).await?),
        Kind::Bet => value(plan.bet_page(&id.into()).await?),
        Kind::Persona => value(plan.persona_page(&id.into()).await?),
        Kind::Problem => value(plan.problem_page(&id.into()).await?),
        Kind::Pain => value(plan.pain_page(&id.into()).await?),
        Kind::Project => value(plan.project_page(&id.into()).await?),
        Kind::Task => value(plan.task_page(&id.into()).await?),
        Kind::Evidence => value(plan.evidence_page(&id.into()).await?),
        Kind::Decision => value(plan.decision_page(&id.into()).await?),
        Kind::Capture | Kind::Setting => Ok(Value::Null),
    }
}

fn value(page: impl serde::Serialize) -> Result<Value, Refusal> {
    serde_json::to_value(page).map_err(|error| {
        tracing::error!(%error, "a page could not be written as data");
        Refusal::storage("The page could not be read. Nothing was changed.")
    })
}
