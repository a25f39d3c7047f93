import { test as base } from "vitest";
import { type Home, moveIn } from "./home.ts";

/** A test in a home of its own. */
export const test = base.extend<{ home: Home }>({
	// biome-ignore lint/correctness/noEmptyPattern: vitest reads the fixtures a fixture needs from this pattern.
	home: async ({}, use) => {
		const home = await moveIn();
		await use(home);
		await home.leave();
	},
});
