/**
 * The one list of what fields are called on the screens, by the word the log has for them. A field that is
 * not in it is called as it is written there. Kept by hand until the plan hands out the labels itself.
 */
export const fieldLabels: Readonly<Record<string, string>> = {
	created: "Added",
	removed: "Removed",
	trash: "In the trash",
	rank: "Place in the list",
	value: "Set to",

	why_line: "Why, in one line",
	in: "In",
	out: "Out",
	in_scope: "In",
	out_of_scope: "Out",
	depends_on: "Waits for",
	checks: "Done when",
	status_reason: "Reason for the status",
	blocked_reason: "Blocked because",
	started_at: "Started",
	finished_at: "Finished",
	skipped: "Skipped until",
	skipped_until: "Skipped until",
	became: "Placed as",
	answered_by: "Answered by",

	we_will: "We will",
	we_wont: "We won’t",
	is_primary: "Primary",
	due: "By",
	appetite: "Appetite, in days",
	appetite_days: "Appetite, in days",
	horizon_reason: "Reason for the horizon",
	review_on: "Look at again",
	revisit_on: "Look again",
	closed: "Closed",
	instead_of: "Instead of",
	ignored: "Ignored gaps",
	persona: "Who feels it",
	persona_id: "Who feels it",
	solved_by: "Solved by",
	about_id: "About",

	theme: "Theme",
	single_letter_keys: "Single-letter keys",
	capture_shortcut: "Capture shortcut",
	server_port: "Port",
};

const sentenceCase = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** A field, or a setting, as the screens name it. */
export function fieldLabel(field: string): string {
	const plain = field.replace(/_(?:id|at|on)$/, "").replaceAll("_", " ");
	return fieldLabels[field] ?? sentenceCase(plain);
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
