import { createStore, useStore } from "./store";

/** Shared with the capture window, which files thoughts where the person last was. */
const STORED = "openbacklog.product";

type Chosen = {
	id: string | null;
	/** When it was chosen in this window, in milliseconds; 0 for the one remembered from before. */
	at: number;
};

const current = createStore<Chosen>({ id: localStorage.getItem(STORED), at: 0 });

export function lastProductId(): string | null {
	return localStorage.getItem(STORED);
}

export function setProductId(id: string | null) {
	if (id) localStorage.setItem(STORED, id);
	else localStorage.removeItem(STORED);
	current.set(() => ({ id, at: Date.now() }));
}

/** The product whose plan is shown, or null while there is none. */
export function useChosenProduct(): Chosen {
	return useStore(current, (chosen) => chosen);
}

/** For screens inside the frame, which is only shown when there is a product. */
export function useProductId(): string {
	const { id } = useChosenProduct();
	if (id === null) throw new Error("a plan screen was shown without a product");
	return id;
}
