import type { ReactNode } from "react";

type Tone = "plain" | "you" | "ai" | "ok" | "warn" | "danger";

const tones: Record<Tone, string> = {
	plain: "bg-sunken text-muted",
	you: "bg-selected text-link",
	ai: "bg-ai-bg text-ai-text",
	ok: "bg-ok-bg text-ok",
	warn: "bg-warn-bg text-warn",
	danger: "bg-danger-bg text-danger",
};

export function Badge({
	tone = "plain",
	icon,
	children,
}: {
	tone?: Tone;
	icon?: ReactNode;
	children: ReactNode;
}) {
	return (
		<span
			className={`tint inline-flex h-5 max-w-full items-center gap-1 rounded-control px-1.5 text-label tabular ${tones[tone]}`}
		>
			{icon}
			<span className="truncate">{children}</span>
		</span>
	);
}
