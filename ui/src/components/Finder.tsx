import { type KeyboardEvent, type ReactNode, useId, useState } from "react";

export type Found = { id: string; ref: string; name: string; icon?: ReactNode; hint?: string };

type Props = {
	/** "Find a task to wait for" */
	label: string;
	placeholder: string;
	text: string;
	onText: (text: string) => void;
	/** What the text finds, best first. */
	found: readonly Found[];
	onPick: (found: Found) => void;
	onCancel: () => void;
	/** The sentence for a text that finds nothing. */
	nothing: string;
};

/** A field that finds one thing: type, arrows, Enter. The results stand below it and push nothing aside. */
export function Finder({ label, placeholder, text, onText, found, onPick, onCancel, nothing }: Props) {
	const id = useId();
	const [at, setAt] = useState(0);
	const active = Math.min(at, found.length - 1);

	function onKeyDown(event: KeyboardEvent) {
		if (event.nativeEvent.isComposing) return;
		const chosen = found[active];
		if (event.key === "ArrowDown") setAt((active + 1) % Math.max(found.length, 1));
		else if (event.key === "ArrowUp") setAt((active - 1 + found.length) % Math.max(found.length, 1));
		else if (event.key === "Enter" && chosen) onPick(chosen);
		else if (event.key === "Escape") onCancel();
		else if (event.key !== "Enter") return;
		event.preventDefault();
		event.stopPropagation();
	}

	return (
		<div className="relative w-full max-w-90">
			<input
				// biome-ignore lint/a11y/noAutofocus: the person just asked to find something.
				autoFocus
				role="combobox"
				aria-label={label}
				aria-expanded={found.length > 0}
				aria-controls={`${id}-list`}
				aria-activedescendant={found[active] && `${id}-${active}`}
				autoComplete="off"
				spellCheck={false}
				placeholder={placeholder}
				value={text}
				onChange={(event) => {
					onText(event.target.value);
					setAt(0);
				}}
				onKeyDown={onKeyDown}
				onBlur={onCancel}
				className="h-8 w-full rounded-control border border-control bg-surface px-2 text-ui"
			/>
			<div className="float absolute inset-x-0 top-9 z-20 max-h-64 overflow-y-auto p-1">
				<div id={`${id}-list`} role="listbox" aria-label={label} data-popup>
					{found.map((one, index) => (
						// biome-ignore lint/a11y/useKeyWithClickEvents: keys act on the field, which keeps the focus.
						<div
							key={one.id}
							id={`${id}-${index}`}
							role="option"
							tabIndex={-1}
							aria-selected={index === active}
							onPointerDown={(event) => event.preventDefault()}
							onClick={() => onPick(one)}
							onPointerMove={() => setAt(index)}
							className="flex h-8 items-center gap-2 rounded-control px-2 text-ui aria-selected:bg-selected"
						>
							{one.icon}
							<span className="shrink-0 font-mono text-label text-subtle tabular">{one.ref}</span>
							<span className="min-w-0 grow truncate">{one.name}</span>
							{one.hint && (
								<span className="max-w-32 shrink-0 truncate text-label text-subtle">{one.hint}</span>
							)}
						</div>
					))}
				</div>
				{found.length === 0 && (
					<p role="status" className="px-2 py-1.5 text-ui text-muted">
						{nothing}
					</p>
				)}
			</div>
		</div>
	);
}
