//! What one file says: its modules, what they define and bring in, and each path.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Delimiter, LexError, TokenStream, TokenTree};

/// A module's place, from the root of its crate: `["base", "refs"]`.
pub(crate) type Place = Vec<String>;

/// A path as it was written.
#[derive(Clone, Debug)]
pub(crate) struct Mention {
    pub line: usize,
    pub path: Vec<String>,
    pub by_use: bool,
}

/// One module: a file, or a block of one.
#[derive(Debug, Default)]
pub(crate) struct Module {
    /// What it defines itself, by name.
    pub items: BTreeSet<String>,
    /// What it brings in, by the name it goes by here.
    pub brought: BTreeMap<String, Vec<Vec<String>>>,
    /// The modules it brings in whole.
    pub whole: Vec<Vec<String>>,
    pub mentions: Vec<Mention>,
}

/// What was read of one file.
#[derive(Debug, Default)]
pub(crate) struct Reading {
    pub modules: BTreeMap<Place, Module>,
    /// Modules that exist only for tests.
    pub tests: BTreeSet<Place>,
}

/// Reads the text of the file whose module is `place`.
pub(crate) fn read(place: &Place, text: &str) -> Result<Reading, LexError> {
    let mut reading = Reading::default();
    reading.module(place, text.parse::<TokenStream>()?);
    Ok(reading)
}

impl Reading {
    fn module(&mut self, place: &Place, tokens: TokenStream) {
        self.modules.entry(place.clone()).or_default();
        self.block(place, &trees(tokens), true);
    }

    /// Reads a run of tokens; only at a module's own level do they define its names.
    fn block(&mut self, place: &Place, tokens: &[TokenTree], top: bool) {
        let mut at = 0;
        while at < tokens.len() {
            at += self.step(place, &tokens[at..], top, at > 0 && is(&tokens[at - 1], ':'));
        }
    }

    /// Reads what stands first in `tokens` and returns how many of them it was.
    fn step(&mut self, place: &Place, tokens: &[TokenTree], top: bool, goes_on: bool) -> usize {
        if let Some(length) = self.only_for_tests(place, tokens) {
            return length;
        }
        let TokenTree::Ident(word) = &tokens[0] else {
            if let TokenTree::Group(group) = &tokens[0] {
                self.block(place, &trees(group.stream()), false);
            }
            return 1;
        };
        let word = plain(&word.to_string());
        let next = tokens.get(1);
        match (word.as_str(), next) {
            ("use", Some(next)) if !is(next, '<') => self.imports(place, tokens, top),
            ("pub", Some(next)) if grouped(next, Delimiter::Parenthesis) => 2,
            ("mod", Some(TokenTree::Ident(name))) => self.child(place, name, tokens.get(2)),
            _ => {
                if top
                    && DEFINES.contains(&word.as_str())
                    && let Some(TokenTree::Ident(name)) = next
                {
                    self.at(place).items.insert(plain(&name.to_string()));
                }
                let (path, length) = path(tokens);
                if path.len() > 1 && !goes_on {
                    self.mention(place, &tokens[0], path, false);
                }
                length
            }
        }
    }

    /// An attribute that keeps what follows for tests, with what follows.
    fn only_for_tests(&mut self, place: &Place, tokens: &[TokenTree]) -> Option<usize> {
        let [hash, rest @ ..] = tokens else { return None };
        if !is(hash, '#') {
            return None;
        }
        if rest.first().is_some_and(|mark| is(mark, '!')) && rest.get(1).is_some_and(for_tests) {
            self.tests.insert(place.clone());
            return Some(tokens.len());
        }
        if !rest.first().is_some_and(for_tests) {
            return None;
        }
        let item = &rest[1..];
        if let Some(named) = item.iter().position(|word| called(word, "mod"))
            && item[..named].iter().all(before_an_item)
            && let Some(TokenTree::Ident(name)) = item.get(named + 1)
        {
            self.tests.insert(below(place, &name.to_string()));
        }
        let import = item.iter().find(|word| !before_an_item(word));
        let import = import.is_some_and(|word| called(word, "use"));
        let ends = |tree: &TokenTree| is(tree, ';') || !import && grouped(tree, Delimiter::Brace);
        Some(2 + item.iter().position(ends).map_or(item.len(), |end| end + 1))
    }

