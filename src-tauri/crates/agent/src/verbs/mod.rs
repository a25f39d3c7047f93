//! The verbs, one file each.

mod archive;
mod brief;
mod check;
mod claim;
mod find;
mod get;
mod guide;
mod next;
mod rank;
mod save;
mod undo;
mod update;

use openbacklog_plan::Mode;

pub(crate) use self::{
    archive::PlanArchive,
    brief::{PlanBrief, counted},
    check::PlanCheck,
    claim::TaskClaim,
    find::PlanFind,
    get::PlanGet,
    guide::PlanGuide,
    next::TaskNext,
    rank::PlanRank,
    save::PlanSave,
    undo::PlanUndo,
    update::TaskUpdate,
};

pub use self::update::report_each;

const EVERY_MODE: &[Mode] = &[Mode::Read, Mode::Build, Mode::Plan];
