import { type FormEvent, useId, useRef, useState } from "react";
import { commands, type Mode } from "../../bindings";
import { Button } from "../../components/Button";
import { CopyText } from "../../components/CopyText";
import { Dialog } from "../../components/Dialog";
import { Problem } from "../../components/Problem";
import { Select } from "../../components/Select";
import { TextField } from "../../components/TextField";
import { useWrite } from "../../lib/write";
import { modes } from "./modes";

export function NewToken({ open, onClose }: { open: boolean; onClose: () => void }) {
	return open ? <OpenDialog onClose={onClose} /> : null;
}

/** Its secret lives in this dialog only and is gone with it. */
function OpenDialog({ onClose }: { onClose: () => void }) {
	const form = useId();
	const first = useRef<HTMLInputElement>(null);
	const [label, setLabel] = useState("");
	const [mode, setMode] = useState<Mode>("plan");
	const [token, setToken] = useState<string | null>(null);
	const create = useWrite(commands.createConnection, { unlogged: ["setting"] });

	const submit = async (event: FormEvent) => {
		event.preventDefault();
		if (label.trim() === "") return;
		const made = await create.run(label.trim(), mode);
		if (made) setToken(made.token);
	};

	if (token) {
		return (
			<Dialog
				open
				onClose={onClose}
				title={`Token for ${label.trim()}`}
				description="Copy it now. Only a fingerprint is kept, so it cannot be shown again."
				actions={
					<Button look="primary" onClick={onClose}>
						Done
					</Button>
				}
			>
				<CopyText label="Token" text={token} />
			</Dialog>
		);
	}

	const atFault = create.error?.field === "label";
	return (
		<Dialog
			open
			onClose={onClose}
			title="New token"
			initialFocus={first}
			actions={
				<>
					<Button onClick={onClose}>Cancel</Button>
					<Button type="submit" form={form} look="primary" disabled={label.trim() === "" || create.pending}>
						Make the token
					</Button>
				</>
			}
		>
			<form id={form} onSubmit={submit} className="flex flex-col gap-4">
				<TextField
					ref={first}
					label="Client"
					hint="Its changes are signed with this name."
					placeholder="Cursor"
					maxLength={60}
					value={label}
					error={atFault ? create.error?.message : null}
					onChange={(event) => setLabel(event.target.value)}
				/>
				<div className="flex flex-col items-start gap-1">
					<Select label="Mode" value={mode} options={modes} onChange={setMode} />
					<p className="text-label text-subtle">{modes.find(({ value }) => value === mode)?.effect}</p>
				</div>
				{create.error && !atFault && <Problem message={create.error.message} />}
			</form>
		</Dialog>
	);
}
