use std::time::Duration;

use openbacklog_plan::{Actor, Mode, Plan};

use super::*;

/// Longer than anything here should take.
const PATIENCE: Duration = Duration::from_secs(20);

struct Guarded {
    plan: Plan,
    access: Arc<Access>,
    token: String,
    id: ConnectionId,
    _folder: tempfile::TempDir,
}

async fn guarded() -> Guarded {
    let folder = tempfile::tempdir().unwrap();
    let plan = Plan::open(folder.path()).await.unwrap();
    let made = plan.create_connection(&Actor::you(), "Tester", Mode::Plan).await.unwrap();
    let access = Arc::new(Access::new(plan.clone()));
    let changes = plan.subscribe().await.unwrap();
    let following = access.clone();
    tokio::spawn(async move { following.follow(changes).await });
    Guarded { plan, access, token: made.token, id: made.connection.id, _folder: folder }
}

impl Guarded {
    async fn ends(&self) -> CancellationToken {
        ends_of(&self.access, &self.token).await
    }

    /// The plan as another process has it open.
    async fn elsewhere(&self) -> Plan {
        Plan::open(self.plan.folder()).await.unwrap()
    }
}

async fn ends_of(access: &Access, token: &str) -> CancellationToken {
    access.connection(Some(token)).await.map(|(_, ends)| ends).ok().unwrap()
}

async fn ended(ends: &CancellationToken) -> bool {
    tokio::time::timeout(PATIENCE, ends.cancelled()).await.is_ok()
}

#[tokio::test]
async fn what_a_connection_holds_open_ends_when_its_token_is_revoked_elsewhere() {
    let guarded = guarded().await;
    let ends = guarded.ends().await;
    guarded.elsewhere().await.revoke_connection(&Actor::you(), &guarded.id).await.unwrap();
    assert!(ended(&ends).await);
}

#[tokio::test]
async fn what_a_connection_holds_open_ends_when_it_gets_another_mode() {
    let guarded = guarded().await;
    let before = guarded.ends().await;
    let you = Actor::you();
    guarded.elsewhere().await.set_connection_mode(&you, &guarded.id, Mode::Read).await.unwrap();
    assert!(ended(&before).await);
    assert!(!guarded.ends().await.is_cancelled());
}

#[tokio::test]
async fn one_connection_ends_and_another_goes_on() {
    let guarded = guarded().await;
    let ends = guarded.ends().await;
    let other = guarded.plan.create_connection(&Actor::you(), "Other", Mode::Plan).await.unwrap();
    let other_ends = ends_of(&guarded.access, &other.token).await;
    guarded.plan.revoke_connection(&Actor::you(), &other.connection.id).await.unwrap();
    assert!(ended(&other_ends).await);
    assert!(!ends.is_cancelled());
}
