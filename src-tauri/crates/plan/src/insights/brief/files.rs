//! Which files a text mentions.
//!
//! A word is taken for a file when, without the quotes, brackets and sentence
//! marks around it, a leading `@` and a trailing `:line`, it
//!
//! 1. is made of letters, digits and `. _ - + / \` only, with no `..` but a leading one;
//! 2. ends in a name with an extension of one to five letters and digits that
//!    begins with a letter;
//! 3. either has a folder before it whose first part is not a host (`a.b/c.html`),
//!    or its extension is one of a list of source and text formats and it is not the
//!    name of a library (`Node.js`).
//!
//! The rule looks at the text alone, never at a disk.

/// Extensions that make a lone word a file.
const KNOWN: [&str; 48] = [
    "rs", "toml", "lock", "ts", "tsx", "js", "jsx", "mjs", "cjs", "json", "jsonl", "css", "scss",
    "html", "svelte", "vue", "md", "mdx", "txt", "py", "rb", "go", "java", "kt", "swift", "c", "h",
    "cc", "cpp", "hpp", "cs", "php", "sql", "sh", "ps1", "bat", "yml", "yaml", "ini", "xml", "csv",
    "svg", "png", "jpg", "proto", "dart", "ex", "zig",
];

/// The first `most` files that texts mention, each once, in the order of mention.
pub(super) fn mentioned<'a>(texts: impl IntoIterator<Item = &'a str>, most: usize) -> Vec<String> {
    let mut files: Vec<String> = Vec::new();
    for text in texts {
        for file in
            text.split_whitespace().flat_map(|word| word.split(['`', '"', ','])).filter_map(file)
        {
            if !files.iter().any(|known| *known == file) {
                files.push(file.to_owned());
            }
        }
    }
    files.truncate(most);
    files
}

fn file(word: &str) -> Option<&str> {
    let word = word
        .trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | '/' | '@' | '_' | '\\'));
    let word = word.strip_prefix('@').unwrap_or(word);
    let word = word.trim_end_matches(['.', '/', '\\']);
    let path = word.split_once(':').map_or(word, |(path, line)| {
        let lines = line.chars().all(|c| c.is_ascii_digit() || matches!(c, ':' | '-'));
        if lines { path } else { word }
    });
    is_file(path).then_some(path)
}

fn is_file(path: &str) -> bool {
    let allowed = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '+' | '/' | '\\');
    let inner = path.trim_start_matches("../");
    if !path.chars().all(allowed) || inner.contains("..") {
        return false;
    }
    let (folder, name) = match inner.rsplit_once(['/', '\\']) {
        Some((folder, name)) => (Some(folder), name),
        None => (None, inner),
    };
    let Some((stem, extension)) = name.rsplit_once('.') else { return false };
    let shaped = (1..=5).contains(&extension.len())
        && extension.chars().all(|c| c.is_ascii_alphanumeric())
        && extension.starts_with(|c: char| c.is_ascii_alphabetic());
    if !shaped {
        return false;
    }
    if let Some(folder) = folder {
        let first = folder.split(['/', '\\']).next().unwrap_or_default();
        return !first.trim_start_matches('.').contains('.');
    }
    let library = extension == "js" && stem.starts_with(char::is_uppercase);
    !stem.is_empty() && !library && KNOWN.contains(&extension.to_ascii_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::mentioned;

    #[test]
    fn files_are_told_from_other_words_by_their_shape() {
        let text = "See `src/queue.rs:42`, (ui/src/App.tsx) and @README.md; then Cargo.toml, \
            ../shared/.env.local or src\\win\\main.c. Write \"tests/café_sync.py\" last: src/queue.rs.";
        let files = [
            "src/queue.rs",
            "ui/src/App.tsx",
            "README.md",
            "Cargo.toml",
            "../shared/.env.local",
            "src\\win\\main.c",
            "tests/café_sync.py",
        ];
        assert_eq!(mentioned([text], 12), files);
    }

    #[test]
    fn what_only_looks_like_a_file_is_none() {
        let text = "Node.js 1.2.3 e.g. and/or a@b.c https://x.org/a.html x.org/a.html 3.5 end.Next \
            v1.0 1/2.5 .rs … src/ foo..bar/x.rs @team/package";
        assert_eq!(mentioned([text], 12), Vec::<String>::new());
    }
}
