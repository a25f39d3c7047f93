import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { type ReactNode, useRef, useState } from "react";
import type { ProjectBoard as Board } from "../../bindings";
import { Button } from "../../components/Button";
import { EmptyState } from "../../components/EmptyState";
import { FilterField } from "../../components/FilterField";
import { Page } from "../../components/Page";
import { Problem } from "../../components/Problem";
import { Skeleton } from "../../components/Skeleton";
import { useWhatIs } from "../../lib/coaching";
import { useCommands } from "../../lib/commands";
import { wireError } from "../../lib/errors";
import { useProductId } from "../../lib/product";
import { boardQuery } from "../../lib/projectQueries";
import { matching } from "./listing";
import { NewProjectDialog } from "./NewProjectDialog";
import { ProjectBoard } from "./ProjectBoard";
import { ProjectList } from "./ProjectList";

type Props = {
	view: "board" | "list";
	/** The switch between the views of the plan's work. */
	views: ReactNode;
	onOpen: (id: string) => void;
};

export function ProjectsScreen({ view, views, onOpen }: Props) {
	const productId = useProductId();
	const board = useQuery(boardQuery(productId));
	const [creating, setCreating] = useState(false);
	const [made, setMade] = useState<string | null>(null);
	const [filter, setFilter] = useState("");
	const filterField = useRef<HTMLInputElement>(null);

	useCommands([
		{ id: "project.new", title: "New project", group: "Create", keys: ["c"], run: () => setCreating(true) },
		{
			id: "projects.filter",
			title: "Filter the projects",
			group: "View",
			keys: ["/", "mod+f"],
			run: () => filterField.current?.focus(),
		},
	]);

	return (
		<Page
			title="Projects"
			actions={
				<>
					{views}
					<FilterField ref={filterField} label="Filter projects" value={filter} onChange={setFilter} />
					<Button
						look="primary"
						size="small"
						icon={<Plus size={14} aria-hidden />}
						onClick={() => setCreating(true)}
					>
						New project
					</Button>
				</>
			}
		>
			{board.isPending && <Skeleton rows={6} />}
			{board.isError && (
				<div className="p-4">
					<Problem
						message={wireError(board.error).message}
						action={
							<Button size="small" onClick={() => void board.refetch()}>
								Try again
							</Button>
						}
					/>
				</div>
			)}
			{board.data && (
				<Content
					board={board.data}
					view={view}
					filter={filter}
					made={made}
					onOpen={onOpen}
					onNew={() => setCreating(true)}
				/>
			)}
			{creating && (
				<NewProjectDialog
					productId={productId}
					status="idea"
					onClose={() => setCreating(false)}
					onMade={(id) => {
						setCreating(false);
						setMade(id);
					}}
				/>
			)}
		</Page>
	);
}

function First({ onNew }: { onNew: () => void }) {
	const what = useWhatIs("project");
	if (what === null) return null;
	return (
		<EmptyState
			sentence={`${what} A name is enough to begin.`}
			action={
				<Button look="primary" keys="c" onClick={onNew}>
					New project
				</Button>
			}
		/>
	);
}

type ContentProps = {
	board: Board;
	view: Props["view"];
	filter: string;
	made: string | null;
	onOpen: (id: string) => void;
	onNew: () => void;
};

function Content({ board, view, filter, made, onOpen, onNew }: ContentProps) {
	const columns = matching(board.columns, filter);
	const none = (some: Board["columns"]) => some.every(({ cards }) => cards.length === 0);
	if (none(board.columns)) return <First onNew={onNew} />;
	if (none(columns)) return <EmptyState sentence={`No project matches “${filter.trim()}”.`} />;
	return view === "board" ? (
		<ProjectBoard board={{ ...board, columns }} arrived={made} onOpen={onOpen} />
	) : (
		<ProjectList board={{ ...board, columns }} onOpen={onOpen} />
	);
}
