import { type ReactNode, useRef } from "react";
import { useStillness } from "./useStillness";

type PageProps = {
	title: ReactNode;
	/** Stands before the title: an icon, a way back. */
	before?: ReactNode;
	/** Right end of the header: at most one primary button and a menu. */
	actions?: ReactNode;
	/** `text` is read (a column of at most 760 px), `full` is worked on (lists, boards). */
	width?: "text" | "full";
	children: ReactNode;
};

/** A screen: the 44 px header and the part that scrolls. */
export function Page({ title, before, actions, width = "full", children }: PageProps) {
	const scroller = useRef<HTMLDivElement>(null);
	useStillness(scroller);
	return (
		<div className="flex min-h-0 min-w-0 grow flex-col bg-surface">
			<header className="flex h-11 shrink-0 select-none items-center gap-2 border-b border-line px-4">
				{before}
				<h1 className="min-w-0 grow truncate text-ui font-semibold">{title}</h1>
				{actions}
			</header>
			<div ref={scroller} className="still flex min-h-0 grow flex-col overflow-y-auto scroll-py-4">
				{width === "text" ? (
					<div className="mx-auto flex w-full max-w-190 flex-col gap-6 px-6 py-6">{children}</div>
				) : (
					children
				)}
			</div>
		</div>
	);
}
