import { Popover as Base } from "@base-ui/react/popover";
import type { ReactElement, ReactNode } from "react";

type PopoverProps = {
	trigger: ReactElement;
	/** Names the popup for screen readers. */
	label: string;
	children: ReactNode;
	align?: "start" | "end";
	side?: "bottom" | "top";
	open?: boolean;
	onOpenChange?: (open: boolean) => void;
};

export function Popover({
	trigger,
	label,
	children,
	align = "start",
	side = "bottom",
	open,
	onOpenChange,
}: PopoverProps) {
	return (
		<Base.Root open={open} onOpenChange={onOpenChange && ((next) => onOpenChange(next))}>
			<Base.Trigger render={trigger} />
			<Base.Portal>
				<Base.Positioner side={side} align={align} sideOffset={4} className="z-40">
					<Base.Popup aria-label={label} className="float pop max-w-100 p-3 text-ui">
						{children}
					</Base.Popup>
				</Base.Positioner>
			</Base.Portal>
		</Base.Root>
	);
}
