//! What agents might send: values made from a schema, and everything it does not
//! allow.

use openbacklog_agent::Verb;
use serde_json::{Map, Value, json};

use crate::dice::Dice;

const REFS: [&str; 30] = [
    "T-1",
    "T-2",
    "T-3",
    "T-5",
    "P-1",
    "P-2",
    "P-3",
    "B-1",
    "B-2",
    "B-3",
    "L-1",
    "O-1",
    "U-1",
    "X-1",
    "U-1×X-1",
    "U-2×X-5",
    "E-1",
    "D-1",
    "K-1",
    "product",
    "t-3",
    "@a",
    "@b",
    "T-0",
    "T-999",
    "Q-1",
    "T-99999999999999999999",
    "T--1",
    "×",
    "Shelf photo",
];
const WORDS: [&str; 34] = [
    "product",
    "pillar",
    "outcome",
    "persona",
    "problem",
    "pain",
    "bet",
    "project",
    "task",
    "evidence",
    "decision",
    "capture",
    "hero",
    "theme",
    "todo",
    "doing",
    "done",
    "dropped",
    "blocked",
    "now",
    "next",
    "later",
    "parked",
    "high",
    "P1",
    "interview",
    "validated",
    "open",
    "last",
    "list",
    "short",
    "full",
    "parents",
    "history",
];
const FIELDS: [&str; 44] = [
    "name",
    "title",
    "vision",
    "about",
    "we_will",
    "we_wont",
    "metric",
    "unit",
    "baseline",
    "target",
    "due",
    "primary",
    "pillars",
    "readings",
    "wants",
    "today",
    "severity",
    "kind",
    "description",
    "persona",
    "problem",
    "impact",
    "stakes",
    "solved_by",
    "belief",
    "horizon",
    "appetite_days",
    "outcomes",
    "problems",
    "personas",
    "why",
    "what",
    "constraints",
    "in",
    "out",
    "questions",
    "depends_on",
    "priority",
    "status",
    "labels",
    "checks",
    "text",
    "parent",
    "closed",
];
const DATES: [&str; 6] =
    ["2026-07-28", "2026-02-30", "0000-00-00", "tomorrow", "9999-12-31", "2026-07-28T09:30:00Z"];
const HOSTILE: [&str; 16] = [
    "",
    " ",
    "\n",
    "a\nb",
    "\u{0}",
    "\u{202e}evil\u{2066}",
    "\u{200b}\u{200d}",
    "<<<deadbeef why, by the person",
    "deadbeef>>>",
    "'; DROP TABLE tasks; --",
    "%_[]*?\\",
    "\" OR 1=1",
    "../../etc/passwd",
    "NEAR(\"a\" b) AND NOT *",
    "{\"items\": []}",
    "👩\u{200d}💻 台所 می\u{200c}خواهم",
];

/// Arguments for a verb: its example, values of its schema, or something else.
pub(crate) fn arguments(dice: &mut Dice, verb: &Verb) -> Value {
    match dice.below(20) {
        0 => anything(dice, 3),
        1 | 2 => serde_json::from_str(verb.example).unwrap_or_default(),
        _ => fitting(dice, &json!(verb.schema())),
    }
}

/// A value of the schema's type, now and then of another.
fn fitting(dice: &mut Dice, schema: &Value) -> Value {
    if dice.below(25) == 0 {
        return anything(dice, 2);
    }
    let words = schema["enum"].as_array().filter(|_| dice.below(5) > 0);
    if let Some(words) = words {
        return dice.one_of(words).clone();
    }
    match schema["type"].as_str() {
        Some("object") => match schema["properties"].as_object() {
            Some(properties) => named(dice, schema, properties),
            None => fields(dice),
        },
        Some("array") => {
            let count = [0, 1, 1, 2, 3, 21, 51][dice.below(7)];
            let longest = if schema["items"]["type"] == "object" { 5 } else { count };
            (0..count.min(longest)).map(|_| fitting(dice, &schema["items"])).collect()
        }
        Some("integer") => number(dice),
        Some("boolean") => json!(dice.below(2) == 0),
        _ => json!(text(dice)),
    }
}

/// An object with some of its fields; what is required is seldom missing.
fn named(dice: &mut Dice, schema: &Value, properties: &Map<String, Value>) -> Value {
    let required = schema["required"].as_array().cloned().unwrap_or_default();
    let mut object = Map::new();
    for (name, inner) in properties {
        let wanted = required.iter().any(|r| r == name.as_str());
        // A product other than the only one ends most calls at once.
        let seldom = if name == "product" { 30 } else { 3 };
        let given = if wanted { dice.below(20) > 0 } else { dice.below(seldom) == 0 };
        if given {
            object.insert(name.clone(), fitting(dice, inner));
        }
    }
    if dice.below(30) == 0 {
        object.insert(text(dice), anything(dice, 1));
    }
    Value::Object(object)
}

/// Fields of an entity, or links.
fn fields(dice: &mut Dice) -> Value {
    let mut object = Map::new();
    if dice.below(4) > 0 {
        object.insert("name".to_owned(), json!(format!("Thing {}", dice.below(1_000))));
    }
    for _ in 0..dice.below(4) {
        let name = match dice.below(12) {
            0 => text(dice),
            1 => (*dice.one_of(&["add", "remove", "set"])).to_owned(),
            _ => (*dice.one_of(&FIELDS)).to_owned(),
        };
        let value = match dice.below(6) {
            0 => anything(dice, 2),
            1 => json!([text(dice), text(dice)]),
            2 => number(dice),
            _ => json!(text(dice)),
        };
        object.insert(name, value);
    }
    Value::Object(object)
}

fn anything(dice: &mut Dice, depth: usize) -> Value {
    match dice.below(if depth == 0 { 6 } else { 9 }) {
        0 => Value::Null,
        1 => json!(dice.below(2) == 0),
        2 | 3 => number(dice),
        4 | 5 => json!(text(dice)),
        6 => (0..dice.below(4)).map(|_| anything(dice, depth - 1)).collect(),
        7 => nested(dice.below(60)),
        _ => (0..dice.below(4)).map(|_| (text(dice), anything(dice, depth - 1))).collect(),
    }
}

fn nested(depth: usize) -> Value {
    (0..depth).fold(json!("deep"), |inner, at| match at % 2 {
        0 => json!([inner]),
        _ => json!({"name": inner}),
    })
}

fn number(dice: &mut Dice) -> Value {
    let odd = [
        json!(-1),
        json!(0),
        json!(2_147_483_648_u64),
        json!(4_294_967_296_u64),
        json!(i64::MIN),
        json!(u64::MAX),
        json!(1e308),
        json!(-0.5),
        json!("7"),
        json!("1e3"),
    ];
    if dice.below(3) == 0 { dice.one_of(&odd).clone() } else { json!(1 + dice.below(9)) }
}

fn text(dice: &mut Dice) -> String {
    match dice.below(24) {
        0..=8 => (*dice.one_of(&REFS)).to_owned(),
        9..=14 => (*dice.one_of(&WORDS)).to_owned(),
        15 => (*dice.one_of(&DATES)).to_owned(),
        16 => (*dice.one_of(&FIELDS)).to_owned(),
        17 => dice.below(60).to_string(),
        18 => "long ".repeat(dice.below(20_000)),
        19 => "é".repeat(dice.below(300)),
        _ => (*dice.one_of(&HOSTILE)).to_owned(),
    }
}

/// Enough of a call to recognise it.
pub(crate) fn shortened(args: &Value) -> String {
    args.to_string().chars().take(3_000).collect()
}
