//! The one path of a change: open, write through a concept's SQL, commit.
//!
//! Dropping a [`Change`] that was not committed rolls it back.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use sqlx::{Sqlite, SqliteConnection, Transaction};

use crate::Plan;
use crate::base::action::Action;
use crate::base::actor::Actor;
use crate::base::error::{Conflict, Error, Result};
use crate::base::ids::ProductId;
use crate::base::ids::TaskId;
use crate::base::leases;
use crate::base::log::answers::{self, Asked, Key};
use crate::base::log::{self, Touched};
use crate::base::refs::Kind;
use crate::base::text;

/// Calls of one AI client less than this many seconds apart are one change set.
const TURN_SECONDS: i64 = 20;

/// What every write answers with.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Written {
    /// The change's place in the log; 0 when nothing had to change.
    pub seq: u32,
    /// The change set it belongs to: what undo takes.
    pub set: u32,
    /// What it touched, in the order it was touched.
    pub entities: Vec<Touched>,
    /// Advice about what was saved anyway.
    pub warnings: Vec<String>,
}

/// One use case under way, holding the plan's write lock.
pub(crate) struct Change {
    plan: Plan,
    transaction: Option<Transaction<'static, Sqlite>>,
    /// Who is writing.
    pub(crate) actor: Actor,
    /// The use case.
    pub(crate) action: Action,
    /// The time of every row this change writes.
    pub(crate) at: DateTime<Utc>,
    /// Its place in the log.
    pub(crate) seq: u32,
    set: u32,
    recorded_without_rows: bool,
    /// Whether a lease was renewed: that is committed even when nothing of the plan
    /// changed.
    wrote_beside: bool,
    warnings: Vec<String>,
}

/// Whether a change opens a set of its own.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Grouping {
    /// Joins the AI client's set when that one is still fresh.
    Turn,
    /// A set of its own, as an undo is.
    Alone,
}

impl Change {
    pub(crate) async fn open(
        plan: &Plan,
        actor: &Actor,
        action: Action,
        grouping: Grouping,
    ) -> Result<Self> {
        let mut change = Self {
            plan: plan.clone(),
            transaction: Some(plan.store().write().await?),
            actor: actor.as_kept(),
            action,
            at: plan.ambient().now(),
            seq: 0,
            set: 0,
            recorded_without_rows: false,
            wrote_beside: false,
            warnings: Vec::new(),
        };
        let (actor, at) = (change.actor.clone(), change.at);
        change.set = match joined_set(change.conn(), &actor, at, grouping).await? {
            Some(set) => set,
            None => log::write::insert_set(change.conn(), &actor, action, at).await?,
        };
        let set = change.set;
        change.seq = log::write::insert_change(change.conn(), set, action, at).await?;
        Ok(change)
    }

    /// The connection, inside the transaction.
    pub(crate) fn conn(&mut self) -> &mut SqliteConnection {
        match &mut self.transaction {
            Some(transaction) => transaction,
            None => unreachable!("a change is consumed when it ends"),
        }
    }

    /// The plan being changed.
    pub(crate) fn plan(&self) -> Plan {
        self.plan.clone()
    }

    /// The change set this change belongs to.
    pub(crate) fn set(&self) -> u32 {
        self.set
    }

    /// The person's date at the time of this change.
    pub(crate) fn today(&self) -> NaiveDate {
        self.plan.ambient().date(self.at)
    }

    /// When the person's next day begins.
    pub(crate) fn tomorrow(&self) -> DateTime<Utc> {
        self.plan.ambient().day_after(self.at)
    }

    /// A new id.
    pub(crate) fn id(&self) -> String {
        self.plan.ambient().id()
    }

    /// The number of a new entity's ref. Numbers only grow, whatever is undone.
    pub(crate) async fn next_number(&mut self, product: &ProductId, kind: Kind) -> Result<u32> {
        log::write::next_number(self.conn(), product, kind).await
    }

    /// Notes which product the change belongs to.
    pub(crate) async fn within(&mut self, product: &ProductId) -> Result<()> {
        let seq = self.seq;
        log::write::set_product(self.conn(), seq, product).await
    }

    /// Notes why, in the actor's own words.
    pub(crate) async fn because(&mut self, reason: &str) -> Result<()> {
        let (seq, reason) = (self.seq, text::short("reason", reason)?);
        log::write::set_reason(self.conn(), seq, &reason).await
    }

    /// Adds advice to the answer.
    pub(crate) fn warn(&mut self, advice: impl Into<String>) {
        self.warnings.push(advice.into());
    }

    /// Records the change even when it touches no tracked row.
    pub(crate) fn record_without_rows(&mut self) {
        self.recorded_without_rows = true;
    }

    /// The answer this client's key got the first time, if any.
    pub(crate) async fn first_answer<T: DeserializeOwned>(
        &mut self,
        key: Option<&Key>,
    ) -> Result<Option<T>> {
        let asked = self.asked();
        answers::first(self.conn(), &asked, key).await
    }

    fn asked(&self) -> Asked {
        Asked::by(&self.actor, self.action, self.at)
    }

