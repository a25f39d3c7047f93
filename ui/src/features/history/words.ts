const words: Record<string, string> = {
	why_line: "Why, in one line",
	in_scope: "In",
	out_of_scope: "Out",
	depends_on: "Waits for",
	rank: "Place in the list",
	we_wont: "We won’t",
	appetite_days: "Appetite, in days",
	horizon_reason: "Reason",
	review_on: "Look at again",
	revisit_on: "Look again",
	closed_at: "Closed",
	instead_of: "Instead of",
	skipped_until: "Skipped until",
	ignored: "Ignored here",
	bet_id: "Bet",
	pillar_id: "Pillar",
	persona_id: "Who feels it",
	problem_id: "Problem",
	product_id: "Product",
	project_id: "Project",
	status_reason: "Reason",
	blocked_reason: "Blocked because",
	trashed_at: "In the trash",
	started_at: "Started",
	finished_at: "Finished",
	single_letter_keys: "Single-letter keys",
	capture_shortcut: "Capture shortcut",
	server_port: "Port",
};

/** A field as the screens name it. */
export function fieldWord(field: string): string {
	const plain = words[field] ?? field.replaceAll("_", " ");
	return plain.charAt(0).toUpperCase() + plain.slice(1);
}
