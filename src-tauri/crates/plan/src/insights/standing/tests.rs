use crate::base::actor::Actor;
use crate::testing::{CompletePlan, TestPlan};

#[tokio::test]
async fn standing_counts_the_whole_plan_and_says_what_is_next() {
    let p = CompletePlan::new().await;
    let t = &p.t;
    let standing = t.plan.standing(&t.you, &t.product).await.unwrap();
    let counts = standing.counts;
    assert_eq!((counts.outcomes, counts.bets_open, counts.problems_open), (1, 1, 1));
    assert_eq!((counts.projects_open, counts.tasks_todo), (1, 1));
    assert_eq!(standing.next.rows[0].reasons[0], "in Now");
    assert_eq!((standing.gaps.len(), standing.gaps_total), (0, 0));
}

#[tokio::test]
async fn gaps_are_told_by_their_sort_with_how_many() {
    let t = TestPlan::new().await;
    for name in ["A", "B", "C"] {
        t.project(name).await;
    }
    let standing = t.plan.standing(&t.you, &t.product).await.unwrap();
    let told: Vec<(&str, &str, u32)> = standing
        .gaps
        .iter()
        .map(|g| (g.first.code.word(), g.first.entity.reference.as_str(), g.count))
        .collect();
    let expected =
        [("G01", "Acme Notes", 1), ("G11", "P-1", 3), ("G12", "P-1", 3), ("G13", "P-1", 3)];
    assert_eq!(told, expected);
    assert_eq!(standing.gaps_total, 10);
}

#[tokio::test]
async fn an_ai_is_told_once_what_changed_and_the_person_until_it_is_marked() {
    let t = TestPlan::new().await;
    let claude = Actor::ai("Claude");
    t.plan.standing(&claude, &t.product).await.unwrap();
    let project = t.project("P").await;
    let standing = t.plan.standing(&claude, &t.product).await.unwrap();
    assert_eq!(standing.changed.groups[0].sentence, "added P-1 “P”");
    let again = t.plan.standing(&claude, &t.product).await.unwrap();
    assert_eq!(again.changed.groups, []);
    t.plan.archive_project(&claude, &project).await.unwrap();
    for _ in 0..2 {
        let standing = t.plan.standing(&t.you, &t.product).await.unwrap();
        assert_eq!(standing.changed.groups[0].sentence, "removed P-1 “P”");
    }
}
