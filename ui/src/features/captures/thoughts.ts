/** What lists begin their lines with: "- ", "* ", "1. ", with or without a box. */
const BULLET = /^\s*(?:(?:[-*+•]|\d+[.)])\s+)?(?:\[[ xX]\]\s+)?/;

/** The lines of a pasted text, each as a thought of its own. */
export function thoughtsIn(text: string): string[] {
	return text
		.split(/\r?\n/)
		.map((line) => line.replace(BULLET, "").trim())
		.filter((line) => line !== "");
}
