import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import type { ReactNode, RefObject } from "react";

type DialogProps = {
	open: boolean;
	onClose: () => void;
	title: string;
	description?: ReactNode;
	children: ReactNode;
	/** The buttons, the one that goes ahead last. */
	actions?: ReactNode;
	initialFocus?: RefObject<HTMLElement | null>;
	width?: 400 | 560 | 720;
};

const widths = { 400: "w-100", 560: "w-140", 720: "w-180" };

/** Focus is kept inside and returned; Esc and a click outside close it. */
export function Dialog({
	open,
	onClose,
	title,
	description,
	children,
	actions,
	initialFocus,
	width = 560,
}: DialogProps) {
	return (
		<Base.Root open={open} onOpenChange={(next) => !next && onClose()}>
			<Base.Portal>
				<Base.Backdrop className="pop fixed inset-0 z-30 bg-scrim" />
				<Base.Popup
					initialFocus={initialFocus}
					className={`float pop fixed top-[12vh] left-1/2 z-30 flex max-h-[76vh] max-w-[calc(100vw-32px)] -translate-x-1/2 flex-col ${widths[width]}`}
				>
					<div className="flex h-11 shrink-0 items-center gap-2 border-b border-line pr-2 pl-4">
						<Base.Title className="grow truncate text-ui font-semibold">{title}</Base.Title>
						<Base.Close
							aria-label="Close"
							className="flex size-7 items-center justify-center rounded-control text-muted hover:bg-hover hover:text-fg"
						>
							<X size={16} aria-hidden />
						</Base.Close>
					</div>
					<div className="flex min-h-0 grow flex-col gap-3 overflow-y-auto p-4">
						{description && <Base.Description className="text-ui text-muted">{description}</Base.Description>}
						{children}
					</div>
					{actions && (
						<div className="flex shrink-0 justify-end gap-2 border-t border-line px-4 py-3">{actions}</div>
					)}
				</Base.Popup>
			</Base.Portal>
		</Base.Root>
	);
}
