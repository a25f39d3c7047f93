import { fileURLToPath } from "node:url";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

const page = (name: string) => fileURLToPath(new URL(name, import.meta.url));

export default defineConfig({
	plugins: [react(), tailwindcss()],
	clearScreen: false,
	server: { port: 1420, strictPort: true, host: "127.0.0.1" },
	build: {
		outDir: "dist",
		// The oldest web engines the desktop shell runs in: WebKit 16.4 and WebView2 111.
		target: ["safari16.4", "chrome111"],
		// Files come from the disk, so few and large ones are no harm.
		chunkSizeWarningLimit: 1_000,
		rollupOptions: { input: { main: page("index.html"), capture: page("capture.html") } },
	},
	test: {
		environment: "jsdom",
		setupFiles: ["src/lib/testing/setup.ts"],
		include: ["src/**/*.test.{ts,tsx}"],
		css: false,
		// Busy machines are slow, not wrong.
		testTimeout: 30_000,
	},
});
