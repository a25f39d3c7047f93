import { useEffect, useState } from "react";
import { commands } from "../bindings";
import { say } from "./announce";
import { wireError } from "./errors";
import { showProblem } from "./write";

/** How long the button says that it worked, in milliseconds. */
const TOLD = 2_000;

/** Some engines allow copying only within the press itself, so the text is handed over as a promise. */
async function copyText(text: Promise<string>) {
	if (typeof ClipboardItem === "undefined") return navigator.clipboard.writeText(await text);
	const blob = text.then((markdown) => new Blob([markdown], { type: "text/plain" }));
	return navigator.clipboard.write([new ClipboardItem({ "text/plain": blob })]);
}

/** Copies the brief of a project or task, byte for byte what an agent would read. */
export function useCopyBrief(kind: "project" | "task", id: string) {
	const [copied, setCopied] = useState(false);
	useEffect(() => {
		if (!copied) return;
		const timer = setTimeout(() => setCopied(false), TOLD);
		return () => clearTimeout(timer);
	}, [copied]);

	async function copy() {
		try {
			await copyText(commands.brief(kind, id));
			setCopied(true);
			say("Brief copied.");
		} catch (thrown) {
			showProblem(`The brief was not copied. ${wireError(thrown).message}`);
		}
	}
	return { copy, copied };
}
