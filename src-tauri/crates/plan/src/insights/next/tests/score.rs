use proptest::prelude::*;

use crate::concepts::bets::{AppetiteClock, Horizon};
use crate::concepts::evidence::{Confidence, ConfidenceBasis};
use crate::concepts::tasks::Priority;
use crate::insights::next::score::{Backing, Facts, Stage, Started, reasons};

const PRIORITIES: [Priority; 4] = [Priority::P3, Priority::None, Priority::P2, Priority::P1];
const HORIZONS: [Horizon; 3] = [Horizon::Later, Horizon::Next, Horizon::Now];
const STARTED: [Started; 3] = [Started::No, Started::Project, Started::Task];

/// The steps of each term, each list from worst to best.
#[derive(Debug, Clone, Copy)]
struct Steps {
    horizon: usize,
    /// Places from the end of a list of ten.
    from_last: u32,
    confidence: usize,
    started: usize,
    frees: u32,
    priority: usize,
    day: u32,
}

fn score(s: Steps) -> f64 {
    let backing = Backing {
        stage: Stage::Open { horizon: HORIZONS[s.horizon], place: 10 - s.from_last, of: 10 },
        basis: ConfidenceBasis {
            level: Confidence::ALL[s.confidence],
            ..ConfidenceBasis::default()
        },
        clock: (s.day > 0).then_some(AppetiteClock { day: s.day, appetite: 14 }),
    };
    facts(Some(&backing), s).score()
}

fn facts(bet: Option<&Backing>, s: Steps) -> Facts<'_> {
    Facts { bet, started: STARTED[s.started], frees: s.frees, priority: PRIORITIES[s.priority] }
}

fn steps() -> impl Strategy<Value = Steps> {
    (0..3_usize, 0..10_u32, 0..5_usize, 0..3_usize, 0..6_u32, 0..4_usize, 0..30_u32).prop_map(
        |(horizon, from_last, confidence, started, frees, priority, day)| Steps {
            horizon,
            from_last,
            confidence,
            started,
            frees,
            priority,
            day,
        },
    )
}

proptest! {
    #[test]
    fn a_score_is_from_0_to_100_and_no_better_step_lowers_it(s in steps()) {
        let now = score(s);
        prop_assert!((0.0..=100.0).contains(&now));
        let better = [
            Steps { horizon: (s.horizon + 1).min(2), ..s },
            Steps { from_last: (s.from_last + 1).min(9), ..s },
            Steps { confidence: (s.confidence + 1).min(4), ..s },
            Steps { started: (s.started + 1).min(2), ..s },
            Steps { frees: s.frees + 1, ..s },
            Steps { priority: (s.priority + 1).min(3), ..s },
            Steps { day: s.day + 1, ..s },
        ];
        for better in better {
            prop_assert!(score(better) >= now, "{better:?} is less than {s:?}");
        }
        prop_assert!(facts(None, s).score() <= now, "no bet is never better than a bet");
    }

    #[test]
    fn the_points_of_the_terms_add_up_to_the_score(s in steps()) {
        let backing = Backing {
            stage: Stage::Open { horizon: HORIZONS[s.horizon], place: 10 - s.from_last, of: 10 },
            basis: ConfidenceBasis { level: Confidence::ALL[s.confidence], ..ConfidenceBasis::default() },
            clock: None,
        };
        let facts = facts(Some(&backing), s);
        let sum: f64 = facts.terms().iter().map(|t| t.points).sum();
        // Seven terms, each rounded by less than a twentieth.
        prop_assert!((sum - facts.score()).abs() < 0.35);
    }
}

#[test]
fn the_best_task_has_100_points_and_the_worst_2() {
    let best = Steps {
        horizon: 2,
        from_last: 9,
        confidence: 4,
        started: 2,
        frees: 3,
        priority: 3,
        day: 14,
    };
    assert!((score(best) - 100.0).abs() < 1e-9);
    let worst = Steps { started: 0, frees: 0, priority: 0, ..best };
    assert!((facts(None, worst).score() - 2.0).abs() < 1e-9);
}

#[test]
fn the_weightiest_reason_comes_first_and_what_weighs_nothing_last() {
    let backing = Backing {
        stage: Stage::Open { horizon: Horizon::Later, place: 2, of: 2 },
        basis: ConfidenceBasis {
            level: Confidence::Proven,
            phrase: "rests on a number that moved".to_owned(),
        },
        clock: None,
    };
    let facts =
        Facts { bet: Some(&backing), started: Started::Task, frees: 1, priority: Priority::P3 };
    let told = reasons(&facts.terms());
    let expected = [
        "already started",
        "#2 bet in Later",
        "in Later",
        "frees 1 task",
        "P3",
        "rests on a number that moved",
    ];
    assert_eq!(told, expected);
}
