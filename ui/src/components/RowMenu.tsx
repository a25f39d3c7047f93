import { MoreHorizontal } from "lucide-react";
import type { SyntheticEvent } from "react";
import { Menu, type MenuEntry } from "./Menu";

type Props = {
	/** What the row is about. */
	name: string;
	/** The entries while the menu is open; null keeps a row among thousands cheap. */
	entries: MenuEntry[] | null;
	onOpenChange: (open: boolean) => void;
};

const look = "flex size-6 items-center justify-center rounded-control text-muted hover:bg-sunken";

// What happens in the menu is not pressed on the row, although React sends it there.
const stop = (event: SyntheticEvent) => event.stopPropagation();

/** The ⋯ of a row or card. Its keys work on the row, so it is not a stop of its own in the tab order. */
export function RowMenu({ name, entries, onOpenChange }: Props) {
	const label = `Actions for ${name}`;
	return (
		// biome-ignore lint/a11y/noStaticElementInteractions: it only stops what comes through it.
		<span role="presentation" className="flex" onClick={stop} onPointerDown={stop} onKeyDown={stop}>
			{entries ? (
				<Menu
					open
					onOpenChange={onOpenChange}
					align="end"
					entries={entries}
					trigger={
						<button type="button" tabIndex={-1} aria-label={label} className={`${look} bg-sunken`}>
							<MoreHorizontal size={16} aria-hidden />
						</button>
					}
				/>
			) : (
				<button
					type="button"
					tabIndex={-1}
					aria-label={label}
					className={`${look} opacity-0 group-focus-within:opacity-100 group-hover:opacity-100`}
					onClick={() => onOpenChange(true)}
				>
					<MoreHorizontal size={16} aria-hidden />
				</button>
			)}
		</span>
	);
}
