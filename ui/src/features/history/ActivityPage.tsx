import { useInfiniteQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { commands } from "../../bindings";
import { Button } from "../../components/Button";
import { EmptyState } from "../../components/EmptyState";
import { Page } from "../../components/Page";
import { Problem } from "../../components/Problem";
import { Skeleton } from "../../components/Skeleton";
import { useList } from "../../components/useList";
import { useCommands } from "../../lib/commands";
import { wireError } from "../../lib/errors";
import { dayName } from "../../lib/formats";
import { groupBy } from "../../lib/groups";
import { reportUndone } from "../../lib/undone";
import { useWrite } from "../../lib/write";
import { ChangeSet } from "./ChangeSet";
import { activityQuery } from "./queries";

type ActivityPageProps = {
	productId: string;
	/** The change set to show opened. */
	opened?: number;
	onConnect: () => void;
};

export function ActivityPage({ productId, opened, onConnect }: ActivityPageProps) {
	const { data, error, isPending, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(
		activityQuery(productId),
	);
	const [open, setOpen] = useState<ReadonlySet<number>>(new Set(opened === undefined ? [] : [opened]));
	const undo = useWrite(commands.undoSet);
	const rows = useMemo(() => data?.pages.flat() ?? [], [data]);
	const ids = useMemo(() => rows.map(({ set }) => String(set)), [rows]);

	const toggle = (set: number) =>
		setOpen((before) => {
			const next = new Set(before);
			if (!next.delete(set)) next.add(set);
			return next;
		});
	const undoSet = async (set: number) => {
		const undone = await undo.run(set);
		if (undone) reportUndone(undone);
	};

	const list = useList({ ids, select: "none", onOpen: (id) => toggle(Number(id)) });
	const active = rows.find(({ set }) => String(set) === list.active);
	useCommands([
		{
			id: "activity.undo",
			title: "Undo this change set",
			group: "Here",
			keys: ["u"],
			when: () => active !== undefined && !active.undone,
			run: () => active && void undoSet(active.set),
		},
	]);

	return (
		<Page title="Activity">
			{isPending && <Skeleton rows={6} />}
			{error && <Problem message={wireError(error).message} />}
			{data && rows.length === 0 && (
				<EmptyState
					sentence="Every change, yours or an AI's, is kept here and can be undone."
					action={<Button onClick={onConnect}>Connect your AI</Button>}
				/>
			)}
			<div className="flex w-full max-w-240 flex-col px-4 pb-6" {...list.listProps}>
				{groupBy(rows, ({ at }) => dayName(at)).map(([day, sets]) => (
					<section key={day} aria-label={day}>
						<h2 className="sticky top-0 z-10 bg-surface pt-4 pb-1 pl-2 text-label font-medium text-subtle">
							{day}
						</h2>
						<div role="feed" aria-label={`Changes, ${day}`} aria-busy={isFetchingNextPage}>
							{sets.map((row) => (
								<ChangeSet
									key={row.set}
									row={row}
									open={open.has(row.set)}
									onToggle={() => toggle(row.set)}
									onUndo={() => void undoSet(row.set)}
									undoing={undo.pending}
									rowProps={list.rowProps(String(row.set))}
								/>
							))}
						</div>
					</section>
				))}
				{hasNextPage && (
					<Button
						look="quiet"
						className="mt-4 self-center"
						disabled={isFetchingNextPage}
						onClick={() => void fetchNextPage()}
					>
						Show earlier changes
					</Button>
				)}
			</div>
		</Page>
	);
}
