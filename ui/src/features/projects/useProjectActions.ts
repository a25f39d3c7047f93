import { commands, type ProjectCard, type ProjectStatus } from "../../bindings";
import { type RowAction, useRowActions } from "../../components/useRowActions";
import type { Selection } from "../../components/useSelection";
import { togglePeek } from "../../lib/peek";
import { useWrite } from "../../lib/write";
import type { Column, Target } from "./board";
import { moveEntries, statusEntries } from "./cardMenu";

type Options = {
	columns: readonly Column[];
	/** The projects in the order they are shown. */
	cards: readonly ProjectCard[];
	active: string | null;
	selection: Selection;
	isActive: () => boolean;
	focus: (id: string) => void;
	onOpen: (id: string) => void;
	onMove: (cards: readonly ProjectCard[], target: Target) => void;
	/** Left out where a name cannot be changed in place. */
	onRename?: (id: string) => void;
};

/** A button keeps its own Enter and Space. */
const notOnButton = () => !document.activeElement?.closest("button");

/** What the board and the list can do with projects. */
export function useProjectActions(options: Options) {
	const { columns, cards, active, selection, isActive, focus, onOpen, onMove, onRename } = options;
	const trash = useWrite(commands.archive);

	function setStatus(card: ProjectCard, all: readonly ProjectCard[], status: ProjectStatus) {
		const slot = columns.find((column) => column.status === status)?.cards.length ?? 0;
		const movers = all.filter((one) => one.status !== status);
		if (movers.length > 0) onMove(movers, { status, slot });
		focus(card.id);
	}

	const rename: RowAction<ProjectCard>[] = onRename
		? [
				{
					label: "Rename",
					keys: ["e", "f2"],
					command: { id: "project.rename", title: "Rename the project", group: "Edit" },
					one: ({ id }) => onRename(id),
				},
			]
		: [];
	return useRowActions({
		rows: cards,
		active,
		selection,
		isActive,
		onClosed: focus,
		actions: [
			{
				label: "Open",
				keys: ["enter"],
				command: { id: "project.open", title: "Open the project", group: "Here", when: notOnButton },
				one: ({ id }) => onOpen(id),
			},
			{
				label: "Peek",
				keys: ["space"],
				command: { id: "project.peek", title: "Peek at the project", group: "Here", when: notOnButton },
				one: ({ id }) => togglePeek({ kind: "project", id }),
			},
			{
				label: ({ id }) => (selection.selected.has(id) ? "Unselect" : "Select"),
				keys: ["x"],
				command: { id: "project.select", title: "Select or unselect the project", group: "Here" },
				one: ({ id }) => selection.toggle(id),
			},
			...rename,
			{
				label: "Status",
				keys: ["s"],
				apart: true,
				command: { id: "project.status", title: "Set the status…", group: "Edit" },
				choices: (card, all) => statusEntries(card.status, (status) => setStatus(card, all, status)),
			},
			{
				label: "Move…",
				keys: ["m"],
				command: { id: "project.move", title: "Move…", group: "Edit" },
				choices: (card) => moveEntries(columns, card.id, (target) => onMove([card], target)),
			},
			{
				label: "Move to trash",
				danger: true,
				apart: true,
				all: (chosen) =>
					void trash.run(
						chosen.map(({ id }) => ["project", id]),
						null,
					),
			},
		],
	});
}
