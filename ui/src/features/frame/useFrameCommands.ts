import { useLocation, useNavigate, useRouter } from "@tanstack/react-router";
import { commands, type Undone } from "../../bindings";
import { useCommands } from "../../lib/commands";
import { markAllSeen } from "../../lib/marks";
import { closePeek, toggleLastPeek, usePeek } from "../../lib/peek";
import { isMac } from "../../lib/platform";
import { reportUndone } from "../../lib/undone";
import { useUnsaved } from "../../lib/unsaved";
import { attempt, useWrite } from "../../lib/write";

export type Overlay = "palette" | "keys" | "unsaved" | null;

export const undoAiKeys = isMac ? "alt+mod+z" : "shift+mod+backspace";

type FrameCommands = {
	setOverlay: (overlay: Overlay) => void;
	toggleSidebar: () => void;
	/** False while there is no product: then only the app's own commands exist, and undo and redo. */
	inPlan: boolean;
};

/** The commands every screen has. */
export function useFrameCommands({ setOverlay, toggleSidebar, inPlan }: FrameCommands) {
	const navigate = useNavigate();
	const router = useRouter();
	const unsaved = useUnsaved();
	const peeking = usePeek() !== null;
	const objectPage = useLocation({
		select: ({ pathname }) => /^\/(projects|tasks)\/./.exec(pathname)?.[1] ?? null,
	}) as "projects" | "tasks" | null;
	const undo = useWrite(commands.undo);
	const redo = useWrite(commands.redo);
	const undoAi = useWrite(commands.undoLatestAi);

	const report = async (undone: Promise<Undone | null>, word?: "Redone") => {
		const result = await undone;
		if (result) reportUndone(result, word);
	};
	const when = () => inPlan;
	const go = (id: string, title: string, keys: string, to: string) => ({
		id: `go.${id}`,
		title,
		keys: [keys],
		group: "Go to" as const,
		when,
		run: () => void navigate({ to }),
	});

	useCommands([
		go("inbox", "Go to Inbox", "g i", "/inbox"),
		go("projects", "Go to Projects", "g p", "/projects"),
		go("tasks", "Go to Tasks", "g k", "/tasks"),
		go("vision", "Go to Vision", "g v", "/product"),
		go("activity", "Go to Activity", "g a", "/activity"),
		{ ...go("settings", "Open settings", "mod+,", "/settings"), group: "App" },
		{
			id: "app.palette",
			title: "Search and run commands",
			keys: ["mod+k"],
			group: "App",
			when,
			run: () => setOverlay("palette"),
		},
		{
			id: "app.keys",
			title: "Show the keys for this screen",
			keys: ["?"],
			group: "App",
			when,
			run: () => setOverlay("keys"),
		},
		{
			id: "app.capture",
			title: "Capture a thought",
			keys: ["c"],
			group: "Create",
			when,
			run: () => attempt(commands.showCapture()),
		},
		{
			id: "app.unsaved",
			title: "Show unsaved text",
			group: "App",
			when: () => inPlan && unsaved.length > 0,
			run: () => setOverlay("unsaved"),
		},
		{
			id: "edit.undo",
			title: "Undo my last change",
			keys: ["mod+z"],
			group: "Edit",
			inText: false,
			run: () => void report(undo.run()),
		},
		{
			id: "edit.redo",
			title: "Redo",
			keys: ["shift+mod+z"],
			group: "Edit",
			inText: false,
			run: () => void report(redo.run(), "Redone"),
		},
		{
			id: "edit.undo-ai",
			title: "Undo the latest AI changes",
			keys: [undoAiKeys],
			group: "Edit",
			inText: false,
			when,
			run: () => void report(undoAi.run()),
		},
		{ id: "view.seen", title: "Mark all AI changes as seen", group: "View", when, run: markAllSeen },
		{
			id: "view.sidebar",
			title: "Narrow or widen the sidebar",
			keys: ["mod+\\"],
			group: "View",
			when,
			run: toggleSidebar,
		},
		{
			id: "view.peek",
			title: "Open or close the peek panel",
			keys: ["mod+i"],
			group: "View",
			when,
			run: toggleLastPeek,
		},
		{
			id: "view.close-peek",
			title: "Close the peek panel",
			keys: ["esc"],
			group: "View",
			when: () => peeking,
			run: closePeek,
		},
		{
			id: "view.back",
			title: "Go back",
			keys: ["mod+["],
			group: "Go to",
			when,
			run: () => router.history.back(),
		},
		{
			id: "view.leave",
			title: "Leave the page",
			keys: ["esc"],
			group: "Go to",
			when: () => inPlan && !peeking && objectPage !== null,
			run: () =>
				router.history.canGoBack() ? router.history.back() : void navigate({ to: `/${objectPage}` }),
		},
		{
			id: "view.forward",
			title: "Go forward",
			keys: ["mod+]"],
			group: "Go to",
			when,
			run: () => router.history.forward(),
		},
	]);
}
