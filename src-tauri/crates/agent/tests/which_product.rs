//! Which product a call is about: each step of the order, and never a guess.

#![allow(clippy::expect_used, missing_docs, reason = "tests")]

use std::path::PathBuf;

use openbacklog_agent::{Call, Caller};
use openbacklog_plan::{Actor, Mode, NewProduct, Plan};

/// Where the code of one product is; any absolute path will do.
const SITE: &str = if cfg!(windows) { r"C:\code\site" } else { "/code/site" };
const ELSEWHERE: &str = if cfg!(windows) { r"C:\elsewhere" } else { "/elsewhere" };

struct Ground {
    plan: Plan,
    _folder: tempfile::TempDir,
}

impl Ground {
    async fn with(products: &[(&str, &[&str])]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let plan = Plan::open(folder.path()).await.expect("a plan");
        for (name, folders) in products {
            let new = NewProduct {
                name: (*name).to_owned(),
                folders: Some(folders.iter().map(|f| (*f).to_owned()).collect()),
                ..NewProduct::default()
            };
            plan.create_product(&Actor::you(), new).await.expect("a product");
        }
        Self { plan, _folder: folder }
    }

    /// The product's name, or the refusal's text.
    async fn chosen(
        &self,
        named: Option<&str>,
        bound: Option<&str>,
        folders: &[&str],
    ) -> Result<String, String> {
        let caller = Caller {
            product: bound.map(str::to_owned),
            folders: folders.iter().map(PathBuf::from).collect(),
            ..Caller::new(Actor::ai("Robo"), Mode::Plan)
        };
        let call = Call { plan: self.plan.clone(), caller };
        call.product(named).await.map(|p| p.name).map_err(|refusal| refusal.text())
    }
}

async fn three() -> Ground {
    Ground::with(&[("Site", &[SITE]), ("Blog", &[]), ("App", &[])]).await
}

#[tokio::test]
async fn what_the_call_names_comes_before_everything() {
    let found = three().await.chosen(Some("app"), Some("Blog"), &[SITE]).await;
    assert_eq!(found.as_deref(), Ok("App"));
}

#[tokio::test]
async fn what_the_connection_names_comes_before_its_folder() {
    let found = three().await.chosen(None, Some("Blog"), &[SITE]).await;
    assert_eq!(found.as_deref(), Ok("Blog"));
}

#[tokio::test]
async fn the_folder_tells_by_its_nearest_ancestor_and_the_first_that_belongs_to_a_product() {
    let ground = three().await;
    let inside = PathBuf::from(SITE).join("src").join("pages");
    let inside = inside.to_string_lossy();
    assert_eq!(ground.chosen(None, None, &[&inside]).await.as_deref(), Ok("Site"));
    assert_eq!(ground.chosen(None, None, &[ELSEWHERE, SITE]).await.as_deref(), Ok("Site"));
}

#[tokio::test]
async fn the_only_product_is_meant_wherever_the_caller_is() {
    let ground = Ground::with(&[("Site", &[SITE])]).await;
    assert_eq!(ground.chosen(None, None, &[ELSEWHERE]).await.as_deref(), Ok("Site"));
}

#[tokio::test]
async fn a_wrong_folder_gets_the_list() {
    let refused = three().await.chosen(None, None, &[ELSEWHERE]).await;
    let expected = format!(
        "There are several products, and none has its code in {ELSEWHERE}.\n\
         Name one as product: Site, Blog, App."
    );
    assert_eq!(refused, Err(expected));
}

#[tokio::test]
async fn a_name_that_no_product_has_is_refused_even_with_a_folder() {
    let refused = three().await.chosen(None, Some("Sight"), &[SITE]).await;
    let expected = "There is no product “Sight”.\nName one as product: Site, Blog, App.";
    assert_eq!(refused, Err(expected.to_owned()));
}

#[tokio::test]
async fn a_name_that_two_products_have_is_not_guessed() {
    let ground = Ground::with(&[("Site", &[]), ("site", &[])]).await;
    let refused = ground.chosen(Some("Site"), None, &[]).await;
    let expected = "2 products are called “Site”.\nAsk the person to rename all but one.";
    assert_eq!(refused, Err(expected.to_owned()));
}

#[tokio::test]
async fn many_products_are_not_all_listed() {
    let names: Vec<String> = (1..=40).map(|n| format!("Product number {n}")).collect();
    let products: Vec<(&str, &[&str])> = names.iter().map(|n| (n.as_str(), &[][..])).collect();
    let refused = Ground::with(&products).await.chosen(None, None, &[]).await;
    assert!(refused.is_err_and(|text| text.ends_with("Product number 10 and 30 more.")));
}
