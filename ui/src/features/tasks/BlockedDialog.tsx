import { useId, useRef, useState } from "react";
import type { Task, TaskPatch } from "../../bindings";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { TextField } from "../../components/TextField";

type Props = {
	task: Pick<Task, "id" | "ref" | "name" | "blocked" | "blocked_reason"> | null;
	onPatch: (id: string, change: TaskPatch) => Promise<unknown>;
	onClose: () => void;
};

/** Blocked is a flag with a reason; the status stays, so work returns to where it was. */
export function BlockedDialog({ task, onPatch, onClose }: Props) {
	if (!task) return null;
	return <BlockedForm key={task.id} task={task} onPatch={onPatch} onClose={onClose} />;
}

function BlockedForm({ task, onPatch, onClose }: Props & { task: NonNullable<Props["task"]> }) {
	const [reason, setReason] = useState(task.blocked_reason);
	const field = useRef<HTMLInputElement>(null);
	const form = useId();

	async function answer(blocked: TaskPatch["blocked"]) {
		if ((await onPatch(task.id, { blocked })) !== null) onClose();
	}

	return (
		<Dialog
			open
			onClose={onClose}
			title={`What blocks ${task.ref}?`}
			width={400}
			initialFocus={field}
			actions={
				<>
					{task.blocked && <Button onClick={() => void answer("clear")}>Not blocked any more</Button>}
					<Button type="submit" form={form} look="primary">
						{task.blocked ? "Save" : "Mark as blocked"}
					</Button>
				</>
			}
		>
			<form
				id={form}
				onSubmit={(event) => {
					event.preventDefault();
					void answer({ set: reason.trim() });
				}}
			>
				<TextField
					ref={field}
					label="What it is waiting for"
					hint="The status stays as it is."
					value={reason}
					maxLength={2000}
					onChange={(event) => setReason(event.target.value)}
				/>
			</form>
		</Dialog>
	);
}
