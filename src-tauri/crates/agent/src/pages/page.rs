//! One entity whole, with what is asked for beside it.

use openbacklog_plan::{Kind, Link};
use serde_json::Value;

use super::{beside::Beside, reader::Reader, rows::link_line, work};
use crate::base::{call::Call, product::ChosenProduct, refusal::Refusal};

/// Rows of tasks shown below a project unless all are asked for.
const TASKS_SHOWN: usize = 25;

/// One entity, ready to be shown.
pub(crate) struct Page {
    pub(crate) reference: String,
    pub(crate) lines: Vec<String>,
    pub(crate) data: Value,
}

/// An entity, with what is asked for beside it.
pub(crate) async fn entity(
    call: &Call,
    product: &ChosenProduct,
    link: &Link,
    with: &[Beside],
) -> Result<Page, Refusal> {
    let reader = Reader { plan: &call.plan, product: &product.id };
    let mut parts = reader.parts(link).await?;
    let mut lines = std::mem::take(&mut parts.own);
    lines.append(&mut parts.more);
    match link.kind {
        Kind::Task => {
            lines.extend(link_line("decisions", &call.plan.links_of(link.kind, &link.id).await?));
        }
        Kind::Project => {
            let all = with.contains(&Beside::Children);
            let most = if all { usize::MAX } else { TASKS_SHOWN };
            lines.extend(work::rows("tasks", &parts.tasks, most));
        }
        _ => {}
    }
    if link.kind != Kind::Product {
        lines.extend(reader.beside(link, &parts, with).await?);
    }
    let reference = match link.kind {
        Kind::Product => link.kind.word().to_owned(),
        _ => link.reference.clone(),
    };
    Ok(Page { reference, lines, data: parts.data })
}
