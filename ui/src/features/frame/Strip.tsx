import { useNavigate } from "@tanstack/react-router";
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { commands } from "../../bindings";
import { Keys } from "../../components/Button";
import { count } from "../../lib/formats";
import { dismissReceipt, live, type Receipt } from "../../lib/live";
import { useStore } from "../../lib/store";
import { lastUndone, reportUndone } from "../../lib/undone";
import { dismissProblem, useSaving, useWrite } from "../../lib/write";
import { useFollowing } from "./useFollow";
import { undoAiKeys } from "./useFrameCommands";

/** Who is changing the plan, what they changed, and whether all is saved. */
export function Strip() {
	const receipts = useStore(live, (state) => state.receipts);
	const newest = receipts.at(-1);
	const undone = useStore(lastUndone, (last) => last);
	const dismissUndone = () => lastUndone.set(() => null);
	return (
		<footer className="flex h-6.5 shrink-0 select-none items-center gap-3 border-t border-line bg-app px-3 text-label text-muted">
			{useFollowing() && (
				<span className="flex shrink-0 items-center gap-1.5 text-ai-text">
					Following <Keys keys="f" />
				</span>
			)}
			<Presences besides={undone ? null : (newest?.by ?? null)} />
			{undone ? (
				<span className="flex min-w-0 items-center gap-1">
					<span className="truncate" title={undone}>
						{undone}
					</span>
					<Dismiss label="Dismiss" onClick={dismissUndone} />
				</span>
			) : (
				newest && <ReceiptLine key={newest.set} receipt={newest} earlier={receipts.length - 1} />
			)}
			<span className="grow" />
			<SaveState />
		</footer>
	);
}

/** Clients at work. The one whose receipt is shown has its mark there. */
function Presences({ besides }: { besides: string | null }) {
	const present = useStore(live, (state) => state.present);
	const shown = present.filter(({ name }) => name !== besides);
	return shown.map(({ name, what }) => (
		<span key={name} className="flex min-w-0 items-center gap-1 text-ai-text">
			<span aria-hidden>✦</span>
			<span className="truncate">
				{name} is working on {what}
			</span>
		</span>
	));
}

function ReceiptLine({ receipt, earlier }: { receipt: Receipt; earlier: number }) {
	const navigate = useNavigate();
	const undo = useWrite(commands.undoSet);
	const { set, by, changes, places } = receipt;
	const working = useStore(live, (state) => state.present.some(({ name }) => name === by));
	const where =
		places.length > 2
			? `${places.slice(0, 2).join(", ")} and ${places.length - 2} more`
			: places.join(" and ");

	return (
		<span className="flex min-w-0 items-center gap-1">
			<span className={`truncate ${working ? "text-ai-text" : ""}`}>
				<span aria-hidden className="text-ai">
					✦{" "}
				</span>
				{working ? `${by} is working` : by} · {count(changes, "change")} in {where}
			</span>
			<StripButton
				onClick={() => {
					dismissReceipt(set);
					void navigate({ to: "/activity", search: { set } });
				}}
			>
				Review
			</StripButton>
			<StripButton
				disabled={undo.pending}
				onClick={async () => {
					const undone = await undo.run(set);
					if (undone) reportUndone(undone);
				}}
			>
				Undo <Keys keys={undoAiKeys} />
			</StripButton>
			{earlier > 0 && <span className="whitespace-nowrap text-subtle">{earlier} earlier</span>}
			<Dismiss label="Dismiss this receipt" onClick={() => dismissReceipt(set)} />
		</span>
	);
}

function SaveState() {
	const { pending, problem } = useSaving();
	if (problem) {
		return (
			<span role="alert" className="flex min-w-0 items-center gap-1 text-danger">
				<span className="truncate" title={problem}>
					{problem}
				</span>
				<Dismiss label="Dismiss this problem" onClick={dismissProblem} />
			</span>
		);
	}
	return <span className="whitespace-nowrap text-subtle">{pending > 0 ? "Saving" : "Saved"}</span>;
}

type StripButtonProps = { children: ReactNode; disabled?: boolean; onClick: () => void };

function StripButton(props: StripButtonProps) {
	return (
		<button
			type="button"
			className="ring-inside flex h-6 shrink-0 items-center gap-1.5 rounded-control px-1.5 font-medium text-link hover:bg-hover disabled:opacity-50"
			{...props}
		/>
	);
}

function Dismiss({ label, onClick }: { label: string; onClick: () => void }) {
	return (
		<button
			type="button"
			aria-label={label}
			onClick={onClick}
			className="ring-inside flex size-6 shrink-0 items-center justify-center rounded-control text-subtle hover:bg-hover hover:text-fg"
		>
			<X size={12} aria-hidden />
		</button>
	);
}
