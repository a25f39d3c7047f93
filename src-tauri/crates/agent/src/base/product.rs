//! Which product a call is about. Never guessed: named in the call, named for the
//! connection, the one whose code is where the caller works, or the only one.

use openbacklog_plan::{Kind, Link, ProductId, ProductRow};
use serde_json::json;

use crate::base::{
    call::Call,
    choices,
    refusal::{Code, Refusal},
};

/// The most products that a refusal names.
const LISTED: usize = 10;

/// The product a call works on.
#[derive(Debug, Clone)]
pub struct ChosenProduct {
    /// Its id.
    pub id: ProductId,
    /// Its name.
    pub name: String,
}

impl ChosenProduct {
    fn link(&self) -> Link {
        Link {
            kind: Kind::Product,
            id: self.id.to_string(),
            reference: self.name.clone(),
            name: self.name.clone(),
        }
    }
}

impl From<ProductRow> for ChosenProduct {
    fn from(row: ProductRow) -> Self {
        Self { id: row.id, name: row.name }
    }
}

impl Call {
    /// The product named in the call, else the one its connection is bound to,
    /// else the one whose code is in the caller's folder, else the only one.
    ///
    /// # Errors
    /// A [`Refusal`] that lists the products when it would have to guess.
    pub async fn product(&self, named: Option<&str>) -> Result<ChosenProduct, Refusal> {
        let mut products = self.plan.products().await?;
        if let Some(name) = named.or(self.caller.product.as_deref()) {
            return by_name(products, name);
        }
        match products.len() {
            0 => Err(none_yet()),
            1 => Ok(products.remove(0).into()),
            _ => match self.of_folders().await? {
                Some(id) => by_name(products, id.as_str()),
                None => Err(which(&products, self.nothing_said())),
            },
        }
    }

    /// The product the connection is bound to, by name or by folder; `None` when it
    /// is bound to none.
    ///
    /// # Errors
    /// A [`Refusal`] when it is bound to a name that no product has.
    pub async fn bound_product(&self) -> Result<Option<ChosenProduct>, Refusal> {
        let wanted = match self.caller.product.clone() {
            Some(name) => Some(name),
            None => self.of_folders().await?.map(|id| id.to_string()),
        };
        match wanted {
            Some(wanted) => by_name(self.plan.products().await?, &wanted).map(Some),
            None => Ok(None),
        }
    }

    /// The product that the first of the caller's folders belongs to.
    async fn of_folders(&self) -> Result<Option<ProductId>, Refusal> {
        for folder in &self.caller.folders {
            if let Some(id) = self.plan.product_of_folder(folder).await? {
                return Ok(Some(id));
            }
        }
        Ok(None)
    }

    fn nothing_said(&self) -> String {
        match self.caller.folders.first() {
            Some(folder) => format!(
                "There are several products, and none has its code in {}.",
                folder.display()
            ),
            None => "There are several products.".to_owned(),
        }
    }

    /// What [`Call::product`] chooses, or nothing while there is no product at all.
    pub(crate) async fn product_if_any(
        &self,
        named: Option<&str>,
    ) -> Result<Option<ChosenProduct>, Refusal> {
        if self.plan.products().await?.is_empty() {
            return Ok(None);
        }
        self.product(named).await.map(Some)
    }

    /// The entity of this ref in the product; `product` is the product itself.
    pub(crate) async fn locate(
        &self,
        product: &ChosenProduct,
        reference: &str,
        wanted: Option<Kind>,
    ) -> Result<Link, Refusal> {
        let link = if choices::normal(reference) == Kind::Product.word() {
            product.link()
        } else {
            self.plan.locate(&product.id, reference).await?
        };
        match wanted {
            Some(kind) if link.kind != kind => Err(Refusal::invalid(
                "ref",
                format!("{} is {}, not {}.", link.reference, link.kind.one(), kind.one()),
                format!("Give the ref of {}.", kind.one()),
            )),
            _ => Ok(link),
        }
    }
}

/// The product of this name or id, in any spelling of the name.
fn by_name(mut products: Vec<ProductRow>, named: &str) -> Result<ChosenProduct, Refusal> {
    if products.is_empty() {
        return Err(none_yet());
    }
    let wanted = choices::normal(named);
    let called = |p: &ProductRow| p.id.as_str() == named || choices::normal(&p.name) == wanted;
    match products.iter().filter(|p| called(p)).count() {
        0 => Err(which(&products, format!("There is no product “{named}”."))),
        1 => {
            products.retain(called);
            Ok(products.remove(0).into())
        }
        several => Err(Refusal::new(
            Code::Invalid,
            format!("{several} products are called “{named}”."),
            "Ask the person to rename all but one.",
        )),
    }
}

fn none_yet() -> Refusal {
    Refusal::new(
        Code::NotFound,
        "There is no product yet.",
        "Make one with plan_save: items [{type: \"product\", fields: {name: …}}].",
    )
    .at_terminal("Make one with: openbacklog product new NAME")
}

fn which(products: &[ProductRow], cause: String) -> Refusal {
    let names: Vec<&str> = products.iter().map(|p| p.name.as_str()).collect();
    let listed = names.iter().take(LISTED).copied().collect::<Vec<_>>().join(", ");
    let more = match names.len().saturating_sub(LISTED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    Refusal::new(Code::NotFound, cause, format!("Name one as product: {listed}{more}."))
        .at_terminal(format!("Name one with --product: {listed}{more}."))
        .with("products", json!(names))
}
