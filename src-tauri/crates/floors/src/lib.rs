//! Reads which module of a crate uses which, for the tests that keep their order.
//!
//! Cargo keeps crates apart; inside one, any module may use any other. A test that
//! reads the [`Source`] of its crate keeps floors, walls and freedom from circles:
//!
//! ```no_run
//! # fn main() -> Result<(), openbacklog_floors::Unread> {
//! use openbacklog_floors::{Grain, Source};
//!
//! let source = Source::read("src".as_ref())?;
//! let mut broken = source.climbs(&["base", "concepts", "acts"]);
//! broken.extend(source.crossings("concepts", &[("tasks", "projects")]));
//! broken.extend(source.circles(Grain::Folders(2), &[]));
//! assert!(broken.is_empty(), "{}", broken.join("\n"));
//! # Ok(())
//! # }
//! ```
//!
//! A tie is a path in the code: in a `use`, however nested, or inline. It is followed
//! through re-exports to the module that defines what is named, so an import by way of
//! the crate's root counts for what it brings. Whatever is compiled only for tests is
//! left out, and so is the root itself. A method's call names no path and is not seen.

mod circles;
mod order;
mod paths;
mod source;
#[cfg(test)]
mod tests;
mod ties;

pub use circles::Grain;
pub use source::{Source, Unread};
