use crate::base::refs::Kind;
use crate::insights::coaching::HintCode;
use crate::insights::hints::{Wording, hints};

fn codes(kind: Kind, wording: &Wording) -> Vec<HintCode> {
    hints(kind, wording).into_iter().map(|hint| hint.code).collect()
}

fn named(name: &str) -> Wording {
    Wording { name: name.into(), ..Wording::default() }
}

/// Every weak text gets the hint and no good one does.
fn judge(code: HintCode, weak: &[&str], good: &[&str], wording: impl Fn(&str) -> Wording) {
    assert!(weak.len() >= 8 && good.len() >= 8);
    for text in weak {
        assert!(codes(code.kind(), &wording(text)).contains(&code), "no hint: {text}");
    }
    for text in good {
        assert!(!codes(code.kind(), &wording(text)).contains(&code), "wrong hint: {text}");
    }
}

#[test]
fn an_outcome_is_not_something_to_build() {
    judge(
        HintCode::SomethingToMake,
        &[
            "Build offline mode",
            "Ship the new editor",
            "Add search",
            "Launch in three countries",
            "Create a mobile app",
            "launch the beta",
            "ADD two-factor login",
            "Ship sync by March",
        ],
        &[
            "Notes written offline 12 % → 40 %",
            "Build time under 60 seconds",
            "Launch time under 1 s",
            "Add-to-cart rate 3 % → 5 %",
            "Created notes per week",
            "Added value per user",
            "Shipping cost per order",
            "Builders come back weekly",
            "Launch to first note in under 2 minutes",
            "Baut wieder Vertrauen auf",
        ],
        named,
    );
}

#[test]
fn an_outcome_has_a_number() {
    let with = |text: &str| match text.split_once('|') {
        Some((name, metric)) => Wording { metric: metric.into(), ..named(name) },
        None => named(text),
    };
    judge(
        HintCode::NoNumber,
        &[
            "More people come back",
            "Faster onboarding",
            "Notes written offline",
            "Happier users",
            "Fewer lost notes|share of sessions",
            "Mehr Notizen unterwegs",
            "People recommend it",
            "Less churn",
        ],
        &[
            "12 % → 40 % of notes are written offline",
            "Half as many lost notes|from 6 to 3 a week",
            "10 paying teams",
            "First note within 60 s",
            "Churn below ½ %",
            "NPS 40",
            "三人に一人が戻る",
            "٤٠ مستخدما",
            "",
        ],
        with,
    );
    let told = Wording { target: Some(40.0), ..named("Notes written offline") };
    assert_eq!(codes(Kind::Outcome, &told), []);
}

#[test]
fn a_persona_is_one_person() {
    judge(
        HintCode::CrowdOrRole,
        &[
            "Developers",
            "Solo developers",
            "The product manager",
            "A freelance designer",
            "Admin",
            "Power users",
            "Small teams",
            "Everyone",
            "Designer at an agency",
            "Students, mostly",
        ],
        &[
            "Maya",
            "Maya, designer",
            "Jonas (support manager)",
            "Chris",
            "James Banks",
            "Agnes the teacher",
            "Dr. Weiss",
            "Anna Cook",
            "Sam from support",
            "Lena – freelance developer",
            "Entwicklerin Lena",
            "李雷",
            "",
        ],
        named,
    );
}

#[test]
fn a_pillar_is_more_than_a_virtue() {
    judge(
        HintCode::Generic,
        &[
            "Quality",
            "innovation",
            "Simplicity.",
            "“Trust”",
            "SPEED",
            "Security",
            "Privacy",
            "🚀 Performance",
        ],
        &[
            "Yours alone",
            "Local-first",
            "Quality over quantity",
            "Speed you can feel",
            "Open by default",
            "Calm",
            "Keyboard before mouse",
            "Qualität",
            "One file, no server",
        ],
        named,
    );
}

