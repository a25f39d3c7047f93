//! What a change was for: the use case that made it, as the log keeps it.

use crate::base::word_enum::word_enum;

word_enum! {
    /// The use case behind a change.
    Action {
        /// To add check.
        AddCheck = "add_check",
        /// To add dependency.
        AddDependency = "add_dependency",
        /// To add label.
        AddLabel = "add_label",
        /// To add note.
        AddNote = "add_note",
        /// To add project dependency.
        AddProjectDependency = "add_project_dependency",
        /// To add reading.
        AddReading = "add_reading",
        /// To add step.
        AddStep = "add_step",
        /// To archive.
        Archive = "archive",
        /// To archive capture.
        ArchiveCapture = "archive_capture",
        /// To archive project.
        ArchiveProject = "archive_project",
        /// To archive task.
        ArchiveTask = "archive_task",
        /// To capture.
        Capture = "capture",
        /// To claim task.
        ClaimTask = "claim_task",
        /// To close bet.
        CloseBet = "close_bet",
        /// To complete task.
        CompleteTask = "complete_task",
        /// To create bet.
        CreateBet = "create_bet",
        /// To create connection.
        CreateConnection = "create_connection",
        /// To create decision.
        CreateDecision = "create_decision",
        /// To create evidence.
        CreateEvidence = "create_evidence",
        /// To create outcome.
        CreateOutcome = "create_outcome",
        /// To create pain.
        CreatePain = "create_pain",
        /// To create persona.
        CreatePersona = "create_persona",
        /// To create pillar.
        CreatePillar = "create_pillar",
        /// To create problem.
        CreateProblem = "create_problem",
        /// To create product.
        CreateProduct = "create_product",
        /// To create project.
        CreateProject = "create_project",
        /// To create task.
        CreateTask = "create_task",
        /// To heed gap.
        HeedGap = "heed_gap",
        /// To ignore gap.
        IgnoreGap = "ignore_gap",
        /// To link.
        Link = "link",
        /// To load sample.
        LoadSample = "load_sample",
        /// To move bet.
        MoveBet = "move_bet",
        /// To move check.
        MoveCheck = "move_check",
        /// To move project.
        MoveProject = "move_project",
        /// To move step.
        MoveStep = "move_step",
        /// To move task.
        MoveTask = "move_task",
        /// To pin task.
        PinTask = "pin_task",
        /// To place.
        Place = "place",
        /// To place capture.
        PlaceCapture = "place_capture",
        /// To redo.
        Redo = "redo",
        /// To remove check.
        RemoveCheck = "remove_check",
        /// To remove dependency.
        RemoveDependency = "remove_dependency",
        /// To remove label.
        RemoveLabel = "remove_label",
        /// To remove project dependency.
        RemoveProjectDependency = "remove_project_dependency",
        /// To remove reading.
        RemoveReading = "remove_reading",
        /// To remove sample.
        RemoveSample = "remove_sample",
        /// To remove step.
        RemoveStep = "remove_step",
        /// To rename label.
        RenameLabel = "rename_label",
        /// To reopen bet.
        ReopenBet = "reopen_bet",
        /// To report task.
        ReportTask = "report_task",
        /// To restore.
        Restore = "restore",
        /// To revoke connection.
        RevokeConnection = "revoke_connection",
        /// To save.
        Save = "save",
        /// To set connection mode.
        SetConnectionMode = "set_connection_mode",
        /// To skip task.
        SkipTask = "skip_task",
        /// To solve pain.
        SolvePain = "solve_pain",
        /// To undo.
        Undo = "undo",
        /// To undo change.
        UndoChange = "undo_change",
        /// To undo set.
        UndoSet = "undo_set",
        /// To unlink.
        Unlink = "unlink",
        /// To unpin task.
        UnpinTask = "unpin_task",
        /// To unskip task.
        UnskipTask = "unskip_task",
        /// To update bet.
        UpdateBet = "update_bet",
        /// To update check.
        UpdateCheck = "update_check",
        /// To update decision.
        UpdateDecision = "update_decision",
        /// To update evidence.
        UpdateEvidence = "update_evidence",
        /// To update outcome.
        UpdateOutcome = "update_outcome",
        /// To update pain.
        UpdatePain = "update_pain",
        /// To update persona.
        UpdatePersona = "update_persona",
        /// To update pillar.
        UpdatePillar = "update_pillar",
        /// To update problem.
        UpdateProblem = "update_problem",
        /// To update product.
        UpdateProduct = "update_product",
        /// To update project.
        UpdateProject = "update_project",
        /// To update reading.
        UpdateReading = "update_reading",
        /// To update settings.
        UpdateSettings = "update_settings",
        /// To update step.
        UpdateStep = "update_step",
        /// To update task.
        UpdateTask = "update_task",
        /// One that a later version made, which this one does not know.
        Unknown = "unknown",
    }
}

impl Action {
    /// What was done, where the use case says it and not what was touched.
    pub(crate) fn sentence(self) -> Option<&'static str> {
        match self {
            Self::CreateConnection => Some("made a token for a client"),
            Self::SetConnectionMode => Some("changed what a client may do"),
            Self::RevokeConnection => Some("revoked a client's token"),
            Self::LoadSample => Some("loaded the sample plan"),
            Self::RemoveSample => Some("removed the sample plan"),
            _ => None,
        }
    }
}

impl From<String> for Action {
    fn from(stored: String) -> Self {
        Self::from_word(&stored).unwrap_or(Self::Unknown)
    }
}