    /// Gives a task to whoever makes this change: until when.
    pub(crate) async fn take_lease(&mut self, task: &TaskId) -> Result<Option<DateTime<Utc>>> {
        let (actor, seq, at) = (self.actor.clone(), self.seq, self.at);
        leases::take(self.conn(), task, &actor, seq, at).await
    }

    /// Renews the lease that whoever makes this change has on a task, if any, even
    /// when nothing of the task changes: until when. One without an end stays so.
    pub(crate) async fn renew_lease(&mut self, task: &TaskId) -> Result<Option<DateTime<Utc>>> {
        let (actor, at) = (self.actor.clone(), self.at);
        let until = leases::renew(self.conn(), task, &actor, at).await?;
        if until.is_some() {
            self.wrote_beside = true;
        }
        Ok(until)
    }

    /// Refuses when a field this write sets was changed after `base`, the rev the
    /// writer last read. `sets` are the fields whose value would change, with the
    /// value now stored.
    pub(crate) async fn refuse_conflict(
        &mut self,
        kind: Kind,
        id: &str,
        reference: String,
        revs: (Option<u32>, u32),
        sets: &[(&str, String)],
    ) -> Result<()> {
        let (Some(base), now) = revs else {
            return Ok(());
        };
        if base > now {
            return Err(Error::invalid(
                "rev",
                format!("{reference} is at rev {now}, so rev {base} does not exist yet."),
                "Read it again and use its rev.",
            ));
        }
        if base == now {
            return Ok(());
        }
        let edits = log::sql::edits_since(self.conn(), kind, id, base).await?;
        let latest =
            |field: &str| edits.iter().find(|e| log::field_of(&e.table_name, &e.field) == field);
        let mut moved = sets
            .iter()
            .filter_map(|(field, current)| Some(latest(field)?.moved(field, current.clone())));
        let Some(first) = moved.next() else {
            return Ok(());
        };
        let also = moved.collect();
        Err(Error::Conflict(Box::new(Conflict { reference, rev: now, first, also })))
    }

    /// What the change would answer if it were committed, without committing.
    pub(crate) async fn preview(mut self) -> Result<Written> {
        let entities = self.settle().await?;
        let written = self.written(entities);
        self.roll_back().await?;
        Ok(written)
    }

    /// Commits, tells everyone, and says what was touched. A change that altered
    /// nothing leaves no trace and answers with seq 0.
    pub(crate) async fn commit(self) -> Result<Written> {
        self.commit_keyed(None, Written::clone).await
    }

    /// Commits, and keeps the answer under the client's key in the same
    /// transaction, so that the same request sent again has no second effect.
    pub(crate) async fn commit_keyed<T: Serialize>(
        mut self,
        key: Option<&Key>,
        answer: impl FnOnce(&Written) -> T,
    ) -> Result<Written> {
        let entities = self.settle().await?;
        let (seq, set, at) = (self.seq, self.set, self.at);
        let recorded = !entities.is_empty() || self.recorded_without_rows;
        let mut written = self.written(entities);
        if recorded {
            log::write::close_change(self.conn(), seq, set, at).await?;
        } else {
            (written.seq, written.set) = (0, 0);
            if key.is_none() && !self.wrote_beside {
                self.roll_back().await?;
                return Ok(written);
            }
            log::write::withdraw(self.conn(), seq, set).await?;
        }
        if let Some(key) = key {
            let (asked, answer) = (self.asked(), answer(&written));
            answers::keep(self.conn(), &asked, key, &answer).await?;
        }
        if let Some(transaction) = self.transaction.take() {
            transaction.commit().await.inspect_err(|_| self.plan.store().distrust_writer())?;
        }
        if recorded {
            self.plan.feed().announce(self.plan.store().folder(), seq);
        }
        Ok(written)
    }

    /// Gives every touched entity its next rev, once, and follows up the leases on
    /// tasks.
    async fn settle(&mut self) -> Result<Vec<Touched>> {
        let (seq, at, by) = (self.seq, self.at, self.actor.shown().stored());
        log::settle(self.conn(), seq, at, &by).await?;
        let entities = log::touched(self.conn(), seq).await?;
        if entities.iter().any(|entity| entity.kind == Kind::Task) {
            let actor = self.actor.clone();
            leases::follow_up(self.conn(), &actor, seq, at).await?;
        }
        Ok(entities)
    }

    fn written(&mut self, entities: Vec<Touched>) -> Written {
        let warnings = std::mem::take(&mut self.warnings);
        Written { seq: self.seq, set: self.set, entities, warnings }
    }

    async fn roll_back(mut self) -> Result<()> {
        match self.transaction.take() {
            Some(transaction) => Ok(transaction.rollback().await?),
            None => Ok(()),
        }
    }
}

impl Drop for Change {
    fn drop(&mut self) {
        if self.transaction.is_some() {
            self.plan.store().distrust_writer();
        }
    }
}

async fn joined_set(
    conn: &mut SqliteConnection,
    actor: &Actor,
    at: DateTime<Utc>,
    grouping: Grouping,
) -> Result<Option<u32>> {
    if actor.kind != crate::base::actor::ActorKind::Ai || grouping != Grouping::Turn {
        return Ok(None);
    }
    let since = at - chrono::TimeDelta::seconds(TURN_SECONDS);
    log::write::open_turn(conn, actor, since).await
}
