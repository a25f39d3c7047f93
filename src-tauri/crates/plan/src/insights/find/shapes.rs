//! What each kind looks like to a search: its texts, its status, its place in the
//! list of everything, and what it is within.

use std::fmt::Write as _;

use crate::base::finished::finished;
use crate::base::refs::Kind;

/// Expressions over a row `e` of the kind's table.
pub(super) struct Shape {
    pub(super) kind: Kind,
    joins: &'static str,
    /// Unique within product and kind, for ever.
    number: &'static str,
    name: &'static str,
    body: &'static str,
    status: &'static str,
    /// Whether it is finished.
    over: &'static str,
    /// Sorts where the kind's list says; a space parts the keys, so that what is
    /// within follows what it is within.
    place: &'static str,
    /// The number of a task's project.
    parent: &'static str,
    priority: &'static str,
    within: Option<(Kind, &'static str)>,
    present: &'static str,
}

const PLAIN: Shape = Shape {
    kind: Kind::Product,
    joins: "",
    number: "e.number",
    name: "e.name",
    body: "''",
    status: "''",
    over: "0",
    place: "''",
    parent: "NULL",
    priority: "NULL",
    within: None,
    present: "e.trashed_at IS NULL",
};

macro_rules! lines {
    ($first:literal $(, $more:literal)* $(,)?) => { concat!($first $(, " || char(10) || ", $more)*) };
}

macro_rules! items {
    ($column:literal) => {
        concat!(
            "coalesce((SELECT group_concat(value, char(10)) FROM json_each(",
            $column,
            ")), '')"
        )
    };
}

macro_rules! parts {
    ($text:literal, $from:literal) => {
        concat!("coalesce((SELECT group_concat(", $text, ", char(10)) FROM ", $from, "), '')")
    };
}

/// Every kind that can be found, in the order of the list of everything.
pub(super) const SHAPES: [Shape; 12] = [
    Shape {
        number: "0",
        body: lines!("e.vision", "e.about"),
        place: "'a' || e.rank || ' '",
        ..PLAIN
    },
    Shape {
        kind: Kind::Pillar,
        body: lines!("e.we_will", "e.we_wont"),
        place: "'b' || e.rank || ' '",
        ..PLAIN
    },
    Shape {
        kind: Kind::Outcome,
        body: concat!(
            "e.metric || ' ' || e.unit || char(10) || ",
            parts!("note", "outcome_readings WHERE outcome_id = e.id")
        ),
        place: "'c' || e.rank || ' '",
        within: Some((
            Kind::Pillar,
            "SELECT l.id FROM outcome_pillars AS o JOIN pillars AS l ON l.id = o.pillar_id
             WHERE o.outcome_id = e.id ORDER BY l.rank LIMIT 1",
        )),
        ..PLAIN
    },
    Shape {
        kind: Kind::Bet,
        body: lines!("e.belief", "e.horizon_reason", "e.signals", "e.learned"),
        status: "CASE WHEN e.closed_at IS NULL THEN e.horizon ELSE 'closed' END",
        over: "e.closed_at IS NOT NULL",
        place: "'d' || CASE e.horizon WHEN 'now' THEN 0 WHEN 'next' THEN 1 WHEN 'later' THEN 2 ELSE 3 END
          || e.rank || ' '",
        within: Some((
            Kind::Outcome,
            "SELECT o.id FROM bet_outcomes AS b JOIN outcomes AS o ON o.id = b.outcome_id
             WHERE b.bet_id = e.id ORDER BY o.rank LIMIT 1",
        )),
        ..PLAIN
    },
    Shape {
        kind: Kind::Persona,
        body: lines!("e.about", "e.wants", "e.today"),
        place: "'e' || e.rank || ' '",
        ..PLAIN
    },
    Shape {
        kind: Kind::Problem,
        body: "e.description",
        status: "e.state",
        over: "e.state = 'solved'",
        place: "'f' || e.rank || ' '",
        ..PLAIN
    },
    Shape {
        kind: Kind::Pain,
        joins: "JOIN personas AS u ON u.id = e.persona_id JOIN problems AS x ON x.id = e.problem_id",
        // Two numbers in one; a product has fewer than eight million problems.
        number: "u.number * 8388608 + x.number",
        name: "u.name || ' × ' || x.name",
        body: lines!("e.impact", "e.stakes", "'U-' || u.number || ' X-' || x.number"),
        status: "e.state",
        over: "e.state = 'solved'",
        place: "'f' || x.rank || ' ' || e.rank",
        within: Some((Kind::Problem, "e.problem_id")),
        ..PLAIN
    },
    Shape {
        kind: Kind::Project,
        body: concat!(
            lines!("e.why_line", "e.why", "e.what", "e.status_reason", "e.branch", "e.result"),
            " || char(10) || ",
            items!("e.constraints"),
            " || char(10) || ",
            items!("e.in_scope"),
            " || char(10) || ",
            items!("e.out_of_scope"),
            " || char(10) || ",
            items!("e.questions")
        ),
        status: "e.status",
        over: finished!("e.status"),
        place: "'g' || e.rank || ' '",
        within: Some((Kind::Bet, "e.bet_id")),
        ..PLAIN
    },
    Shape {
        kind: Kind::Task,
        joins: "JOIN projects AS p ON p.id = e.project_id",
        body: concat!(
            lines!(
                "e.why_line",
                "e.description",
                "e.status_reason",
                "e.blocked_reason",
                "e.branch"
            ),
            " || char(10) || ",
            items!("e.constraints"),
            " || char(10) || ",
            parts!("text", "task_steps WHERE task_id = e.id"),
            " || char(10) || ",
            parts!("text || ' ' || how", "task_checks WHERE task_id = e.id"),
            " || char(10) || ",
            parts!("text", "task_notes WHERE task_id = e.id")
        ),
        status: "e.status",
        over: finished!("e.status"),
        place: "'g' || p.rank || ' ' || e.rank",
        parent: "p.number",
        priority: "nullif(e.priority, 'none')",
        within: Some((Kind::Project, "e.project_id")),
        ..PLAIN
    },
    Shape {
        kind: Kind::Capture,
        name: "e.text",
        body: "e.note",
        status: "'waiting'",
        place: "'h' || e.rank || ' '",
        present: "e.trashed_at IS NULL AND e.became_id IS NULL",
        ..PLAIN
    },
    Shape {
        kind: Kind::Evidence,
        name: "e.text",
        body: lines!("e.source", "e.url"),
        place: "'i' || e.rank || ' '",
        ..PLAIN
    },
    Shape {
        kind: Kind::Decision,
        name: "e.what",
        body: lines!("e.why", "e.instead_of"),
        place: "'j' || e.rank || ' '",
        ..PLAIN
    },
];

impl Shape {
    /// The shape of a kind; settings have none.
    pub(super) fn of(kind: Kind) -> Option<&'static Shape> {
        SHAPES.iter().find(|shape| shape.kind == kind)
    }

