//! When the person or the system asks a server to end.

use std::io;

/// Resolves when this process is asked to end. When that cannot be heard, the
/// system ends it without asking.
pub(crate) async fn asked() {
    if let Err(error) = heard().await {
        tracing::warn!(%error, "cannot hear when to end");
        std::future::pending::<()>().await;
    }
}

#[cfg(unix)]
async fn heard() -> io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};

    let mut interrupted = signal(SignalKind::interrupt())?;
    let mut terminated = signal(SignalKind::terminate())?;
    let mut hung_up = signal(SignalKind::hangup())?;
    tokio::select! {
        _ = interrupted.recv() => {}
        _ = terminated.recv() => {}
        _ = hung_up.recv() => {}
    }
    Ok(())
}

#[cfg(windows)]
async fn heard() -> io::Result<()> {
    use tokio::signal::windows::{ctrl_break, ctrl_c, ctrl_close, ctrl_shutdown};

    let (mut interrupted, mut broken) = (ctrl_c()?, ctrl_break()?);
    let (mut closed, mut shut_down) = (ctrl_close()?, ctrl_shutdown()?);
    tokio::select! {
        _ = interrupted.recv() => {}
        _ = broken.recv() => {}
        _ = closed.recv() => {}
        _ = shut_down.recv() => {}
    }
    Ok(())
}
