import { fieldLabels } from "../../bindings";

const labels: Readonly<Record<string, string>> = fieldLabels;

const sentenceCase = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** A field, or a setting, as the screens name it: as the plan reads it, else as it is written in the log. */
export function fieldLabel(field: string): string {
	const plain = field.replace(/_(?:id|at|on)$/, "").replaceAll("_", " ");
	return sentenceCase(labels[field] ?? plain);
}

/** Fields that hold one word of a closed set. */
const closedFields = new Set([
	"status",
	"kind",
	"priority",
	"horizon",
	"result",
	"state",
	"direction",
	"value",
]);
const yesNoFields = new Set(["blocked", "primary", "is_primary", "value"]);

const words: Readonly<Record<string, string>> = {
	todo: "To do",
	p1: "P1",
	p2: "P2",
	p3: "P3",
	none: "No priority",
	"0": "No",
	"1": "Yes",
	false: "No",
	true: "Yes",
};

/** A word of a closed set as the screens write it, or null for a field whose text is the person's own. */
export function closedWord(field: string, value: string): string | null {
	if (yesNoFields.has(field) && /^(?:0|1|true|false)$/.test(value)) return words[value] ?? null;
	if (!closedFields.has(field) || !/^[a-z0-9_]*$/.test(value)) return null;
	return words[value] ?? sentenceCase(value.replaceAll("_", " "));
}
