import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useRef, useState } from "react";
import { commands } from "../../bindings";
import { Button } from "../../components/Button";
import { EmptyState } from "../../components/EmptyState";
import { Page } from "../../components/Page";
import { Problem } from "../../components/Problem";
import { Skeleton } from "../../components/Skeleton";
import { say } from "../../lib/announce";
import { useCommands } from "../../lib/commands";
import { wireError } from "../../lib/errors";
import { useProductId } from "../../lib/product";
import { useWrite } from "../../lib/write";
import { CaptureChips } from "./CaptureChips";
import { InboxList } from "./InboxList";
import { inboxQuery } from "./queries";
import { useParsedLine } from "./useParsedLine";

export function InboxScreen() {
	const productId = useProductId();
	const inbox = useQuery(inboxQuery(productId));
	const field = useRef<HTMLInputElement>(null);
	const [hadSome, setHadSome] = useState(false);
	const amount = inbox.data?.length ?? 0;
	if (amount > 0 && !hadSome) setHadSome(true);

	useCommands([
		{
			id: "inbox.new",
			title: "Write down a thought",
			group: "Create",
			keys: "c",
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
	return (
		<EmptyState
			sentence="Catch thoughts from anywhere with your capture key; sort them here."
			action={
				<Button look="primary" keys="c" onClick={onTry}>
					Try it now
				</Button>
			}
		/>
	);
}

type NewCaptureProps = { productId: string; field: React.RefObject<HTMLInputElement | null> };

function NewCapture({ productId, field }: NewCaptureProps) {
	const [line, setLine] = useState("");
	const parsed = useParsedLine(productId, line);
	const capture = useWrite(commands.capture, { keep: (_, text) => ({ label: "New thought", text }) });

	async function file(event: FormEvent) {
		event.preventDefault();
		const typed = line.trim();
		if (typed === "") return;
		setLine("");
		const captured = await capture.run(productId, typed, "app");
		if (captured)
			say([`${captured.made.ref} ${captured.made.name} is kept.`, ...captured.messages].join(" "));
		else setLine((now) => (now === "" ? typed : now));
	}

	return (
		<form onSubmit={(event) => void file(event)} className="flex flex-col gap-1">
			<input
				ref={field}
				aria-label="New thought"
				placeholder="Write down a thought. #project makes it a task there."
				autoComplete="off"
				spellCheck
				value={line}
				onChange={(event) => setLine(event.target.value)}
				onKeyDown={(event) => {
					if (event.key === "Escape") event.currentTarget.blur();
				}}
				className="h-9 rounded-control border border-control bg-surface px-3 text-read"
			/>
			{parsed && <CaptureChips parsed={parsed} />}
			{capture.error && (
				<p role="alert" className="text-label text-danger">
					{capture.error.message}
				</p>
			)}
		</form>
	);
}
