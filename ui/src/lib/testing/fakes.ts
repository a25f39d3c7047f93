import { clearMocks, mockIPC } from "@tauri-apps/api/mocks";
import {
	type commands,
	events,
	type PlanChanged,
	type Touched,
	type WireError,
	type Written,
} from "../../bindings";

type Commands = typeof commands;
type Answer<Name extends keyof Commands> = Awaited<ReturnType<Commands[Name]>>;

/** What the other side of the bridge answers, command by command, with the types of the real one. */
export type Backend = {
	[Name in keyof Commands]: (...args: Parameters<Commands[Name]>) => Answer<Name> | Promise<Answer<Name>>;
};

export type Call = { name: keyof Commands; args: unknown[] };

/** Stands in for the Rust side. A command without an answer fails loudly. */
export function fakeBackend(answers: Partial<Backend>) {
	const calls: Call[] = [];
	mockIPC(
		async (command, payload) => {
			const name = command.replace(/_([a-z])/g, (_, letter: string) =>
				letter.toUpperCase(),
			) as keyof Commands;
			// The bindings name the arguments in the order they are given.
			const args = Object.values(payload ?? {});
			calls.push({ name, args });
			const answer = answers[name] as ((...args: unknown[]) => unknown) | undefined;
			if (!answer) throw new Error(`the fake backend has no answer to ${name}`);
			return answer(...args);
		},
		{ shouldMockEvents: true },
	);
	return {
		calls,
		called: (name: keyof Commands) => calls.filter((call) => call.name === name).map(({ args }) => args),
		stop: clearMocks,
	};
}

/** The event every commit sends. */
export function commit(change: Partial<PlanChanged> & Pick<PlanChanged, "entities">) {
	const whole: PlanChanged = {
		seq: 1,
		set: 1,
		product_id: "product-1",
		action: "update_task",
		by: { kind: "ai", name: "Claude Code" },
		at: new Date().toISOString(),
		undoes: null,
		...change,
	};
	return events.planChanged.emit(whole);
}

export function touched(entity: Partial<Touched> & Pick<Touched, "kind" | "id">): Touched {
	return { ref: entity.id, name: entity.id, rev: 2, effect: "updated", fields: [], within: null, ...entity };
}

export function written(...entities: Touched[]): Written {
	return { seq: 1, set: 1, entities, warnings: [] };
}

export function wireErrorOf(error: Partial<WireError> & Pick<WireError, "code">): WireError {
	return { message: "This was not saved.", field: null, conflict: null, open_checks: [], ...error };
}
