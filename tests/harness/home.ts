import { chmodSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { type Ended, Running } from "./running.ts";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** A binary of the debug build, or of the one that OPENBACKLOG_PROFILE names. */
export function binary(name: "openbacklog" | "openbacklog-app"): string {
	return built(name);
}

/** The server with the fixtures of the conformance suite behind the product's doors. */
export function fixtureServer(): string {
	return built("examples", "conformance");
}

function built(...path: string[]): string {
	const target = resolve(root, process.env.CARGO_TARGET_DIR ?? "target");
	const profile = process.env.OPENBACKLOG_PROFILE ?? "debug";
	return join(target, profile, ...path) + (process.platform === "win32" ? ".exe" : "");
}

/** One person's computer, as far as the product sees it: a data folder, a runtime folder and a port of its own. */
export class Home {
	readonly dataFolder: string;
	readonly env: Record<string, string>;
	readonly #folder = mkdtempSync(join(tmpdir(), "openbacklog-journey-"));
	readonly #started: Running[] = [];
	readonly #adopted: number[] = [];

	constructor(readonly port: number) {
		const folder = (name: string) => {
			const path = join(this.#folder, name);
			mkdirSync(path, { mode: 0o700 });
			return path;
		};
		this.dataFolder = folder("data");
		// Lets the read-only journeys reach the data folder as another user.
		chmodSync(this.#folder, 0o755);
		this.env = {
			...inherited(),
			OPENBACKLOG_DATA_DIR: this.dataFolder,
			OPENBACKLOG_PORT: String(port),
			XDG_RUNTIME_DIR: folder("runtime"),
			XDG_DATA_HOME: folder("webview"),
			XDG_CONFIG_HOME: folder("config"),
			XDG_CACHE_HOME: folder("cache"),
		};
	}

	get url(): string {
		return `http://127.0.0.1:${this.port}`;
	}

	get database(): string {
		return join(this.dataFolder, "plan.db");
	}

	start(command: string, args: string[] = [], env: Record<string, string> = {}): Running {
		const running = new Running(command, args, { env: { ...this.env, ...env }, cwd: this.#folder });
		this.#started.push(running);
		return running;
	}

	/** Runs the openbacklog command to its end. */
	run(...args: string[]): Promise<Ended> {
		const running = this.start(binary("openbacklog"), args);
		running.endInput();
		return running.ended;
	}

	/** Starts the server without a window; on its first start it shows a token. */
	async serve(): Promise<{ server: Running; token: string }> {
		return this.#listening(this.start(binary("openbacklog"), ["serve", "--port", String(this.port)]));
	}

	/** Starts the fixtures of the conformance suite behind the product's HTTP door. */
	async serveFixtures(): Promise<{ server: Running; token: string }> {
		return this.#listening(this.start(fixtureServer(), [this.dataFolder, String(this.port)]));
	}

	async #listening(server: Running): Promise<{ server: Running; token: string }> {
		const [, token = ""] = await server.says(/shown once: (\S+)\s/);
		return { server, token };
	}

	/** Makes a token for an HTTP client. */
	async token(client: string): Promise<string> {
		const { stdout } = await this.run("token", "create", client, "--json");
		return (JSON.parse(stdout) as { token: string }).token;
	}

	/** Ends a process that something else started for this home when the journey is over. */
	adopt(pid: number): void {
		this.#adopted.push(pid);
	}

	async leave(): Promise<void> {
		for (const pid of this.#adopted) end(pid);
		await Promise.allSettled(this.#started.map((running) => running.kill()));
		rmSync(this.#folder, { recursive: true, force: true, maxRetries: 3 });
	}
}

function end(pid: number): void {
	try {
		process.kill(pid, "SIGKILL");
	} catch {
		// It ended by itself.
	}
}

/** The environment without what would tie a journey to the person who runs it. */
function inherited(): Record<string, string> {
	const entries = Object.entries(process.env).filter(
		([name, value]) => value !== undefined && !/^(OPENBACKLOG|CLAUDE|XDG|npm|VITEST)_/.test(name),
	);
	return Object.fromEntries(entries) as Record<string, string>;
}

export function freePort(): Promise<number> {
	return new Promise((resolve, reject) => {
		const server = createServer();
		server.on("error", reject);
		server.listen(0, "127.0.0.1", () => {
			const address = server.address();
			server.close(() =>
				typeof address === "object" && address !== null
					? resolve(address.port)
					: reject(new Error("The system gave no port.")),
			);
		});
	});
}

export async function moveIn(): Promise<Home> {
	return new Home(await freePort());
}
