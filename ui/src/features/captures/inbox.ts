import type { CaptureSource, Link, ProjectCard } from "../../bindings";

export const sourceWord: Record<CaptureSource, string> = {
	hotkey: "capture key",
	tray: "tray",
	cli: "command line",
	ai: "AI",
	paste: "paste",
	link: "link",
	app: "typed here",
};

const words = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** A name in pieces, so that the words it shares with the thought can be shown as the reason. */
export function sharedWords(name: string, thought: string): { text: string; shared: boolean }[] {
	const said = new Set(words(thought));
	return name
		.split(/([\p{L}\p{N}]+)/u)
		.filter((text) => text !== "")
		.map((text) => ({ text, shared: said.has(text.toLowerCase()) }));
}

/** Where a task can go: what the thought looks like first, then the open projects in the board's order. */
export function targets(projects: readonly ProjectCard[], looksLike: readonly Link[], text: string): Link[] {
	const open = projects.filter(({ status }) => status !== "done" && status !== "dropped");
	const rest = open
		.filter(({ id }) => looksLike.every((like) => like.id !== id))
		.map(({ id, ref, name }): Link => ({ kind: "project", id, ref, name }));
	const typed = words(text);
	return [...looksLike, ...rest].filter(({ ref, name }) => {
		const known = `${ref} ${name}`.toLowerCase();
		return typed.every((word) => known.includes(word));
	});
}
