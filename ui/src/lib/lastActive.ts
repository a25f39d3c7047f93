const last = new Map<string, string>();

/** The row or card that was active when this list or board was left, so that one comes back to it. */
export const lastActive = {
	get: (list: string): string | null => last.get(list) ?? null,
	set: (list: string, id: string) => void last.set(list, id),
	forget: () => last.clear(),
};
