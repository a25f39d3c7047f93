import { Link, type LinkProps } from "@tanstack/react-router";

const look = "flex h-6 items-center rounded-[3px] px-2 text-label hover:text-fg";

const shared = {
	activeOptions: { exact: true, includeSearch: true },
	activeProps: { className: `${look} bg-surface font-medium text-fg shadow-[0_0_0_1px_var(--line)]` },
	inactiveProps: { className: `${look} text-muted` },
} satisfies LinkProps;

/** The three ways to look at the work of a product. */
export function WorkViews() {
	return (
		<nav aria-label="Views" className="flex h-7 items-center gap-0.5 rounded-control bg-sunken p-0.5">
			<Link to="/projects" {...shared}>
				Board
			</Link>
			<Link to="/projects" search={{ view: "list" }} {...shared}>
				List
			</Link>
			<Link to="/tasks" {...shared}>
				Tasks
			</Link>
		</nav>
	);
}
