//! The addresses of resources: `openbacklog://Acme%20Notes/item/T-12`.
//!
//! A product is addressed by its name. A client may keep an address longer than a
//! name lasts, so an earlier name still leads to the product, as long as no product
//! is called that now.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use super::sheets::Sheet;
use crate::base::{
    call::Call,
    choices,
    product::ChosenProduct,
    refusal::{Code, Refusal},
};

/// What every address begins with.
const SCHEME: &str = "openbacklog://";
/// The address of one thing in a plan.
pub(in crate::doors::mcp) const ITEM_TEMPLATE: &str = "openbacklog://{product}/item/{ref}";
/// What stands in the middle of such an address.
const ITEM: &str = "item";

/// What may stay as it is in a part of an address.
const KEPT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// What an address leads to, within a product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::doors::mcp) enum Leaf {
    Sheet(Sheet),
    /// A ref or an exact name.
    Item(String),
}

/// An address, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::doors::mcp) struct Address {
    /// The product's name, or one it had.
    pub(super) product: String,
    pub(super) leaf: Leaf,
}

impl Address {
    /// Takes an address apart; `None` for what is none of ours.
    pub(in crate::doors::mcp) fn read(uri: &str) -> Option<Self> {
        let scheme = uri.get(..SCHEME.len())?;
        let mut parts = uri.get(SCHEME.len()..)?.split('/');
        if !scheme.eq_ignore_ascii_case(SCHEME) {
            return None;
        }
        let product = part(parts.next()?)?;
        let leaf = match (part(parts.next()?)?, parts.next()) {
            (word, Some(item)) if word == ITEM => Leaf::Item(part(item)?),
            (word, None) => Leaf::Sheet(Sheet::of_word(&word)?),
            _ => return None,
        };
        parts.next().is_none().then_some(Self { product, leaf })
    }

    pub(super) fn of_sheet(product: &str, sheet: Sheet) -> String {
        format!("{SCHEME}{}/{}", utf8_percent_encode(product, KEPT), sheet.word())
    }

    /// The product meant.
    pub(in crate::doors::mcp) async fn product(
        &self,
        call: &Call,
    ) -> Result<ChosenProduct, Refusal> {
        product_called(call, &self.product).await
    }
}

/// The product that is called this, or was.
pub(in crate::doors::mcp) async fn product_called(
    call: &Call,
    name: &str,
) -> Result<ChosenProduct, Refusal> {
    let found = call.product(Some(name)).await;
    if !found.as_ref().is_err_and(|refusal| refusal.code == Code::NotFound) {
        return found;
    }
    let wanted = choices::normal(name);
    let earlier = call.plan.earlier_names().await?;
    match earlier.into_iter().find(|(_, name)| choices::normal(name) == wanted) {
        Some((id, _)) => call.product(Some(id.as_str())).await,
        None => found,
    }
}

/// A part of an address as it was before it was encoded.
fn part(encoded: &str) -> Option<String> {
    let decoded = percent_decode_str(encoded).decode_utf8().ok()?;
    (!decoded.trim().is_empty()).then(|| decoded.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_what_was_written() {
        for name in ["Acme", "Acme Notes", "50 % off / free?", "地図", "a#b", "..", "{product}"] {
            let uri = Address::of_sheet(name, Sheet::Now);
            let expected = Address { product: name.to_owned(), leaf: Leaf::Sheet(Sheet::Now) };
            assert_eq!(Address::read(&uri), Some(expected), "{uri}");
        }
        let item = Address::read("OpenBacklog://Acme/item/U-1%C3%97X-2");
        assert_eq!(item.map(|a| a.leaf), Some(Leaf::Item("U-1×X-2".to_owned())));
    }

    #[test]
    fn other_addresses_are_refused() {
        for uri in [
            "",
            "openbacklog://",
            "openbacklog://Acme",
            "openbacklog://Acme/",
            "openbacklog:///now",
            "openbacklog://Acme/now/",
            "openbacklog://Acme/later",
            "openbacklog://Acme/item",
            "openbacklog://Acme/item/",
            "openbacklog://Acme/item/T-1/x",
            "openbacklog://%FF/now",
            "file:///etc/passwd",
            "öpenbacklog://Acme/now",
        ] {
            assert_eq!(Address::read(uri), None, "{uri}");
        }
    }
}
