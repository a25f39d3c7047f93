import type { ComponentProps, ReactNode } from "react";
import { Tooltip } from "./Tooltip";

type IconButtonProps = Omit<ComponentProps<"button">, "children" | "aria-label"> & {
	/** What it does: its accessible name and its tooltip. */
	label: string;
	icon: ReactNode;
	keys?: string;
	pressed?: boolean;
};

export function IconButton({ label, icon, keys, pressed, className, ...rest }: IconButtonProps) {
	return (
		<Tooltip text={label} keys={keys}>
			<button
				type="button"
				aria-label={label}
				aria-pressed={pressed}
				className={`inline-flex size-7 shrink-0 items-center justify-center rounded-control text-muted hover:not-disabled:bg-hover hover:not-disabled:text-fg disabled:opacity-50 data-popup-open:bg-hover ${className ?? ""}`}
				{...rest}
			>
				{icon}
			</button>
		</Tooltip>
	);
}
