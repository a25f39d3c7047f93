//! Any entity by the list of its kind's fields: a line or a fence for each, then
//! what it is linked to.

use openbacklog_plan::{ActorKind, ActorName, Field, Holds, Kind, Link, Ref, fields_of};
use serde_json::Value;

use super::lines::{bullets, links, said, titled};
use crate::render;

/// The page of an entity as data.
pub(super) struct Shaped {
    pub(super) kind: Kind,
    pub(super) page: Value,
}

/// Links that a page shows beside those that are fields, in this order.
const LINKED: [&str; 8] =
    ["pillars", "outcomes", "bets", "personas", "problems", "projects", "evidence", "decisions"];

impl Shaped {
    /// Everything.
    pub(super) fn lines(&self) -> Vec<String> {
        let mut lines = self.own_lines();
        let fields = fields_of(self.kind);
        lines.extend(self.measured());
        lines.extend(self.pains());
        for field in fields.iter().filter(|f| LINKED.contains(&f.name) || f.name == "about") {
            lines.extend(links(field.name, &self.links(field.name)));
        }
        for name in LINKED.into_iter().filter(|name| fields.iter().all(|f| f.name != *name)) {
            lines.extend(links(name, &self.links(name)));
        }
        lines
    }

    /// What it is itself, without what it is linked to.
    pub(super) fn own_lines(&self) -> Vec<String> {
        let mut lines = vec![self.head()];
        let fields = fields_of(self.kind).iter().filter(|f| !is_in_head(f));
        lines.extend(fields.flat_map(|field| self.field(field)));
        lines
    }

    /// `B-1 bet now "Offline first" rev 3`
    pub(super) fn head(&self) -> String {
        let entity = self.entity();
        let fields = fields_of(self.kind);
        let words = fields.iter().filter(|f| is_in_head(f) && !is_name(f));
        let words: Vec<String> = words.map(|f| plain(&entity[f.key])).collect();
        let name = fields.iter().find(|f| is_name(f)).map(|f| plain(&entity[f.key]));
        let name = name.unwrap_or_else(|| self.ends());
        let rev = format!("rev {}", plain(&entity["rev"]));
        let primary = entity["primary"] == true;
        let closed = !entity["closed_at"].is_null();
        let trashed = !entity["trashed_at"].is_null();
        render::spaced(
            [
                plain(&entity["ref"]).as_str(),
                self.kind.word(),
                if trashed { "in the trash" } else { "" },
                if closed { "closed" } else { "" },
                if primary { "primary" } else { "" },
            ]
            .into_iter()
            .chain(words.iter().map(String::as_str))
            .chain([render::quoted(&name).as_str(), &rev]),
        )
    }

    /// The entity's own part of the page.
    fn entity(&self) -> &Value {
        match self.kind {
            Kind::Pain => &self.page["row"]["pain"],
            kind => &self.page[kind.word()],
        }
    }

    /// A pain is called by its persona and its problem.
    fn ends(&self) -> String {
        let row = &self.page["row"];
        format!("{} × {}", plain(&row["persona"]["name"]), plain(&row["problem"]["name"]))
    }

    fn field(&self, field: &Field) -> Vec<String> {
        let entity = self.entity();
        let value = &entity[field.key];
        match field.holds {
            Holds::Text | Holds::Markdown => {
                let rev = entity["rev"].as_u64().and_then(|rev| u32::try_from(rev).ok());
                let id = plain(&entity["id"]);
                render::fenced(field.name, &plain(value), &id, rev.unwrap_or(0), &self.by())
            }
            Holds::Lines if field.name == "labels" => {
                said("labels", &texts(value).join(", ")).into_iter().collect()
            }
            Holds::Lines => bullets(field.name, &texts(value)),
            Holds::Link(_) | Holds::Parent(_) => {
                let places = [&self.page["row"], &self.page["links"], &self.page];
                let link = places.into_iter().find_map(|place| link_of(&place[field.name]));
                links(field.name, &link).into_iter().collect()
            }
            Holds::Readings | Holds::Links(_) | Holds::About(_) | Holds::Added | Holds::Flag => {
                Vec::new()
            }
            _ => said(field.name, &plain(value)).into_iter().collect(),
        }
    }

    fn by(&self) -> ActorName {
        let unknown = || ActorName { kind: ActorKind::Importer, name: String::new() };
        let by = self.entity()["updated_by"].clone();
        serde_json::from_value(by).unwrap_or_else(|_| unknown())
    }

    /// What the plan worked out: where a number stands, what a bet rests on.
    fn measured(&self) -> Vec<String> {
        let page = &self.page;
        let mut lines: Vec<String> =
            said("current", &plain(&page["current"])).into_iter().collect();
        lines.extend(page["confidence"]["phrase"].as_str().map(str::to_owned));
        if let (Some(day), Some(appetite)) =
            (page["clock"]["day"].as_u64(), page["clock"]["appetite"].as_u64())
        {
            lines.push(format!("day {day} of {appetite}"));
        }
        let readings = page["readings"].as_array().into_iter().flatten();
        let reading = |r: &Value| {
            render::spaced([plain(&r["date"]).as_str(), &plain(&r["value"]), &plain(&r["note"])])
        };
        lines.extend(titled("readings", readings.map(reading).collect()));
        lines
    }

    /// Who feels a problem, or what hurts a persona.
    fn pains(&self) -> Vec<String> {
        let other = if self.kind == Kind::Persona { "problem" } else { "persona" };
        let rows = self.page["pains"].as_array().into_iter().flatten();
        let line = |row: &Value| {
            let name = render::quoted(&plain(&row[other]["name"]));
            render::spaced([
                plain(&row["pain"]["ref"]).as_str(),
                &plain(&row["pain"]["state"]),
                &name,
            ])
        };
        titled("pains", rows.map(line).collect())
    }

    fn links(&self, name: &str) -> Vec<Link> {
        let items = self.page[name].as_array().into_iter().flatten();
        items.filter_map(row_link).collect()
    }
}

/// Every link on a page, the product's left out.
pub(super) fn links_on(page: &Value) -> Vec<Link> {
    let mut found = Vec::new();
    let fields = page.as_object().into_iter().flatten();
    for (_, value) in fields.filter(|(name, _)| *name != "product" && *name != "history") {
        match value {
            Value::Array(items) => found.extend(items.iter().filter_map(row_link)),
            Value::Object(_) => match link_of(value) {
                Some(link) => found.push(link),
                None => found.extend(links_on(value)),
            },
            _ => {}
        }
    }
    found
}

/// A link, if the value is one and nothing more.
pub(super) fn link_of(value: &Value) -> Option<Link> {
    let fields = value.as_object()?;
    let bare = fields.len() == 4;
    bare.then(|| serde_json::from_value(value.clone()).ok()).flatten()
}

/// A link to what a row of a list is about.
fn row_link(row: &Value) -> Option<Link> {
    let text = |key: &str| row[key].as_str().map(str::to_owned);
    link_of(row).or_else(|| {
        let reference = text("ref")?;
        let kind = Ref::parse(&reference)?.kind;
        Some(Link { kind, id: text("id")?, reference, name: text("name")? })
    })
}

fn is_name(field: &Field) -> bool {
    field.holds == Holds::Name
}

fn is_in_head(field: &Field) -> bool {
    matches!(field.holds, Holds::Name | Holds::Word(_))
}

/// A value as a person would write it; nothing for nothing.
fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn texts(value: &Value) -> Vec<String> {
    value.as_array().into_iter().flatten().map(plain).collect()
}
