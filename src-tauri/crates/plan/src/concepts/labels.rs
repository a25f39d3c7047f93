//! Labels: free words on anything. One word is one label, whatever its letter
//! case.

use std::fmt::Write as _;
use std::sync::LazyLock;

use sqlx::types::Json;
use sqlx::{AssertSqlSafe, SqliteConnection};

use crate::Plan;
use crate::base::action::Action;
use crate::base::actor::Actor;
use crate::base::bounds;
use crate::base::change::{Change, Grouping, Written};
use crate::base::entities;
use crate::base::error::{Error, Result};
use crate::base::ids::ProductId;
use crate::base::refs::Kind;
use crate::base::text;

/// The kinds that can be labelled.
fn labelled() -> impl Iterator<Item = Kind> {
    Kind::ALL.into_iter().filter(|kind| *kind != Kind::Setting)
}

/// The rows of a kind that have labels and are part of the plan as it is now.
fn live(kind: Kind) -> String {
    let product = if kind == Kind::Product { "id" } else { "product_id" };
    let waiting = if kind == Kind::Capture { " AND became_id IS NULL" } else { "" };
    format!(
        "{} WHERE {product} = ?1 AND trashed_at IS NULL AND labels <> '[]'{waiting}",
        kind.table()
    )
}

static COUNTS: LazyLock<String> = LazyLock::new(|| {
    let mut every = String::new();
    for kind in labelled() {
        let between = if every.is_empty() { "" } else { " UNION ALL " };
        let _ = write!(every, "{between}SELECT id, labels FROM {}", live(kind));
    }
    format!(
        "SELECT min(label.value), count(DISTINCT every.id) AS times
         FROM ({every}) AS every, json_each(every.labels) AS label
         GROUP BY label.value COLLATE NOCASE ORDER BY times DESC, label.value COLLATE NOCASE"
    )
});

impl Plan {
    /// The labels of a product, each with how many things have it, most used
    /// first.
    pub async fn labels(&self, product: &ProductId) -> Result<Vec<(String, u32)>> {
        let mut conn = self.store().reader().await?;
        // Made of constants of ours.
        Ok(sqlx::query_as(AssertSqlSafe(COUNTS.as_str()))
            .bind(product)
            .fetch_all(&mut *conn)
            .await?)
    }

    /// Gives a label another name wherever it is in a product. What has both
    /// keeps one.
    pub async fn rename_label(
        &self,
        actor: &Actor,
        product: &ProductId,
        from: &str,
        to: &str,
    ) -> Result<Written> {
        let mut change = Change::open(self, actor, Action::RenameLabel, Grouping::Turn).await?;
        entities::product(change.conn(), product).await?;
        change.within(product).await?;
        let to = text::item("label", to)?;
        let mut found = false;
        for kind in labelled() {
            for (id, Json(labels)) in having(change.conn(), kind, product, from).await? {
                found = true;
                set(change.conn(), kind, &id, &renamed(&labels, from, &to)).await?;
            }
        }
        if !found {
            return Err(Error::not_found(format!(
                "the label “{}”",
                text::line("label", from, bounds::NAME)?
            )));
        }
        change.commit().await
    }

    /// Gives a label to those of several entities that lack it, as one change.
    pub async fn add_label(
        &self,
        actor: &Actor,
        entities: &[(Kind, String)],
        label: &str,
    ) -> Result<Written> {
        let mut change = Change::open(self, actor, Action::AddLabel, Grouping::Turn).await?;
        let label = text::item("label", label)?;
        for (kind, id) in entities {
            let mut labels = of(&mut change, *kind, id).await?;
            if !labels.iter().any(|other| same(other, &label)) {
                labels.push(label.clone());
                set(change.conn(), *kind, id, &text::list("labels", &labels)?).await?;
            }
        }
        change.commit().await
    }

    /// Takes a label from those of several entities that have it, as one change.
    pub async fn remove_label(
        &self,
        actor: &Actor,
        entities: &[(Kind, String)],
        label: &str,
    ) -> Result<Written> {
        let mut change = Change::open(self, actor, Action::RemoveLabel, Grouping::Turn).await?;
        for (kind, id) in entities {
            let mut labels = of(&mut change, *kind, id).await?;
            labels.retain(|other| !same(other, label.trim()));
            set(change.conn(), *kind, id, &labels).await?;
        }
        change.commit().await
    }
}

/// The labels of an entity that is there to be changed.
async fn of(change: &mut Change, kind: Kind, id: &str) -> Result<Vec<String>> {
    let common = entities::existing(change, kind, id).await?;
    change.within(&common.product_id).await?;
    // The table's name is a constant of ours.
    let sql = format!("SELECT labels FROM {} WHERE id = ?1", kind.table());
    let Json(labels) =
        sqlx::query_scalar(AssertSqlSafe(sql)).bind(id).fetch_one(change.conn()).await?;
    Ok(labels)
}

fn same(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other)
}

/// The labels with one renamed, in their order, each once.
fn renamed(labels: &[String], from: &str, to: &str) -> Vec<String> {
    let mut kept: Vec<String> = Vec::with_capacity(labels.len());
    for label in labels {
        let label = if same(label, from) { to } else { label };
        if !kept.iter().any(|k| same(k, label)) {
            kept.push(label.to_owned());
        }
    }
    kept
}

