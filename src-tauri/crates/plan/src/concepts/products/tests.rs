use std::path::Path;

use super::{NewProduct, ProductPatch};
use crate::base::actor::Actor;
use crate::base::error::Error;
use crate::base::ids::ProductId;
use crate::base::refs::Kind;
use crate::concepts::settings::{SettingsPatch, Theme};
use crate::testing::TestPlan;

#[tokio::test]
async fn a_product_needs_a_name_and_nothing_else() {
    let t = TestPlan::new().await;
    let error = t.plan.create_product(&t.you, NewProduct::default()).await.unwrap_err();
    assert!(matches!(error, Error::Invalid { field: "name", .. }), "{error}");
}

#[tokio::test]
async fn a_vision_of_more_than_64_kib_is_refused_whole() {
    let t = TestPlan::new().await;
    let vision = Some("é".repeat(40_000));
    let patch = ProductPatch { vision, ..ProductPatch::default() };
    let error = t.plan.update_product(&t.you, &t.product, patch, None).await.unwrap_err();
    assert!(error.to_string().contains("64 KiB"), "{error}");
    assert_eq!(t.plan.product(&t.product).await.unwrap().vision, "");
}

#[tokio::test]
async fn settings_take_the_same_path_and_can_be_undone() {
    let t = TestPlan::new().await;
    let patch = SettingsPatch { theme: Some(Theme::Dark), ..SettingsPatch::default() };
    assert_eq!(t.plan.update_settings(&t.you, patch).await.unwrap().theme, Theme::Dark);
    t.plan.undo(&t.you).await.unwrap();
    assert_eq!(t.plan.settings().await.unwrap().theme, Theme::System);
}

#[tokio::test]
async fn a_token_is_accepted_until_it_is_revoked_and_never_stored() {
    let t = TestPlan::new().await;
    let new = t
        .plan
        .create_connection(&t.you, "Cursor", crate::concepts::connections::Mode::Build)
        .await
        .unwrap();
    assert!(new.token.starts_with("obl_") && new.token.len() == 68);
    let known = t.plan.authenticate(&new.token).await.unwrap().unwrap();
    assert_eq!(known, new.connection);
    assert!(t.plan.authenticate("obl_nonsense").await.unwrap().is_none());
    t.plan.revoke_connection(&t.you, &known.id).await.unwrap();
    assert!(t.plan.authenticate(&new.token).await.unwrap().is_none());
    t.plan.close().await;
    for entry in std::fs::read_dir(t.folder.path()).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        let secret = new.token.as_bytes();
        assert!(!bytes.windows(secret.len()).any(|window| window == secret));
    }
}

async fn with_folders(t: &TestPlan, name: &str, folders: &[&str]) -> crate::Result<ProductId> {
    let folders = folders.iter().map(|f| (*f).to_owned()).collect();
    let new = NewProduct { name: name.into(), folders: Some(folders), ..NewProduct::default() };
    let written = t.plan.create_product(&t.you, new).await?;
    Ok(ProductId(written.entities[0].id.clone()))
}

async fn owner(t: &TestPlan, folder: &str) -> Option<ProductId> {
    t.plan.product_of_folder(Path::new(folder)).await.unwrap()
}

#[tokio::test]
async fn a_folder_belongs_to_the_product_with_the_nearest_one_above_it() {
    let t = TestPlan::new().await;
    let site = with_folders(&t, "Site", &["/home/me/site", r"C:\Code\site"]).await.unwrap();
    let blog = with_folders(&t, "Blog", &["/home/me/site/blog"]).await.unwrap();
    assert_eq!(owner(&t, "/home/me/site").await, Some(site.clone()));
    assert_eq!(owner(&t, "/home/me/site/src/pages").await, Some(site.clone()));
    assert_eq!(owner(&t, "/home/me/site/blog/posts").await, Some(blog));
    assert_eq!(owner(&t, r"c:\code\SITE\src").await, Some(site));
    assert_eq!(owner(&t, "/home/me/site-old").await, None, "a name is compared whole");
    assert_eq!(owner(&t, "/home/me").await, None);
}

