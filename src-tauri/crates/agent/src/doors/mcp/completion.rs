//! What may be typed next: refs by their beginning, then names by their words.

use std::collections::HashSet;

use openbacklog_plan::{FindQuery, Kind, Link};
use rmcp::{
    ErrorData,
    model::{CompleteRequestParams, CompleteResult, CompletionInfo, Reference},
};

use super::{
    prompts,
    resources::{self, uri::ITEM_TEMPLATE},
};
use crate::base::{call::Call, choices, product::ChosenProduct, refusal::Refusal};

/// The most values of one answer, as the protocol has it.
const MOST_VALUES: usize = CompletionInfo::MAX_VALUES;

/// What completes an argument.
enum Completes {
    Product,
    /// An entity, of one kind or of any.
    Entity(Option<Kind>),
    /// The person's own words, which nobody can complete.
    Words,
}

/// Values and how many there are in all.
type Found = (Vec<String>, usize);

pub(super) async fn complete(
    call: &Call,
    request: CompleteRequestParams,
) -> Result<CompleteResult, ErrorData> {
    let completes = completed_by(call, &request)?;
    let typed = request.argument.value.as_str();
    let told = request.context.as_ref().and_then(|context| context.get_argument("product"));
    let found = match completes {
        Completes::Product => products(call, typed).await,
        Completes::Entity(kind) => entities(call, told.map(String::as_str), typed, kind).await,
        Completes::Words => Ok((Vec::new(), 0)),
    };
    let (mut values, total) = found.unwrap_or_else(|refusal| {
        // Someone is typing: the request that follows says what is wrong.
        tracing::debug!(refusal = refusal.cause, "nothing to complete with");
        (Vec::new(), 0)
    });
    values.truncate(MOST_VALUES);
    let more = total > values.len();
    let total = u32::try_from(total).ok();
    let info = CompletionInfo::with_pagination(values, total, more)
        .map_err(|error| ErrorData::internal_error(error, None))?;
    Ok(CompleteResult::new(info))
}

fn completed_by(call: &Call, request: &CompleteRequestParams) -> Result<Completes, ErrorData> {
    let name = request.argument.name.as_str();
    let names: Vec<&str> = match &request.r#ref {
        Reference::Prompt(prompt) => {
            let recipe = prompts::named(&prompt.name, call.caller.mode)?;
            recipe.arguments.iter().map(|argument| argument.name).collect()
        }
        Reference::Resource(template) if template.uri == ITEM_TEMPLATE => vec!["product", "ref"],
        Reference::Resource(_) => {
            let sentence = format!("There is no template but {ITEM_TEMPLATE}.");
            return Err(ErrorData::invalid_params(sentence, None));
        }
        _ => return Err(ErrorData::invalid_params("ref is a prompt or a resource.", None)),
    };
    if !names.contains(&name) {
        let sentence = format!("There is no argument {name}; there are {}.", names.join(", "));
        return Err(ErrorData::invalid_params(sentence, None));
    }
    Ok(match name {
        "product" => Completes::Product,
        "project" => Completes::Entity(Some(Kind::Project)),
        "idea" | "thought" => Completes::Words,
        _ => Completes::Entity(None),
    })
}

/// Names of products that begin with what was typed, then those that hold it.
async fn products(call: &Call, typed: &str) -> Result<Found, Refusal> {
    let wanted = choices::normal(typed);
    let products = call.plan.products().await?;
    let (begin, rest): (Vec<_>, Vec<_>) =
        products.into_iter().partition(|p| choices::normal(&p.name).starts_with(&wanted));
    let hold = rest.into_iter().filter(|p| choices::normal(&p.name).contains(&wanted));
    let names: Vec<String> = begin.into_iter().chain(hold).map(|product| product.name).collect();
    let total = names.len();
    Ok((names, total))
}

async fn entities(
    call: &Call,
    told: Option<&str>,
    typed: &str,
    kind: Option<Kind>,
) -> Result<Found, Refusal> {
    let product = match told {
        Some(name) => resources::uri::product_called(call, name).await?,
        None => call.product(None).await?,
    };
    let (by_ref, total) = by_ref(call, &product, typed, kind).await?;
    if typed.contains('-') && total > 0 {
        return Ok((by_ref, total));
    }
    let (named, named_total) = by_words(call, &product, typed, kind).await?;
    let mut seen: HashSet<String> = HashSet::new();
    let values = by_ref.into_iter().chain(named).filter(|value| seen.insert(value.clone()));
    Ok((values.collect(), total + named_total))
}

async fn by_ref(
    call: &Call,
    product: &ChosenProduct,
    typed: &str,
    kind: Option<Kind>,
) -> Result<Found, Refusal> {
    let (links, total) = call.plan.refs_beginning(&product.id, typed).await?;
    if links.first().is_some_and(|link| kind.is_some_and(|kind| kind != link.kind)) {
        return Ok((Vec::new(), 0));
    }
    Ok((links.into_iter().map(|link| link.reference).collect(), total as usize))
}

/// What holds the words typed, by name; by ref where a name does not say which.
async fn by_words(
    call: &Call,
    product: &ChosenProduct,
    typed: &str,
    kind: Option<Kind>,
) -> Result<Found, Refusal> {
    let any = Kind::ALL.into_iter().filter(|k| !matches!(k, Kind::Product | Kind::Setting));
    let query = FindQuery {
        kinds: kind.map_or_else(|| any.collect(), |kind| vec![kind]),
        ..FindQuery::words(&product.id, typed, u32::try_from(MOST_VALUES).unwrap_or(u32::MAX))
    };
    let found = call.plan.find(&query).await?;
    let links = found.rows.into_iter().map(|hit| Link {
        kind: hit.kind,
        id: hit.id,
        reference: hit.reference,
        name: hit.name,
    });
    let links: Vec<Link> = links.collect();
    let called = |link: &Link| links.iter().filter(|other| other.name == link.name).count();
    let value = |link: &Link| {
        // Without words to go by, a ref is the shorter thing to type; a whole text
        // is no name.
        let by_name = !typed.trim().is_empty()
            && called(link) == 1
            && !matches!(link.kind, Kind::Capture | Kind::Evidence | Kind::Pain);
        if by_name { link.name.clone() } else { link.reference.clone() }
    };
    Ok((links.iter().map(value).collect(), found.total as usize))
}
