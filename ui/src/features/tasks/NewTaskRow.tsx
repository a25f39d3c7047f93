import { Plus } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { commands } from "../../bindings";
import { useWrite } from "../../lib/write";

type Props = {
	projectId: string;
	open: boolean;
	onOpen: () => void;
	onClose: () => void;
	/** What an empty project asks instead of offering one more. */
	question: string | null;
};

/** A line at the end of the list: a name and Enter make a task, and the line stays for the next. */
export function NewTaskRow({ projectId, open, onOpen, onClose, question }: Props) {
	const [name, setName] = useState("");
	const create = useWrite(commands.createTask, {
		keep: (input) => ({ label: "New task", text: input.name }),
	});
	const button = useRef<HTMLButtonElement>(null);
	const back = useRef(false);

	useEffect(() => {
		if (!open && back.current) button.current?.focus();
		back.current = false;
	}, [open]);

	async function make() {
		const typed = name.trim();
		if (typed === "") return;
		setName("");
		const made = await create.run({ name: typed, project_id: projectId });
		if (!made) setName((now) => (now === "" ? typed : now));
	}

	function onKeyDown(event: KeyboardEvent) {
		if (event.nativeEvent.isComposing) return;
		if (event.key === "Enter") {
			event.preventDefault();
			void make();
		}
		if (event.key === "Escape") {
			event.preventDefault();
			event.stopPropagation();
			back.current = true;
			setName("");
			onClose();
		}
	}

	if (!open) {
		return (
			<button
				ref={button}
				type="button"
				aria-label="New task"
				onClick={onOpen}
				className="ring-inside flex h-8 w-full items-center gap-2 rounded-control px-2 text-left text-ui text-subtle hover:bg-hover hover:text-fg"
			>
				<Plus size={16} aria-hidden />
				{question ?? "New task"}
			</button>
		);
	}
	return (
		<div>
			<div className="flex h-8 items-center gap-2 px-2">
				<Plus size={16} aria-hidden className="text-subtle" />
				<input
					// biome-ignore lint/a11y/noAutofocus: the person just asked to type here.
					autoFocus
					aria-label="Name of the new task"
					placeholder="What is the next thing to do?"
					autoComplete="off"
					spellCheck
					maxLength={200}
					value={name}
					aria-invalid={create.error ? true : undefined}
					onChange={(event) => setName(event.target.value)}
					onKeyDown={onKeyDown}
					onBlur={() => name.trim() === "" && onClose()}
					className="h-7 min-w-0 grow rounded-control bg-surface px-1 text-ui outline-1! outline-offset-0! outline-link!"
				/>
			</div>
			{create.error && (
				<p role="alert" className="px-2 text-label text-danger">
					{create.error.message}
				</p>
			)}
		</div>
	);
}
