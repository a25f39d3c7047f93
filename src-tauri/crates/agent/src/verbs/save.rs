//! Writing the plan: one batch, all or nothing.

use openbacklog_plan::{
    self as plan, Gap, Kind, MOST_ITEMS, Mode, Ref, SaveItem, SaveOptions, SaveTarget, Saved,
    TextEdit,
};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::{
    base::{
        answer::Answer,
        call::Call,
        choices,
        fact::{self, Fact},
        product::ChosenProduct,
        refusal::{BadItem, Code, Refusal},
    },
    pages::written,
    verbs::verb::{Command, Hints, Operation, Takes},
};

pub(crate) struct PlanSave;

#[derive(Deserialize, JsonSchema)]
pub(crate) struct Input {
    #[schemars(length(min = 1, max = MOST_ITEMS))]
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
    r#type: Option<String>,
    /// "@x", for other items to use
    id: Option<String>,
    /// A task's project, a project's bet: ref or @id
    parent: Option<String>,
    #[schemars(
        description = "By type, beside name: product: vision about. pillar: we_will we_wont. outcome: metric unit baseline target due pillars readings. persona: about wants today. problem: severity. pain: persona problem impact stakes. bet: belief horizon appetite_days outcomes problems. project: why what constraints in out. task: description kind priority status. evidence: text source about. decision: what why about. capture (an idea): text"
    )]
    fields: Option<Map<String, Value>>,
    /// {add, remove or set: refs}
    links: Option<Map<String, Value>>,
    /// For long texts
    edits: Option<Vec<Edit>>,
    checks: Option<Vec<String>>,
    steps: Option<Vec<String>>,
    rev: Option<u32>,
    /// Lets a long text become short
    replace: Option<bool>,
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
    const ABOUT: &'static str = "Create, add, update or link anything in the plan in one batch, \
        all or nothing. An item has a ref to change or a type to make new; items name each \
        other by @id wherever a ref goes. Only the fields given change, null clears; checks, \
        steps and readings are added.";
    const HINTS: Hints = Hints::WRITE;
    const MODES: &'static [Mode] = &[Mode::Plan];
    const COMMAND: Command = Command { word: "save", takes: Takes::Json };
    const EXAMPLE: &'static str = r#"{"items": [{"type": "project", "id": "@p", "parent": "B-1", "fields": {"name": "Second shelf"}}, {"type": "task", "parent": "@p", "fields": {"name": "Photograph it"}, "checks": ["Ten photos are there"]}], "preview": true, "reason": "Plan the second shelf"}"#;
    const FACTS: &'static [Fact] = &[
        fact::PRODUCT,
        fact::CHANGE,
        fact::CHANGED,
        fact::WARNINGS,
        fact::REPLAYED,
        fact::GAPS,
        Fact::flag("preview", "Nothing is saved yet."),
        Fact::thing("ids", "The ref of each local id."),
    ];

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
        // What was only previewed, or saved by an earlier call, leaves no gaps now.
        let gaps = if saved.preview || saved.replayed {
            Ok(Vec::new())
        } else {
            call.plan.gaps_touching(&saved.written).await
        };
        Ok(answer(&name_of(product.as_ref(), &saved), &saved, gaps))
    }
}

/// None when the batch makes its own product.
async fn product(
    call: &Call,
    named: Option<&str>,
    items: &[SaveItem],
) -> Result<Option<ChosenProduct>, Refusal> {
    let makes_one = items.iter().any(|item| item.target == SaveTarget::New(Kind::Product));
    if makes_one && named.is_none() {
        return Ok(None);
    }
    call.product(named).await.map(Some)
}

/// The product's name; that of the one the batch made.
fn name_of(product: Option<&ChosenProduct>, saved: &Saved) -> String {
    let made = || saved.written.entities.iter().find(|entity| entity.kind == Kind::Product);
    let name = product.map(|product| product.name.clone());
    name.or_else(|| made().map(|entity| entity.name.clone())).unwrap_or_default()
}

fn read_items(given: Vec<Item>) -> Result<Vec<SaveItem>, Refusal> {
    let mut items = Vec::with_capacity(given.len());
    let mut wrong = Vec::new();
    for (index, item) in (1..).zip(given) {
        let local = item.id.clone();
        match read_item(item) {
            Ok(item) => items.push(item),
            Err(refusal) => wrong.push(BadItem { index, local, refusal }),
        }
    }
    if wrong.is_empty() { Ok(items) } else { Err(Refusal::of_items(wrong)) }
}

fn read_item(item: Item) -> Result<SaveItem, Refusal> {
    let mut fields = item.fields.unwrap_or_default();
    // The same field under the name it has at the top.
    let above = [
        ("parent", item.parent.map(|parent| json!(parent))),
        ("checks", item.checks.map(|checks| json!(checks))),
        ("steps", item.steps.map(|steps| json!(steps))),
    ];
    fields.extend(above.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))));
    let edits = item.edits.unwrap_or_default();
    Ok(SaveItem {
        local: item.id,
        fields,
        links: item.links.map(Value::Object),
        edits: edits.into_iter().map(read_edit).collect::<Result<_, _>>()?,
        rev: item.rev,
        replace: item.replace.unwrap_or(false),
        ..SaveItem::of(target(item.r#ref, item.r#type.as_deref())?)
    })
}

fn target(reference: Option<String>, said: Option<&str>) -> Result<SaveTarget, Refusal> {
    let said = said.map(choices::kind).transpose()?;
    match (reference, said) {
        (Some(reference), said) => match (Ref::parse(&reference), said) {
            (Some(Ref { kind, .. }), Some(said)) if kind != said => {
                let repair = match kind {
                    Kind::Capture => format!(
                        "To make it {}, leave ref out; then put {reference} away with plan_archive.",
                        said.one()
                    ),
                    _ => "Leave type out to change what ref names.".to_owned(),
                };
                Err(Refusal::invalid(
                    "type",
                    format!("{reference} is {}, not {}.", kind.one(), said.one()),
                    repair,
                ))
            }
            _ => Ok(SaveTarget::Existing(reference)),
        },
        (None, Some(kind)) => Ok(SaveTarget::New(kind)),
        (None, None) => Err(Refusal::new(
            Code::Invalid,
            "The item has neither ref nor type.",
            "Give ref to change something, or type to create it.",
        )),
    }
}

fn read_edit(edit: Edit) -> Result<TextEdit, Refusal> {
    match edit {
        Edit { field, find: Some(find), replace, append: None } => {
            Ok(TextEdit { field, find: Some(find), text: replace.unwrap_or_default() })
        }
        Edit { field, find: None, replace: None, append: Some(text) } => {
            Ok(TextEdit { field, find: None, text })
        }
        edit => Err(Refusal::invalid(
            "edits",
            format!("The edit of {} is neither find with replace nor append.", edit.field),
            "Give find and replace, or append.",
        )),
    }
}

fn answer(product: &str, saved: &Saved, gaps: plan::Result<Vec<Gap>>) -> Answer {
    let written = written::written_answer(product, &saved.written, saved.replayed);
    let mut answer = written::with_gaps(written, saved.written.seq, gaps);
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
