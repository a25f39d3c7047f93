import { useId, useRef, useState } from "react";
import { commands, type ProjectStatus } from "../../bindings";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { TextField } from "../../components/TextField";
import { say } from "../../lib/announce";
import { useWrite } from "../../lib/write";
import { statusWord } from "./words";

type Props = {
	productId: string;
	/** Where the new project starts. */
	status: ProjectStatus;
	onClose: () => void;
	onMade: (id: string) => void;
};

export function NewProjectDialog({ productId, status, onClose, onMade }: Props) {
	const [name, setName] = useState("");
	const field = useRef<HTMLInputElement>(null);
	const form = useId();
	const create = useWrite(commands.createProject, {
		keep: (_, input) => ({ label: "New project", text: input.name ?? "" }),
	});

	async function make() {
		const typed = name.trim();
		if (typed === "") {
			field.current?.focus();
			return;
		}
		const made = await create.run(productId, { name: typed, status });
		const project = made?.entities.find((entity) => entity.kind === "project");
		if (!project) return;
		say(`${project.ref} ${project.name} is in ${statusWord[status]}.`);
		onMade(project.id);
	}

	return (
		<Dialog
			open
			onClose={onClose}
			title="New project"
			width={400}
			initialFocus={field}
			actions={
				<>
					<Button look="quiet" onClick={onClose}>
						Cancel
					</Button>
					<Button type="submit" form={form} look="primary" keys="enter" disabled={create.pending}>
						Create project
					</Button>
				</>
			}
		>
			<form
				id={form}
				onSubmit={(event) => {
					event.preventDefault();
					void make();
				}}
			>
				<TextField
					ref={field}
					label="Name"
					hint="Everything else can wait."
					error={create.error?.message}
					maxLength={200}
					value={name}
					onChange={(event) => setName(event.target.value)}
				/>
			</form>
		</Dialog>
	);
}
