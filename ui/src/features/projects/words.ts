import type { ProjectKind, ProjectStatus } from "../../bindings";

export const projectStatuses: readonly ProjectStatus[] = ["idea", "ready", "building", "done", "dropped"];

export const statusWord: Record<ProjectStatus, string> = {
	idea: "Idea",
	ready: "Ready",
	building: "Building",
	done: "Done",
	dropped: "Dropped",
};

export const projectKinds: readonly ProjectKind[] = ["feature", "fix", "research", "chore"];

export const kindWord: Record<ProjectKind, string> = {
	feature: "Feature",
	fix: "Fix",
	research: "Research",
	chore: "Chore",
};

export function moved(name: string, status: ProjectStatus, position: number, of: number): string {
	return `${name}, moved to ${statusWord[status]}, ${position} of ${of}.`;
}
