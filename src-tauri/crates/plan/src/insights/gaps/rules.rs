//! Every gap: its code, what is asked, and the words for it.

use super::ask::Query;
use super::sql;
use crate::base::refs::Kind;
use crate::base::word_enum::word_enum;

word_enum! {
    /// What can be missing in a plan. The words never change their meaning.
    GapCode {
        /// A product without a vision.
        NoVision = "G01",
        /// A pillar that refuses nothing.
        NoRefusal = "G02",
        /// An outcome without a number now, or without a target.
        NoNumbers = "G03",
        /// An outcome without an open bet.
        NoOpenBet = "G04",
        /// An outcome not measured for 30 days.
        NotMeasured = "G05",
        /// A bet without an outcome.
        NoOutcome = "G06",
        /// A bet without a problem.
        NoProblem = "G07",
        /// A bet in now without an appetite.
        NoAppetite = "G08",
        /// A bet whose work has taken longer than its appetite.
        PastAppetite = "G09",
        /// An appetite of ten days or more that rests on a hunch.
        RestsOnHunch = "G10",
        /// A project without a bet.
        NoBet = "G11",
        /// A project without a why.
        NoWhy = "G12",
        /// A project none of whose tasks has a check.
        NoCheck = "G13",
        /// A project being built that nobody touched for ten days.
        Untouched = "G14",
        /// More than two projects being built.
        ManyBuilding = "G15",
        /// More than three bets in now.
        ManyInNow = "G16",
        /// A task blocked without a reason, or by what is over.
        BlockedInVain = "G17",
        /// A capture older than seven days.
        OldCapture = "G18",
        /// A severe problem that no bet or project takes on.
        SevereAndLeft = "G19",
        /// A problem nobody feels.
        NobodyFeels = "G20",
        /// A persona without a problem.
        NoPain = "G21",
        /// A project done, or a bet closed, without a result.
        NoResult = "G22",
        /// A decision past the day to look at it again.
        PastRevisit = "G23",
        /// What an AI captured, waiting for review for more than three days.
        Unreviewed = "G24",
    }
}

word_enum! {
    /// What a screen opens to mend a gap.
    FixAction {
        /// Write the product's vision.
        WriteVision = "write_vision",
        /// Write what the pillar refuses.
        WriteRefusal = "write_refusal",
        /// Set the outcome's numbers.
        SetTarget = "set_target",
        /// Make a bet for the outcome or the problem.
        MakeBet = "make_bet",
        /// Enter a reading of the outcome.
        AddReading = "add_reading",
        /// Link an outcome to the bet.
        LinkOutcome = "link_outcome",
        /// Link a problem to the bet.
        LinkProblem = "link_problem",
        /// Set the bet's appetite.
        SetAppetite = "set_appetite",
        /// Extend the bet's appetite, cut its scope, or stop it.
        ReviewAppetite = "review_appetite",
        /// Add evidence to the bet.
        AddEvidence = "add_evidence",
        /// Link the project to a bet.
        LinkBet = "link_bet",
        /// Write the project's why.
        WriteWhy = "write_why",
        /// Add a check to one of the project's tasks.
        AddCheck = "add_check",
        /// Open the project and go on, or drop it.
        OpenProject = "open_project",
        /// Choose which project waits.
        ChooseProject = "choose_project",
        /// Choose which bet waits.
        ChooseBet = "choose_bet",
        /// Write why the task is blocked.
        WriteReason = "write_reason",
        /// Take the task's flag away.
        Unblock = "unblock",
        /// Place the capture, or bin it.
        PlaceCapture = "place_capture",
        /// Say who feels the problem.
        LinkPersona = "link_persona",
        /// Say which problem the persona has.
        AddPain = "add_pain",
        /// Write what the project changed, or how the bet ended.
        WriteResult = "write_result",
        /// Look at the decision again.
        Revisit = "revisit",
        /// Keep or bin what an AI captured.
        Review = "review",
    }
}

/// One way in which one kind of entity can fall short.
#[derive(Debug)]
pub(super) struct Rule {
    pub(super) code: GapCode,
    pub(super) kind: Kind,
    pub(super) query: Query,
    /// One sentence; `{n}` stands for the query's number, `{days}` for it as days.
    pub(super) sentence: &'static str,
    /// The same in a few words, for a card.
    pub(super) phrase: &'static str,
    pub(super) fix: &'static str,
    pub(super) action: FixAction,
}

