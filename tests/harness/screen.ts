import { spawn } from "node:child_process";
import { once } from "node:events";
import type { Readable } from "node:stream";

/** Gives the windows a screen and a window manager of their own; vitest runs this once, before its workers. */
export default async function openScreen(): Promise<() => Promise<void>> {
	const server = spawn("Xvfb", ["-displayfd", "3", "-screen", "0", "1440x1000x24", "-nolisten", "tcp"], {
		stdio: ["ignore", "ignore", "ignore", "pipe"],
	});
	const announcement = server.stdio[3] as Readable;
	const [number] = (await once(announcement, "data")) as [Buffer];
	process.env.DISPLAY = `:${number.toString().trim()}`;
	// A window opens on this screen even when the person sits at a Wayland session.
	delete process.env.WAYLAND_DISPLAY;
	process.env.GDK_BACKEND = "x11";
	const manager = spawn("openbox", { stdio: "ignore" });

	return async () => {
		manager.kill();
		server.kill();
		await Promise.all([once(manager, "close"), once(server, "close")]);
	};
}
