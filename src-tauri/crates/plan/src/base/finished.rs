//! What counts as finished, in SQL. Work that is neither done nor dropped is open,
//! in the words of the indexes that hold open work: SQLite uses those only for a
//! query that says the same.

/// A task that is open, by its status: `"t.status"`.
macro_rules! open_task {
    ($status:literal) => {
        concat!($status, " IN ('todo', 'doing')")
    };
}

/// A project that is open, by its status: `"p.status"`.
macro_rules! open_project {
    ($status:literal) => {
        concat!($status, " NOT IN ('done', 'dropped')")
    };
}

/// A task or project that is finished, by its status.
macro_rules! finished {
    ($status:literal) => {
        concat!($status, " IN ('done', 'dropped')")
    };
}

pub(crate) use {finished, open_project, open_task};

#[cfg(test)]
mod tests {
    use crate::base::statuses::{ProjectStatus, TaskStatus};
    use crate::testing::TestPlan;

    #[tokio::test]
    async fn the_queries_count_as_finished_what_the_rules_do() {
        let t = TestPlan::new().await;
        let mut reader = t.plan.store().reader().await.unwrap();
        let sql = concat!(
            "SELECT ",
            open_task!("?1"),
            ", ",
            open_project!("?2"),
            ", ",
            finished!("?1"),
            ", ",
            finished!("?2")
        );
        for task in TaskStatus::ALL {
            for project in ProjectStatus::ALL {
                let said: (bool, bool, bool, bool) = sqlx::query_as(sql)
                    .bind(task)
                    .bind(project)
                    .fetch_one(&mut *reader)
                    .await
                    .unwrap();
                let (task, project) = (task.is_over(), project.is_over());
                assert_eq!(said, (!task, !project, task, project));
            }
        }
    }
}
