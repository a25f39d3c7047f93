//! Input schemas every client can read, and the check of arguments against them.
//!
//! Clients differ in what JSON Schema they understand, so a schema here has no
//! references, no alternatives, no formats and no null types; arrays always say
//! what they hold. An optional argument is one that is not required.

use std::sync::Arc;

use rmcp::model::JsonObject;
use schemars::{JsonSchema, generate::SchemaSettings};
use serde_json::{Map, Number, Value, json};

use crate::base::{choices, refusal::Refusal};

/// Limits that arguments are checked against but clients are not told of in a
/// list of tools, where every word costs.
const LIMITS: [&str; 5] = ["minimum", "maximum", "minItems", "maxItems", "additionalProperties"];

/// The schemas of an input type, made once.
#[derive(Debug)]
pub(crate) struct InputSchemas {
    /// Reduced to what every client understands.
    pub(crate) listed: Arc<JsonObject>,
    /// With every limit.
    pub(crate) exact: Value,
}

impl InputSchemas {
    pub(crate) fn of<T: JsonSchema>() -> Self {
        let exact = exact::<T>();
        let mut listed = Value::Object(exact.clone());
        without_limits(&mut listed);
        let listed = listed.as_object().cloned().unwrap_or_default();
        Self { listed: Arc::new(listed), exact: Value::Object(exact) }
    }
}

fn without_limits(schema: &mut Value) {
    let Value::Object(fields) = schema else { return };
    for limit in LIMITS {
        fields.remove(limit);
    }
    if let Some(Value::Object(properties)) = fields.get_mut("properties") {
        properties.values_mut().for_each(without_limits);
    }
    if let Some(items) = fields.get_mut("items") {
        without_limits(items);
    }
}

/// A schema with every limit: numbers have a range, lists a length, and objects
/// of named fields take no others.
fn exact<T: JsonSchema>() -> JsonObject {
    let settings = SchemaSettings::draft2020_12().with(|s| {
        s.meta_schema = None;
        s.inline_subschemas = true;
    });
    let schema = settings.for_deserialize().into_generator().into_root_schema_for::<T>();
    let mut value = schema.to_value();
    simplify(&mut value);
    let Value::Object(mut schema) = value else {
        return Map::new();
    };
    // Some clients insist on a map of arguments even where there are none.
    schema.entry("properties").or_insert_with(|| json!({}));
    schema
}

fn simplify(schema: &mut Value) {
    let Value::Object(fields) = schema else {
        // `true`, schemars' word for "anything".
        *schema = json!({"type": "object"});
        return;
    };
    let format = fields.remove("format");
    if let Some(most) = format.as_ref().and_then(Value::as_str).and_then(largest) {
        fields.entry("maximum").or_insert_with(|| json!(most));
    }
    for noise in ["$schema", "title", "default"] {
        fields.remove(noise);
    }
    if let Some(Value::Array(types)) = fields.get_mut("type") {
        types.retain(|t| t != "null");
        if let [only] = types.as_slice() {
            let only = only.clone();
            fields.insert("type".to_owned(), only);
        }
    }
    if let Some(Value::Array(mut options)) = fields.remove("anyOf") {
        options.retain(|o| o.get("type") != Some(&json!("null")));
        if let Some(Value::Object(only)) = options.pop() {
            for (key, value) in only {
                fields.entry(key).or_insert(value);
            }
        }
        return simplify(schema);
    }
    if let Some(Value::Object(properties)) = fields.get_mut("properties") {
        properties.values_mut().for_each(simplify);
        fields.insert("additionalProperties".to_owned(), json!(false));
    }
    if let Some(items) = fields.get_mut("items") {
        simplify(items);
    }
}

/// The largest number of a format. A place in a list is never beyond a `u32`.
fn largest(format: &str) -> Option<u64> {
    match format {
        "uint8" => Some(u8::MAX.into()),
        "uint16" => Some(u16::MAX.into()),
        "uint32" | "uint" => Some(u32::MAX.into()),
        _ => None,
    }
}

/// Arguments brought to the shapes the schema asks for, or why they cannot be.
///
/// Models often send a number or a list as text and one item where a list is
/// wanted; those are read as meant. An unknown argument is refused, so that a
/// misspelt one is never silently ignored.
pub(crate) fn admit(schema: &Value, mut args: Value) -> Result<Value, Refusal> {
    admit_at(schema, &mut args, "")?;
    Ok(args)
}

