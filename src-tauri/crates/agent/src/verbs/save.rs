//! Writing the plan: one batch, all or nothing.

use openbacklog_plan::{
    Kind, ListEdit, Mode, Ref, SaveItem, SaveOptions, SaveTarget, Saved, TextEdit,
};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::save_fields;
use crate::{
    product::Chosen,
    refusal::{Code, Refusal},
    render,
    verb::{Answer, Call, Command, Hints, Operation, Takes},
    words,
};

/// The most items of one batch.
const MOST_ITEMS: usize = 50;

pub(crate) struct PlanSave;

#[derive(Deserialize, JsonSchema)]
pub(crate) struct Input {
    items: Vec<Item>,
    preview: Option<bool>,
    reason: Option<String>,
    /// Idempotency key
    key: Option<String>,
    product: Option<String>,
}

#[derive(Deserialize, JsonSchema)]
struct Item {
    r#ref: Option<String>,
    #[schemars(extend("enum" = ["project", "task", "capture", "product"]))]
    r#type: Option<String>,
    /// "@x", for other items to use
    id: Option<String>,
    /// A task's project: ref or @id
    parent: Option<String>,
    #[schemars(
        description = "project: name kind status why_line why what constraints in out labels. task: name kind status description why_line constraints priority blocked branch labels. capture: text note. product: name vision about"
    )]
    fields: Option<Map<String, Value>>,
    /// Tasks it waits for
    links: Option<Links>,
    /// For long texts
    edits: Option<Vec<Edit>>,
    checks: Option<Vec<String>>,
    steps: Option<Vec<String>>,
    rev: Option<u32>,
    /// Lets a long text become short
    replace: Option<bool>,
}

#[derive(Deserialize, JsonSchema)]
struct Links {
    add: Option<Vec<String>>,
    remove: Option<Vec<String>>,
    set: Option<Vec<String>>,
}

#[derive(Deserialize, JsonSchema)]
struct Edit {
    field: String,
    find: Option<String>,
    replace: Option<String>,
    append: Option<String>,
}

impl Operation for PlanSave {
    type Input = Input;
    const NAME: &'static str = "plan_save";
    const ABOUT: &'static str = "Create and change projects, tasks, captures and the product in \
        one batch, all or nothing. An item has a ref to change or a type to create; items name \
        each other by @id in parent and links. Only the fields given change, null clears; checks \
        and steps are added.";
    const HINTS: Hints = Hints::WRITE;
    const MODES: &'static [Mode] = &[Mode::Plan];
    const COMMAND: Command = Command { word: "save", takes: Takes::Json };

    async fn run(call: Call, input: Input) -> Result<Answer, Refusal> {
        let count = input.items.len();
        if count == 0 || count > MOST_ITEMS {
            return Err(Refusal::invalid(
                "items",
                format!("A batch has 1 to {MOST_ITEMS} items, not {count}."),
                "Send several batches.",
            ));
        }
        let items = read_items(input.items)?;
        let options = SaveOptions {
            preview: input.preview.unwrap_or(false),
            key: input.key,
            reason: input.reason,
        };
        let product = product(&call, input.product.as_deref(), &items).await?;
        let id = product.as_ref().map(|product| &product.id);
        let saved = call.plan.save(&call.caller.actor, id, &items, &options).await?;
        Ok(answer(&name_of(product.as_ref(), &saved), &saved))
    }
}

/// None when the batch makes its own product.
async fn product(
    call: &Call,
    named: Option<&str>,
    items: &[SaveItem],
) -> Result<Option<Chosen>, Refusal> {
    let makes_one = items.iter().any(|item| item.target == SaveTarget::New(Kind::Product));
    if makes_one && named.is_none() {
        return Ok(None);
    }
    call.product(named).await.map(Some)
}

