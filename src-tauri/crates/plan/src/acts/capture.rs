//! From a typed line to what it makes.

use crate::Plan;
use crate::acts::place::{self, Material};
use crate::base::action::Action;
use crate::base::actor::Actor;
use crate::base::capture_line::{self, ChipKind, Makes, ParsedLine};
use crate::base::change::{Change, Grouping, Written};
use crate::base::entities;
use crate::base::error::{BadItem, Error, Result};
use crate::base::ids::{ProductId, ProjectId};
use crate::base::refs::{Kind, Link};
use crate::concepts::captures::{
    self, CaptureSource, CaptureTarget, Captured, NewCapture, naming, sql,
};
use crate::concepts::products::{self, NewProduct};

/// The name of the product that a first capture makes.
const FIRST_PRODUCT: &str = "My product";

impl Plan {
    /// Reads a capture line without saving anything.
    pub async fn parse_capture(
        &self,
        product: Option<&ProductId>,
        line: &str,
    ) -> Result<ParsedLine> {
        let mut conn = self.store().reader().await?;
        let links = match product {
            Some(product) => sql::nameable(&mut conn, product).await?,
            None => Vec::new(),
        };
        Ok(capture_line::parse(line, &naming::names(&links)))
    }

    /// Saves a capture line: what it says it is, joined to what it names; a task
    /// where it names a project; a capture in the inbox otherwise. Without a product it goes to the only one; the very first
    /// capture makes one.
    pub async fn capture(
        &self,
        actor: &Actor,
        product: Option<&ProductId>,
        line: &str,
        source: CaptureSource,
    ) -> Result<Captured> {
        let mut change = Change::open(self, actor, Action::Capture, Grouping::Turn).await?;
        let (made, messages) = keep(&mut change, product, line, source).await?;
        let written = change.commit().await?;
        Ok(Captured { written, made, messages })
    }

    /// Saves each of several capture lines, as one change: all of them, or none.
    pub async fn capture_each(
        &self,
        actor: &Actor,
        product: Option<&ProductId>,
        lines: &[String],
        source: CaptureSource,
    ) -> Result<Written> {
        let mut change = Change::open(self, actor, Action::Capture, Grouping::Turn).await?;
        for (at, line) in lines.iter().enumerate() {
            let error = match keep(&mut change, product, line, source).await {
                Ok(_) => continue,
                Err(error) => Box::new(error),
            };
            return Err(Error::Batch(vec![BadItem { index: at + 1, local: None, error }]));
        }
        change.commit().await
    }
}

/// Makes what a line says: what, and what the person should know.
async fn keep(
    change: &mut Change,
    product: Option<&ProductId>,
    line: &str,
    source: CaptureSource,
) -> Result<(Link, Vec<String>)> {
    let mut messages = Vec::new();
    let product = match product {
        Some(product) => product.clone(),
        None => the_product(change, &mut messages).await?,
    };
    let links = sql::nameable(change.conn(), &product).await?;
    let parsed = capture_line::parse(line, &naming::names(&links));
    messages.extend(parsed.messages.iter().cloned());
    let made = if let Some(target) = target(&parsed) {
        let from = Material::of_line(&parsed);
        let (made, said) = place::make(change, &product, from, &target).await?;
        messages.extend(said);
        made
    } else {
        let id = captures::create(change, &product, kept(&parsed, line, source)).await?;
        entities::link(change.conn(), Kind::Capture, id.as_str()).await?
    };
    Ok((made, messages))
}

async fn the_product(change: &mut Change, messages: &mut Vec<String>) -> Result<ProductId> {
    let products = products::sql::rows(change.conn()).await?;
    match products.as_slice() {
        [only] => Ok(only.id.clone()),
        [] => {
            messages.push(format!(
                "This was the first thought, so a product called “{FIRST_PRODUCT}” holds it. Rename it any time."
            ));
            let new = NewProduct { name: FIRST_PRODUCT.to_owned(), ..NewProduct::default() };
            products::create(change, new).await
        }
        several => {
            let names: Vec<&str> = several.iter().map(|p| p.name.as_str()).collect();
            Err(Error::invalid(
                "product",
                format!("There are {} products: {}.", names.len(), names.join(", ")),
                "Say which one.",
            ))
        }
    }
}

/// What a line says it makes, unless that is a capture.
fn target(parsed: &ParsedLine) -> Option<CaptureTarget> {
    match parsed.makes {
        Makes::Capture => None,
        Makes::Task => {
            let project_id = ProjectId(parsed.project.as_ref()?.id.clone());
            Some(CaptureTarget::Task { project_id })
        }
        Makes::Problem => Some(CaptureTarget::Problem),
        Makes::Evidence => Some(CaptureTarget::Evidence),
        Makes::Decision => Some(CaptureTarget::Decision),
    }
}

/// What the inbox keeps of a line: all of it, so that placing it later still
/// finds its steps, checks and tokens.
fn kept<'a>(parsed: &'a ParsedLine, line: &'a str, source: CaptureSource) -> NewCapture<'a> {
    let plain = parsed.makes == Makes::Capture
        && parsed.chips.iter().all(|chip| chip.kind == ChipKind::Label)
        && parsed.steps.is_empty()
        && parsed.checks.is_empty();
    NewCapture {
        text: &parsed.text,
        note: &parsed.note,
        line: if plain { "" } else { line },
        labels: &parsed.labels,
        source,
    }
}
