import { useQuery } from "@tanstack/react-query";
import { diffArrays, diffWordsWithSpace } from "diff";
import { useMemo } from "react";
import type { ActorName } from "../../bindings";
import { KindIcon } from "../../components/KindIcon";
import { Problem } from "../../components/Problem";
import { Skeleton } from "../../components/Skeleton";
import { wireError } from "../../lib/errors";
import { groupBy } from "../../lib/groups";
import { fieldLabel } from "./fields";
import { changeSetQuery } from "./queries";
import { type Change, changeOf, readable, type Value } from "./values";

/** Word by word stops being readable, and quick, beyond this many characters on one side. */
const LONGEST = 20_000;

type FieldDiffsProps = { set: number; by: ActorName };

export function FieldDiffs({ set, by }: FieldDiffsProps) {
	const { data, error, isPending } = useQuery(changeSetQuery(set));
	if (isPending) return <Skeleton rows={2} />;
	if (error) return <Problem message={wireError(error).message} />;
	return (
		<div className="flex flex-col gap-3">
			{groupBy(readable(data, by), ({ id }) => id).map(([id, changes]) => (
				<section key={id}>
					<h3 className="flex items-center gap-1.5 text-label font-medium text-muted">
						{changes[0] && <KindIcon kind={changes[0].kind} />}
						{changes[0]?.kind === "setting" ? fieldLabel(changes[0].ref) : changes[0]?.ref}
					</h3>
					<dl className="flex flex-col">
						{changes.map((change, at) => (
							// biome-ignore lint/suspicious/noArrayIndexKey: a field can change in several of its lines.
							<div key={at} className="grid grid-cols-[136px_1fr] gap-x-3 py-0.5">
								<dt className="text-label leading-5.5 text-subtle">{fieldLabel(change.field)}</dt>
								<dd className="min-w-0 text-read break-words whitespace-pre-wrap">
									<Difference change={changeOf(change)} />
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

function Difference({ change }: { change: Change }) {
	switch (change.as) {
		case "text":
			return <TextDiff before={change.before} after={change.after} />;
		case "lines":
			return <LineDiff before={change.before} after={change.after} />;
		case "value":
			return <ValueChange before={change.before} after={change.after} />;
	}
}

const added = "tint rounded-control bg-ok-bg text-ok decoration-1 underline-offset-2";
const removed = "tint rounded-control mr-0.5 bg-danger-bg text-danger decoration-1";

function ValueChange({ before, after }: { before: Value | null; after: Value | null }) {
	return (
		<>
			{before &&
				(after ? (
					<Shown value={before} />
				) : (
					<del className={removed}>
						<Shown value={before} />
					</del>
				))}
			{before && after && (
				<span className="text-subtle">
					<span aria-hidden> → </span>
					<span className="sr-only"> became </span>
				</span>
			)}
			{after &&
				(before ? (
					<Shown value={after} />
				) : (
					<ins className={added}>
						<Shown value={after} />
					</ins>
				))}
		</>
	);
}

function Shown({ value: { text, raw } }: { value: Value }) {
	return raw ? (
		<time dateTime={raw} title={raw}>
			{text}
		</time>
	) : (
		text
	);
}

function LineDiff({ before, after }: { before: string[]; after: string[] }) {
	return (
		<ul>
			{diffArrays(before, after).flatMap((part) =>
				part.value.map((line) => (
					<li key={`${part.added} ${part.removed} ${line}`}>
						<Part value={line} added={part.added} removed={part.removed} />
					</li>
				)),
			)}
		</ul>
	);
}

function TextDiff({ before, after }: { before: string; after: string }) {
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
		.map((part, at) => (
			// biome-ignore lint/suspicious/noArrayIndexKey: the parts of one comparison never move.
			<Part key={at} value={part.value} added={part.added} removed={part.removed} />
		));
}

type PartProps = { value: string; added: boolean; removed: boolean };

function Part(part: PartProps) {
	if (part.added) return <ins className={added}>{part.value}</ins>;
	if (part.removed) return <del className={removed}>{part.value}</del>;
	return <span>{part.value}</span>;
}
