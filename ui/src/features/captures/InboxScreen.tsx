import { useQuery } from "@tanstack/react-query";
import { type KeyboardEvent, useRef, useState } from "react";
import { Button } from "../../components/Button";
import { EmptyState } from "../../components/EmptyState";
import { Page } from "../../components/Page";
import { Problem } from "../../components/Problem";
import { Skeleton } from "../../components/Skeleton";
import { say } from "../../lib/announce";
import { useWhatIs } from "../../lib/coaching";
import { useCommands } from "../../lib/commands";
import { wireError } from "../../lib/errors";
import { useProductId } from "../../lib/product";
import { CaptureChips } from "./CaptureChips";
import { CaptureField } from "./CaptureField";
import { InboxList } from "./InboxList";
import { inboxQuery } from "./queries";
import { thoughtsIn } from "./thoughts";
import { useCapture } from "./useCapture";
import { useParsedLine } from "./useParsedLine";

export function InboxScreen() {
	const productId = useProductId();
	const inbox = useQuery(inboxQuery(productId));
	const field = useRef<HTMLTextAreaElement>(null);
	const [hadSome, setHadSome] = useState(false);
	const amount = inbox.data?.length ?? 0;
	if (amount > 0 && !hadSome) setHadSome(true);

	useCommands([
		{
			id: "inbox.new",
			title: "Write down a thought",
			group: "Create",
			keys: ["c"],
			run: () => field.current?.focus(),
		},
	]);

	return (
		<Page
			title={<>Inbox {amount > 0 && <span className="font-normal text-subtle tabular">{amount}</span>}</>}
			width="text"
		>
			<NewCapture productId={productId} field={field} />
			{inbox.isPending && <Skeleton rows={4} />}
			{inbox.isError && <Problem message={wireError(inbox.error).message} />}
			{inbox.data && amount > 0 && <InboxList productId={productId} captures={inbox.data} />}
			{inbox.data && amount === 0 && (hadSome ? <Done /> : <First onTry={() => field.current?.focus()} />)}
		</Page>
	);
}

function Done() {
	return <EmptyState sentence="Nothing waiting." />;
}

function First({ onTry }: { onTry: () => void }) {
	const what = useWhatIs("capture");
	if (what === null) return null;
	return (
		<EmptyState
			sentence={`${what} Catch one from anywhere with your capture key; sort them here.`}
			action={
				<Button look="primary" keys="c" onClick={onTry}>
					Try it now
				</Button>
			}
		/>
	);
}

type NewCaptureProps = { productId: string; field: React.RefObject<HTMLTextAreaElement | null> };

function NewCapture({ productId, field }: NewCaptureProps) {
	const [line, setLine] = useState("");
	const parsed = useParsedLine(productId, line);
	const capture = useCapture(productId, "app");
	const thoughts = thoughtsIn(line).length;

	async function file(add: typeof capture.add) {
		if (line.trim() === "") return;
		setLine("");
		field.current?.focus();
		const { said, left } = await add(line);
		if (said) say(said);
		setLine((now) => (now === "" ? left : now));
	}

	function onKeyDown(event: KeyboardEvent) {
		if (event.nativeEvent.isComposing) return;
		if (event.key === "Escape") field.current?.blur();
		if (event.key !== "Enter" || event.shiftKey) return;
		event.preventDefault();
		const each = thoughts > 1 && (event.metaKey || event.ctrlKey);
		void file(each ? capture.addEach : capture.add);
	}

	return (
		<div className="flex flex-col gap-1">
			<CaptureField
				ref={field}
				aria-label="New thought"
				placeholder="Write down a thought. #project makes it a task there."
				autoComplete="off"
				value={line}
				onChange={(event) => setLine(event.target.value)}
				onKeyDown={onKeyDown}
				className="max-h-40 resize-none rounded-control border border-control bg-surface px-3 py-1.5 text-read"
			/>
			{parsed && <CaptureChips parsed={parsed} />}
			{thoughts > 1 && (
				<div className="flex items-center gap-1.5 pt-1">
					<Button size="small" keys="enter" onClick={() => void file(capture.add)}>
						Add as one
					</Button>
					<Button size="small" keys="mod+enter" onClick={() => void file(capture.addEach)}>
						Add {thoughts} thoughts
					</Button>
				</div>
			)}
			{capture.error && (
				<p role="alert" className="text-label text-danger">
					{capture.error.message}
				</p>
			)}
		</div>
	);
}