async fn having(
    conn: &mut SqliteConnection,
    kind: Kind,
    product: &ProductId,
    label: &str,
) -> Result<Vec<(String, Json<Vec<String>>)>> {
    let sql = format!(
        "SELECT id, labels FROM {} AND EXISTS (
           SELECT 1 FROM json_each(labels) WHERE value = ?2 COLLATE NOCASE)",
        live(kind)
    );
    // Made of constants of ours.
    Ok(sqlx::query_as(AssertSqlSafe(sql)).bind(product).bind(label).fetch_all(conn).await?)
}

async fn set(conn: &mut SqliteConnection, kind: Kind, id: &str, labels: &[String]) -> Result<()> {
    // The table's name is a constant of ours.
    let sql = format!("UPDATE {} SET labels = ?2 WHERE id = ?1", kind.table());
    sqlx::query(AssertSqlSafe(sql)).bind(id).bind(Json(labels)).execute(conn).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::base::refs::Kind;
    use crate::concepts::captures::CaptureSource;
    use crate::concepts::personas::NewPersona;
    use crate::concepts::products::ProductPatch;
    use crate::concepts::projects::NewProject;
    use crate::testing::TestPlan;

    fn words(labels: &[&str]) -> Vec<String> {
        labels.iter().map(|l| (*l).to_owned()).collect()
    }

    async fn labelled() -> TestPlan {
        let t = TestPlan::new().await;
        let patch = ProductPatch { labels: Some(words(&["rust"])), ..ProductPatch::default() };
        t.plan.update_product(&t.you, &t.product, patch, None).await.unwrap();
        let new = NewProject {
            name: "Offline sync".into(),
            labels: Some(words(&["sync", "beta"])),
            ..NewProject::default()
        };
        t.plan.create_project(&t.you, &t.product, new).await.unwrap();
        let new = NewPersona {
            name: "Mina".into(),
            labels: Some(words(&["Sync"])),
            ..NewPersona::default()
        };
        t.plan.create_persona(&t.you, &t.product, new).await.unwrap();
        t.plan.capture(&t.you, None, "An idea @sync", CaptureSource::App).await.unwrap();
        t
    }

    async fn counts(t: &TestPlan) -> Vec<(String, u32)> {
        t.plan.labels(&t.product).await.unwrap()
    }

    fn shown(counts: &[(String, u32)]) -> Vec<(&str, u32)> {
        counts.iter().map(|(label, times)| (label.as_str(), *times)).collect()
    }

    #[tokio::test]
    async fn labels_of_all_kinds_are_counted_together_whatever_their_case() {
        let t = labelled().await;
        assert_eq!(shown(&counts(&t).await), [("Sync", 3), ("beta", 1), ("rust", 1)]);
        let inbox = t.plan.inbox(&t.product).await.unwrap();
        let trash = [(Kind::Capture, inbox[0].id.0.clone())];
        t.plan.archive(&t.you, &trash, None).await.unwrap();
        assert_eq!(counts(&t).await[0].1, 2, "what is in the trash does not count");
        let other = t.other_product("Site").await;
        assert!(t.plan.labels(&other).await.unwrap().is_empty());
    }

    #[tokio::test]
    async fn a_label_is_renamed_everywhere_in_one_change() {
        let t = labelled().await;
        let written = t.plan.rename_label(&t.you, &t.product, "SYNC", "beta").await.unwrap();
        assert_eq!(written.entities.len(), 3);
        assert_eq!(shown(&counts(&t).await), [("beta", 3), ("rust", 1)]);
        t.plan.undo(&t.you).await.unwrap();
        assert_eq!(shown(&counts(&t).await), [("Sync", 3), ("beta", 1), ("rust", 1)]);
    }

    #[tokio::test]
    async fn a_label_that_nothing_has_cannot_be_renamed() {
        let t = labelled().await;
        let error = t.plan.rename_label(&t.you, &t.product, "snyc", "beta").await.unwrap_err();
        assert!(error.to_string().contains("the label “snyc”"), "{error}");
        let error = t.plan.rename_label(&t.you, &t.product, "sync", " ").await.unwrap_err();
        assert!(error.to_string().contains("empty"), "{error}");
    }

    #[tokio::test]
    async fn a_label_is_added_to_those_that_lack_it_and_taken_from_those_that_have_it() {
        let t = labelled().await;
        let project = t.plan.project_board(&t.product).await.unwrap().columns[0].cards[0].clone();
        let task = t.task(&project.id, "Test it").await;
        let both = [(Kind::Project, project.id.0), (Kind::Task, task.0)];
        let written = t.plan.add_label(&t.you, &both, "SYNC").await.unwrap();
        assert_eq!(written.entities.len(), 1, "the project has it");
        assert_eq!(shown(&counts(&t).await)[0], ("SYNC", 4));
        t.plan.remove_label(&t.you, &both, "sync").await.unwrap();
        assert_eq!(shown(&counts(&t).await)[0], ("Sync", 2));
        t.plan.undo(&t.you).await.unwrap();
        assert_eq!(shown(&counts(&t).await)[0], ("SYNC", 4));
        let gone = [both[1].clone(), (Kind::Persona, "nowhere".to_owned())];
        t.plan.remove_label(&t.you, &gone, "sync").await.unwrap_err();
        assert_eq!(shown(&counts(&t).await)[0], ("SYNC", 4), "nothing was saved");
        assert_eq!(t.plan.add_label(&t.you, &both, "sync").await.unwrap().seq, 0);
    }
}
