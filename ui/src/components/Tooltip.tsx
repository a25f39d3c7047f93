import { Tooltip as Base } from "@base-ui/react/tooltip";
import type { ReactElement, ReactNode } from "react";
import { Keys } from "./Button";

type TooltipProps = {
	text: ReactNode;
	keys?: string;
	side?: "top" | "bottom" | "left" | "right";
	/** One focusable element. */
	children: ReactElement;
};

export function Tooltip({ text, keys, side = "bottom", children }: TooltipProps) {
	return (
		<Base.Root>
			<Base.Trigger delay={500} render={children} />
			<Base.Portal>
				<Base.Positioner side={side} sideOffset={6} className="z-50">
					<Base.Popup className="float pop flex max-w-80 items-center gap-2 rounded-card! px-2 py-1 text-label text-fg">
						{text}
						{keys && <Keys keys={keys} />}
					</Base.Popup>
				</Base.Positioner>
			</Base.Portal>
		</Base.Root>
	);
}
