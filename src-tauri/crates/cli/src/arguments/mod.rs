//! The command line: fixed commands, and one for every verb, made from its
//! schema.

mod fixed;

pub(crate) use fixed::{
    Bet, Decision, Evidence, Fixed, Joined, Mcp, Narrowed, OnOff, Outcome, Product, Sample, Serve,
    Token,
};

use clap::{Arg, ArgAction, ArgMatches, Args, Command, Subcommand as _, value_parser};
use openbacklog_agent::{Takes, VERBS, Verb};
use serde_json::{Map, Value, json};

/// Options of every command.
#[derive(Debug, Clone, Args)]
pub(crate) struct Shared {
    /// Answer with JSON.
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// The product to work on, by name; needed when there are several.
    #[arg(long, global = true, value_name = "NAME")]
    pub(crate) product: Option<String>,
    /// Whose changes these are, when an AI runs the command.
    #[arg(long, global = true, value_name = "NAME")]
    pub(crate) client: Option<String>,
}

/// The whole command line.
pub(crate) fn command() -> Command {
    let top = Command::new("openbacklog")
        .version(env!("CARGO_PKG_VERSION"))
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommands(VERBS.iter().map(verb_command));
    Fixed::augment_subcommands(Shared::augment_args(top))
        .about("Your product plan in a terminal, and the server your AI connects to.")
        .long_about(None)
}

/// The verb behind this command word.
pub(crate) fn verb(word: &str) -> Option<&'static Verb> {
    VERBS.iter().find(|verb| verb.command.word == word)
}

fn verb_command(verb: &'static Verb) -> Command {
    let command =
        Command::new(verb.command.word).about(first_sentence(verb.about)).long_about(verb.about);
    if verb.command.takes == Takes::Json {
        let file = Arg::new("file")
            .long("file")
            .value_name("PATH")
            .help("The arguments as JSON; standard input when left out");
        return command.arg(file);
    }
    verb.schema()["properties"].as_object().into_iter().flatten().fold(
        command,
        |command, (name, schema)| {
            // `--product` is an option of every command.
            if name == "product" { command } else { command.arg(argument(verb, name, schema)) }
        },
    )
}

fn first_sentence(text: &'static str) -> &'static str {
    text.split_once(". ").map_or(text, |(first, _)| first).trim_end_matches('.')
}

fn argument(verb: &Verb, name: &str, schema: &Value) -> Arg {
    let arg = Arg::new(name.to_owned());
    let arg = match schema["description"].as_str() {
        Some(help) => arg.help(help.to_owned()),
        None => arg,
    };
    let arg = match schema["type"].as_str() {
        Some("boolean") => arg.action(ArgAction::SetTrue),
        Some("integer") => arg.value_parser(value_parser!(i64)),
        Some("array") => arg.action(ArgAction::Append),
        _ => arg,
    };
    let value_name = match (schema["items"]["properties"].as_object(), schema["type"].as_str()) {
        (Some(fields), _) => {
            let fields: Vec<&str> = fields.keys().map(String::as_str).collect();
            format!("{{{}}}", fields.join(", "))
        }
        (None, Some("array")) => name.trim_end_matches('s').to_uppercase(),
        (None, _) => name.to_uppercase(),
    };
    let arg = if schema["type"] == "boolean" { arg } else { arg.value_name(value_name) };
    match verb.command.takes {
        Takes::Maybe(positional) | Takes::OrElse(positional, _) if positional == name => arg,
        Takes::One(positional) if positional == name => arg.required(true),
        Takes::Any(positional) if positional == name => arg.num_args(1..),
        Takes::Each(positional) if positional == name => {
            arg.num_args(1..).required(true).action(ArgAction::Append)
        }
        Takes::Many(positional) if positional == name => arg.num_args(1..).required(true),
        _ => arg.long(name.replace('_', "-")),
    }
}

/// The arguments of a verb as they were typed.
pub(crate) fn typed(verb: &Verb, matches: &ArgMatches) -> Map<String, Value> {
    let schema = verb.schema();
    let mut args = Map::new();
    for (name, schema) in schema["properties"].as_object().into_iter().flatten() {
        if name == "product" {
            continue;
        }
        let value = match schema["type"].as_str() {
            Some("boolean") => matches.get_flag(name).then(|| json!(true)),
            Some("integer") => matches.get_one::<i64>(name).map(|n| json!(n)),
            Some("array") => matches.get_many::<String>(name).map(|v| json!(v.collect::<Vec<_>>())),
            _ => matches.get_one::<String>(name).map(|text| json!(text)),
        };
        args.extend(value.map(|value| (name.clone(), value)));
    }
    if let Takes::OrElse(name, otherwise) = verb.command.takes {
        args.entry(name).or_insert_with(|| json!(otherwise));
    }
    args
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_command_line_is_sound() {
        super::command().debug_assert();
    }
}
