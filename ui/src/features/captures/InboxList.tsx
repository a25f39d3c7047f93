// biome-ignore-all lint/a11y/useSemanticElements: rows are windowed, which a table cannot be.
import { useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { type Capture, commands, type Link } from "../../bindings";
import { useList } from "../../components/useList";
import { Windowed, type WindowedHandle } from "../../components/Windowed";
import { say } from "../../lib/announce";
import { useCommands } from "../../lib/commands";
import { count } from "../../lib/formats";
import { boardQuery } from "../../lib/projectQueries";
import { useRegion } from "../../lib/region";
import { useWrite } from "../../lib/write";
import { InboxItem } from "./InboxItem";

type Props = { productId: string; captures: readonly Capture[] };

/** The thoughts that wait for a place. One is open at a time, and each key that places one opens the next. */
export function InboxList({ productId, captures }: Props) {
	const handle = useRef<WindowedHandle>(null);
	const region = useRegion({ byDefault: true });
	const [choosing, setChoosing] = useState<{ id: string; text: string } | null>(null);
	const { data: board } = useQuery(boardQuery(productId));
	const place = useWrite(commands.placeCapture);
	const bin = useWrite(commands.archive);

	const list = useList({
		ids: captures.map(({ id }) => id),
		onActive: () => setChoosing(null),
		scrollTo: (index) => {
			const capture = captures[index];
			if (capture) handle.current?.reveal(capture.id);
		},
		onKey: (event, id) => {
			const capture = captures.find((other) => other.id === id);
			const like = capture?.looks_like[0];
			const onRow = event.target instanceof Element && event.target.hasAttribute("data-row");
			if (event.key !== "Tab" || event.shiftKey || !onRow || !like) return false;
			setChoosing({ id, text: like.ref });
			return true;
		},
	});

	const open = captures.find(({ id }) => id === list.active);
	const here = () => region.isActive() && open !== undefined;

	async function asTask(capture: Capture, project: Link) {
		setChoosing(null);
		list.focus(capture.id);
		const placed = await place.run(capture.id, { kind: "task", project_id: project.id });
		if (placed) say(`${placed.made.ref} is a task in ${project.name}.`);
	}

	async function asProject(capture: Capture) {
		const placed = await place.run(capture.id, { kind: "project" });
		if (placed) say(`${placed.made.ref} is a project.`);
	}

	async function toBin() {
		const ids = list.selection.orElse(list.active);
		const binned = await bin.run(
			ids.map((id) => ["capture", id]),
			null,
		);
		if (!binned) return;
		list.selection.clear();
		say(`${count(ids.length, "thought")} in the bin.`);
	}

	useCommands([
		{
			id: "inbox.task",
			title: "Make it a task in…",
			group: "Here",
			keys: ["1"],
			when: here,
			run: () => open && setChoosing({ id: open.id, text: "" }),
		},
		{
			id: "inbox.project",
			title: "Make it a project",
			group: "Here",
			keys: ["2"],
			when: here,
			run: () => open && void asProject(open),
		},
		{
			id: "inbox.bin",
			title: "Put it in the bin",
			group: "Here",
			keys: ["0"],
			when: here,
			run: () => void toBin(),
		},
	]);

	const cards = board?.columns.flatMap((column) => column.cards) ?? [];
	return (
		<div
			role="grid"
			aria-label="Thoughts to place"
			aria-rowcount={captures.length}
			aria-multiselectable
			tabIndex={-1}
			{...list.listProps}
			{...region.props}
		>
			<Windowed
				items={captures}
				keyOf={({ id }) => id}
				rowHeight={40}
				gap={2}
				keep={list.active}
				handle={handle}
			>
				{(capture, index) => (
					<InboxItem
						capture={capture}
						position={index + 1}
						rowProps={list.rowProps(capture.id)}
						open={capture.id === list.active}
						onOpen={() => list.focus(capture.id)}
						projects={cards}
						choosing={choosing?.id === capture.id ? choosing.text : null}
						onChoose={(text) => setChoosing(text === null ? null : { id: capture.id, text })}
						onCancel={() => {
							setChoosing(null);
							list.focus(capture.id);
						}}
						onTask={(project) => void asTask(capture, project)}
						onProject={() => void asProject(capture)}
						onBin={() => void toBin()}
						problem={capture.id === list.active ? (place.error ?? bin.error)?.message : undefined}
					/>
				)}
			</Windowed>
		</div>
	);
}
