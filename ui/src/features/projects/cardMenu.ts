import type { ProjectStatus } from "../../bindings";
import type { MenuEntry } from "../../components/Menu";
import { type Column, moveOutcomes, type Target } from "./board";
import { projectStatuses, statusWord } from "./words";

/** Move… as words: every outcome a drag has, reachable by single clicks. */
export function moveEntries(
	columns: readonly Column[],
	id: string,
	move: (target: Target) => void,
): MenuEntry[] {
	const { within, across } = moveOutcomes(columns, id);
	const entry = ({ label, target, keys }: (typeof within)[number]): MenuEntry => ({
		label,
		keys,
		run: () => move(target),
	});
	const between: MenuEntry[] = within.length > 0 ? [{ type: "separator" }] : [];
	return [...within.map(entry), ...between, ...across.map(entry)];
}

export function statusEntries(now: ProjectStatus, choose: (status: ProjectStatus) => void): MenuEntry[] {
	return projectStatuses.map((status) => ({
		label: statusWord[status],
		chosen: status === now,
		run: () => choose(status),
	}));
}
