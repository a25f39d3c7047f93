import { useState } from "react";
import type { Project } from "../../bindings";
import { InlineText } from "../../components/InlineText";
import { TracedField } from "../../components/Traced";
import type { Save } from "../../lib/drafts";

/** The longest why line, in characters. */
const most = 160;

/** The reason in one sentence, counted so that it stays one. */
export function WhyLine({ project, onSave }: { project: Project; onSave: Save<string> }) {
	const { id, ref, rev, why_line, updated_by } = project;
	const [typed, setTyped] = useState<number | null>(null);
	return (
		<TracedField id={id} field="why_line">
			{/* biome-ignore lint/a11y/noStaticElementInteractions: it only counts what is typed in the field. */}
			<div
				className="group/why flex items-baseline gap-2"
				onInput={({ target }) => target instanceof HTMLInputElement && setTyped(target.value.length)}
				onBlur={() => setTyped(null)}
			>
				<InlineText
					label={`Why line of ${ref}`}
					value={why_line}
					rev={rev}
					onSave={onSave}
					changedBy={updated_by.name}
					maxLength={most}
					placeholder="What changes for whom, in one sentence?"
					className="text-read text-muted"
				/>
				<span
					title={`At most ${most} characters`}
					className="shrink-0 text-meta text-subtle tabular opacity-0 group-focus-within/why:opacity-100 group-hover/why:opacity-100"
				>
					{typed ?? why_line.length}/{most}
				</span>
			</div>
		</TracedField>
	);
}