fn admit_at(schema: &Value, value: &mut Value, path: &str) -> Result<(), Refusal> {
    let wanted = schema["type"].as_str().unwrap_or("object");
    coerce(wanted, value);
    let fits = match wanted {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "integer" => value.as_i64().is_some(),
        "boolean" => value.is_boolean(),
        _ => value.is_string(),
    };
    if !fits {
        let name = if path.is_empty() { "arguments" } else { path };
        return Err(Refusal::invalid(
            name,
            format!("{name} must be {}, not {}.", article(wanted), short_value(value)),
            format!("Give {name} as {}.", article(wanted)),
        ));
    }
    match value {
        Value::Object(fields) => admit_fields(schema, fields, path),
        Value::Number(number) => in_range(schema, number, path),
        Value::Array(items) => items
            .iter_mut()
            .enumerate()
            .try_for_each(|(n, item)| admit_at(&schema["items"], item, &format!("{path}[{n}]"))),
        _ => Ok(()),
    }
}

fn in_range(schema: &Value, number: &Number, path: &str) -> Result<(), Refusal> {
    let (least, most) = (schema["minimum"].as_i64(), schema["maximum"].as_i64());
    let fits = number
        .as_i64()
        .is_some_and(|n| least.is_none_or(|least| n >= least) && most.is_none_or(|most| n <= most));
    if fits {
        return Ok(());
    }
    let range = match (least, most) {
        (Some(least), Some(most)) => format!(" from {least} to {most}"),
        (Some(least), None) => format!(" from {least}"),
        (None, Some(most)) => format!(" up to {most}"),
        (None, None) => String::new(),
    };
    Err(Refusal::invalid(
        path,
        format!("{path} cannot be {number}."),
        format!("Give a whole number{range}."),
    ))
}

fn admit_fields(
    schema: &Value,
    fields: &mut Map<String, Value>,
    path: &str,
) -> Result<(), Refusal> {
    let Some(known) = schema["properties"].as_object() else {
        return Ok(());
    };
    // Null means "not given", except where the verb itself reads it.
    fields.retain(|_, value| !value.is_null());
    for (name, value) in fields.iter_mut() {
        let full = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
        let Some(inner) = known.get(name) else {
            return Err(unknown(&full, name, known.keys()));
        };
        admit_at(inner, value, &full)?;
    }
    let required = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
    for name in required {
        if !fields.contains_key(name) {
            let place = if path.is_empty() { String::new() } else { format!(" in {path}") };
            return Err(Refusal::invalid(
                name,
                format!("{name} is missing{place}."),
                format!("Give {name}."),
            ));
        }
    }
    Ok(())
}

/// The refusal of a name that is not one of `known`, naming the nearest.
pub(crate) fn unknown<'a>(
    full: &str,
    name: &str,
    known: impl Iterator<Item = &'a String> + Clone,
) -> Refusal {
    let spellings = known.clone().map(|k| (k.as_str(), k.as_str()));
    let nearest = choices::nearest(&choices::normal(name), spellings);
    let all: Vec<&str> = known.map(String::as_str).collect();
    let repair = match nearest {
        Some(nearest) => format!("Did you mean {nearest}? There are: {}.", all.join(", ")),
        // Many put a field of an entity beside its type.
        None if all.contains(&"fields") => {
            format!("What an entity holds goes into fields. There are: {}.", all.join(", "))
        }
        None => format!("There are: {}.", all.join(", ")),
    };
    Refusal::invalid(full, format!("There is no argument {full}."), repair)
        .with("nearest", json!(nearest))
        .with("allowed", json!(all))
}

fn coerce(wanted: &str, value: &mut Value) {
    let read = match (wanted, &*value) {
        ("integer" | "boolean" | "object", Value::String(text)) => serde_json::from_str(text).ok(),
        ("array", Value::String(text)) if text.trim_start().starts_with('[') => {
            serde_json::from_str(text).ok()
        }
        ("array", Value::String(_) | Value::Object(_) | Value::Number(_)) => {
            Some(json!([value.clone()]))
        }
        ("string", Value::Number(number)) => Some(json!(number.to_string())),
        ("integer", Value::Number(n)) =>
        {
            #[expect(clippy::cast_possible_truncation, reason = "a whole number by the guard")]
            n.as_f64().filter(|f| f.fract() == 0.0 && f.abs() < 1e15).map(|f| json!(f as i64))
        }
        _ => None,
    };
    if let Some(read) = read {
        *value = read;
    }
}

