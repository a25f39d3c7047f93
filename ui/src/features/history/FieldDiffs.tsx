import { useQuery } from "@tanstack/react-query";
import { diffWordsWithSpace } from "diff";
import { useMemo } from "react";
import type { FieldChange } from "../../bindings";
import { KindIcon } from "../../components/KindIcon";
import { Problem } from "../../components/Problem";
import { Skeleton } from "../../components/Skeleton";
import { wireError } from "../../lib/errors";
import { groupBy } from "../../lib/groups";
import { changeSetQuery } from "./queries";
import { fieldWord } from "./words";

/** Word by word stops being readable, and quick, beyond this many characters on one side. */
const LONGEST = 20_000;

export function FieldDiffs({ set }: { set: number }) {
	const { data, error, isPending } = useQuery(changeSetQuery(set));
	if (isPending) return <Skeleton rows={2} />;
	if (error) return <Problem message={wireError(error).message} />;
	return (
		<div className="flex flex-col gap-3">
			{groupBy(data, ({ id }) => id).map(([id, changes]) => (
				<section key={id}>
					<h3 className="flex items-center gap-1.5 text-label font-medium text-muted">
						{changes[0] && <KindIcon kind={changes[0].kind} />}
						{changes[0]?.ref}
					</h3>
					<dl className="flex flex-col">
						{changes.map((change) => (
							<div
								key={`${change.field} ${change.after}`}
								className="grid grid-cols-[136px_1fr] gap-x-3 py-0.5"
							>
								<dt className="text-label leading-5.5 text-subtle">{fieldWord(change.field)}</dt>
								<dd className="min-w-0 text-read break-words whitespace-pre-wrap">
									<Diff {...change} />
								</dd>
							</div>
						))}
					</dl>
				</section>
			))}
			{data.length === 0 && <p className="text-label text-subtle">Nothing in it can be compared.</p>}
		</div>
	);
}

function Diff({ before, after }: Pick<FieldChange, "before" | "after">) {
	const parts = useMemo(
		() =>
			before.length + after.length > LONGEST
				? [
						{ value: before, removed: true, added: false },
						{ value: after, removed: false, added: true },
					]
				: diffWordsWithSpace(before, after),
		[before, after],
	);
	return parts
		.filter(({ value }) => value !== "")
		.map(({ value, added, removed }, at) => {
			// biome-ignore-start lint/suspicious/noArrayIndexKey: the parts of one comparison never move.
			if (added) {
				return (
					<ins key={at} className="tint rounded-control bg-ok-bg text-ok decoration-1 underline-offset-2">
						{value}
					</ins>
				);
			}
			if (removed) {
				return (
					<del key={at} className="tint rounded-control mr-0.5 bg-danger-bg text-danger decoration-1">
						{value}
					</del>
				);
			}
			return <span key={at}>{value}</span>;
			// biome-ignore-end lint/suspicious/noArrayIndexKey: as above
		});
}
