import { type KeyboardEvent, useState } from "react";
import { Button } from "../../components/Button";
import { isMac } from "../../lib/platform";

type ShortcutFieldProps = { value: string; onChange: (shortcut: string) => void };

/** The name the system's shortcut registry has for a key, or null for keys that cannot be one. */
function keyName(code: string): string | null {
	const plain = /^(?:Key|Digit)([A-Z0-9])$/.exec(code)?.[1];
	if (plain) return plain;
	return /^(F\d{1,2}|Space|Insert|Home|End|PageUp|PageDown|Arrow\w+|Minus|Equal|Comma|Period|Slash|Semicolon|Quote|Backquote|Backslash|BracketLeft|BracketRight)$/.test(
		code,
	)
		? code
		: null;
}

function shortcutOf({ nativeEvent: event }: KeyboardEvent): string | null {
	const key = keyName(event.code);
	if (!key) return null;
	const held = [
		event.ctrlKey && "Ctrl",
		event.altKey && "Alt",
		event.shiftKey && "Shift",
		event.metaKey && "Super",
	].filter(Boolean);
	// Shift alone would take a capital letter away from every other program.
	const enough = event.ctrlKey || event.altKey || event.metaKey || /^F\d/.test(key);
	return enough ? [...held, key].join("+") : null;
}

const shown: Record<string, string> = isMac
	? { CmdOrCtrl: "⌘", Super: "⌘", Ctrl: "⌃", Alt: "⌥", Shift: "⇧" }
	: { CmdOrCtrl: "Ctrl" };

/** A shortcut as people read it. */
function shortcutLabel(shortcut: string): string {
	const keys = shortcut.split("+").map((key) => shown[key] ?? key);
	return keys.join(isMac ? "" : "+");
}

/** Chooses a key combination by pressing it. */
export function ShortcutField({ value, onChange }: ShortcutFieldProps) {
	const [listening, setListening] = useState(false);

	const onKeyDown = (event: KeyboardEvent) => {
		if (!listening || event.key === "Tab") return;
		event.preventDefault();
		event.stopPropagation();
		if (event.key === "Escape") {
			setListening(false);
			return;
		}
		const shortcut = shortcutOf(event);
		if (!shortcut) return;
		setListening(false);
		onChange(shortcut);
	};

	return (
		<div className="flex items-center gap-2">
			<button
				type="button"
				aria-label={`Capture shortcut: ${shortcutLabel(value) || "none"}. Press to change it.`}
				aria-pressed={listening}
				onClick={() => setListening(true)}
				onBlur={() => setListening(false)}
				onKeyDown={onKeyDown}
				className={`flex h-8 min-w-44 items-center rounded-control border bg-surface px-2 text-ui ${
					listening ? "border-link text-link" : "border-control hover:bg-hover"
				}`}
			>
				{listening ? "Press the keys, Esc to keep" : shortcutLabel(value) || "None"}
			</button>
			{value !== "" && (
				<Button look="quiet" onClick={() => onChange("")}>
					Remove
				</Button>
			)}
		</div>
	);
}
