//! Makes a brief fit its budget: what matters least is cut first, and a line
//! says what was cut.

/// Bytes that are certainly no more than one o200k token of prose or code. The
/// real tokenizer is 2 MB of tables; a test holds this bound against it.
const BYTES_PER_TOKEN: usize = 3;

/// One part of a brief.
pub(super) struct Section {
    title: Option<&'static str>,
    body: String,
    /// 0 goes first; `None` stays, and is shortened only when all else is gone.
    cut: Option<u8>,
}

impl Section {
    /// A part without a title that always stays.
    pub(super) fn fixed(body: String) -> Self {
        Self {
            title: None,
            body,
            cut: None,
        }
    }

    /// A part that stays as long as it can.
    pub(super) fn titled(title: &'static str, body: String) -> Self {
        Self {
            title: Some(title),
            body,
            cut: None,
        }
    }

    /// A part that is cut before others; the lowest number goes first.
    pub(super) fn cut_first(title: &'static str, body: String, order: u8) -> Self {
        Self {
            title: Some(title),
            body,
            cut: Some(order),
        }
    }

    fn render(&self) -> String {
        match self.title {
            Some(title) => format!("## {title}\n{}\n", self.body.trim_end()),
            None => format!("{}\n", self.body),
        }
    }
}

/// An estimate that is never below the real count of tokens.
pub(super) fn tokens(text: &str) -> usize {
    let ascii = text.bytes().filter(u8::is_ascii).count();
    // Outside ASCII one character may be a token of its own, or more.
    let others = text.chars().filter(|c| !c.is_ascii()).count();
    ascii.div_ceil(BYTES_PER_TOKEN) + others * 2
}

/// The sections as one page within `budget` tokens. Empty ones are left out.
pub(super) fn fit(mut sections: Vec<Section>, budget: usize, reference: &str) -> String {
    sections.retain(|s| s.title.is_none() || !s.body.trim().is_empty());
    let mut cut: Vec<&str> = Vec::new();
    let size = |sections: &[Section]| sections.iter().map(|s| tokens(&s.render())).sum::<usize>();
    let room = budget.saturating_sub(60);
    for order in 0..=2 {
        if size(&sections) <= budget {
            break;
        }
        if let Some(at) = sections.iter().position(|s| s.cut == Some(order)) {
            cut.extend(sections.remove(at).title.map(str::trim));
        }
    }
    while size(&sections) > room && budget < usize::MAX {
        let over = size(&sections) - room;
        let Some(longest) = sections.iter_mut().max_by_key(|s| tokens(&s.body)) else {
            break;
        };
        let keep = tokens(&longest.body).saturating_sub(over + 2);
        shorten(&mut longest.body, keep);
        if let Some(title) = longest.title
            && !cut.contains(&title)
        {
            cut.push(title);
        }
        if keep == 0 {
            break;
        }
    }
    let mut page = sections
        .iter()
        .map(Section::render)
        .collect::<Vec<_>>()
        .join("\n");
    if !cut.is_empty() {
        page.push_str(&format!(
            "\nCut to fit: {}. plan_brief {reference} detail full has all of it.\n",
            cut.join(", ").to_lowercase()
        ));
    }
    page
}

/// Keeps the beginning of a text, up to whole lines where there are several.
fn shorten(text: &mut String, most: usize) {
    let mut used = 0;
    let mut end = 0;
    for (at, c) in text.char_indices() {
        used += if c.is_ascii() { 1 } else { 2 * BYTES_PER_TOKEN };
        if used > most * BYTES_PER_TOKEN {
            break;
        }
        end = at + c.len_utf8();
    }
    let kept = &text[..end];
    let end = kept
        .rfind('\n')
        .filter(|line| *line > end / 2)
        .unwrap_or(end);
    text.truncate(end);
    text.push_str(" …");
}
