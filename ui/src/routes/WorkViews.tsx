import { Link } from "@tanstack/react-router";

type View = "board" | "list" | "tasks";

const look = "flex h-6 items-center rounded-[3px] px-2 text-label text-muted hover:text-fg";
const chosen = "bg-surface font-medium text-fg! shadow-[0_0_0_1px_var(--line)]";

/** The three ways to look at the work of a product. */
export function WorkViews({ now }: { now: View }) {
	const state = (view: View) =>
		({
			className: `${look} ${now === view ? chosen : ""}`,
			"aria-current": now === view ? "page" : undefined,
		}) as const;
	return (
		<nav aria-label="Views" className="flex h-7 items-center gap-0.5 rounded-control bg-sunken p-0.5">
			<Link to="/projects" {...state("board")}>
				Board
			</Link>
			<Link to="/projects" search={{ view: "list" }} {...state("list")}>
				List
			</Link>
			<Link to="/tasks" {...state("tasks")}>
				Tasks
			</Link>
		</nav>
	);
}
