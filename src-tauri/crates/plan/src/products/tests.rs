use super::{NewProduct, ProductPatch};
use crate::error::Error;
use crate::settings::{SettingsPatch, Theme};
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
    let new =
        t.plan.create_connection(&t.you, "Cursor", crate::connections::Mode::Build).await.unwrap();
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
