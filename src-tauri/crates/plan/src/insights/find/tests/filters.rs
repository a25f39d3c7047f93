use super::{Chain, refs};
use crate::base::refs::Kind;
use crate::concepts::bets::{BetPatch, BetResult, Horizon};
use crate::concepts::projects::NewProject;
use crate::concepts::tasks::TaskPatch;
use crate::insights::find::FindQuery;
use crate::testing::TestPlan;

#[tokio::test]
async fn under_goes_down_the_whole_chain() {
    let c = Chain::new().await;
    let t = &c.t;
    t.task(&t.project("Elsewhere").await, "Something else").await;
    let work = ["P-1", "T-1"];
    assert_eq!(c.under(Kind::Project, c.project.as_str()).await, ["T-1"]);
    assert_eq!(c.under(Kind::Bet, c.bet.as_str()).await, work);
    assert_eq!(c.under(Kind::Outcome, c.outcome.as_str()).await, ["B-1", "P-1", "T-1"]);
    assert_eq!(c.under(Kind::Pillar, c.pillar.as_str()).await, ["O-1", "B-1", "P-1", "T-1"]);
    let problem = c.under(Kind::Problem, c.problem.as_str()).await;
    assert_eq!(problem, ["B-1", "U-1×X-1", "P-1", "T-1"]);
    assert_eq!(c.under(Kind::Persona, c.persona.as_str()).await, ["U-1×X-1"]);
    assert_eq!(c.under(Kind::Task, c.task.as_str()).await, Vec::<String>::new());
    assert_eq!(c.under(Kind::Pain, c.pain.as_str()).await, Vec::<String>::new());
    let whole = c.under(Kind::Product, t.product.as_str()).await;
    assert_eq!(whole, refs(t, c.words("")).await);
    let under = Some((Kind::Bet, c.bet.to_string()));
    assert_eq!(refs(t, FindQuery { under, ..c.words("queue") }).await, ["T-1"]);
    t.plan
        .unlink(&t.you, (Kind::Bet, c.bet.as_str()), (Kind::Problem, c.problem.as_str()))
        .await
        .unwrap();
    let problem = c.under(Kind::Problem, c.problem.as_str()).await;
    assert_eq!(problem, ["U-1×X-1"], "links are read as they now are");
}

#[tokio::test]
async fn filters_hold_with_words_and_without() {
    let c = Chain::new().await;
    let t = &c.t;
    let other = t.task(&c.project, "Queue merges").await;
    let labels = TaskPatch { labels: Some(vec!["Größe".into()]), ..TaskPatch::default() };
    let since = t.plan.ambient().now();
    t.plan.update_task(&t.you, &other, labels, None).await.unwrap();
    t.plan.complete_task(&t.you, &c.task).await.unwrap();
    for text in ["queue", ""] {
        let status = |word: &str| FindQuery { statuses: vec![word.into()], ..c.words(text) };
        assert_eq!(refs(t, status("done")).await, ["T-1"], "{text}");
        let labelled = FindQuery { label: Some("gRÖSSE".into()), ..c.words(text) };
        assert_eq!(refs(t, labelled).await, Vec::<String>::new());
        let labelled = FindQuery { label: Some("grÖße".into()), ..c.words(text) };
        assert_eq!(refs(t, labelled).await, ["T-2"], "{text}");
        let finished = FindQuery { finished: true, kinds: vec![Kind::Task], ..c.words(text) };
        assert_eq!(refs(t, finished).await, ["T-2", "T-1"], "{text}");
        let recent = FindQuery {
            changed_since: Some(since),
            finished: true,
            kinds: vec![Kind::Task, Kind::Pillar],
            ..c.words(text)
        };
        assert_eq!(refs(t, recent).await, ["T-2", "T-1"], "{text}");
    }
    let now = BetPatch { horizon: Some(Horizon::Now), ..BetPatch::default() };
    t.plan.update_bet(&t.you, &c.bet, now, None).await.unwrap();
    let status = |word: &str| FindQuery { statuses: vec![word.into()], ..c.words("") };
    assert_eq!(refs(t, status("now")).await, ["B-1"]);
    assert_eq!(refs(t, status("waiting")).await, ["K-1"]);
    assert_eq!(refs(t, status("open")).await, ["X-1", "U-1×X-1"]);
    let won = Some(BetResult::Won);
    t.plan.close_bet(&t.you, &c.bet, won, Some("It held".into())).await.unwrap();
    assert_eq!(refs(t, status("closed")).await, ["B-1"]);
    assert_eq!(refs(t, c.words("offline")).await, Vec::<String>::new());
    let both = FindQuery { statuses: vec!["closed".into(), "waiting".into()], ..c.words("") };
    assert_eq!(refs(t, both).await, ["K-1", "B-1"], "open before finished");
    let wrong = FindQuery { kinds: vec![Kind::Bet], ..c.words("T-2") };
    assert_eq!(refs(t, wrong).await, Vec::<String>::new(), "a ref must pass the filters too");
}

#[tokio::test]
async fn another_products_plan_is_never_shown() {
    let t = TestPlan::new().await;
    let other = t.other_product("Other").await;
    t.project("Shared name").await;
    let new = NewProject { name: "Shared name".into(), ..NewProject::default() };
    t.plan.create_project(&t.you, &other, new).await.unwrap();
    for product in [&t.product, &other] {
        let found = t.plan.find(&FindQuery::words(product, "shared", 25)).await.unwrap();
        assert_eq!((found.rows.len(), found.total), (1, 1));
        assert!(t.plan.locate(product, "shared NAME").await.is_ok());
    }
    let nowhere = FindQuery::words(&"nowhere".into(), "shared", 25);
    assert_eq!(t.plan.find(&nowhere).await.unwrap().total, 0);
}
