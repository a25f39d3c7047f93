import { type ChildProcessWithoutNullStreams, type SpawnOptions, spawn } from "node:child_process";

/** How long anything a person waits for may take before a journey calls it broken. */
export const patience = 20_000;

export type Ended = { code: number | null; stdout: string; stderr: string };

/** A process under test, with everything it has said so far. */
export class Running {
	stdout = "";
	stderr = "";
	readonly ended: Promise<Ended>;
	readonly #child: ChildProcessWithoutNullStreams;
	readonly #listeners = new Set<() => void>();
	#done = false;

	constructor(command: string, args: string[], options: SpawnOptions) {
		const child = spawn(command, args, { ...options, stdio: "pipe" }) as ChildProcessWithoutNullStreams;
		this.#child = child;
		child.stdin.on("error", () => {
			// A process may end before it has read everything; how it ended is what the journey looks at.
		});
		child.stdout.setEncoding("utf8").on("data", (text: string) => this.#heard({ stdout: text }));
		child.stderr.setEncoding("utf8").on("data", (text: string) => this.#heard({ stderr: text }));
		this.ended = new Promise((resolve, reject) => {
			child.on("error", reject);
			child.on("close", (code) => {
				this.#done = true;
				this.#heard({});
				resolve({ code, stdout: this.stdout, stderr: this.stderr });
			});
		});
	}

	get pid(): number {
		if (this.#child.pid === undefined) throw new Error("The process did not start.");
		return this.#child.pid;
	}

	get isRunning(): boolean {
		return !this.#done;
	}

	/** Resolves once the process has written something that matches, on either output. */
	says(pattern: RegExp): Promise<RegExpMatchArray> {
		return new Promise((resolve, reject) => {
			const fail = (reason: string) => {
				this.#listeners.delete(look);
				clearTimeout(limit);
				reject(new Error(`${reason} ${pattern}. It said:\n${this.stdout}\n${this.stderr}`));
			};
			const look = () => {
				const match = this.stdout.match(pattern) ?? this.stderr.match(pattern);
				if (match) {
					this.#listeners.delete(look);
					clearTimeout(limit);
					resolve(match);
				} else if (this.#done) {
					fail("The process ended without saying");
				}
			};
			const limit = setTimeout(() => fail("The process did not say"), patience);
			this.#listeners.add(look);
			look();
		});
	}

	write(text: string): void {
		this.#child.stdin.write(text);
	}

	endInput(): void {
		this.#child.stdin.end();
	}

	async kill(signal: NodeJS.Signals = "SIGKILL"): Promise<void> {
		if (this.isRunning) this.#child.kill(signal);
		await this.ended;
	}

	#heard({ stdout = "", stderr = "" }): void {
		this.stdout += stdout;
		this.stderr += stderr;
		for (const listener of [...this.#listeners]) listener();
	}
}