    fn product(&self) -> &'static str {
        if self.kind == Kind::Product { "e.id" } else { "e.product_id" }
    }

    fn reference(&self) -> String {
        match (self.kind, self.kind.letter()) {
            (Kind::Pain, _) => "'U-' || u.number || '×X-' || x.number".to_owned(),
            (_, Some(letter)) => format!("'{letter}-' || e.number"),
            _ => "e.name".to_owned(),
        }
    }

    /// `SELECT` of everything the index keeps of the entities that a condition
    /// on `e` leaves.
    pub(super) fn documents(&self, condition: &str) -> String {
        format!(
            "SELECT e.id, {} AS product_id, {} AS number, {} AS name, {} AS body, {} AS status, {} AS over,
               {} AS place, {} AS parent, e.labels, e.updated_at
             FROM {} AS e {} WHERE {} AND {condition}",
            self.product(),
            self.number,
            self.name,
            self.body,
            self.status,
            self.over,
            self.place,
            self.parent,
            self.kind.table(),
            self.joins,
            self.present
        )
    }

    /// `SELECT` of the rows of an answer that a condition on `e` leaves.
    pub(super) fn rows(&self, condition: &str) -> String {
        let mut sql = format!(
            "SELECT '{}' AS kind, e.id, {} AS product_id, {} AS reference, substr({}, 1, 200) AS name,
               {} AS status, {} AS over, {} AS place, {} AS parent, {} AS priority, e.rev, e.labels,
               e.updated_at, ",
            self.kind.word(),
            self.product(),
            self.reference(),
            self.name,
            self.status,
            self.over,
            self.place,
            self.parent,
            self.priority
        );
        let _ = match self.within {
            Some((kind, id)) => {
                write!(sql, "'{}' AS within_kind, ({id}) AS within_id", kind.word())
            }
            None => write!(sql, "NULL AS within_kind, NULL AS within_id"),
        };
        let _ = write!(
            sql,
            " FROM {} AS e {} WHERE {} AND {condition}",
            self.kind.table(),
            self.joins,
            self.present
        );
        sql
    }

    /// `SELECT` of how many are not finished and how many there are, of those that
    /// a condition on `e` leaves.
    pub(super) fn counts(&self, condition: &str) -> String {
        format!(
            "SELECT count(*) FILTER (WHERE NOT {}), count(*) FROM {} AS e WHERE {} AND {condition}",
            self.is_over(),
            self.kind.table(),
            self.present
        )
    }

    /// The condition that an entity is finished.
    pub(super) fn is_over(&self) -> String {
        format!("({})", self.over)
    }

    /// The condition that an entity is of the product `?1`.
    pub(super) fn in_product(&self) -> String {
        format!("{} = ?1", self.product())
    }
}
