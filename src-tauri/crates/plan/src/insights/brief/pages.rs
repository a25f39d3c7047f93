//! The brief of a task, a project and a bet, section by section.

use chrono::{DateTime, Utc};
use sqlx::SqliteConnection;

use super::chain::{self, WhyLine};
use super::fit::{Cut, Section, part};
use super::grounds::{self, Grounds};
use super::lines::{bullets, gist, numbered, points, short, under};
use super::{Detail, files, page_sql, sections};
use crate::base::entities;
use crate::base::error::Result;
use crate::base::holder::Holder;
use crate::base::leases;
use crate::base::records;
use crate::base::refs::{Kind, Ref};
use crate::concepts::products::Product;
use crate::concepts::projects::Project;
use crate::concepts::tasks::{self, Check, Dependency, Step, Task};

/// Siblings named on each side of a task.
const BESIDE: u32 = 4;
/// Decisions told.
const DECISIONS: u32 = 8;
/// Files told.
const FILES: usize = 12;
/// Lines of a log told unless all of it is wanted.
const NOTES: u32 = 5;
/// No list of a brief is longer, however much is wanted.
const MOST: u32 = 200;

/// The sections of a brief, and the ref it is called by.
pub(super) struct Page {
    pub(super) reference: String,
    pub(super) sections: Vec<Section>,
}

pub(super) async fn product_of(
    conn: &mut SqliteConnection,
    kind: Kind,
    id: &str,
) -> Result<Product> {
    let common = entities::get(conn, kind, id).await?.ok_or_else(|| entities::missing(kind))?;
    records::known(conn, &common.product_id).await
}

/// The whole chain of a task, or of a project.
pub(super) fn chain_of_work(
    task: Option<&Task>,
    project: &Project,
    product: &Product,
    grounds: &Grounds,
) -> Vec<WhyLine> {
    let mut lines: Vec<WhyLine> = task.and_then(chain::task_line).into_iter().collect();
    lines.push(chain::project_line(project));
    lines.extend(chain::from_bet(grounds, product));
    lines
}

/// The ids a decision may be about to be in force here, the nearest first.
fn ground_ids(own: &[&str], grounds: &Grounds, product: &Product) -> Vec<String> {
    let mut ids: Vec<String> = own.iter().map(|id| (*id).to_owned()).collect();
    ids.extend(grounds.bets.first().map(|bet| bet.id.clone()));
    ids.extend(grounds.outcomes.iter().map(|outcome| outcome.id.clone()));
    ids.extend(grounds.problems.iter().map(|problem| problem.id.clone()));
    ids.extend(grounds.personas.iter().map(|persona| persona.id.clone()));
    ids.push(product.id.to_string());
    ids
}

async fn decisions(
    conn: &mut SqliteConnection,
    own: &[&str],
    grounds: &Grounds,
    product: &Product,
) -> Result<Section> {
    let ids = ground_ids(own, grounds, product);
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let found = page_sql::decisions(conn, &ids, DECISIONS).await?;
    Ok(Section::list("Decisions in force", [part("decisions", sections::decisions(&found))]))
}

async fn for_whom(conn: &mut SqliteConnection, grounds: &Grounds) -> Result<Section> {
    let problem = grounds.problems.first().map(|problem| problem.id.as_str());
    let bet = grounds.bets.first().map(|bet| bet.id.as_str());
    let quotes = page_sql::quotes(conn, problem, bet).await?;
    Ok(Section::list("For whom", [part("for whom", sections::for_whom(grounds, &quotes))]))
}

fn about(product: &Product) -> Section {
    Section::prose(
        "About the product",
        [part("about the product", product.about.clone()).cut(Cut::About)],
    )
}

/// What the brief of a task is made from, beside its grounds.
struct TaskParts {
    steps: Vec<Step>,
    checks: Vec<Check>,
    waits_for: Vec<Dependency>,
    near: Vec<page_sql::Sibling>,
    siblings: u32,
    notes: Vec<page_sql::Note>,
    inherited: Vec<page_sql::OtherProject>,
    held: Option<Holder>,
}

impl TaskParts {
    async fn read(
        conn: &mut SqliteConnection,
        task: &Task,
        detail: Detail,
        now: DateTime<Utc>,
    ) -> Result<Self> {
        let notes = if detail == Detail::Full { MOST } else { NOTES };
        let id = task.id.as_str();
        let (near, siblings) = page_sql::siblings(conn, id, BESIDE).await?;
        Ok(Self {
            steps: tasks::steps(conn, &task.id).await?,
            checks: tasks::checks(conn, &task.id).await?,
            waits_for: tasks::sql::waits_for(conn, &task.id).await?,
            near,
            siblings,
            notes: page_sql::notes(conn, id, notes).await?,
            inherited: page_sql::project_waits_for(conn, task.project_id.as_str()).await?,
            held: leases::sql::holders(conn, &[id], now).await?.remove(id),
        })
    }
}

