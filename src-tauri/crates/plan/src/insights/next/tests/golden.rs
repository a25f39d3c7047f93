//! Small plans with the exact rows and words expected, in `cases.txt`: a title, a
//! line for each thing made or done, and after `=>` what is told.

use crate::base::ids::{BetId, ProjectId, TaskId};
use crate::base::rank::Placement;
use crate::base::refs::Kind;
use crate::concepts::bets::{Horizon, NewBet};
use crate::concepts::evidence::{EvidenceKind, NewEvidence};
use crate::concepts::projects::{NewProject, ProjectStatus};
use crate::concepts::tasks::{NewTask, Priority, TaskStatus};
use crate::insights::next::{Next, NextQuery};
use crate::testing::{TestPlan, made};

/// A plan made line by line; what is made is called by its ref.
struct Scene {
    t: TestPlan,
    bets: Vec<BetId>,
    projects: Vec<ProjectId>,
    tasks: Vec<TaskId>,
    query: NextQuery,
}

/// The words of a line after its first, read one by one.
type Words<'a> = std::vec::IntoIter<&'a str>;

fn at<T: Clone>(made: &[T], reference: Option<&str>) -> T {
    let number: usize = reference.unwrap()[2..].parse().unwrap();
    made[number - 1].clone()
}

impl Scene {
    async fn new() -> Self {
        let query = NextQuery::best(5);
        let (bets, projects, tasks) = Default::default();
        Self { t: TestPlan::new().await, bets, projects, tasks, query }
    }

    async fn run(&mut self, line: &str) {
        let mut words = line.split(' ').collect::<Vec<_>>().into_iter();
        let (plan, you) = (&self.t.plan, &self.t.you);
        let task = |words: &mut Words<'_>| at(&self.tasks, words.next());
        match words.next().unwrap() {
            "bet" => self.bet(words).await,
            "project" => self.project(words).await,
            "task" => self.task(words).await,
            "days" => self.t.days_pass(words.next().unwrap().parse().unwrap()),
            "pin" => drop(plan.pin_task(you, &task(&mut words)).await.unwrap()),
            "skip" => drop(plan.skip_task(you, &task(&mut words)).await.unwrap()),
            "first" => {
                let id = task(&mut words);
                plan.move_task(you, &id, None, None, &Placement::First).await.unwrap();
            }
            "close" => {
                let bet = at(&self.bets, words.next());
                plan.close_bet(you, &bet, None, None).await.unwrap();
            }
            "under" => {
                let bet = at(&self.bets, words.next());
                self.query.under = Some((Kind::Bet, bet.to_string()));
            }
            other => panic!("no such line: {other}"),
        }
    }

    async fn bet(&mut self, mut words: Words<'_>) {
        let horizon = Horizon::from_word(words.next().unwrap());
        let mut new = NewBet { name: "Bet".into(), horizon, ..NewBet::default() };
        let mut evidence = None;
        while let Some(word) = words.next() {
            match word {
                "appetite" => new.appetite_days = words.next().map(|n| n.parse().unwrap()),
                "evidence" => evidence = words.next().and_then(EvidenceKind::from_word),
                other => panic!("no such word of a bet: {other}"),
            }
        }
        let (plan, you, product) = (&self.t.plan, &self.t.you, &self.t.product);
        let id = BetId(made(&plan.create_bet(you, product, new).await.unwrap()));
        if evidence.is_some() {
            let bets = Some(vec![id.clone()]);
            let new =
                NewEvidence { text: "Seen".into(), kind: evidence, bets, ..Default::default() };
            plan.create_evidence(you, product, new).await.unwrap();
        }
        self.bets.push(id);
    }

    async fn project(&mut self, mut words: Words<'_>) {
        let mut new = NewProject { name: "Project".into(), ..NewProject::default() };
        while let Some(word) = words.next() {
            match word {
                "bet" => new.bet_id = Some(at(&self.bets, words.next())),
                "waits" => new.depends_on = Some(vec![at(&self.projects, words.next())]),
                status => new.status = Some(ProjectStatus::from_word(status).unwrap()),
            }
        }
        let written = self.t.plan.create_project(&self.t.you, &self.t.product, new).await.unwrap();
        self.projects.push(ProjectId(made(&written)));
    }

    /// Makes a task in the latest project unless another is said.
    async fn task(&mut self, mut words: Words<'_>) {
        let mut new = NewTask::named("Task", self.projects.last().unwrap());
        while let Some(word) = words.next() {
            match word {
                "in" => new.project_id = at(&self.projects, words.next()),
                "waits" => new.depends_on = Some(vec![at(&self.tasks, words.next())]),
                "blocked" => new.blocked = Some(String::new()),
                word => match Priority::from_word(word) {
                    Some(priority) => new.priority = Some(priority),
                    None => new.status = Some(TaskStatus::from_word(word).unwrap()),
                },
            }
        }
        let written = self.t.plan.create_task(&self.t.you, new).await.unwrap();
        self.tasks.push(TaskId(made(&written)));
    }

    async fn told(&self) -> Vec<String> {
        told(&self.t.plan.next(&self.t.you, &self.t.product, &self.query).await.unwrap())
    }
}

fn told(next: &Next) -> Vec<String> {
    let row = |r: &crate::insights::next::NextRow| {
        format!("{:.1} {}: {}", r.score, r.task.reference, r.reasons.join(" · "))
    };
    let held = next.held_back;
    let held: Vec<String> = [
        (held.blocked, "blocked"),
        (held.skipped, "skipped"),
        (held.parked, "parked"),
        (held.left_behind, "left behind"),
    ]
    .iter()
    .filter(|(n, _)| *n > 0)
    .map(|(n, what)| format!("{n} {what}"))
    .collect();
    let mut lines: Vec<String> = next.rows.iter().map(row).collect();
    lines.extend(next.runner_up.clone());
    lines.extend(next.pinned_waits.clone());
    lines.extend((!held.is_empty()).then(|| format!("held back: {}", held.join(", "))));
    lines.extend(next.nothing.clone());
    lines
}

#[tokio::test]
async fn each_small_plan_has_the_rows_and_the_words_agreed() {
    let mut wrong = Vec::new();
    for case in include_str!("cases.txt").replace("\r\n", "\n").split("\n\n") {
        let mut scene = Scene::new().await;
        let mut expected = Vec::new();
        for line in case.lines() {
            match (line.strip_prefix("=> "), line.strip_prefix('#')) {
                (Some(told), _) => expected.push(told.to_owned()),
                (None, Some(_)) => {}
                (None, None) => scene.run(line).await,
            }
        }
        assert!(!expected.is_empty(), "nothing is expected in {case}");
        let told = scene.told().await;
        if told != expected {
            let title = case.lines().next().unwrap_or_default();
            wrong.push(format!("{title}\n=> {}", told.join("\n=> ")));
        }
    }
    assert!(wrong.is_empty(), "told otherwise:\n{}", wrong.join("\n\n"));
}
