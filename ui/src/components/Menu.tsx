import { Menu as Base } from "@base-ui/react/menu";
import { Check, ChevronRight } from "lucide-react";
import type { ReactElement, ReactNode } from "react";
import { Keys } from "./Button";

export type MenuEntry =
	| {
			/** Left out: an item. */
			type?: "item";
			label: string;
			icon?: ReactNode;
			keys?: string;
			/** Shows a tick: for menus that choose one of several. */
			chosen?: boolean;
			danger?: boolean;
			disabled?: boolean;
			run: () => void;
	  }
	| { type: "separator" }
	| { type: "heading"; label: string }
	/** A further menu, such as Move… with its outcomes as words. */
	| { type: "menu"; label: string; icon?: ReactNode; entries: MenuEntry[] };

type MenuProps = {
	/** The button that opens it; it needs a name. */
	trigger: ReactElement;
	entries: MenuEntry[];
	side?: "bottom" | "top" | "right";
	align?: "start" | "end";
	open?: boolean;
	onOpenChange?: (open: boolean) => void;
};

const row =
	"flex h-7 items-center gap-2 rounded-control px-2 text-ui outline-none data-highlighted:bg-hover data-disabled:opacity-50";

export function Menu({ trigger, entries, side = "bottom", align = "start", open, onOpenChange }: MenuProps) {
	return (
		<Base.Root open={open} onOpenChange={onOpenChange && ((next) => onOpenChange(next))}>
			<Base.Trigger render={trigger} />
			<Popup side={side} align={align}>
				<Entries entries={entries} />
			</Popup>
		</Base.Root>
	);
}

function Popup({
	side,
	align,
	children,
}: {
	side: "bottom" | "top" | "right";
	align: "start" | "end";
	children: ReactNode;
}) {
	return (
		<Base.Portal>
			<Base.Positioner side={side} align={align} sideOffset={4} className="z-40">
				<Base.Popup className="float pop outline-none! max-h-(--available-height) min-w-44 overflow-y-auto p-1">
					{children}
				</Base.Popup>
			</Base.Positioner>
		</Base.Portal>
	);
}

function Entries({ entries }: { entries: MenuEntry[] }) {
	const choosing = entries.some((entry) => (entry.type ?? "item") === "item" && "chosen" in entry);
	return entries.map((entry, at) => {
		switch (entry.type) {
			case "separator":
				// biome-ignore lint/suspicious/noArrayIndexKey: a separator has no identity but its place.
				return <Base.Separator key={`separator ${at}`} className="mx-1 my-1 h-px bg-line" />;
			case "heading":
				return (
					<div key={entry.label} className="px-2 pt-1.5 pb-0.5 text-meta text-subtle">
						{entry.label}
					</div>
				);
			case "menu":
				return (
					<Base.SubmenuRoot key={entry.label}>
						<Base.SubmenuTrigger className={`${row} data-popup-open:bg-hover`}>
							{entry.icon}
							<span className="grow">{entry.label}</span>
							<ChevronRight size={14} aria-hidden />
						</Base.SubmenuTrigger>
						<Popup side="right" align="start">
							<Entries entries={entry.entries} />
						</Popup>
					</Base.SubmenuRoot>
				);
			default:
				return (
					<Base.Item
						key={entry.label}
						disabled={entry.disabled}
						onClick={entry.run}
						className={`${row} ${entry.danger ? "text-danger" : "text-fg"}`}
					>
						{entry.icon}
						<span className="max-w-72 grow truncate">{entry.label}</span>
						{entry.keys && <Keys keys={entry.keys} />}
						{choosing && <Tick shown={entry.chosen === true} />}
					</Base.Item>
				);
		}
	});
}

function Tick({ shown }: { shown: boolean }) {
	return shown ? (
		<>
			<Check size={14} aria-hidden className="text-link" />
			<span className="sr-only">(now)</span>
		</>
	) : (
		<span className="w-3.5" />
	);
}
