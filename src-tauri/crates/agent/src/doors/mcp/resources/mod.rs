//! The plan as pages that a client may attach: read only, and nothing that the
//! verbs do not tell as well.

pub(super) mod sheets;
pub(super) mod uri;

use rmcp::{
    ErrorData,
    model::{Annotations, Resource, ResourceContents, ResourceTemplate},
};
use serde_json::json;

use self::{
    sheets::Sheet,
    uri::{Address, ITEM_TEMPLATE, Leaf},
};
use crate::{
    base::{
        call::Call,
        cost,
        refusal::{Code, Refusal},
    },
    pages::page,
};

const MARKDOWN: &str = "text/markdown";

/// The sheets of every product, those of the connection's own product first.
pub(super) async fn list(call: &Call) -> Result<Vec<Resource>, Refusal> {
    let mut products = call.plan.products().await?;
    if let Ok(own) = call.product(None).await {
        products.sort_by_key(|product| product.id != own.id);
    }
    let of_product = |name: &str| Sheet::ALL.map(|sheet| resource(name, sheet));
    Ok(products.iter().flat_map(|product| of_product(&product.name)).collect())
}

fn resource(product: &str, sheet: Sheet) -> Resource {
    Resource::new(Address::of_sheet(product, sheet), format!("{product}: {}", sheet.word()))
        .with_title(format!("{} · {product}", sheet.title()))
        .with_description(sheet.about())
        .with_mime_type(MARKDOWN)
        .with_annotations(Annotations::default().with_priority(sheet.priority()))
}

/// The one template: anything in the plan by its ref.
pub(super) fn template() -> ResourceTemplate {
    ResourceTemplate::new(ITEM_TEMPLATE, "item")
        .with_title("Anything in the plan by its ref")
        .with_description("A task, project, bet or anything else whole, such as T-12.")
        .with_mime_type(MARKDOWN)
}

/// The page behind an address.
pub(super) async fn read(call: &Call, uri: &str) -> Result<ResourceContents, ErrorData> {
    match text(call, uri).await {
        Ok(text) => Ok(ResourceContents::text(text, uri).with_mime_type(MARKDOWN)),
        Err(refusal) => Err(not_read(uri, &refusal)),
    }
}

/// The same as text.
pub(super) async fn text(call: &Call, uri: &str) -> Result<String, Refusal> {
    let Some(address) = Address::read(uri) else {
        return Err(Refusal::not_found(
            "There is no such resource.",
            format!("resources/list has the pages; anything else is at {ITEM_TEMPLATE}."),
        ));
    };
    let product = address.product(call).await?;
    let text = match &address.leaf {
        Leaf::Sheet(sheet) => sheet.text(call, &product).await?,
        Leaf::Item(reference) => {
            let link = call.locate(&product, reference, None).await?;
            let page = page::entity(call, &product, &link, &[]).await?;
            format!("{}\n\n{}", product.name, page.lines.join("\n"))
        }
    };
    Ok(cost::capped(text, cost::MOST, "plan_get and plan_find tell the rest."))
}

pub(super) fn not_read(uri: &str, refusal: &Refusal) -> ErrorData {
    let sentence = refusal.text().replace('\n', " ");
    let data = Some(json!({"uri": uri}));
    match refusal.code {
        Code::NotFound | Code::Invalid => ErrorData::resource_not_found(sentence, data),
        _ => ErrorData::internal_error(sentence, data),
    }
}