/// The product's name; that of the one the batch made.
fn name_of(product: Option<&Chosen>, saved: &Saved) -> String {
    let made = || saved.written.entities.iter().find(|entity| entity.kind == Kind::Product);
    let name = product.map(|product| product.name.clone());
    name.or_else(|| made().map(|entity| entity.name.clone())).unwrap_or_default()
}

fn read_items(given: Vec<Item>) -> Result<Vec<SaveItem>, Refusal> {
    let mut items = Vec::with_capacity(given.len());
    let mut wrong = Vec::new();
    for (at, item) in given.into_iter().enumerate() {
        match read_item(item) {
            Ok(item) => items.push(item),
            Err(refusal) => wrong.push((at + 1, refusal)),
        }
    }
    if wrong.is_empty() { Ok(items) } else { Err(Refusal::of_items(wrong)) }
}

fn read_item(item: Item) -> Result<SaveItem, Refusal> {
    let (target, kind) = target(item.r#ref, item.r#type.as_deref())?;
    let mut fields = save_fields::read(kind, item.fields.unwrap_or_default())?;
    fields.parent = item.parent;
    fields.depends_on = item.links.map(links).transpose()?;
    fields.checks.extend(item.checks.unwrap_or_default());
    fields.steps.extend(item.steps.unwrap_or_default());
    let edits = item.edits.unwrap_or_default();
    Ok(SaveItem {
        local: item.id,
        target,
        fields,
        edits: edits.into_iter().map(|edit| read_edit(kind, edit)).collect::<Result<_, _>>()?,
        rev: item.rev,
        replace: item.replace.unwrap_or(false),
    })
}

fn target(reference: Option<String>, kind: Option<&str>) -> Result<(SaveTarget, Kind), Refusal> {
    let kind = kind.map(|word| words::choose("type", word, words::KINDS)).transpose()?;
    match (reference, kind) {
        (Some(reference), _) => {
            let kind = Ref::parse(&reference).map_or(Kind::Product, |r| r.kind);
            Ok((SaveTarget::Existing(reference), kind))
        }
        (None, Some(kind)) => Ok((SaveTarget::New(kind), kind)),
        (None, None) => Err(Refusal::new(
            Code::Invalid,
            "The item has neither ref nor type.",
            "Give ref to change something, or type to create it.",
        )),
    }
}

fn links(links: Links) -> Result<ListEdit, Refusal> {
    match links {
        Links { add: None, remove: None, set: Some(set) } => Ok(ListEdit::Set(set)),
        Links { add, remove, set: None } => Ok(ListEdit::Change {
            add: add.unwrap_or_default(),
            remove: remove.unwrap_or_default(),
        }),
        _ => Err(Refusal::invalid(
            "links",
            "links has set together with add or remove.",
            "Give set alone, or add and remove.",
        )),
    }
}

fn read_edit(kind: Kind, edit: Edit) -> Result<TextEdit, Refusal> {
    let field = save_fields::known(kind, &edit.field)?.to_owned();
    match edit {
        Edit { find: Some(find), replace, append: None, .. } => {
            Ok(TextEdit { field, find: Some(find), text: replace.unwrap_or_default() })
        }
        Edit { find: None, replace: None, append: Some(text), .. } => {
            Ok(TextEdit { field, find: None, text })
        }
        _ => Err(Refusal::invalid(
            "edits",
            format!("The edit of {field} is neither find with replace nor append."),
            "Give find and replace, or append.",
        )),
    }
}

fn answer(product: &str, saved: &Saved) -> Answer {
    let mut answer = render::written(product, &saved.written, saved.replayed);
    if saved.preview {
        answer.text.push_str("\nThis was a preview; nothing is saved yet.");
    }
    for (local, reference) in &saved.locals {
        answer.text.extend(["\n", local, " is ", reference]);
    }
    let locals: Map<String, Value> =
        saved.locals.iter().map(|(local, reference)| (local.clone(), json!(reference))).collect();
    answer.with("preview", saved.preview).with("ids", locals)
}
