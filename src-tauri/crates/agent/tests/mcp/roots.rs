//! The product whose code is where the client says it works.

use openbacklog_plan::{Actor, NewProduct, ProductPatch};
use serde_json::json;

use crate::line::{Client, Era, Ground, caller};

const SITE: &str = if cfg!(windows) { r"C:\code\site" } else { "/code/site" };
const SITE_ROOT: &str =
    if cfg!(windows) { "file:///c%3A/Code/site/src" } else { "file:///code/site/src" };
const BLOG_ROOT: &str = if cfg!(windows) { "file:///C:/code/blog" } else { "file:///code/blog" };
const ELSEWHERE: &str = if cfg!(windows) { "file:///C:/else" } else { "file:///else" };

async fn two() -> Ground {
    let ground = Ground::empty().await;
    for (name, folders) in [("Site", vec![SITE.to_owned()]), ("Blog", Vec::new())] {
        let new =
            NewProduct { name: name.to_owned(), folders: Some(folders), ..NewProduct::default() };
        ground.plan.create_product(&Actor::you(), new).await.expect("a product");
    }
    ground
}

/// A client that works in these roots.
async fn working_in(ground: &Ground, roots: Vec<&'static str>) -> Client {
    let roots_capability = json!({"roots": {"listChanged": true}});
    let mut client = ground.client_as(Era::Handshake, caller(), roots_capability).await;
    client.roots = roots;
    client
}

async fn product(client: &mut Client) -> String {
    client.tool("plan_find", json!({})).await
}

#[tokio::test]
async fn the_clients_roots_tell_the_product() {
    let ground = two().await;
    let mut client = working_in(&ground, vec![ELSEWHERE, SITE_ROOT]).await;
    assert!(product(&mut client).await.starts_with("Site"));
}

#[tokio::test]
async fn a_root_of_no_product_gets_the_list() {
    let ground = two().await;
    let mut client = working_in(&ground, vec![ELSEWHERE]).await;
    let refused = product(&mut client).await;
    assert!(refused.contains("none has its code in"), "{refused}");
    assert!(refused.contains("Name one as product: Site, Blog."), "{refused}");
}

#[tokio::test]
async fn roots_that_changed_are_asked_for_again() {
    let ground = two().await;
    let blog = ground.plan.products().await.expect("products").remove(1).id;
    let folder = BLOG_ROOT.trim_start_matches("file://").trim_start_matches("/C:");
    let folder = if cfg!(windows) { format!("C:{folder}") } else { folder.to_owned() };
    let bound = ProductPatch { folders: Some(vec![folder]), ..ProductPatch::default() };
    ground.plan.update_product(&Actor::you(), &blog, bound, None).await.expect("bound");
    let mut client = working_in(&ground, vec![SITE_ROOT]).await;
    assert!(product(&mut client).await.starts_with("Site"));
    client.roots = vec![BLOG_ROOT];
    client.tell("notifications/roots/list_changed", json!({})).await;
    // The question is on its way; it is answered while an answer is waited for.
    let mut asked = 0;
    while !product(&mut client).await.starts_with("Blog") {
        asked += 1;
        assert!(asked < 1_000, "the new roots were never asked for");
    }
}

#[tokio::test]
async fn a_client_that_never_answers_holds_nothing_up() {
    let ground = two().await;
    let mut client = working_in(&ground, Vec::new()).await;
    client.deaf = true;
    let refused = product(&mut client).await;
    assert!(refused.starts_with("There are several products."), "{refused}");
}

#[tokio::test]
async fn a_client_without_roots_is_not_asked() {
    let ground = two().await;
    let mut client = ground.client(Era::Handshake).await;
    client.deaf = true;
    product(&mut client).await;
    assert_eq!(client.heard_by_now().await, [json!(null); 0]);
}