pub(super) async fn task(
    conn: &mut SqliteConnection,
    task: &Task,
    detail: Detail,
    now: DateTime<Utc>,
) -> Result<Page> {
    let project = records::known::<Project>(conn, &task.project_id).await?;
    let product = records::known::<Product>(conn, &task.product_id).await?;
    let grounds = grounds::of_project(conn, &project).await?;
    let parts = TaskParts::read(conn, task, detail, now).await?;
    let why = chain_of_work(Some(task), &project, &product, &grounds);
    let texts =
        [task.description.as_str()].into_iter().chain(parts.steps.iter().map(|s| s.text.as_str()));
    let mentioned =
        files::mentioned(texts.chain(parts.notes.iter().map(|n| n.text.as_str())), FILES);
    let context: Vec<String> = [
        sections::branch(&task.branch, Some(&project)),
        sections::waits_for(&parts.waits_for),
        sections::inherited_waits(&project, &parts.inherited),
        sections::files(&mentioned),
    ]
    .into_iter()
    .flatten()
    .chain(questions(&project))
    .collect();
    let own = [task.id.as_str(), project.id.as_str()];
    let head = format!(
        "{} · {} {} ({}) · {}",
        product.name,
        project.reference,
        project.name,
        sections::project_state(&project),
        sections::task_state(task, parts.held.as_ref())
    );
    let sections = vec![
        Section::head(format!("# {} {}", task.reference, task.name)),
        Section::head(head),
        Section::list("Why", [part("why", sections::why(&why))]),
        for_whom(conn, &grounds).await?,
        Section::prose(
            "Do",
            [
                part("description", task.description.clone()),
                part("steps", sections::steps(&parts.steps)),
            ],
        ),
        Section::list(
            "Constraints",
            [part("constraints", sections::constraints(&task.constraints, &project))],
        ),
        Section::list(
            "Do not",
            [
                part("do not", sections::do_not(&project.out_of_scope, &grounds.pillars)),
                part("siblings", sections::siblings(&parts.near, parts.siblings))
                    .cut(Cut::Siblings),
            ],
        ),
        Section::list("Done when", [part("checks", sections::checks(&parts.checks))]),
        decisions(conn, &own, &grounds, &product).await?,
        Section::list("Context", [part("context", bullets(&context))]),
        Section::list("Notes", [part("notes", sections::notes(&parts.notes)).cut(Cut::History)]),
        about(&product),
        Section::prose("When finished", [part("when finished", task_ending(task, &parts.checks))]),
    ];
    Ok(Page { reference: task.reference.clone(), sections })
}

fn task_ending(task: &Task, checks: &[Check]) -> String {
    let reference = &task.reference;
    if task.status.is_over() {
        return format!(
            "It is {}. To take it up again, call task_update with ref {reference}, status todo and a note that says why.",
            task.status.word()
        );
    }
    let answers = match checks.len() {
        0 => String::new(),
        _ => ", and for each check its n, met and how it was verified".to_owned(),
    };
    format!(
        "Call task_update with ref {reference}, status done{answers}. Note what surprised you. \
         If something stands in the way, call it with blocked and the reason."
    )
}

fn questions(project: &Project) -> impl Iterator<Item = String> {
    project
        .questions
        .iter()
        .map(|question| format!("open question of {}: {question}", project.reference))
}

