//! What everything else is said with: calls, answers and refusals, words and lines.

pub(crate) mod answer;
pub(crate) mod call;
pub(crate) mod choices;
pub(crate) mod cost;
pub(crate) mod fact;
pub(crate) mod lines;
pub(crate) mod product;
pub(crate) mod refusal;
pub(crate) mod schema;
