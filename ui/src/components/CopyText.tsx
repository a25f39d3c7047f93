import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { say } from "../lib/announce";
import { Problem } from "./Problem";

/** How long the tick stands in for the copy mark, in milliseconds. */
const CONFIRMED = 2_000;

type CopyTextProps = {
	/** Names the text: "Server address". */
	label: string;
	text: string;
	/** Keeps line breaks and shows them. */
	block?: boolean;
};

/** Text to take elsewhere: shown in full, copied with one click. */
export function CopyText({ label, text, block = false }: CopyTextProps) {
	const [copied, setCopied] = useState(false);
	const [refused, setRefused] = useState(false);
	useEffect(() => {
		if (!copied) return;
		const timer = setTimeout(() => setCopied(false), CONFIRMED);
		return () => clearTimeout(timer);
	}, [copied]);

	const copy = async () => {
		try {
			await navigator.clipboard.writeText(text);
		} catch {
			setRefused(true);
			return;
		}
		setRefused(false);
		setCopied(true);
		say(`${label} copied`);
	};

	return (
		<div className="flex flex-col gap-1">
			<div className="flex items-start gap-1 rounded-control bg-sunken py-1 pr-1 pl-2">
				<code
					className={`min-w-0 grow py-0.5 font-mono text-label leading-5 select-all ${block ? "break-words whitespace-pre-wrap" : "wrap-anywhere"}`}
				>
					{text}
				</code>
				<button
					type="button"
					aria-label={`Copy: ${label}`}
					onClick={() => void copy()}
					className="flex h-6 shrink-0 items-center gap-1 rounded-control px-1.5 text-label text-muted hover:bg-hover hover:text-fg"
				>
					{copied ? <Check size={14} aria-hidden className="text-ok" /> : <Copy size={14} aria-hidden />}
					{copied ? "Copied" : "Copy"}
				</button>
			</div>
			{refused && <Problem message="This was not copied. Select the text and copy it by hand." />}
		</div>
	);
}
