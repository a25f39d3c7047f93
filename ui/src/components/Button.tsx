import type { ComponentProps, ReactNode } from "react";
import { keyLabel } from "../lib/keys";

type Look = "primary" | "plain" | "quiet" | "danger";

const looks: Record<Look, string> = {
	primary: "bg-accent text-accent-fg font-medium hover:not-disabled:brightness-110",
	plain: "border border-control bg-surface text-fg hover:not-disabled:bg-hover",
	quiet: "text-muted hover:not-disabled:bg-hover hover:not-disabled:text-fg",
	danger: "border border-danger text-danger bg-surface hover:not-disabled:bg-danger-bg",
};

export type ButtonProps = ComponentProps<"button"> & {
	look?: Look;
	size?: "small" | "normal";
	icon?: ReactNode;
	/** The keys that do the same, shown on the right. */
	keys?: string;
};

export function Button({
	look = "plain",
	size = "normal",
	icon,
	keys,
	children,
	className,
	...rest
}: ButtonProps) {
	return (
		<button
			type="button"
			className={`inline-flex shrink-0 items-center justify-center gap-1.5 rounded-control whitespace-nowrap transition-[background-color] duration-(--motion-press) disabled:opacity-50 ${
				size === "small" ? "h-6 px-2 text-label" : "h-8 px-3 text-ui"
			} ${looks[look]} ${className ?? ""}`}
			{...rest}
		>
			{icon}
			{children}
			{keys && <Keys keys={keys} inherit={look === "primary"} />}
		</button>
	);
}

export function Keys({ keys, inherit = false }: { keys: string; inherit?: boolean }) {
	return (
		<kbd className={`font-sans text-meta tabular ${inherit ? "opacity-90" : "text-subtle"}`}>
			{keyLabel(keys)}
		</kbd>
	);
}
