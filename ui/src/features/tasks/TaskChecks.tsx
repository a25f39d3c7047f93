import { type Ref, useState } from "react";
import { type Check, commands, type TaskPage } from "../../bindings";
import { Section } from "../../components/Section";
import { TracedField } from "../../components/Traced";
import { placed, placementAt } from "../../lib/placement";
import { useAhead } from "../../lib/useAhead";
import { useWrite } from "../../lib/write";
import { Checklist, type ChecklistHandle } from "./Checklist";

/** Checks say how one knows it is done. Ticking one may tell how it was verified. */
export function TaskChecks({ page, handle }: { page: TaskPage; handle: Ref<ChecklistHandle> }) {
	const { id, ref, rev } = page.task;
	const [telling, setTelling] = useState<string | null>(null);
	const add = useWrite(commands.addCheck);
	const update = useWrite(commands.updateCheck);
	const remove = useWrite(commands.removeCheck);
	const { ahead, write } = useAhead<{ check: string; slot: number }>((task) =>
		task === id ? rev : undefined,
	);
	const checks = ahead.reduce((now, { change }) => {
		const check = now.find((other) => other.id === change.check);
		return check ? placed(now, check, change.slot) : now;
	}, page.checks);

	return (
		<Section title="Done when" quiet={checks.length === 0}>
			<TracedField id={id} field="checks">
				<Checklist
					label={`Checks of ${ref}`}
					item="check"
					lines={checks}
					rev={rev}
					question="How will you know it is done?"
					handle={handle}
					onAdd={(text) => add.run(id, text)}
					onText={(check) => (text) => update.save(check, text, null, null)}
					onTick={(check, done) => {
						setTelling(done ? check.id : null);
						void update.run(check.id, null, done, null);
					}}
					onRemove={(check) => void remove.run(check)}
					onMove={(check, slot) => {
						const order = checks.map((other) => other.id);
						if (order.indexOf(check.id) === slot) return;
						const placement = placementAt(order, check.id, slot);
						void write([{ id, change: { check: check.id, slot } }], () =>
							commands.moveCheck(check.id, placement),
						);
					}}
					more={(check) => (
						<How
							check={check}
							asking={telling === check.id}
							onHow={(how) => {
								setTelling(null);
								if (how !== "") void update.run(check.id, null, null, how);
							}}
						/>
					)}
				/>
			</TracedField>
		</Section>
	);
}

type HowProps = { check: Check; asking: boolean; onHow: (how: string) => void };

function How({ check, asking, onHow }: HowProps) {
	const [text, setText] = useState(check.how);
	if (asking && check.done) {
		return (
			<input
				// biome-ignore lint/a11y/noAutofocus: ticking a check asks this next, and Esc or Enter leaves it.
				autoFocus
				aria-label={`How you know: ${check.text}`}
				placeholder="How do you know? Enter to leave it open"
				autoComplete="off"
				spellCheck
				maxLength={2000}
				value={text}
				onChange={(event) => setText(event.target.value)}
				onBlur={() => onHow(text.trim())}
				onKeyDown={(event) => {
					if (event.nativeEvent.isComposing) return;
					if (event.key !== "Enter" && event.key !== "Escape") return;
					event.preventDefault();
					event.stopPropagation();
					onHow(event.key === "Enter" ? text.trim() : "");
				}}
				className="-mx-1 h-6 rounded-control bg-surface px-1 text-label outline-1! outline-offset-0! outline-link!"
			/>
		);
	}
	if (!check.done || (!check.by && !check.how)) return null;
	return (
		<p className="text-label break-words text-subtle">
			{check.by?.kind === "ai" && (
				<span aria-hidden className="text-ai">
					✦{" "}
				</span>
			)}
			{[check.by?.name, check.how].filter(Boolean).join(": ")}
		</p>
	);
}
