import type { Choice } from "../../bindings";
import { KindIcon } from "../../components/KindIcon";
import { namedBy } from "./words";

type CaptureChoicesProps = {
	id: string;
	choice: Choice;
	highlighted: number;
	onChoose: (at: number) => void;
};

/** More than one thing answers to a name: the person chooses, the line never guesses. */
export function CaptureChoices({ id, choice, highlighted, onChoose }: CaptureChoicesProps) {
	const { token, kind, candidates } = choice;
	const named = namedBy[kind];
	return (
		<div className="flex min-h-0 flex-col">
			<p className="px-1 pb-1 text-label text-warn">Which one is {token}?</p>
			<div id={id} role="listbox" aria-label={`Which one is ${token}`} className="min-h-0 overflow-y-auto">
				{candidates.map((candidate, at) => (
					// biome-ignore lint/a11y/useKeyWithClickEvents: keys act on the field, which keeps the focus.
					<div
						key={candidate.id}
						id={`${id}-${at}`}
						role="option"
						tabIndex={-1}
						aria-selected={at === highlighted}
						ref={at === highlighted ? intoView : undefined}
						onClick={() => onChoose(at)}
						className="flex h-7 items-center gap-2 rounded-control px-2 aria-selected:bg-selected"
					>
						{named && <KindIcon kind={named} />}
						<span className="font-mono text-label text-subtle">{candidate.ref}</span>
						<span className="truncate">{candidate.name}</span>
					</div>
				))}
			</div>
		</div>
	);
}

function intoView(option: HTMLElement | null) {
	option?.scrollIntoView({ block: "nearest" });
}