#[cfg(unix)]
#[tokio::test]
async fn a_folder_reached_through_a_link_belongs_to_the_same_product() {
    let t = TestPlan::new().await;
    let code = tempfile::tempdir().unwrap();
    let (real, link) = (code.path().join("real"), code.path().join("link"));
    std::fs::create_dir_all(real.join("src")).unwrap();
    std::os::unix::fs::symlink(&real, &link).unwrap();
    let site = with_folders(&t, "Site", &[link.to_str().unwrap()]).await.unwrap();
    assert_eq!(owner(&t, real.join("src").to_str().unwrap()).await, Some(site));
    assert_eq!(owner(&t, code.path().to_str().unwrap()).await, None);
}

#[tokio::test]
async fn folders_are_kept_as_written_and_each_once() {
    let t = TestPlan::new().await;
    let given = [" /home/me/Site/ ", "/home/me/Site", "", "/home/me/app"];
    let id = with_folders(&t, "Site", &given).await.unwrap();
    let product = t.plan.product(&id).await.unwrap();
    assert_eq!(product.folders, ["/home/me/Site/", "/home/me/app"]);
    let patch = ProductPatch { folders: Some(Vec::new()), ..ProductPatch::default() };
    t.plan.update_product(&t.you, &id, patch, None).await.unwrap();
    assert_eq!(owner(&t, "/home/me/app").await, None);
}

#[tokio::test]
async fn a_folder_is_one_products_alone() {
    let t = TestPlan::new().await;
    let site = with_folders(&t, "Site", &["/home/me/site"]).await.unwrap();
    let error = with_folders(&t, "Blog", &["/home/me/site/"]).await.unwrap_err();
    assert!(error.to_string().contains("belongs to “Site”"), "{error}");
    let error = with_folders(&t, "Blog", &["site"]).await.unwrap_err();
    assert!(error.to_string().contains("not a whole path"), "{error}");

    t.plan.archive(&t.you, &[(Kind::Product, site.0.clone())], None).await.unwrap();
    let blog = with_folders(&t, "Blog", &["/home/me/site"]).await.unwrap();
    t.plan.restore(&t.you, Kind::Product, site.as_str()).await.unwrap();
    assert_eq!(owner(&t, "/home/me/site").await, Some(blog));
    assert!(t.plan.product(&site).await.unwrap().folders.is_empty());
}

#[tokio::test]
async fn earlier_names_are_known() {
    let t = TestPlan::new().await;
    for name in ["Acme Pages", "Acme Books"] {
        let patch = ProductPatch { name: Some(name.into()), ..ProductPatch::default() };
        t.plan.update_product(&t.you, &t.product, patch, None).await.unwrap();
    }
    let names: Vec<(ProductId, String)> = t.plan.earlier_names().await.unwrap();
    let expected = ["Acme Pages", "Acme Notes"].map(|name| (t.product.clone(), name.to_owned()));
    assert_eq!(names, expected);
}

#[tokio::test]
async fn a_product_in_the_trash_is_in_no_list_and_comes_back_whole() {
    let t = TestPlan::new().await;
    t.project("Offline sync").await;
    let products = [(Kind::Product, t.product.0.clone())];
    let ai = Actor::ai("Cursor");
    let error = t.plan.archive(&ai, &products, None).await.unwrap_err();
    assert!(error.to_string().contains("the person's alone"), "{error}");
    t.plan.archive(&t.you, &products, None).await.unwrap();
    assert!(t.plan.products().await.unwrap().is_empty());
    assert!(t.plan.product(&t.product).await.is_err());
    t.plan.restore(&t.you, Kind::Product, t.product.as_str()).await.unwrap();
    assert_eq!(t.plan.products().await.unwrap()[0].open_projects, 1);
}
