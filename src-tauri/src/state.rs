//! What the commands share: the plan, once it could be opened.

use std::path::PathBuf;
use std::pin::Pin;
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use openbacklog_agent::Server;
use openbacklog_plan::{Actor, Plan};
use tauri::AppHandle;

use crate::error::{Result, WireError};

/// What begins once the plan is open. Given from outside, since it uses the state.
pub(crate) type AfterOpening =
    for<'a> fn(&'a AppHandle, &'a Plan) -> Pin<Box<dyn Future<Output = ()> + Send + 'a>>;

/// What tells the changes of this run's window from all others.
static WINDOW: LazyLock<String> = LazyLock::new(|| {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    format!("window {} of {}", std::process::id(), since.as_millis())
});

/// The app's state. A plan that could not be opened does not end the app: every
/// command tries again, and says why it failed.
pub(crate) struct AppState {
    app: AppHandle,
    folder: Option<PathBuf>,
    after_opening: AfterOpening,
    plan: tokio::sync::Mutex<Option<Plan>>,
    /// The listener for AI clients, while it runs.
    pub(crate) server: tokio::sync::Mutex<Option<Server>>,
    doors: Mutex<DoorsState>,
}

/// What became of the other ways in.
#[derive(Debug, Clone, Default)]
pub(crate) struct DoorsState {
    /// Where the listener waits, or should.
    pub(crate) url: String,
    /// Why the listener does not run.
    pub(crate) problem: Option<String>,
    /// The capture shortcut that was asked for last.
    pub(crate) shortcut: Option<String>,
    /// Why the capture shortcut does not work.
    pub(crate) shortcut_problem: Option<String>,
    /// Whether the desktop shows a tray.
    pub(crate) tray: bool,
    /// The token made on the very first start, until it was seen.
    pub(crate) first_token: Option<String>,
}

impl AppState {
    pub(crate) fn new(
        app: AppHandle,
        folder: Option<PathBuf>,
        after_opening: AfterOpening,
    ) -> Self {
        Self {
            app,
            folder,
            after_opening,
            plan: tokio::sync::Mutex::new(None),
            server: tokio::sync::Mutex::new(None),
            doors: Mutex::new(DoorsState::default()),
        }
    }

    /// The plan; opens it, and the doors beside it, on first use.
    pub(crate) async fn plan(&self) -> Result<Plan> {
        let mut slot = self.plan.lock().await;
        if let Some(plan) = slot.as_ref() {
            return Ok(plan.clone());
        }
        let folder = self.folder.as_ref().ok_or_else(|| {
            WireError::internal(
                "There is no home folder to keep a plan in. Set OPENBACKLOG_DATA_DIR to one.",
            )
        })?;
        let plan = Plan::open(folder).await?;
        *slot = Some(plan.clone());
        drop(slot);
        (self.after_opening)(&self.app, &plan).await;
        Ok(plan)
    }

    /// The plan if it is open already.
    pub(crate) async fn open_plan(&self) -> Option<Plan> {
        self.plan.lock().await.clone()
    }

    pub(crate) fn folder(&self) -> String {
        self.folder.as_ref().map(|f| f.display().to_string()).unwrap_or_default()
    }

    /// The state of the other ways in.
    pub(crate) fn doors(&self) -> MutexGuard<'_, DoorsState> {
        self.doors.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Everything done through the window is the person's. The app has one window,
    /// for as long as it runs: its undo key reaches back to when it opened.
    pub(crate) fn you() -> Actor {
        Actor { session: Some(WINDOW.clone()), ..Actor::you() }
    }
}
