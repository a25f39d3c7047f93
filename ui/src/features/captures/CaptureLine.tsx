import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef, useState } from "react";
import { commands } from "../../bindings";
import { Keys } from "../../components/Button";
import { Problem } from "../../components/Problem";
import { lastProductId } from "../../lib/product";
import { attempt, useWrite } from "../../lib/write";
import { CaptureChips } from "./CaptureChips";
import { CaptureChoices } from "./CaptureChoices";
import { useParsedLine } from "./useParsedLine";

/** What was typed and not added: it is there again next time, whatever closed the window. */
const DRAFT = "openbacklog.capture-draft";

export function CaptureLine() {
	const id = useId();
	const field = useRef<HTMLTextAreaElement>(null);
	const [line, setLine] = useState(() => localStorage.getItem(DRAFT) ?? "");
	const [productId, setProductId] = useState(lastProductId);
	const [highlighted, setHighlighted] = useState(0);
	const [added, setAdded] = useState<string | null>(null);
	const capture = useWrite(commands.capture);
	const parsed = useParsedLine(productId, line);
	const choice = parsed?.choices.find(({ token, start, end }) => line.slice(start, end) === token);
	const candidates = choice?.candidates ?? [];

	const change = (next: string) => {
		setLine(next);
		setHighlighted(0);
		if (next !== "") setAdded(null);
		localStorage.setItem(DRAFT, next);
	};

	// The window is hidden, never closed, so being shown again is being focused again.
	useEffect(() => {
		const onShown = () => {
			setProductId(lastProductId());
			setAdded(null);
			field.current?.focus();
		};
		window.addEventListener("focus", onShown);
		return () => window.removeEventListener("focus", onShown);
	}, []);

	useLayoutEffect(() => {
		if (!field.current) return;
		field.current.style.height = "auto";
		field.current.style.height = `${field.current.scrollHeight}px`;
	});

	const hide = () => attempt(commands.hideCapture());

	const add = async (stay: boolean) => {
		if (line.trim() === "" || capture.pending) return;
		const result = await capture.run(productId, line, "hotkey");
		if (!result) return;
		change("");
		if (stay) setAdded(`Added ${result.made.ref} ${result.made.name}`);
		else hide();
	};

	const choose = (at: number) => {
		const candidate = candidates[at];
		if (!choice || !candidate) return;
		const sigil = choice.token.charAt(0);
		change(`${line.slice(0, choice.start)}${sigil}${candidate.ref}${line.slice(choice.end)}`);
		field.current?.focus();
	};

	const onKeyDown = (event: KeyboardEvent) => {
		if (event.nativeEvent.isComposing) return;
		const last = candidates.length - 1;
		if (event.key === "Escape") hide();
		else if (event.key === "Enter" && candidates.length > 0) choose(highlighted);
		else if (event.key === "Enter") void add(event.shiftKey);
		else if (event.key === "ArrowDown" && last >= 0) setHighlighted(Math.min(highlighted + 1, last));
		else if (event.key === "ArrowUp" && last >= 0) setHighlighted(Math.max(highlighted - 1, 0));
		else return;
		event.preventDefault();
	};

	return (
		<main className="flex h-full flex-col gap-2 border border-line bg-raised p-3">
			<textarea
				ref={field}
				// biome-ignore lint/a11y/noAutofocus: the window is this one field.
				autoFocus
				rows={1}
				spellCheck
				maxLength={5000}
				aria-label="Capture a thought"
				aria-describedby={`${id}-keys`}
				aria-controls={candidates.length > 0 ? `${id}-choices` : undefined}
				aria-activedescendant={candidates.length > 0 ? `${id}-choices-${highlighted}` : undefined}
				placeholder="What is on your mind?"
				value={line}
				onChange={(event) => change(event.target.value)}
				onKeyDown={onKeyDown}
				className="max-h-18 w-full shrink-0 resize-none bg-transparent px-1 py-0.5 text-section outline-none!"
			/>
			{candidates.length > 0 && choice ? (
				<CaptureChoices
					id={`${id}-choices`}
					token={choice.token}
					candidates={candidates}
					highlighted={highlighted}
					onChoose={choose}
				/>
			) : (
				parsed && <CaptureChips parsed={parsed} />
			)}
			{capture.error && <Problem message={capture.error.message} />}
			<p role="status" className={added ? "px-1 text-label text-ok" : "sr-only"}>
				{added}
			</p>
			<div id={`${id}-keys`} className="mt-auto flex items-center gap-3 px-1 text-label text-subtle">
				<span className="grow truncate">{"#project · !p1 · @label · // note"}</span>
				<KeyHint keys="enter" does={candidates.length > 0 ? "choose" : "add"} />
				<KeyHint keys="shift+enter" does="add another" />
				<KeyHint keys="esc" does="keep for later" />
			</div>
		</main>
	);
}

function KeyHint({ keys, does }: { keys: string; does: string }) {
	return (
		<span className="flex shrink-0 items-center gap-1">
			<Keys keys={keys} /> {does}
		</span>
	);
}
