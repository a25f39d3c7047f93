/** How a scripted agent reads an answer: by its lines, as the instructions describe them. */

/** The part of a text that a pattern marks; an answer without it is one an agent cannot go on from. */
export function read(text: string, pattern: RegExp): string {
	const found = pattern.exec(text)?.[1];
	if (found === undefined) throw new Error(`Nothing in this answer matches ${pattern}:\n${text}`);
	return found;
}

/** The ref that an item of a batch became: "@login is T-3". */
export function became(text: string, local: string): string {
	return read(text, new RegExp(`^${local} is (\\S+)$`, "m"));
}

/** The ref of the first row: 'T-12 todo P1 "Rate-limit login" ‹P-3 rev 7'. */
export function firstRow(text: string): string {
	return read(text, /^([A-Z]-\d+) .* rev \d+/m);
}

/** The gaps that an answer leaves, as "G06 B-4". */
export function gapsIn(text: string): string[] {
	return [...text.matchAll(/^(?:gap: )?(G\d\d) (\S+) /gm)].map(([, code, ref]) => `${code} ${ref}`);
}