#[test]
fn a_bet_names_a_problem() {
    judge(
        HintCode::NamesSolution,
        &[
            "Build a mobile app",
            "Dashboard",
            "Dark mode",
            "Slack integration",
            "Add search",
            "Launch a plugin store",
            "Implement SSO",
            "AI chatbot",
            "Rewrite the editor",
        ],
        &[
            "No network, no loss",
            "Notes get lost on trains",
            "The first five minutes",
            "Slow dashboard",
            "Broken Slack integration",
            "Build times break the flow",
            "Build trust early",
            "Launch anxiety",
            "People quit the app",
            "Nobody opens the sidebar",
            "Failure mode",
            "Add-ons nobody finds",
            "Verlorene Notizen",
        ],
        named,
    );
}

#[test]
fn a_why_says_more_than_the_name() {
    let both = |text: &str| {
        let (name, why) = text.split_once('|').unwrap();
        Wording { why_line: why.into(), ..named(name) }
    };
    judge(
        HintCode::RepeatsName,
        &[
            "Offline mode|Offline mode",
            "Offline mode|We need an offline mode.",
            "Rate-limit login|So that login is rate-limited",
            "Make login faster|To make the login faster",
            "Limit uploads|Uploads should be limited",
            "Dunkler Modus|Modus dunkler",
            "Search|we want search",
            "Export notes|Exporting of notes",
        ],
        &[
            "Offline mode|Maya writes in tunnels",
            "Offline mode|Offline notes get lost twice a day",
            "Rate-limit login|Bots guess passwords",
            "Make login faster|One in five gives up while waiting",
            "Export notes|",
            "Search|because",
            "Dunkler Modus|Nachts blendet es",
            "Limit uploads|Large uploads fill the disk",
        ],
        both,
    );
    let told = Wording {
        why_line: "Offline mode".into(),
        why: "Notes written in tunnels get lost.".into(),
        ..named("Offline mode")
    };
    assert_eq!(codes(Kind::Project, &told), []);
}

#[test]
fn a_task_has_a_verb() {
    judge(
        HintCode::NoVerb,
        &[
            "Login page",
            "Documentation",
            "Database schema",
            "New settings screen",
            "API docs",
            "Error handling",
            "User authentication",
            "Dark mode for the editor",
            "Integration tests",
        ],
        &[
            "Write the login page",
            "Test login",
            "Document the API",
            "Fix error handling",
            "Search",
            "Screen the users",
            "Cache sessions on disk",
            "Rename tables",
            "Anmeldeseite bauen",
            "ログイン画面",
            "Throttle logins",
            "",
        ],
        named,
    );
}

#[test]
fn a_check_can_be_observed() {
    let check = |text: &str| Wording { checks: vec![text.into()], ..named("Write the queue") };
    judge(
        HintCode::Vague,
        &[
            "Works well",
            "It works",
            "The import works as expected",
            "Search is fast",
            "The page looks good",
            "Login works properly.",
            "The API is easy to use",
            "Everything works",
            "No bugs",
            "High quality",
        ],
        &[
            "A note survives a restart",
            "it works on a train",
            "Search answers within 100 ms",
            "Works well offline: a note typed in a tunnel is there after reconnecting",
            "git status is clean",
            "Ctrl+Z undoes the move",
            "The page looks good in dark mode and light mode, checked against the mock-up",
            "Login with a wrong password shows why",
            "p95 is fine: below 200 ms",
            "Funktioniert gut",
        ],
        check,
    );
}

#[test]
fn each_weak_check_is_named_and_every_hint_ends_with_a_sentence() {
    let task = Wording {
        checks: vec!["It works".into(), "The file is there".into(), "No bugs".into()],
        ..named("Login page")
    };
    let found = hints(Kind::Task, &task);
    let told: Vec<&str> = found.iter().map(|hint| hint.text.as_str()).collect();
    assert_eq!(told, ["Login page", "It works", "No bugs"]);
    for code in HintCode::ALL {
        assert!(code.question().ends_with(['?', '.']), "{}", code.word());
        assert!(!code.question().contains('\n'));
    }
}
