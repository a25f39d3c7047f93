//! The only list of commands and events, and the TypeScript made from it.

use tauri_specta::{Builder, ErrorHandlingMode, collect_commands, collect_events};

use crate::commands::{
    bets, captures, coaching, connections, decisions, entities, evidence, find, gaps, history,
    labels, next, outcomes, pains, personas, pillars, problems, products, projects, recap, sample,
    settings, tasks, window,
};
use crate::events::{PlanChangedEvent, PlanReread};

/// Everything the windows may call or hear.
#[allow(clippy::too_many_lines, reason = "it is one list")]
pub(crate) fn builder() -> Builder<tauri::Wry> {
    Builder::new()
        .error_handling(ErrorHandlingMode::Throw)
        .disable_serde_phases()
        .constant("fieldLabels", openbacklog_plan::field_labels())
        .commands(collect_commands![
            products::products,
            products::product,
            products::create_product,
            products::update_product,
            products::trashed_products,
            products::delete_product,
            pillars::pillar_list,
            pillars::pillar_page,
            pillars::create_pillar,
            pillars::update_pillar,
            outcomes::outcome_list,
            outcomes::outcome_page,
            outcomes::create_outcome,
            outcomes::update_outcome,
            outcomes::add_reading,
            outcomes::update_reading,
            outcomes::remove_reading,
            bets::bet_board,
            bets::bet_page,
            bets::create_bet,
            bets::update_bet,
            bets::move_bet,
            bets::close_bet,
            bets::reopen_bet,
            personas::persona_list,
            personas::persona_page,
            personas::create_persona,
            personas::update_persona,
            problems::problem_list,
            problems::problem_page,
            problems::solved_suggestions,
            problems::create_problem,
            problems::update_problem,
            pains::pain_list,
            pains::pain_page,
            pains::create_pain,
            pains::update_pain,
            pains::solve_pain,
            evidence::evidence_list,
            evidence::evidence_page,
            evidence::create_evidence,
            evidence::update_evidence,
            decisions::decision_list,
            decisions::decision_page,
            decisions::decisions_about,
            decisions::create_decision,
            decisions::update_decision,
            projects::project_board,
            projects::projects_of_bet,
            projects::project_page,
            projects::create_project,
            projects::update_project,
            projects::update_projects,
            projects::move_projects,
            projects::add_project_dependency,
            projects::remove_project_dependency,
            tasks::task_list,
            tasks::task_page,
            tasks::create_task,
            tasks::update_task,
            tasks::update_tasks,
            tasks::move_tasks,
            tasks::add_step,
            tasks::update_step,
            tasks::move_step,
            tasks::remove_step,
            tasks::add_check,
            tasks::update_check,
            tasks::move_check,
            tasks::remove_check,
            tasks::add_note,
            tasks::add_dependency,
            tasks::remove_dependency,
            captures::inbox,
            captures::parse_capture,
            captures::capture,
            captures::capture_each,
            captures::place_capture,
            entities::place,
            entities::archive,
            entities::restore,
            entities::link,
            entities::unlink,
            entities::links_of,
            labels::labels,
            labels::rename_label,
            labels::add_label,
            labels::remove_label,
            gaps::gaps,
            gaps::gaps_of,
            gaps::gap_counts,
            gaps::ignored_gaps,
            gaps::ignore_gap,
            gaps::heed_gap,
            gaps::hints,
            gaps::hints_of,
            coaching::coaching,
            next::next,
            next::pin_task,
            next::unpin_task,
            next::skip_task,
            next::unskip_task,
            recap::recap,
            recap::mark_seen,
            history::activity,
            history::change_set,
            history::undo,
            history::redo,
            history::undo_set,
            history::undo_change,
            history::changes_of_set,
            history::undo_latest_ai,
            find::brief,
            find::why,
            find::find,
            sample::load_sample,
            sample::remove_sample,
            settings::settings,
            settings::update_settings,
            connections::doors,
            connections::dismiss_first_token,
            connections::connections,
            connections::create_connection,
            connections::set_connection_mode,
            connections::revoke_connection,
            window::hide_capture,
            window::show_capture,
            window::open_link,
        ])
        .events(collect_events![PlanChangedEvent, PlanReread])
}

#[cfg(test)]
mod tests {
    use super::*;
    use specta_typescript::Typescript;

    const BINDINGS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../ui/src/bindings.ts");

    /// Write them anew with `OPENBACKLOG_WRITE_BINDINGS=1 cargo test -p openbacklog-app`.
    #[test]
    fn the_committed_bindings_are_fresh() {
        let folder = tempfile::tempdir().unwrap();
        let fresh = folder.path().join("bindings.ts");
        builder().export(Typescript::default(), &fresh).unwrap();
        let fresh = std::fs::read_to_string(fresh).unwrap();
        if std::env::var_os("OPENBACKLOG_WRITE_BINDINGS").is_some() {
            std::fs::write(BINDINGS, &fresh).unwrap();
        }
        let committed = std::fs::read_to_string(BINDINGS).unwrap();
        assert!(fresh == committed, "ui/src/bindings.ts is not what the commands say it is");
    }
}
