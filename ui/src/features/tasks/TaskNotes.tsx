import { useId, useState } from "react";
import { commands, type TaskPage } from "../../bindings";
import { Button } from "../../components/Button";
import { MarkdownText } from "../../components/MarkdownText";
import { RelativeTime } from "../../components/RelativeTime";
import { Section } from "../../components/Section";
import { TracedField } from "../../components/Traced";
import { openLink } from "../../lib/links";
import { useWrite } from "../../lib/write";

/** What was found out along the way, by whom and when. Notes are only ever added. */
export function TaskNotes({ page }: { page: TaskPage }) {
	const { task, notes } = page;
	return (
		<Section title="Notes" quiet={notes.length === 0}>
			<TracedField id={task.id} field="notes">
				<div className="flex flex-col gap-3">
					{notes.map(({ id, at, by, text }) => (
						<article key={id} aria-label={`Note by ${by.name}`} className="flex flex-col gap-0.5">
							<p className="flex items-center gap-2 text-label text-subtle">
								{by.kind === "ai" && (
									<span aria-hidden className="text-ai">
										✦
									</span>
								)}
								{by.name}
								<RelativeTime at={at} />
							</p>
							<MarkdownText text={text} onOpenLink={openLink} />
						</article>
					))}
					<NewNote task={task} />
				</div>
			</TracedField>
		</Section>
	);
}

function NewNote({ task }: Pick<TaskPage, "task">) {
	const [text, setText] = useState("");
	const id = useId();
	const add = useWrite(commands.addNote, {
		keep: (_, note) => ({ label: `Note on ${task.ref}`, text: note }),
	});

	async function save() {
		if (text.trim() !== "" && (await add.run(task.id, text.trim()))) setText("");
	}

	return (
		<form
			className="flex flex-col gap-2"
			onSubmit={(event) => {
				event.preventDefault();
				void save();
			}}
		>
			<label htmlFor={id} className="sr-only">
				New note on {task.ref}
			</label>
			<textarea
				id={id}
				rows={text.includes("\n") ? 4 : 1}
				placeholder="What did you find out?"
				spellCheck
				value={text}
				onChange={(event) => setText(event.target.value)}
				onKeyDown={(event) => {
					if (event.key !== "Enter" || !(event.metaKey || event.ctrlKey) || event.nativeEvent.isComposing)
						return;
					event.preventDefault();
					void save();
				}}
				className="-mx-1.5 field-sizing-content max-h-60 min-h-8 resize-none rounded-control border border-transparent bg-transparent px-1.5 py-1 text-read hover:bg-hover focus:border-control focus:bg-surface"
			/>
			{text.trim() !== "" && (
				<Button type="submit" size="small" look="primary" keys="mod+enter" className="self-start">
					Add note
				</Button>
			)}
		</form>
	);
}
