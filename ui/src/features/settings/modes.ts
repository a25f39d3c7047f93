import type { Mode } from "../../bindings";

/** What a client may do, most first. */
export const modes: { value: Mode; label: string; effect: string }[] = [
	{ value: "plan", label: "Plan", effect: "Reads and changes everything in the plan." },
	{ value: "build", label: "Build", effect: "Reads the plan and reports on tasks." },
	{ value: "read", label: "Read", effect: "Reads the plan and changes nothing." },
];
