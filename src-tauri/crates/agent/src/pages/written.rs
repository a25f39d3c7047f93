//! What a write did, and what it leaves to mend.

use openbacklog_plan::{Effect, Gap, Kind, Touched, Written};
use serde_json::{Value, json};

use super::rows::{gap_row, within};
use crate::base::{
    answer::Answer,
    lines::{quoted, spaced, without_ids},
};

/// Lines about what a write touched; the trash can take a project of many tasks,
/// and a batch has up to 50 items.
const MOST_TOUCHED: usize = 50;

/// Lines about gaps after a write.
const GAPS_LEFT: usize = 5;

/// Told with an answer that a key got before.
pub(crate) const REPLAYED: &str = "This key was used before; this is its first answer.";

/// What a write did: a line per entity, and advice.
pub(crate) fn written_answer(product: &str, written: &Written, replayed: bool) -> Answer {
    let mut lines = vec![product.to_owned()];
    lines.extend(replayed.then(|| REPLAYED.to_owned()));
    lines.extend(written.entities.is_empty().then(|| "Nothing had to change.".to_owned()));
    lines.extend(touched_lines(written));
    lines.extend((written.seq > 0).then(|| format!("change {}", written.seq)));
    lines.extend(written.warnings.iter().map(|warning| format!("note: {warning}")));
    Answer::new(lines.join("\n"))
        .with("product", product)
        .with("change", written.seq)
        .with("changed", written.entities.iter().map(touched_json).collect::<Vec<_>>())
        .with("warnings", written.warnings.clone())
        .with("replayed", replayed)
}

/// A line for each entity that a write touched, as far as they fit.
pub(crate) fn touched_lines(written: &Written) -> Vec<String> {
    let mut lines: Vec<String> = written.entities.iter().take(MOST_TOUCHED).map(touched).collect();
    let more = written.entities.len().saturating_sub(MOST_TOUCHED);
    lines.extend((more > 0).then(|| format!("and {more} more")));
    lines
}

/// An answer about the write of a change, with the gaps it leaves. Nothing takes
/// the write back by now: when they cannot be read, the answer says only that.
pub(crate) fn with_gaps(
    mut answer: Answer,
    seq: u32,
    gaps: openbacklog_plan::Result<Vec<Gap>>,
) -> Answer {
    let gaps = gaps.unwrap_or_else(|error| {
        let (cause, _) = error.cause_and_repair();
        let kept = match seq {
            0 => String::new(),
            seq => format!("Kept as change {seq}. "),
        };
        answer.text.extend(["\nnote: ", &kept, "The gaps it leaves cannot be told: ", &cause]);
        Vec::new()
    });
    for line in gaps_left(&gaps) {
        answer.text.extend(["\n", &line]);
    }
    answer.with("gaps", without_ids(gaps))
}

/// A line for each of the first gaps that a write leaves, and how many more.
fn gaps_left(gaps: &[Gap]) -> Vec<String> {
    let mut lines: Vec<String> =
        gaps.iter().take(GAPS_LEFT).map(|open| format!("gap: {}", gap_row(open))).collect();
    let more = gaps.len().saturating_sub(GAPS_LEFT);
    lines.extend((more > 0).then(|| format!("{more} more gaps: plan_check")));
    lines
}

fn touched(entity: &Touched) -> String {
    let what = match entity.effect {
        Effect::Created => "created",
        Effect::Updated => "changed",
        Effect::Removed => "removed",
        Effect::Restored => "restored",
    };
    let name = if entity.kind == Kind::Product { String::new() } else { quoted(&entity.name) };
    let line = spaced([
        what,
        entity.reference.as_str(),
        &name,
        &within(entity.within.as_ref()),
        &format!("rev {}", entity.rev),
    ]);
    if entity.fields.is_empty() { line } else { format!("{line}: {}", entity.fields.join(", ")) }
}

fn touched_json(entity: &Touched) -> Value {
    json!({
        "kind": entity.kind,
        "ref": entity.reference,
        "name": entity.name,
        "rev": entity.rev,
        "effect": entity.effect,
        "fields": entity.fields,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_kept_is_told_though_its_gaps_cannot_be_read() {
        let busy = Err(openbacklog_plan::Error::Busy);
        let answer = with_gaps(Answer::new("Acme\nchanged T-1"), 7, busy);
        assert_eq!(
            answer.text,
            "Acme\nchanged T-1\nnote: Kept as change 7. The gaps it leaves cannot be told: \
             Another program is using the plan right now."
        );
        assert_eq!(answer.data["gaps"], serde_json::json!([]));
    }
}
