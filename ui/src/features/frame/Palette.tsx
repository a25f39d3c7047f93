import { Dialog as Base } from "@base-ui/react/dialog";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { ArrowRight, CircleDot, PanelRight, Pencil, Plus, SlidersHorizontal } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useId, useState } from "react";
import { commands, type Hit } from "../../bindings";
import { Keys } from "../../components/Button";
import { KindIcon } from "../../components/KindIcon";
import { type Command, type CommandGroup, useAvailableCommands } from "../../lib/commands";
import { count } from "../../lib/formats";
import { everyKind, kindWord } from "../../lib/kinds";
import { pathOf } from "../../lib/paths";
import { openPeek } from "../../lib/peek";
import { planQuery } from "../../lib/query";
import { useWrite } from "../../lib/write";

const MOST = 20;
const small = { size: 16, strokeWidth: 1.5, className: "shrink-0 text-subtle", "aria-hidden": true };

type Choice = {
	id: string;
	icon: ReactNode;
	title: string;
	aside: string;
	keys?: string;
	/** Left out: it can be read, but there is nowhere to go. */
	run?: () => void;
	peek?: () => void;
};

const hitsQuery = (productId: string, text: string) =>
	planQuery({
		key: ["find", productId, text],
		reads: everyKind,
		fn: async () => (await commands.find({ product: productId, text, finished: true, limit: MOST })).rows,
	});

type PaletteProps = { open: boolean; onClose: () => void; productId: string };

/** One field to go, do and find. */
export function Palette({ open, onClose, productId }: PaletteProps) {
	return (
		<Base.Root open={open} onOpenChange={(next) => !next && onClose()}>
			<Base.Portal>
				<Base.Backdrop className="pop fixed inset-0 z-30 bg-scrim" />
				<Base.Popup
					aria-label="Search and run commands"
					className="float pop fixed top-[12vh] left-1/2 z-30 flex max-h-[60vh] w-140 max-w-[calc(100vw-32px)] -translate-x-1/2 flex-col overflow-hidden"
				>
					<Search productId={productId} onClose={onClose} />
				</Base.Popup>
			</Base.Portal>
		</Base.Root>
	);
}

function Search({ productId, onClose }: { productId: string; onClose: () => void }) {
	const id = useId();
	const [text, setText] = useState("");
	const [at, setAt] = useState(0);
	const choices = useChoices(productId, text, onClose);
	const active = Math.min(at, choices.length - 1);

	const onKeyDown = (event: KeyboardEvent) => {
		if (event.nativeEvent.isComposing) return;
		const choice = choices[active];
		if (event.key === "ArrowDown") setAt((active + 1) % Math.max(choices.length, 1));
		else if (event.key === "ArrowUp") setAt((active - 1 + choices.length) % Math.max(choices.length, 1));
		else if (event.key === "Enter" && choice)
			((event.metaKey || event.ctrlKey) && choice.peek ? choice.peek : choice.run)?.();
		else return;
		event.preventDefault();
	};

	return (
		<>
			<input
				role="combobox"
				aria-label="Search and run commands"
				aria-expanded={choices.length > 0}
				aria-controls={`${id}-list`}
				aria-activedescendant={choices[active] && `${id}-${active}`}
				autoComplete="off"
				spellCheck={false}
				placeholder="Find anything or type a command"
				value={text}
				onChange={(event) => {
					setText(event.target.value);
					setAt(0);
				}}
				onKeyDown={onKeyDown}
				className="h-11 shrink-0 border-b border-line bg-transparent px-4 text-read outline-none!"
			/>
			<div id={`${id}-list`} role="listbox" aria-label="Results" className="min-h-0 grow overflow-y-auto p-1">
				{choices.map((choice, index) => (
					// biome-ignore lint/a11y/useKeyWithClickEvents: keys act on the field, which keeps the focus.
					<div
						key={choice.id}
						id={`${id}-${index}`}
						role="option"
						tabIndex={-1}
						aria-selected={index === active}
						aria-disabled={!choice.run}
						onClick={choice.run}
						ref={index === active ? intoView : undefined}
						onPointerMove={() => setAt(index)}
						className="flex h-8 items-center gap-2 rounded-control px-3 text-ui aria-selected:bg-selected"
					>
						{choice.icon}
						<span className="min-w-0 shrink-0 truncate max-w-3/4">{choice.title}</span>
						<span className="min-w-0 grow truncate text-label text-subtle">{choice.aside}</span>
						{choice.keys && <Keys keys={choice.keys} />}
					</div>
				))}
			</div>
			<div role="status" className={choices.length === 0 ? "px-4 py-6 text-center text-muted" : "sr-only"}>
				{choices.length === 0 ? `Nothing called “${text.trim()}”` : count(choices.length, "result")}
			</div>
		</>
	);
}

function intoView(option: HTMLElement | null) {
	option?.scrollIntoView({ block: "nearest" });
}

/** `>` is for commands only. Objects come before commands, except while nothing is typed. */
function useChoices(productId: string, typed: string, onClose: () => void): Choice[] {
	const navigate = useNavigate();
	const commandsOnly = typed.startsWith(">");
	const text = typed.replace(/^>/, "").trim();
	const found = useQuery({
		...hitsQuery(productId, text),
		enabled: text !== "" && !commandsOnly,
		placeholderData: keepPreviousData,
	});

	const capture = useWrite(commands.capture, {
		keep: (_product, line) => ({ label: "Captured thought", text: line }),
	});

	const after = (act: () => void) => () => {
		onClose();
		act();
	};
	const matching = useAvailableCommands()
		.filter(({ id, title }) => id !== "app.palette" && containsWords(title, text))
		.map((command) => choiceOfCommand(command, after(command.run)));
	if (text === "" || commandsOnly) return matching;

	const hits = (found.data ?? []).map((hit) => {
		const path = pathOf(hit);
		if (!path) return choiceOfHit(hit);
		return choiceOfHit(
			hit,
			after(() => void navigate({ to: path })),
			after(() => openPeek(hit)),
		);
	});
	const results = [...hits, ...matching];
	if (results.length > 0 || found.isFetching) return results;
	const keep: Choice = {
		id: "capture",
		icon: <KindIcon kind="capture" />,
		title: `Capture “${text}”`,
		aside: "Nothing is called that",
		run: after(() => void capture.run(productId, text, "app")),
	};
	return [keep];
}

function containsWords(title: string, text: string) {
	const words = text.toLowerCase().split(/\s+/);
	return words.every((word) => title.toLowerCase().includes(word));
}

const groupIcons: Record<CommandGroup, ReactNode> = {
	Here: <CircleDot {...small} />,
	Create: <Plus {...small} />,
	Edit: <Pencil {...small} />,
	"Go to": <ArrowRight {...small} />,
	View: <PanelRight {...small} />,
	App: <SlidersHorizontal {...small} />,
};

function choiceOfCommand({ id, title, group, keys }: Command, run: () => void): Choice {
	return { id, icon: groupIcons[group], title, aside: group, keys: keys?.[0], run };
}

function choiceOfHit(hit: Hit, run?: () => void, peek?: () => void): Choice {
	const where = hit.within ? `${hit.within.ref} ${hit.within.name}` : "";
	const what = run ? hit.status : kindWord(hit.kind);
	return {
		id: hit.id,
		icon: <KindIcon kind={hit.kind} />,
		title: hit.ref === hit.name ? hit.name : `${hit.ref} ${hit.name}`,
		aside: [what, where].filter(Boolean).join(" · "),
		run,
		peek,
	};
}
