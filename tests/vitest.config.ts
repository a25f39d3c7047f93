import { defineConfig } from "vitest/config";

const seconds = 1000;

export default defineConfig({
	test: {
		projects: [
			{
				test: {
					name: "journeys",
					include: ["journeys/**/*.test.ts"],
					testTimeout: 60 * seconds,
					hookTimeout: 60 * seconds,
				},
			},
			{
				test: {
					name: "window",
					include: ["window/**/*.test.ts"],
					// One screen, one keyboard focus and one session bus are shared by all windows.
					fileParallelism: false,
					globalSetup: "harness/screen.ts",
					testTimeout: 120 * seconds,
					hookTimeout: 60 * seconds,
					expect: { poll: { timeout: 20 * seconds, interval: 50 } },
				},
			},
		],
	},
});
