import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { commands } from "../../bindings";
import { Keys } from "../../components/Button";
import { Problem } from "../../components/Problem";
import { lastProductId } from "../../lib/product";
import { attempt } from "../../lib/write";
import { CaptureChips } from "./CaptureChips";
import { CaptureChoices } from "./CaptureChoices";
import { CaptureField } from "./CaptureField";
import { thoughtsIn } from "./thoughts";
import { useCapture } from "./useCapture";
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
	const capture = useCapture(productId, "hotkey");
	const thoughts = thoughtsIn(line).length;
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

	const hide = () => attempt(commands.hideCapture());

	const add = async (way: "one" | "each", stay: boolean) => {
		if (line.trim() === "" || capture.pending) return;
		const { said, left } = await (way === "one" ? capture.add(line) : capture.addEach(line));
		change(left);
		if (stay || left !== "") setAdded(said);
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
		else if (event.key === "Enter" && thoughts > 1 && (event.metaKey || event.ctrlKey))
			void add("each", false);
		else if (event.key === "Enter") void add("one", event.shiftKey);
		else if (event.key === "ArrowDown" && last >= 0) setHighlighted(Math.min(highlighted + 1, last));
		else if (event.key === "ArrowUp" && last >= 0) setHighlighted(Math.max(highlighted - 1, 0));
		else return;
		event.preventDefault();
	};

	return (
		<main className="flex h-full flex-col gap-2 border border-line bg-raised p-3">
			<CaptureField
				ref={field}
				autoFocus
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
				<CaptureChoices id={`${id}-choices`} choice={choice} highlighted={highlighted} onChoose={choose} />
			) : (
				parsed && <CaptureChips parsed={parsed} />
			)}
			{capture.error && <Problem message={capture.error.message} />}
			<p role="status" className={added ? "px-1 text-label text-ok" : "sr-only"}>
				{added}
			</p>
			<div id={`${id}-keys`} className="mt-auto flex items-center gap-3 px-1 text-label text-subtle">
				<span className="grow truncate">{"#project · !p1 · @label · // note"}</span>
				<KeyHint keys="enter" does={candidates.length > 0 ? "choose" : thoughts > 1 ? "add as one" : "add"} />
				{thoughts > 1 ? (
					<KeyHint keys="mod+enter" does={`add ${thoughts} thoughts`} />
				) : (
					<KeyHint keys="shift+enter" does="add another" />
				)}
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
