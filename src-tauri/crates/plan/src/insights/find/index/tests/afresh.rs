//! Any run of use cases leaves an index that answers as one built afresh.

use proptest::prelude::*;

use super::{file, found};
use crate::base::error::Error;
use crate::base::ids::{BetId, PersonaId, ProblemId, ProjectId, TaskId};
use crate::base::rank::Placement;
use crate::base::refs::Kind;
use crate::concepts::captures::CaptureSource;
use crate::concepts::pains::NewPain;
use crate::concepts::projects::{ProjectPatch, ProjectStatus};
use crate::concepts::tasks::{NewTask, TaskPatch, TaskStatus};
use crate::insights::find::{FindQuery, Found};
use crate::testing::TestPlan;

/// What the random run has made so far.
#[derive(Default)]
struct Made {
    projects: Vec<ProjectId>,
    tasks: Vec<TaskId>,
    bets: Vec<BetId>,
    personas: Vec<PersonaId>,
    problems: Vec<ProblemId>,
}

const WORDS: [&str; 8] =
    ["queue", "Quëue", "sync engine", "offline", "東京都", "tunnel", "edits on a train", "notes"];

fn pick<T: Clone>(from: &[T], at: u8) -> Option<T> {
    (!from.is_empty()).then(|| from[usize::from(at) % from.len()].clone())
}

/// One random use case.
async fn act(t: &TestPlan, made: &mut Made, what: u8, at: u8) -> Result<(), Error> {
    let (plan, you) = (&t.plan, &t.you);
    let word = WORDS[usize::from(at) % WORDS.len()];
    let (project, task) = (pick(&made.projects, at), pick(&made.tasks, at));
    let place = if at.is_multiple_of(2) { Placement::First } else { Placement::Last };
    match (what % 14, project, task) {
        (0, ..) => made.projects.push(t.project(word).await),
        (1, ..) => made.bets.push(t.bet(word).await),
        (2, ..) => made.personas.push(t.persona(word).await),
        (3, ..) => made.problems.push(t.problem(word).await),
        (4, ..) => {
            if let (Some(persona), Some(problem)) =
                (pick(&made.personas, at), pick(&made.problems, at / 3))
            {
                plan.create_pain(you, NewPain::of(&persona, &problem)).await?;
            }
        }
        (5, ..) => {
            plan.capture(you, Some(&t.product), word, CaptureSource::Cli).await?;
        }
        (6, Some(project), _) => {
            let written = plan.create_task(you, NewTask::named(word, &project)).await?;
            made.tasks.push(TaskId(written.entities[0].id.clone()));
        }
        (7, Some(project), _) => {
            let status = ProjectStatus::ALL[usize::from(at) % 5];
            plan.move_project(you, &project, status, &place).await?;
            let patch = ProjectPatch { what: Some(word.into()), ..ProjectPatch::default() };
            plan.update_project(you, &project, patch, None).await?;
        }
        (8, _, Some(task)) => {
            let patch = TaskPatch {
                name: Some(format!("{word} {at}")),
                status: Some(TaskStatus::ALL[usize::from(at / 4) % 4]),
                labels: Some(vec![word.into()]),
                ..TaskPatch::default()
            };
            plan.update_task(you, &task, patch, None).await?;
        }
        (9, Some(project), Some(task)) => {
            plan.move_task(you, &task, Some(&project), None, &place).await?;
            plan.add_note(you, &task, word).await?;
        }
        (10, Some(project), _) => {
            plan.archive_project(you, &project).await?;
        }
        (11, ..) => {
            let problem = pick(&made.problems, at).map(|id| (Kind::Problem, id.to_string()));
            let bet = pick(&made.bets, at).map(|id| (Kind::Bet, id.to_string()));
            if let Some((kind, id)) = if at < 128 { problem } else { bet } {
                plan.place(you, kind, &id, &place).await?;
                if at.is_multiple_of(3) {
                    plan.archive(you, &[(kind, id)], None).await?;
                }
            }
        }
        (12, Some(project), _) => {
            plan.restore(you, Kind::Project, project.as_str()).await?;
        }
        (13, ..) => {
            plan.undo(you).await?;
            found(t, "queue").await;
            if plan.product(&t.product).await.is_err() {
                plan.redo(you).await?;
            }
        }
        _ => {}
    }
    Ok(())
}

async fn answers(t: &TestPlan) -> Vec<Found> {
    let mut answers = Vec::new();
    for text in
        ["", "que", "queue", "sync", "京都", "tunnel", "tunnle", "a train", "quue", "edits on"]
    {
        for finished in [false, true] {
            let query = FindQuery { finished, ..FindQuery::words(&t.product, text, 100) };
            answers.push(t.plan.find(&query).await.unwrap());
            let labelled = FindQuery { label: Some("offline".into()), ..query.clone() };
            answers.push(t.plan.find(&labelled).await.unwrap());
            let statuses = vec!["done".into(), "todo".into(), "idea".into()];
            answers.push(t.plan.find(&FindQuery { statuses, ..query }).await.unwrap());
        }
    }
    answers
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn an_index_that_followed_the_log_answers_as_one_built_afresh(
        acts in proptest::collection::vec((any::<u8>(), any::<u8>()), 1..40),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async move {
            let t = TestPlan::new().await;
            let mut made = Made::default();
            for (n, (what, at)) in acts.iter().enumerate() {
                match act(&t, &mut made, *what, *at).await {
                    Ok(()) | Err(Error::Refused(_) | Error::NotFound { .. } | Error::Invalid { .. }) => {}
                    Err(other) => panic!("{what} {at}: {other}"),
                }
                if n % 3 == 0 {
                    found(&t, "queue").await;
                }
            }
            let followed = answers(&t).await;
            t.plan.index().close().await;
            std::fs::remove_file(file(&t)).unwrap();
            assert_eq!(followed, answers(&t).await);
        });
    }
}
