#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::{ChipKind, Name, Names, ParsedLine, parse, scan};

/// One case on each line: a sentence, the line typed, and what is expected of it. What a case
/// does not mention has to be empty, and `makes` a capture.
const CASES: &str = include_str!("cases.jsonl");

fn named(names: &[(&str, &str)]) -> Vec<Name> {
    let name = |(reference, name): &(&str, &str)| Name {
        id: format!("id of {reference}"),
        reference: (*reference).into(),
        name: (*name).into(),
    };
    names.iter().map(name).collect()
}

fn names() -> Names {
    Names {
        projects: named(&[
            ("P-7", "Offline sync"),
            ("P-9", "Billing"),
            ("P-10", "Office hours"),
            ("P-12", "Export to CSV"),
            ("P-13", "C++ port"),
            ("P-14", "Sync"),
            ("P-15", "Sync engine"),
            ("P-16", "ÜBERSICHT"),
            ("P-17", "離線同期"),
            ("P-18", "مزامنة بلا اتصال"),
            ("P-19", "🚀 Launch"),
            ("P-20", "ΛΌΓΟΣ"),
            ("P-21", ".NET client"),
            ("P-22", "Login page"),
            ("P-23", "Login page"),
            ("P-24", "Gateway v2"),
        ]),
        bets: named(&[("B-3", "Sync people trust"), ("B-4", "Bills nobody fears")]),
        personas: named(&[("U-1", "Mina"), ("U-2", "Max Weber"), ("U-3", "Maxine")]),
        problems: named(&[("X-5", "Loses work offline")]),
    }
}

/// What `start..end` in UTF-16 units covers.
fn units(line: &str, start: u32, end: u32) -> String {
    let units: Vec<u16> = line.encode_utf16().collect();
    String::from_utf16(&units[start as usize..end as usize]).unwrap()
}

