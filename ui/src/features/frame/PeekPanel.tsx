import { Link } from "@tanstack/react-router";
import { Maximize2, X } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import { IconButton } from "../../components/IconButton";
import { pathOf } from "../../lib/paths";
import type { PeekTarget } from "../../lib/peek";

type PeekPanelProps = { target: PeekTarget; onClose: () => void; children: ReactNode };

/** One panel for every object. It pushes the screen aside, or lies over it where there is no room. */
export function PeekPanel({ target, onClose, children }: PeekPanelProps) {
	const panel = useRef<HTMLElement>(null);
	const path = pathOf(target);

	// Focus goes back to where it was when the panel closes around it.
	useEffect(() => {
		const before = document.activeElement;
		const element = panel.current;
		return () => {
			const inside = element?.contains(document.activeElement) || document.activeElement === document.body;
			if (inside && before instanceof HTMLElement) before.focus();
		};
	}, []);

	return (
		<aside
			ref={panel}
			aria-label="Peek"
			className="flex w-100 shrink-0 flex-col border-l border-line bg-raised transition-[translate] duration-(--motion-peek) ease-out max-peek:absolute max-peek:inset-y-0 max-peek:right-0 max-peek:z-20 max-peek:shadow-float starting:translate-x-4"
		>
			<div className="flex h-11 shrink-0 items-center justify-end border-b border-line pr-2 pl-2">
				{path && (
					<Link
						to={path}
						className="mr-auto flex h-7 items-center gap-1.5 rounded-control px-2 text-label text-muted hover:bg-hover hover:text-fg"
					>
						<Maximize2 size={14} aria-hidden />
						Open the page
					</Link>
				)}
				<IconButton
					label="Close the peek panel"
					keys="esc"
					icon={<X size={16} aria-hidden />}
					onClick={onClose}
				/>
			</div>
			<div className="flex min-h-0 grow flex-col overflow-y-auto p-4">{children}</div>
		</aside>
	);
}