    /// A module declared here: read if its text stands here too.
    fn child(
        &mut self,
        place: &Place,
        name: &proc_macro2::Ident,
        body: Option<&TokenTree>,
    ) -> usize {
        if let Some(TokenTree::Group(group)) = body {
            self.module(&below(place, &name.to_string()), group.stream());
            return 3;
        }
        2
    }

    /// A `use` to its semicolon.
    fn imports(&mut self, place: &Place, tokens: &[TokenTree], top: bool) -> usize {
        let end = tokens.iter().position(|tree| is(tree, ';')).unwrap_or(tokens.len());
        self.import_tree(place, &[], &tokens[1..end], top);
        end + 1
    }

    fn import_tree(&mut self, place: &Place, above: &[String], tokens: &[TokenTree], top: bool) {
        for branch in tokens.split(|tree| is(tree, ',')) {
            let mut path = above.to_vec();
            let mut name = None;
            let mut words = branch.iter();
            while let Some(tree) = words.next() {
                match tree {
                    TokenTree::Group(group) => {
                        self.import_tree(place, &path, &trees(group.stream()), top);
                        path.clear();
                    }
                    TokenTree::Ident(word) if word == "as" => {
                        name = words.next().map(ToString::to_string);
                    }
                    TokenTree::Ident(word) if word == "self" && !path.is_empty() => {}
                    TokenTree::Ident(word) => path.push(plain(&word.to_string())),
                    TokenTree::Punct(mark) if mark.as_char() == '*' => {
                        name = Some("*".to_owned());
                    }
                    _ => {}
                }
            }
            if let (Some(first), Some(last)) = (branch.first(), path.last().cloned()) {
                self.bring(place, path.clone(), name.unwrap_or(last), top);
                self.mention(place, first, path, true);
            }
        }
    }

    fn bring(&mut self, place: &Place, path: Vec<String>, name: String, top: bool) {
        if !top {
            return;
        }
        let module = self.at(place);
        if name == "*" {
            module.whole.push(path);
        } else {
            module.brought.entry(name).or_default().push(path);
        }
    }

    fn mention(&mut self, place: &Place, first: &TokenTree, path: Vec<String>, by_use: bool) {
        let line = first.span().start().line;
        self.at(place).mentions.push(Mention { line, path, by_use });
    }

    fn at(&mut self, place: &Place) -> &mut Module {
        self.modules.entry(place.clone()).or_default()
    }
}

/// The words that give the next one to their module as a name.
const DEFINES: [&str; 8] = ["fn", "struct", "enum", "trait", "type", "const", "static", "union"];

fn trees(tokens: TokenStream) -> Vec<TokenTree> {
    tokens.into_iter().collect()
}

fn below(place: &Place, name: &str) -> Place {
    let mut below = place.clone();
    below.push(plain(name));
    below
}

fn plain(word: &str) -> String {
    word.trim_start_matches("r#").to_owned()
}

fn is(tree: &TokenTree, mark: char) -> bool {
    matches!(tree, TokenTree::Punct(punct) if punct.as_char() == mark)
}

fn called(tree: &TokenTree, word: &str) -> bool {
    matches!(tree, TokenTree::Ident(ident) if ident == word)
}

fn grouped(tree: &TokenTree, by: Delimiter) -> bool {
    matches!(tree, TokenTree::Group(group) if group.delimiter() == by)
}

/// Whether this is the bracket of `#[cfg(test)]`.
fn for_tests(tree: &TokenTree) -> bool {
    let TokenTree::Group(group) = tree else { return false };
    group.stream().to_string().replace(' ', "") == "cfg(test)"
}

/// Whether this may stand before the word that says what an item is.
fn before_an_item(tree: &TokenTree) -> bool {
    is(tree, '#') || matches!(tree, TokenTree::Group(_)) || called(tree, "pub")
}

/// The path that starts `tokens`, and how many of them it takes.
fn path(tokens: &[TokenTree]) -> (Vec<String>, usize) {
    let mut path = Vec::new();
    let mut at = 0;
    while let Some(TokenTree::Ident(word)) = tokens.get(at) {
        path.push(plain(&word.to_string()));
        at += 1;
        let goes_on =
            matches!(&tokens[at..], [a, b, TokenTree::Ident(_), ..] if is(a, ':') && is(b, ':'));
        if !goes_on {
            break;
        }
        at += 2;
    }
    (path, at.max(1))
}
