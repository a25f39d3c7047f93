//! Which product a call is about. Never guessed: named, bound to the
//! connection, or the only one.

use openbacklog_plan::{Kind, Link, Plan, ProductId, ProductRow};
use serde_json::json;

use crate::{
    refusal::{Code, Refusal},
    verb::Call,
    words,
};

/// The product a call works on.
#[derive(Debug, Clone)]
pub struct Chosen {
    /// Its id.
    pub id: ProductId,
    /// Its name.
    pub name: String,
}

impl Chosen {
    fn link(&self) -> Link {
        Link {
            kind: Kind::Product,
            id: self.id.to_string(),
            reference: self.name.clone(),
            name: self.name.clone(),
        }
    }
}

impl From<ProductRow> for Chosen {
    fn from(row: ProductRow) -> Self {
        Self { id: row.id, name: row.name }
    }
}

impl Call {
    /// The product named in the call, else the one its connection is bound to,
    /// else the only one.
    ///
    /// # Errors
    /// A [`Refusal`] that lists the products when it would have to guess.
    pub async fn product(&self, named: Option<&str>) -> Result<Chosen, Refusal> {
        choose(&self.plan, named.or(self.caller.product.as_deref())).await
    }

    /// The entity of this ref in the product; `product` is the product itself.
    pub(crate) async fn locate(
        &self,
        product: &Chosen,
        reference: &str,
        wanted: Option<Kind>,
    ) -> Result<Link, Refusal> {
        let link = if words::normal(reference) == Kind::Product.word() {
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

async fn choose(plan: &Plan, named: Option<&str>) -> Result<Chosen, Refusal> {
    let mut products = plan.products().await?;
    let Some(named) = named else {
        return match products.len() {
            1 => Ok(products.remove(0).into()),
            0 => Err(none_yet()),
            _ => Err(which(&products, "There are several products.".to_owned())),
        };
    };
    let wanted = words::normal(named);
    let hit =
        products.iter().position(|p| p.id.as_str() == named || words::normal(&p.name) == wanted);
    match hit {
        Some(at) => Ok(products.swap_remove(at).into()),
        None if products.is_empty() => Err(none_yet()),
        None => Err(which(&products, format!("There is no product “{named}”."))),
    }
}

fn none_yet() -> Refusal {
    Refusal::new(
        Code::NotFound,
        "There is no product yet.",
        "Make one with plan_save: items [{type: \"product\", fields: {name: …}}].",
    )
}

fn which(products: &[ProductRow], cause: String) -> Refusal {
    let names: Vec<&str> = products.iter().map(|p| p.name.as_str()).collect();
    Refusal::new(Code::NotFound, cause, format!("Name one as product: {}.", names.join(", ")))
        .with("products", json!(names))
}
