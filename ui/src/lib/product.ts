import { createStore, useStore } from "./store";

/** Shared with the capture window, which files thoughts where the person last was. */
const STORED = "openbacklog.product";

const current = createStore<string | null>(localStorage.getItem(STORED));

export function lastProductId(): string | null {
	return localStorage.getItem(STORED);
}

export function setProductId(id: string | null) {
	if (id) localStorage.setItem(STORED, id);
	else localStorage.removeItem(STORED);
	current.set(() => id);
}

/** The product whose plan is shown, or null while there is none. */
export function useCurrentProductId(): string | null {
	return useStore(current, (id) => id);
}

/** For screens inside the frame, which is only shown when there is a product. */
export function useProductId(): string {
	const id = useCurrentProductId();
	if (id === null) throw new Error("a plan screen was shown without a product");
	return id;
}
