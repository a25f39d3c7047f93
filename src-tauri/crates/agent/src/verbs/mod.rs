//! The verbs, one file each.

mod brief;
mod find;
mod get;
mod save;
mod undo;
mod update;

use openbacklog_plan::Mode;

pub(crate) use self::{
    brief::PlanBrief,
    find::PlanFind,
    get::{Beside, PlanGet},
    save::PlanSave,
    undo::PlanUndo,
    update::TaskUpdate,
};

const EVERY_MODE: &[Mode] = &[Mode::Read, Mode::Build, Mode::Plan];
