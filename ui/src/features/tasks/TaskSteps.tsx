import type { Ref } from "react";
import { commands, type TaskPage } from "../../bindings";
import { Section } from "../../components/Section";
import { TracedField } from "../../components/Traced";
import { placed, placementAt } from "../../lib/placement";
import { useAhead } from "../../lib/useAhead";
import { useWrite } from "../../lib/write";
import { Checklist, type ChecklistHandle } from "./Checklist";

/** Steps say how; they can be ticked, but finishing does not ask about them. */
export function TaskSteps({ page, handle }: { page: TaskPage; handle: Ref<ChecklistHandle> }) {
	const { id, ref, rev } = page.task;
	const add = useWrite(commands.addStep);
	const update = useWrite(commands.updateStep);
	const remove = useWrite(commands.removeStep);
	const { ahead, write } = useAhead<{ step: string; slot: number }>((task) =>
		task === id ? rev : undefined,
	);
	const steps = ahead.reduce((now, { change }) => {
		const step = now.find((other) => other.id === change.step);
		return step ? placed(now, step, change.slot) : now;
	}, page.steps);

	return (
		<Section title="Steps" quiet={steps.length === 0}>
			<TracedField id={id} field="steps">
				<Checklist
					label={`Steps of ${ref}`}
					item="step"
					lines={steps}
					rev={rev}
					question="How will you do it, step by step?"
					handle={handle}
					onAdd={(text) => add.run(id, text)}
					onText={(step) => (text) => update.save(step, text, null)}
					onTick={(step, done) => void update.run(step.id, null, done)}
					onRemove={(step) => void remove.run(step)}
					onMove={(step, slot) => {
						const order = steps.map((other) => other.id);
						if (order.indexOf(step.id) === slot) return;
						const placement = placementAt(order, step.id, slot);
						void write([{ id, change: { step: step.id, slot } }], () =>
							commands.moveStep(step.id, placement),
						);
					}}
				/>
			</TracedField>
		</Section>
	);
}