fn article(wanted: &str) -> &'static str {
    match wanted {
        "object" => "an object",
        "array" => "a list",
        "integer" => "a whole number",
        "boolean" => "true or false",
        _ => "text",
    }
}

fn short_value(value: &Value) -> String {
    // Long enough to recognise, short enough for an error.
    const LENGTH: usize = 40;
    let text = value.to_string();
    match text.char_indices().nth(LENGTH) {
        Some((cut, _)) => format!("{}…", &text[..cut]),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(JsonSchema)]
    #[expect(dead_code, reason = "only its schema is read")]
    struct Input {
        /// Where to begin
        reference: Option<String>,
        limit: Option<u32>,
        kinds: Option<Vec<String>>,
        checks: Vec<Check>,
        preview: Option<bool>,
    }

    #[derive(JsonSchema)]
    #[expect(dead_code, reason = "only its schema is read")]
    struct Check {
        n: u32,
        how: Option<String>,
    }

    fn refused(args: Value) -> String {
        admit(&InputSchemas::of::<Input>().exact, args).map_or_else(|r| r.text(), |v| v.to_string())
    }

    #[test]
    fn a_schema_says_only_what_every_client_reads() {
        let InputSchemas { listed, .. } = InputSchemas::of::<Input>();
        assert_eq!(
            Value::Object(listed.as_ref().clone()),
            json!({
                "type": "object",
                "required": ["checks"],
                "properties": {
                    "reference": {"type": "string", "description": "Where to begin"},
                    "limit": {"type": "integer"},
                    "kinds": {"type": "array", "items": {"type": "string"}},
                    "checks": {"type": "array", "items": {
                        "type": "object",
                        "required": ["n"],
                        "properties": {"n": {"type": "integer"}, "how": {"type": "string"}},
                    }},
                    "preview": {"type": "boolean"},
                },
            })
        );
    }

    #[test]
    fn an_exact_schema_says_every_limit() {
        let schema = InputSchemas::of::<Input>().exact;
        assert_eq!(schema["properties"]["limit"]["maximum"], json!(u32::MAX));
        assert_eq!(schema["properties"]["limit"]["minimum"], json!(0));
        assert_eq!(schema["additionalProperties"], json!(false));
        assert_eq!(schema["properties"]["checks"]["items"]["additionalProperties"], json!(false));
    }

    #[test]
    fn values_written_as_text_are_read_as_meant() {
        let args =
            json!({"limit": "5", "kinds": "task", "checks": "[{\"n\": \"1\"}]", "preview": "true"});
        assert_eq!(
            admit(&InputSchemas::of::<Input>().exact, args),
            Ok(json!({"limit": 5, "kinds": ["task"], "checks": [{"n": 1}], "preview": true}))
        );
    }

    #[test]
    fn an_unknown_argument_is_refused_with_the_nearest() {
        assert_eq!(
            refused(json!({"checks": [], "lmit": 3})),
            "There is no argument lmit.\nDid you mean limit? There are: reference, limit, kinds, checks, preview."
        );
        assert_eq!(
            refused(json!({"checks": [{"n": 1, "hoow": "ran"}]})),
            "There is no argument checks[0].hoow.\nDid you mean how? There are: n, how."
        );
    }

    #[test]
    fn a_wrong_shape_or_a_missing_one_is_named() {
        assert_eq!(refused(json!({})), "checks is missing.\nGive checks.");
        assert_eq!(
            refused(json!({"checks": [], "limit": "many"})),
            "limit must be a whole number, not \"many\".\nGive limit as a whole number."
        );
        assert_eq!(
            refused(json!({"checks": [3]})),
            "checks[0] must be an object, not 3.\nGive checks[0] as an object."
        );
    }

    #[test]
    fn a_number_out_of_range_is_refused_with_the_range() {
        assert_eq!(
            refused(json!({"checks": [], "limit": -1})),
            "limit cannot be -1.\nGive a whole number from 0 to 4294967295."
        );
    }
}
