import type { Capture } from "../../bindings";
import { type Backend, touched } from "./fakes";
import type { SamplePlan } from "./livingPlan";
import * as sample from "./sampleWork";

export function inboxAnswers(plan: SamplePlan): Partial<Backend> {
	const leave = (id: string) => {
		plan.captures = plan.captures.filter((capture) => capture.id !== id);
		return plan.commit(touched({ kind: "capture", id, effect: "removed" }));
	};
	return {
		inbox: () => plan.captures,
		capture: async (_product, line, source) => {
			const id = plan.nextId("capture");
			const first = sample.captures[0] as Capture;
			plan.captures = [
				{ ...first, id, ref: `K-${id.slice(8)}`, text: line, note: "", source, looks_like: [] },
				...plan.captures,
			];
			const made = { kind: "capture", id, ref: `K-${id.slice(8)}`, name: line } as const;
			return { written: await plan.commit(touched({ ...made, effect: "created" })), made, messages: [] };
		},
		captureEach: (_product, lines, source) => {
			const first = sample.captures[0] as Capture;
			const made = lines.map((text) => {
				const id = plan.nextId("capture");
				return { ...first, id, ref: `K-${id.slice(8)}`, text, note: "", source, looks_like: [] };
			});
			plan.captures = [...made.toReversed(), ...plan.captures];
			return plan.commit(
				...made.map(({ id, ref, text }) =>
					touched({ kind: "capture", id, ref, name: text, effect: "created" }),
				),
			);
		},
		placeCapture: async (id, target) => {
			const text = plan.captures.find((capture) => capture.id === id)?.text ?? "";
			const made = {
				kind: target.kind,
				id: plan.nextId(target.kind),
				ref: target.kind === "task" ? "T-99" : "P-99",
				name: text,
			};
			return { written: await leave(id), made, messages: [] };
		},
	};
}
