use super::*;
use crate::testing::TestPlan;

async fn connected(t: &TestPlan, mode: Mode) -> NewConnection {
    t.plan.create_connection(&t.you, "Cursor", mode).await.unwrap()
}

#[tokio::test]
async fn a_token_is_recognised_by_its_beginning_and_lets_its_client_in() {
    let t = TestPlan::new().await;
    let made = connected(&t, Mode::Build).await;
    assert!(made.token.starts_with("obl_") && made.token.len() == 68, "{}", made.token);
    let known = t.plan.authenticate(&made.token).await.unwrap().unwrap();
    assert_eq!((known.label.as_str(), known.mode), ("Cursor", Mode::Build));
}

#[tokio::test]
async fn what_is_no_token_lets_nobody_in() {
    let t = TestPlan::new().await;
    let token = connected(&t, Mode::Plan).await.token;
    let other = if token.ends_with('0') { "1" } else { "0" };
    let mistyped = format!("{}{other}", &token[..token.len() - 1]);
    let digits = &token[TOKEN_PREFIX.len()..];
    for wrong in ["", "obl_", digits, &token.to_uppercase(), &format!("{token} "), &mistyped] {
        assert_eq!(t.plan.authenticate(wrong).await.unwrap(), None, "{wrong}");
    }
}

#[tokio::test]
async fn what_a_client_may_do_changes_and_its_token_stays() {
    let t = TestPlan::new().await;
    let made = connected(&t, Mode::Plan).await;
    let robo = Actor::ai("Robo");
    t.plan.set_connection_mode(&robo, &made.connection.id, Mode::Read).await.unwrap();
    let known = t.plan.authenticate(&made.token).await.unwrap().unwrap();
    assert_eq!(known.mode, Mode::Read);
    let row = t.plan.own_changes(&robo, 1).await.unwrap().remove(0);
    assert!(row.sentence.contains("what a client may do"), "{}", row.sentence);
}

#[tokio::test]
async fn a_revoked_connection_has_no_mode_to_change() {
    let t = TestPlan::new().await;
    let id = connected(&t, Mode::Plan).await.connection.id;
    t.plan.revoke_connection(&t.you, &id).await.unwrap();
    assert!(t.plan.set_connection_mode(&t.you, &id, Mode::Plan).await.is_err());
    assert!(t.plan.revoke_connection(&t.you, &id).await.is_err());
}

#[tokio::test]
async fn the_use_of_a_token_is_noted_to_the_minute() {
    let t = TestPlan::new().await;
    let made = connected(&t, Mode::Plan).await;
    let used = async || t.plan.connections().await.unwrap().remove(0).last_used_at;
    assert_eq!(used().await, None);
    t.plan.authenticate(&made.token).await.unwrap();
    let first = used().await.unwrap();
    t.plan.authenticate(&made.token).await.unwrap();
    assert_eq!(used().await, Some(first));
    t.days_pass(1);
    t.plan.authenticate(&made.token).await.unwrap();
    assert!(used().await.unwrap() > first);
}

#[tokio::test]
async fn only_the_hash_of_a_token_is_kept() {
    let t = TestPlan::new().await;
    let token = connected(&t, Mode::Plan).await.token;
    t.plan.authenticate(&token).await.unwrap();
    for file in std::fs::read_dir(t.folder.path()).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        let digits = &token.as_bytes()[TOKEN_PREFIX.len()..];
        assert!(!bytes.windows(digits.len()).any(|window| window == digits));
    }
}
