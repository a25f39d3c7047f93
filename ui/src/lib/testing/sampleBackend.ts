import coaching from "../../../../src-tauri/crates/plan/src/insights/coaching/coaching.json";
import type { Coaching, Connection, Doors, Settings } from "../../bindings";
import { type Backend, written } from "./fakes";
import * as plan from "./samplePlan";

export const settings: Settings = {
	theme: "system",
	capture_shortcut: "Ctrl+Shift+K",
	single_letter_keys: true,
	server_port: 8787,
};

export const doors: Doors = {
	url: "http://127.0.0.1:8787/mcp",
	problem: null,
	command: "/usr/bin/openbacklog",
	data_dir: "/home/maya/.local/share/openbacklog",
	shortcut_problem: null,
	tray: true,
	first_token: null,
};

export const connections: Connection[] = [
	{
		id: "connection-1",
		label: "Claude Code",
		mode: "plan",
		created_at: new Date().toISOString(),
		last_used_at: null,
	},
];

/** Answers for the screens around the plan, over the sample plan. Tests replace what they are about. */
export function sampleBackend(): Partial<Backend> {
	return {
		products: () => plan.products,
		trashedProducts: () => [],
		product: (id) => (id === plan.product.id ? plan.product : plan.otherProduct),
		createProduct: () => written(),
		updateProduct: () => written(),
		inbox: () => plan.captures,
		activity: () => plan.activity,
		changeSet: () => plan.fieldChanges,
		changesOfSet: () => [],
		find: ({ text = "" }) =>
			plan.found(plan.hits.filter(({ name }) => name.toLowerCase().includes(text.toLowerCase()))),
		settings: () => settings,
		coaching: () => coaching as Coaching,
		updateSettings: (patch) => ({ ...settings, ...(patch as Partial<Settings>) }),
		doors: () => doors,
		connections: () => connections,
		parseCapture: (_product, line) => plan.parsedLine(line),
		capture: (_product, line) => ({
			written: written(),
			made: { kind: "capture", id: "capture-9", ref: "K-9", name: line },
			messages: [],
		}),
		captureEach: () => written(),
		hideCapture: () => {},
		showCapture: () => {},
		openLink: () => null,
	};
}
