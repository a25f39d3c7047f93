//! Whether a model finds the right tool: questions as a developer or their AI
//! would ask them, ranked against the tools by plain keywords. A ranking this
//! simple fails where a description lacks the words people use.

use std::collections::BTreeMap;

use openbacklog_agent::verbs_in;
use openbacklog_plan::Mode;
use serde_json::{Value, json};

/// The right tool of each question.
const QUESTIONS: &str = include_str!("questions.json");

/// Words that say nothing of what is wanted.
const EMPTY: &str = " a an the of to in on is are be was were do does did have has had be i me my \
    we us our you it its your this that these those there and or for with what which who how by \
    at as from so if can should would any some about ";

/// Saturation of repeated words.
const K: f64 = 1.2;
/// How much a long text is held against a tool: little, since the length of a
/// schema says nothing of what the tool is for.
const B: f64 = 0.3;

/// A tool's name and all its words.
type Tool = (&'static str, Vec<String>);

fn tools(mode: Mode) -> Vec<Tool> {
    verbs_in(mode)
        .map(|verb| {
            let mut text = format!("{} {}", verb.name, verb.about);
            said(&json!(verb.schema()), &mut text);
            (verb.name, words(&text))
        })
        .collect()
}

/// The names, descriptions and choices of a schema's parameters.
fn said(schema: &Value, text: &mut String) {
    for (name, inner) in schema["properties"].as_object().into_iter().flatten() {
        text.extend([" ", name, " ", inner["description"].as_str().unwrap_or_default()]);
        said(inner, text);
    }
    for choice in schema["enum"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        text.extend([" ", choice]);
    }
    if schema["items"].is_object() {
        said(&schema["items"], text);
    }
}

fn words(text: &str) -> Vec<String> {
    let text = text.to_lowercase();
    let words = text.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| word.len() > 1);
    words.filter(|word| !EMPTY.contains(&format!(" {word} "))).map(stem).collect()
}

fn stem(word: &str) -> String {
    let ends = ["ing", "ed", "es", "s", "e", "y"];
    let cut = ends.iter().find_map(|end| word.strip_suffix(end).filter(|stem| stem.len() >= 3));
    let stem = cut.unwrap_or(word);
    let doubled = stem.len() > 3 && !stem.ends_with(['s', 'l']) && {
        let mut last = stem.chars().rev();
        last.next() == last.next()
    };
    if doubled { stem[..stem.len() - 1].to_owned() } else { stem.to_owned() }
}

/// The two tools that fit a question best, by BM25.
#[expect(clippy::cast_precision_loss, reason = "counts of words")]
fn best_two(tools: &[Tool], question: &str) -> Vec<&'static str> {
    let average = tools.iter().map(|(_, t)| t.len()).sum::<usize>() as f64 / tools.len() as f64;
    let score = |text: &[String]| {
        let mut asked = words(question);
        asked.sort();
        asked.dedup();
        let worth = |word: &String| {
            let having = tools.iter().filter(|(_, t)| t.contains(word)).count() as f64;
            let rare = (1.0 + (tools.len() as f64 - having + 0.5) / (having + 0.5)).ln();
            let times = text.iter().filter(|w| *w == word).count() as f64;
            let length = 1.0 - B + B * text.len() as f64 / average;
            rare * times * (K + 1.0) / (times + K * length)
        };
        asked.iter().map(worth).sum::<f64>()
    };
    let mut ranked: Vec<(&str, f64)> = tools.iter().map(|(name, t)| (*name, score(t))).collect();
    ranked.sort_by(|one, other| other.1.total_cmp(&one.1));
    ranked.into_iter().filter(|(_, score)| *score > 0.0).take(2).map(|(name, _)| name).collect()
}

/// Every question whose tool is not among the best two, where a mode has it.
fn missed(mode: Mode, tools: &[Tool]) -> Vec<String> {
    let questions: BTreeMap<String, Vec<String>> =
        serde_json::from_str(QUESTIONS).expect("questions");
    let mut missed = Vec::new();
    for (right, asked) in &questions {
        if !tools.iter().any(|(name, _)| name == right) {
            continue;
        }
        for question in asked {
            let best = best_two(tools, question);
            if !best.contains(&right.as_str()) {
                missed.push(format!("{mode:?}: {question:?} is for {right}, found {best:?}"));
            }
        }
    }
    missed
}

#[test]
fn a_plain_question_leads_to_the_right_tool() {
    for mode in [Mode::Read, Mode::Build, Mode::Plan] {
        assert_eq!(missed(mode, &tools(mode)), Vec::<String>::new());
    }
}

#[test]
fn every_tool_is_asked_for_and_there_are_enough_questions() {
    let questions: BTreeMap<String, Vec<String>> =
        serde_json::from_str(QUESTIONS).expect("questions");
    assert!(questions.values().map(Vec::len).sum::<usize>() >= 60);
    let tools = tools(Mode::Plan);
    assert_eq!(questions.len(), tools.len());
    for (name, _) in tools {
        assert!(questions.get(name).is_some_and(|asked| asked.len() >= 3), "{name}");
    }
}

#[test]
fn a_swapped_description_is_noticed() {
    let all = tools(Mode::Plan);
    for at in 0..all.len() {
        let mut swapped = all.clone();
        let other = (at + 1) % all.len();
        let words = swapped[at].1.clone();
        swapped[at].1 = std::mem::replace(&mut swapped[other].1, words);
        assert_ne!(missed(Mode::Plan, &swapped), Vec::<String>::new(), "{}", all[at].0);
    }
}