#[test]
fn the_case_table_holds() {
    let names = names();
    let mut wrong = Vec::new();
    for row in CASES.lines() {
        let case: Value = serde_json::from_str(row).unwrap();
        let parsed = parse(case["line"].as_str().unwrap(), &names);
        let chip = |chip: &super::Chip| json!([chip.token, chip.kind, chip.shown]);
        let choice = |choice: &super::Choice| {
            let refs: Vec<_> = choice.candidates.iter().map(|name| &name.reference).collect();
            json!([choice.token, refs])
        };
        let mut found = json!({
            "name": case["name"],
            "line": case["line"],
            "makes": parsed.makes,
            "text": parsed.text,
            "note": parsed.note,
            "steps": parsed.steps,
            "checks": parsed.checks,
            "chips": parsed.chips.iter().map(chip).collect::<Vec<_>>(),
            "messages": parsed.messages,
            "choices": parsed.choices.iter().map(choice).collect::<Vec<_>>(),
        });
        let found = found.as_object_mut().unwrap();
        found.retain(|_, value| value != "" && value != "capture" && *value != json!([]));
        if case.get("at").is_some() {
            let starts: Vec<_> = parsed.chips.iter().map(|chip| chip.start).collect();
            found.insert("at".into(), json!(starts));
        }
        let mut expected = case.as_object().unwrap().clone();
        expected.retain(|_, value| value != "");
        if *found != expected {
            wrong.push(format!("expected {}\n   found {}", json!(expected), json!(found)));
        }
    }
    assert!(wrong.is_empty(), "{} cases differ:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_case_is_a_sentence_of_its_own() {
    let mut sentences = BTreeMap::new();
    for row in CASES.lines() {
        let case: Value = serde_json::from_str(row).unwrap();
        *sentences.entry(case["name"].as_str().unwrap().to_owned()).or_insert(0) += 1;
    }
    assert!(sentences.len() >= 120, "{} cases", sentences.len());
    assert!(sentences.values().all(|times| *times == 1));
}

#[test]
fn the_values_are_those_of_the_last_chips() {
    for row in CASES.lines() {
        let case: Value = serde_json::from_str(row).unwrap();
        assert_values_follow_from_chips(&parse(case["line"].as_str().unwrap(), &names()));
    }
}

#[test]
fn a_choice_says_where_its_token_stands_and_what_it_could_set() {
    let line = "\n🔥 Ask +max";
    let parsed = parse(line, &names());
    let choice = &parsed.choices[0];
    assert_eq!(choice.kind, ChipKind::Persona);
    assert_eq!((choice.start, choice.end), (8, 12));
    assert_eq!(units(line, choice.start, choice.end), "+max");
    assert_eq!(choice.candidates, names().personas[1..]);
}

#[test]
fn a_choice_of_many_lists_the_first_twenty() {
    let many: Vec<_> = (1..=40).map(|n| (format!("P-{n}"), format!("Part {n}"))).collect();
    let many: Vec<_> = many.iter().map(|(r, n)| (r.as_str(), n.as_str())).collect();
    let names = Names { projects: named(&many), ..Names::default() };
    let parsed = parse("Fix #part", &names);
    assert_eq!(parsed.choices[0].candidates, names.projects[..20]);
}

#[test]
fn the_wire_carries_no_resolved_values() {
    let wire = serde_json::to_value(parse("Retry #off !p1 @home", &names())).unwrap();
    let mut keys: Vec<_> = wire.as_object().unwrap().keys().collect();
    keys.sort();
    assert_eq!(keys, ["checks", "chips", "choices", "makes", "messages", "note", "steps", "text"]);
    assert_eq!(
        wire["chips"][0],
        json!({ "token": "!p1", "start": 11, "end": 14, "kind": "priority", "shown": "P1" })
    );
    assert_eq!(
        wire["choices"][0]["candidates"][0],
        json!({ "id": "id of P-7", "ref": "P-7", "name": "Offline sync" })
    );
}

#[test]
fn ten_thousand_tokens_are_read_like_one() {
    for token in ["!p1", "@home", "#offli", "#foo", "#off", "@blocked("] {
        let line = format!("{token} ").repeat(10_000);
        let parsed = parse(&line, &names());
        let kept = parsed.text.split_whitespace().count();
        assert_eq!(parsed.chips.len() + kept, 10_000, "{token}");
        assert!(parsed.messages.len() <= 1, "{token}");
    }
}

fn assert_values_follow_from_chips(parsed: &ParsedLine) {
    let last = |kind| {
        let chip = parsed.chips.iter().rfind(|chip| chip.kind == kind)?;
        Some(chip.shown.clone())
    };
    let shown = |name: &Option<Name>| {
        let name = name.as_ref()?;
        Some(format!("{} {}", name.reference, name.name))
    };
    assert_eq!(shown(&parsed.project), last(ChipKind::Project));
    assert_eq!(shown(&parsed.bet), last(ChipKind::Bet));
    assert_eq!(shown(&parsed.persona), last(ChipKind::Persona));
    assert_eq!(shown(&parsed.problem), last(ChipKind::Problem));
    assert_eq!(parsed.priority.map(|level| format!("P{level}")), last(ChipKind::Priority));
    assert_eq!(parsed.task_kind, last(ChipKind::TaskKind));
    assert_eq!(parsed.doing, last(ChipKind::Status).is_some());
    let blocked = parsed.blocked.as_ref().map(|reason| {
        if scan::is_blank(reason) { "blocked".into() } else { format!("blocked: {reason}") }
    });
    assert_eq!(blocked, last(ChipKind::Blocked));
    let mut labels: Vec<_> = parsed.chips.iter().filter(|c| c.kind == ChipKind::Label).collect();
    let mut seen = Vec::new();
    labels.retain(|chip| {
        let label = chip.shown.to_lowercase();
        let first = !seen.contains(&label);
        seen.push(label);
        first
    });
    assert_eq!(parsed.labels, labels.iter().map(|c| c.shown.clone()).collect::<Vec<_>>());
}

/// Pieces of lines, so that tokens, escapes and markers meet in every order.
fn line() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => prop::sample::select(vec![
            " ", " ", " ", " ", "\t", "\n", "\r\n", "\u{3000}", "\u{a0}", "\u{200f}", "\u{feff}",
            "#", "~", "+", "*", "!", "@", "\\", "//", "?", "=", "(", ")", "- ", "[ ] ", "[x] ",
            "> ", "#offline", "#off", "#P-7", "#offlnie", "#foo", "+mina", "~trust", "*loses-work",
            "!p1", "!2", "@doing", "@code", "@home", "@blocked", "@blocked(", "@blocked(a b)",
            "C#", "a@b.c", "https://example.com/#a", "wow!", "👩‍💻", "離線", "مزامنة", "İ",
        ]).prop_map(String::from),
        1 => any::<String>(),
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

/// How often each visible character occurs.
fn characters<'a>(texts: impl IntoIterator<Item = &'a str>) -> BTreeMap<char, usize> {
    let mut counts = BTreeMap::new();
    let visible = |c: &char| !c.is_whitespace() && !scan::is_invisible(*c);
    for character in texts.into_iter().flat_map(str::chars).filter(visible) {
        *counts.entry(character).or_insert(0) += 1;
    }
    counts
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_character_is_lost_or_doubled(line in line()) {
        let parsed = parse(&line, &names());
        let parts = [parsed.text.as_str(), parsed.note.as_str()]
            .into_iter()
            .chain(parsed.steps.iter().map(String::as_str))
            .chain(parsed.checks.iter().map(String::as_str))
            .chain(parsed.chips.iter().map(|chip| chip.token.as_str()));
        let kept = characters(parts);
        for (character, typed) in characters([line.as_str()]) {
            let times = kept.get(&character).copied().unwrap_or(0);
            // What the grammar is written with may go: kinds, escapes, `//` and list markers.
            if "?\\=\"“/->[]xX".contains(character) {
                prop_assert!(times <= typed, "{character:?} was doubled");
            } else {
                prop_assert_eq!(times, typed, "{:?}", character);
            }
        }
    }

    #[test]
    fn chips_and_choices_stand_where_they_say(line in line()) {
        let parsed = parse(&line, &names());
        for chip in &parsed.chips {
            prop_assert_eq!(units(&line, chip.start, chip.end), &chip.token[..]);
        }
        for choice in &parsed.choices {
            prop_assert_eq!(units(&line, choice.start, choice.end), &choice.token[..]);
            prop_assert!(choice.candidates.len() > 1);
        }
        prop_assert!(parsed.chips.is_sorted_by(|one, next| one.end <= next.start));
        assert_values_follow_from_chips(&parsed);
    }

    #[test]
    fn one_project_is_never_a_choice(line in any::<String>(), name in any::<String>()) {
        let project = Name { id: "1".into(), reference: "P-1".into(), name };
        let names = Names { projects: vec![project], ..Names::default() };
        prop_assert!(parse(&line, &names).choices.is_empty());
        let tagged = format!("Fix #{line}");
        prop_assert!(parse(&tagged, &names).choices.is_empty());
    }

    #[test]
    fn text_with_every_sigil_escaped_comes_out_as_meant(
        words in prop::collection::vec("[#~+*!@]{0,2}[a-zé離1-3]{1,4}|//", 1..8)
    ) {
        let escaped: Vec<_> = words
            .iter()
            .map(|word| {
                let plain = word.starts_with(char::is_alphanumeric);
                if plain { word.clone() } else { format!("\\{word}") }
            })
            .collect();
        let parsed = parse(&escaped.join(" "), &names());
        prop_assert_eq!(parsed.text, words.join(" "));
        prop_assert!(parsed.chips.is_empty() && parsed.note.is_empty());
    }

    #[test]
    fn every_name_is_found_by_its_ref(at in 0_usize..16, capital: bool) {
        let wanted = names().projects[at].clone();
        let reference = &wanted.reference;
        let typed = if capital { reference.clone() } else { reference.to_lowercase() };
        prop_assert_eq!(parse(&format!("Fix #{typed}"), &names()).project, Some(wanted));
    }
}
