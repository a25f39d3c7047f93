import type { ActorName, FieldChange } from "../../bindings";
import { exactDay, exactTime } from "../../lib/formats";
import { closedWord, fieldLabel } from "./fields";

/** A value as people read it. `raw`: the moment it stands for, as the plan keeps it. */
export type Value = { text: string; raw?: string };

export type Change =
	/** Compared word by word. */
	| { as: "text"; before: string; after: string }
	/** Compared line by line. */
	| { as: "lines"; before: string[]; after: string[] }
	/** One value in the place of another. */
	| { as: "value"; before: Value | null; after: Value | null };

const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/;
const DAY = /^\d{4}-\d\d-\d\d$/;
/** An id or a number: parts of it mean nothing. */
const WHOLE = /^(?:[A-Z]-\d+(?:×[A-Z]-\d+)?|-?\d+(?:\.\d+)?)$/;

function moment(value: string): Value | null {
	if (MOMENT.test(value)) return { text: exactTime(value), raw: value };
	if (DAY.test(value)) return { text: exactDay(value), raw: value };
	return null;
}

function lines(value: string): string[] | null {
	if (!value.startsWith("[")) return null;
	try {
		const parsed: unknown = JSON.parse(value);
		return Array.isArray(parsed) && parsed.every((line) => typeof line === "string") ? parsed : null;
	} catch {
		return null;
	}
}

/** Texts among the settings are kept in quotation marks. */
const unquoted = (value: string) => /^"(.*)"$/.exec(value)?.[1] ?? value;

/** Both sides read by the same rule, of which an empty one says nothing. */
function both<Read>(before: string, after: string, read: (value: string) => Read | null) {
	const [from, to] = [before === "" ? null : read(before), after === "" ? null : read(after)];
	const unread = (before !== "" && from === null) || (after !== "" && to === null);
	return unread || (from === null && to === null) ? null : { before: from, after: to };
}

/** What a change shows instead of how the plan keeps it. */
export function changeOf(change: FieldChange): Change {
	const { kind, field } = change;
	// A setting is first stored when it is first changed, under its own name.
	if (kind === "setting" && field === "created")
		return { as: "value", before: null, after: { text: fieldLabel(change.after) } };
	const plain = kind === "setting" ? unquoted : String;
	const [before, after] = [plain(change.before), plain(change.after)];
	const listed = both(before, after, lines);
	if (listed) return { as: "lines", before: listed.before ?? [], after: listed.after ?? [] };
	if (isTick(change)) return { as: "value", before: tick(before), after: tick(after) };
	const valued = both(before, after, moment) ?? both(before, after, (value) => wordValue(field, value));
	if (valued) return { as: "value", ...valued };
	return { as: "text", before, after };
}

function wordValue(field: string, value: string): Value | null {
	const text = closedWord(field, value) ?? (WHOLE.test(value) ? value : null);
	return text === null ? null : { text };
}

const parts = ["steps", "checks"];
const isTick = ({ field, before, after }: FieldChange) =>
	parts.includes(field) && /^[01]$/.test(before) && /^[01]$/.test(after);
const tick = (value: string): Value => ({ text: value === "1" ? "Done" : "Not done" });

/**
 * The changes people read. Who answered a check is the author of the set, so it is not told again; on taking
 * the tick away, it is whoever answered before.
 */
export function readable(changes: readonly FieldChange[], by: ActorName): FieldChange[] {
	const author = by.kind === "you" ? "you" : `${by.kind} ${by.name}`;
	const isActor = (value: string) => value === author || /^(?:you$|(?:ai|importer) \S)/.test(value);
	return changes.filter((change) => {
		const { id, field, before, after } = change;
		if (field !== "checks") return true;
		if (after === author && (before === "" || isActor(before))) return false;
		const unticked = changes.some((other) => other.id === id && isTick(other) && other.after === "0");
		return !(unticked && after === "" && isActor(before));
	});
}
