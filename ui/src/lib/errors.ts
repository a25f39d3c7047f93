import type { WireError } from "../bindings";

function isWireError(error: unknown): error is WireError {
	return typeof error === "object" && error !== null && "code" in error && "message" in error;
}

/** Whatever was thrown, as the one shape the interface shows. */
export function wireError(error: unknown): WireError {
	if (isWireError(error)) return error;
	const detail = error instanceof Error ? error.message : String(error);
	return {
		code: "internal",
		message: `The app could not finish this: ${detail}. Your text is kept; try again.`,
		field: null,
		conflict: null,
		open_checks: [],
	};
}