const fn rule(
    (code, kind, query): (GapCode, Kind, Query),
    (sentence, phrase): (&'static str, &'static str),
    (fix, action): (&'static str, FixAction),
) -> Rule {
    Rule { code, kind, query, sentence, phrase, fix, action }
}

/// Every gap, in the order of the codes. A code with two causes, or that two
/// kinds can have, has a line for each.
pub(super) const RULES: [Rule; 26] = [
    rule(
        (GapCode::NoVision, Kind::Product, sql::NO_VISION),
        ("There is no vision yet.", "no vision"),
        ("write the vision", FixAction::WriteVision),
    ),
    rule(
        (GapCode::NoRefusal, Kind::Pillar, sql::NO_REFUSAL),
        ("Nothing says what you won't do for this pillar.", "no “we won't”"),
        ("say what you refuse", FixAction::WriteRefusal),
    ),
    rule(
        (GapCode::NoNumbers, Kind::Outcome, sql::NO_NUMBERS),
        ("This outcome does not say from which number to which.", "no number or target"),
        ("set now and target", FixAction::SetTarget),
    ),
    rule(
        (GapCode::NoOpenBet, Kind::Outcome, sql::NO_OPEN_BET),
        ("No open bet works toward this outcome.", "no open bet"),
        ("make a bet", FixAction::MakeBet),
    ),
    rule(
        (GapCode::NotMeasured, Kind::Outcome, sql::NOT_MEASURED),
        ("Nobody has measured this for {days}.", "not measured for {days}"),
        ("enter today's number", FixAction::AddReading),
    ),
    rule(
        (GapCode::NoOutcome, Kind::Bet, sql::NO_OUTCOME),
        ("This bet serves no outcome.", "no outcome"),
        ("link an outcome", FixAction::LinkOutcome),
    ),
    rule(
        (GapCode::NoProblem, Kind::Bet, sql::NO_PROBLEM),
        ("This bet takes on no problem.", "no problem"),
        ("link a problem", FixAction::LinkProblem),
    ),
    rule(
        (GapCode::NoAppetite, Kind::Bet, sql::NO_APPETITE),
        ("This bet is in Now, and nothing says how long it is worth.", "no appetite"),
        ("set its appetite", FixAction::SetAppetite),
    ),
    rule(
        (GapCode::PastAppetite, Kind::Bet, sql::PAST_APPETITE),
        ("Its work is in day {n}, which is past its appetite.", "past its appetite"),
        ("extend it, cut scope or stop", FixAction::ReviewAppetite),
    ),
    rule(
        (GapCode::RestsOnHunch, Kind::Bet, sql::RESTS_ON_HUNCH),
        ("{days} of work rest on a hunch.", "rests on a hunch"),
        ("add evidence, or test it in a day", FixAction::AddEvidence),
    ),
    rule(
        (GapCode::NoBet, Kind::Project, sql::NO_BET),
        ("This project serves no bet.", "no bet"),
        ("link a bet", FixAction::LinkBet),
    ),
    rule(
        (GapCode::NoWhy, Kind::Project, sql::NO_WHY),
        ("Nothing says why this project is worth doing.", "no why"),
        ("write its why", FixAction::WriteWhy),
    ),
    rule(
        (GapCode::NoCheck, Kind::Project, sql::NO_CHECK),
        ("None of its tasks says how one knows it is done.", "no check in its tasks"),
        ("add a check to a task", FixAction::AddCheck),
    ),
    rule(
        (GapCode::Untouched, Kind::Project, sql::UNTOUCHED),
        ("It is being built, yet nobody touched it for {days}.", "untouched for {days}"),
        ("open it, or drop it", FixAction::OpenProject),
    ),
    rule(
        (GapCode::ManyBuilding, Kind::Product, sql::MANY_BUILDING),
        ("{n} projects are being built at once.", "{n} projects building"),
        ("choose what waits", FixAction::ChooseProject),
    ),
    rule(
        (GapCode::ManyInNow, Kind::Product, sql::MANY_IN_NOW),
        ("{n} bets are in Now at once.", "{n} bets in Now"),
        ("choose what waits", FixAction::ChooseBet),
    ),
    rule(
        (GapCode::BlockedInVain, Kind::Task, sql::BLOCKED_WITHOUT_REASON),
        ("This task is blocked, and nothing says why.", "blocked without a reason"),
        ("say why", FixAction::WriteReason),
    ),
    rule(
        (GapCode::BlockedInVain, Kind::Task, sql::BLOCKER_OVER),
        ("This task is blocked, but all it waited for is over.", "its blocker is over"),
        ("unblock it", FixAction::Unblock),
    ),
    rule(
        (GapCode::OldCapture, Kind::Capture, sql::OLD_CAPTURE),
        ("This thought has waited for {days}.", "waiting for {days}"),
        ("place it, or bin it", FixAction::PlaceCapture),
    ),
    rule(
        (GapCode::SevereAndLeft, Kind::Problem, sql::SEVERE_AND_LEFT),
        ("A problem this severe has no open bet and no project.", "no bet or project"),
        ("make a bet", FixAction::MakeBet),
    ),
    rule(
        (GapCode::NobodyFeels, Kind::Problem, sql::NOBODY_FEELS),
        ("Nothing says who feels this problem.", "nobody feels it"),
        ("link a persona", FixAction::LinkPersona),
    ),
    rule(
        (GapCode::NoPain, Kind::Persona, sql::NO_PAIN),
        ("Nothing says which problem this person has.", "no problem"),
        ("link a problem", FixAction::AddPain),
    ),
    rule(
        (GapCode::NoResult, Kind::Bet, sql::CLOSED_WITHOUT_RESULT),
        ("This bet is closed, and nothing says how it ended.", "no result"),
        ("say what changed", FixAction::WriteResult),
    ),
    rule(
        (GapCode::NoResult, Kind::Project, sql::DONE_WITHOUT_RESULT),
        ("This project is done, and nothing says what changed.", "no result"),
        ("say what changed", FixAction::WriteResult),
    ),
    rule(
        (GapCode::PastRevisit, Kind::Decision, sql::PAST_REVISIT),
        ("The day to look at this again was {days} ago.", "due for another look"),
        ("look again", FixAction::Revisit),
    ),
    rule(
        (GapCode::Unreviewed, Kind::Capture, sql::WAITS_FOR_REVIEW),
        ("What an AI proposed here has waited for {days}.", "waiting for review"),
        ("review it", FixAction::Review),
    ),
];

/// A text of a rule with the query's number in it.
pub(super) fn filled(text: &str, n: i64) -> String {
    let days = if n == 1 { "1 day".to_owned() } else { format!("{n} days") };
    text.replace("{days}", &days).replace("{n}", &n.to_string())
}