pub(super) async fn project(conn: &mut SqliteConnection, project: &Project) -> Result<Page> {
    let product = records::known::<Product>(conn, &project.product_id).await?;
    let grounds = grounds::of_project(conn, project).await?;
    let id = project.id.as_str();
    let tasks = page_sql::tasks_of_project(conn, id, MOST).await?;
    let checks = page_sql::checks_of_project(conn, id, MOST).await?;
    let waits_for = page_sql::project_waits_for(conn, id).await?;
    let beside = page_sql::projects_beside(conn, id).await?;
    let why = chain_of_work(None, project, &product, &grounds);
    let mentioned = files::mentioned([project.what.as_str(), project.why.as_str()], FILES);
    let context: Vec<String> = [
        sections::branch(&project.branch, None),
        sections::project_waits_for(&waits_for),
        sections::files(&mentioned),
    ]
    .into_iter()
    .flatten()
    .chain(questions(project))
    .collect();
    let appetite = project.appetite_days.map(|days| format!("appetite {}", days_told(days)));
    let head: Vec<String> = [product.name.clone(), project.kind.word().to_owned()]
        .into_iter()
        .chain([sections::project_state(project)])
        .chain(appetite)
        .chain([format!("rev {}", project.rev)])
        .collect();
    let sections = vec![
        Section::head(format!("# {} {}", project.reference, project.name)),
        Section::head(head.join(" · ")),
        Section::prose(
            "Why",
            [
                part("why", sections::why(&why)),
                part("reason", further(&project.why, &project.why_line)),
            ],
        ),
        for_whom(conn, &grounds).await?,
        Section::prose(
            "Do",
            [
                part("what", project.what.clone()),
                part("in", under("In", &project.in_scope)),
                part("tasks", under("Tasks", &sections::tasks(&tasks))),
            ],
        ),
        Section::list("Constraints", [part("constraints", bullets(&project.constraints))]),
        Section::list(
            "Do not",
            [
                part("do not", sections::do_not(&project.out_of_scope, &grounds.pillars)),
                part("siblings", sections::projects_beside(&beside)).cut(Cut::Siblings),
            ],
        ),
        Section::list("Done when", [part("checks", sections::checks_of_project(&checks))]),
        decisions(conn, &[id], &grounds, &product).await?,
        Section::list("Context", [part("context", bullets(&context))]),
        Section::prose("Result", [part("result", project.result.clone()).cut(Cut::History)]),
        about(&product),
        Section::prose("When finished", [part("when finished", project_ending(project))]),
    ];
    Ok(Page { reference: project.reference.clone(), sections })
}

/// The reason at length, unless the chain has told all of it.
fn further(why: &str, why_line: &str) -> String {
    if why_line.is_empty() && gist(why) == short(why, usize::MAX) {
        String::new()
    } else {
        why.to_owned()
    }
}

fn project_ending(project: &Project) -> String {
    let reference = &project.reference;
    if project.status.is_over() {
        return format!(
            "It is {}. To take it up again, call plan_save with ref {reference}, status ready and status_reason.",
            project.status.word()
        );
    }
    format!(
        "Finish its tasks with task_update; the person then says whether {reference} is done and what changed."
    )
}

fn days_told(days: u32) -> String {
    if days == 1 { "1 day".to_owned() } else { format!("{days} days") }
}

pub(super) async fn bet(conn: &mut SqliteConnection, id: &str) -> Result<Page> {
    let facts = page_sql::bet_facts(conn, id).await?.ok_or_else(|| entities::missing(Kind::Bet))?;
    let product = records::known::<Product>(conn, &facts.product_id).await?;
    let grounds = grounds::of_bet(conn, id).await?;
    let projects = page_sql::projects_of_bet(conn, id).await?;
    let reference = Ref { kind: Kind::Bet, number: facts.number }.to_string();
    let state = grounds.bets.first().and_then(chain::bet_state);
    let head: Vec<String> = [product.name.clone()]
        .into_iter()
        .chain([state.unwrap_or_else(|| format!("in {}", facts.horizon))])
        .chain(facts.appetite_days.map(|days| format!("appetite {}", days_told(days))))
        .chain(facts.review_on.map(|date| format!("look again on {date}")))
        .chain([format!("rev {}", facts.rev)])
        .collect();
    let why = chain::from_bet(&grounds, &product);
    let serving: Vec<String> = projects.iter().map(sections::other_project).collect();
    let outcomes = grounds.outcomes.iter().map(chain::measured);
    let sections = vec![
        Section::head(format!("# {reference} {}", facts.name)),
        Section::head(head.join(" · ")),
        Section::prose(
            "Why",
            [part("why", sections::why(&why)), part("belief", further(&facts.belief, ""))],
        ),
        for_whom(conn, &grounds).await?,
        Section::prose("Do", [part("projects", under("Projects", &serving))]),
        Section::list("Do not", [part("do not", sections::do_not(&[], &grounds.pillars))]),
        Section::list(
            "Done when",
            [part("signals", numbered(outcomes.chain(points(&facts.signals))))],
        ),
        decisions(conn, &[id], &grounds, &product).await?,
        Section::prose(
            "What was learned",
            [part("what was learned", facts.learned).cut(Cut::History)],
        ),
        about(&product),
    ];
    Ok(Page { reference, sections })
}
