//! What a text costs a model, and where to cut it to keep within so much.
//!
//! The real tokenizer is megabytes of tables; this estimate stays above it for
//! prose, code, tables of numbers and the larger scripts, which a test with the
//! real one proves.

/// What a character is to the estimate.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Small,
    Large,
    Digit,
    Other,
}

/// How many characters of a word of one sort are a token.
const WORD: usize = 3;
/// Longer words are no words: keys, hashes, encoded data.
const LONGEST_WORD: usize = 14;

/// An estimate of the o200k tokens of a text, rather too high.
#[must_use]
pub fn tokens(text: &str) -> usize {
    costs(text).map(|(_, cost)| cost).sum::<usize>().div_ceil(UNIT)
}

/// Costs are counted in tenths of a token.
const UNIT: usize = 10;

/// Where each character begins, and what it adds.
fn costs(text: &str) -> impl Iterator<Item = (usize, usize)> {
    let (mut last, mut run, mut length, mut spaced) = (Sort::Other, 0, 0, false);
    text.char_indices().map(move |(at, c)| {
        let sort = match c {
            'a'..='z' => Sort::Small,
            'A'..='Z' => Sort::Large,
            '0'..='9' => Sort::Digit,
            _ => Sort::Other,
        };
        // A capital begins a word; the small letters after it go on with it.
        let goes_on = sort == last || (last, sort) == (Sort::Large, Sort::Small);
        run = if goes_on { run + 1 } else { 0 };
        length = if sort == Sort::Other { 0 } else { length + 1 };
        last = sort;
        // A space is part of the word that follows it, but not of a number.
        let space = if spaced && sort == Sort::Digit { UNIT } else { 0 };
        spaced = c == ' ';
        (at, cost(c, sort, run, length) + space)
    })
}

fn cost(c: char, sort: Sort, run: usize, length: usize) -> usize {
    match (sort, c) {
        (Sort::Other, ' ') => 1,
        (Sort::Other, '\0'..='\x7f' | '\u{590}'..='\u{2fff}') => UNIT,
        (Sort::Other, '\u{80}'..='\u{58f}') => UNIT * 7 / 10,
        (Sort::Other, '\u{3000}'..='\u{d7ff}') => UNIT * 12 / 10,
        (Sort::Other, _) => UNIT * 3,
        _ if length > LONGEST_WORD => UNIT * 7 / 10,
        _ if run.is_multiple_of(WORD) => UNIT,
        _ => 0,
    }
}

/// The text in parts that cost at most so much each, cut at the ends of lines
/// where there are any.
#[must_use]
pub fn parts_within(text: &str, most: usize) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(at) = end_of_part(rest, most) {
        let (part, more) = rest.split_at(at);
        parts.push(part);
        rest = more;
    }
    parts.push(rest);
    parts
}

/// Where the first part of a text ends, if it has to be cut at all.
fn end_of_part(text: &str, most: usize) -> Option<usize> {
    // Every part holds something, whatever it may cost.
    let room = (most * UNIT).max(UNIT * 4);
    let mut spent = 0;
    let (end, _) = costs(text).find(|(_, cost)| {
        spent += cost;
        spent > room
    })?;
    let line = text[..end].rfind('\n').map(|at| at + 1).filter(|at| *at > end / 2);
    Some(line.unwrap_or(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn real(text: &str) -> usize {
        tiktoken_rs::o200k_base_singleton().encode_with_special_tokens(text).len()
    }

    /// Text of each sort that a plan may hold, repeated to some length.
    fn samples() -> Vec<String> {
        let encoded: String = (0..400_u32)
            .map(|n| n.wrapping_mul(2_654_435_761).to_string())
            .flat_map(String::into_bytes)
            .map(|byte| char::from(b'A' + byte % 26 + if byte % 3 == 0 { 32 } else { 0 }))
            .collect();
        [
            "Small workshops spend the day repairing, and nobody wonders where their bike is. ",
            "fn capped(text: String, most: usize) -> String { if tokens(&text) <= most { return text; } }\n",
            "2026-07-28T09:30:00Z 12.5 % 40,000 0x7fe3 17/23; ",
            "{\"ref\":\"T-12\",\"rev\":7,\"fields\":[\"name\",\"why_line\"]},",
            "計画を書く人のための長い文章です。毎日少しずつ直します。",
            "小型车间整天修车，没人想知道车在哪里。",
            "작은 작업장은 하루 종일 수리하고 아무도 자전거가 어디 있는지 묻지 않는다. ",
            "Маленькие мастерские весь день чинят, и никто не спрашивает, где велосипед. ",
            "ورش صغيرة تقضي اليوم في الإصلاح، ولا أحد يسأل أين دراجته. ",
            "छोटी कार्यशालाएँ दिन भर मरम्मत करती हैं, और कोई नहीं पूछता। ",
            "ร้านเล็กซ่อมทั้งวัน และไม่มีใครถามว่าจักรยานอยู่ไหน ",
            "Große Werkstätten prüfen täglich, ob die Räder schon fertig wären. ",
            "🚲🔧✅📦👩‍🔧 ",
            "| a | b |\n|---|---|\n| 1 | 2 |\n",
            "- [ ] one\n- [x] two\n",
            "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 ",
        ]
        .into_iter()
        .map(|text| text.repeat(20))
        .chain([encoded])
        .collect()
    }

    #[test]
    fn the_estimate_is_not_below_the_real_count_and_not_far_above_for_prose() {
        for text in samples() {
            let (guess, real) = (tokens(&text), real(&text));
            let start: String = text.chars().take(60).collect();
            assert!(guess >= real, "{guess} of {real}: {start}");
        }
        let prose = &samples()[0];
        assert!(tokens(prose) <= 2 * real(prose), "{} of {}", tokens(prose), real(prose));
    }

    #[test]
    fn parts_hold_the_whole_text_and_end_at_lines() {
        let text = "A line of words.\n".repeat(100);
        let parts = parts_within(&text, 50);
        assert_eq!(parts.concat(), text);
        assert!(parts.len() > 1 && parts.iter().all(|part| part.ends_with('\n')));
        assert!(parts.iter().all(|part| tokens(part) <= 50));
        let one_line = "é".repeat(500);
        assert_eq!(parts_within(&one_line, 50).concat(), one_line);
    }
}
