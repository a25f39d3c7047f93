import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { type Browser, type ChainablePromiseElement, remote } from "webdriverio";
import { binary, freePort, type Home } from "./home.ts";
import { patience, type Running } from "./running.ts";

const library = createRequire(import.meta.url).resolve("@testing-library/dom/package.json");
const queries = readFileSync(join(dirname(library), "dist", "@testing-library", "dom.umd.min.js"), "utf8");

/** What an element is called: its whole accessible name, or a pattern in it. */
export type Name = string | RegExp;
export type Where = { within?: [role: string, name?: Name] };
export type Element = ChainablePromiseElement;
type Pattern = { text: string } | { source: string; flags: string } | null;

/** The app's main window, read and used the way assistive technology does: by role and name. */
export class AppWindow {
	private constructor(
		readonly browser: Browser,
		readonly pid: number,
		private readonly driver: Running,
	) {}

	/** Starts the app in a home and waits until its main window can be used. */
	static async open(home: Home): Promise<AppWindow> {
		const port = await freePort();
		const driver = home.start("WebKitWebDriver", [`--port=${port}`], { TAURI_WEBVIEW_AUTOMATION: "true" });
		await until("the driver answers", () => answers(`http://127.0.0.1:${port}/status`));
		const browser = await remote({
			hostname: "127.0.0.1",
			port,
			logLevel: "error",
			capabilities: {
				browserName: "wry",
				"wdio:enforceWebDriverClassic": true,
				"webkitgtk:browserOptions": { binary: binary("openbacklog-app"), args: [] },
			} as WebdriverIO.Capabilities,
		});
		const window = new AppWindow(browser, childOf(driver.pid), driver);
		home.adopt(window.pid);
		await window.lookAt("main");
		return window;
	}

	/** Points the driver at one of the app's two windows. */
	async lookAt(which: "main" | "capture"): Promise<void> {
		await until(`the ${which} window is there`, async () => {
			for (const handle of await this.browser.getWindowHandles()) {
				await this.browser.switchToWindow(handle);
				const isCapture = (await this.browser.getUrl()).includes("capture");
				if (isCapture === (which === "capture")) return true;
			}
			return false;
		});
	}

	/** Waits until what is typed on the keyboard reaches the window looked at. */
	async hasKeyboard(): Promise<void> {
		await until(
			"the window has the keyboard",
			() => this.browser.execute(() => document.hasFocus()),
			() => this.#lookBack(),
		);
	}

	/** The first element with this role and name, waited for. */
	async find(role: string, name?: Name, where: Where = {}): Promise<Element> {
		const sought = `${role} ${name ?? ""} ${where.within ? `within ${where.within.join(" ")}` : ""}`;
		let found: Element | undefined;
		await until(
			`the window shows ${sought}`,
			async () => {
				found = (await this.all(role, name, where))[0];
				return found !== undefined;
			},
			() => this.#lookBack(),
		);
		return found as Element;
	}

	async all(role: string, name?: Name, { within }: Where = {}): Promise<Element[]> {
		await this.#bringQueries();
		const found = (await this.browser.execute(
			(role: string, name: Pattern, withinRole: string | null, withinName: Pattern) => {
				type Node = globalThis.Element;
				type Query = (scope: Node, role: string, options: { name?: string | RegExp }) => Node[];
				const { queryAllByRole } = (globalThis as unknown as { TestingLibraryDom: { queryAllByRole: Query } })
					.TestingLibraryDom;
				const named = (pattern: Pattern) => {
					if (pattern === null) return {};
					return { name: "text" in pattern ? pattern.text : new RegExp(pattern.source, pattern.flags) };
				};
				const scope = withinRole
					? queryAllByRole(document.body, withinRole, named(withinName))[0]
					: document.body;
				return scope ? queryAllByRole(scope, role, named(name)) : [];
			},
			role,
			pattern(name),
			within?.[0] ?? null,
			pattern(within?.[1]),
		)) as unknown as WebdriverIO.Element[];
		return found.map((element) => this.browser.$(element));
	}

	async click(role: string, name?: Name, where?: Where): Promise<void> {
		await (await this.find(role, name, where)).click();
	}

	/** Drags one element onto the upper or lower edge of another, as a hand does: press, move, let go. */
	async drag(held: Element, onto: Element, edge: "top" | "bottom"): Promise<void> {
		const from = await centre(held);
		const to = await centre(onto);
		const reach = edge === "top" ? 2 - to.height / 2 : to.height / 2 - 2;
		await this.browser
			.action("pointer")
			.move({ x: from.x, y: from.y })
			.down()
			.move({ x: from.x, y: from.y + 10, duration: 50 })
			.move({ x: to.x, y: Math.round(to.y + reach), duration: 150 })
			.up()
			.perform();
	}

	/** Replaces what a text field holds. */
	async fill(name: Name, text: string, where?: Where): Promise<void> {
		const field = await this.find("textbox", name, where);
		await field.click();
		await this.press("Control", "a");
		await this.type(text);
	}

	/** Writes a text that is read as formatted text and edited in place, and saves it. */
	async write(name: Name, text: string): Promise<void> {
		await this.click("group", name);
		const editor = await this.find("textbox", name);
		await editor.click();
		await this.type(text);
		await this.press("Control", "Enter");
		await this.find("group", name);
		await this.shows(text);
	}

	/** Types into whatever has the focus, one key after the other. */
	async type(text: string): Promise<void> {
		const keyboard = this.browser.action("key");
		for (const character of text) keyboard.down(character).up(character);
		await keyboard.perform();
	}

	/** Presses keys together, then lets go of them. */
	async press(...keys: string[]): Promise<void> {
		await this.browser.keys(keys.map((key) => named[key] ?? key));
	}

	/** Everything the window shows as text. */
	text(): Promise<string> {
		return this.browser.execute(() => {
			const { innerText } = document.body;
			return innerText;
		});
	}

	async shows(wanted: string | RegExp): Promise<void> {
		await until(
			`the window shows ${wanted}`,
			async () => matches(await this.text(), wanted),
			() => this.#lookBack(),
		);
	}

	async showsNoMore(unwanted: string | RegExp): Promise<void> {
		await until(
			`the window shows ${unwanted} no more`,
			async () => !matches(await this.text(), unwanted),
			() => this.#lookBack(),
		);
	}

	/** A command of the app, called the way its own interface calls it. */
	invoke<T>(command: string, input: Record<string, unknown> = {}): Promise<T> {
		return this.browser.execute(
			(command: string, input: Record<string, unknown>) => {
				type Internals = { invoke(command: string, input: Record<string, unknown>): unknown };
				return (globalThis as unknown as { __TAURI_INTERNALS__: Internals }).__TAURI_INTERNALS__.invoke(
					command,
					input,
				);
			},
			command,
			input,
		) as Promise<T>;
	}

	/** Gives the window a size on the screen, in pixels. */
	async resize(width: number, height: number): Promise<void> {
		desktop("windowsize", "--sync", this.#onScreen, String(width), String(height));
		await until("the page has the new size", () =>
			this.browser.execute((wide: number) => innerWidth === wide, width),
		);
	}

	/** Saves what the window shows in a theme, once it is painted. */
	async picture(file: string, theme: "light" | "dark"): Promise<void> {
		await until(`the window is ${theme}`, () =>
			this.browser.execute((wanted: string) => document.documentElement.dataset.theme === wanted, theme),
		);
		await this.#isPainted();
		await this.browser.saveScreenshot(file);
	}

	/** What the window shows, as a picture. The driver cuts single elements out of it at a wrong height. */
	async pixels(): Promise<string> {
		await this.#isPainted();
		return this.browser.takeScreenshot();
	}

	/** How many pixels differ between two pictures, beyond what smoothing a letter again makes of it. */
	differing(one: string, other: string): Promise<number> {
		return this.browser.executeAsync(
			async (one: string, other: string, done: (count: number) => void) => {
				const read = async (picture: string) => {
					const image = new Image();
					image.src = `data:image/png;base64,${picture}`;
					await image.decode();
					const context = new OffscreenCanvas(image.width, image.height).getContext("2d");
					context?.drawImage(image, 0, 0);
					return context?.getImageData(0, 0, image.width, image.height).data ?? new Uint8ClampedArray();
				};
				const [before, after] = [await read(one), await read(other)];
				let count = 0;
				for (let at = 0; at < before.length; at += 4) {
					const far = [0, 1, 2].some((c) => Math.abs((before[at + c] ?? 0) - (after[at + c] ?? 0)) > 96);
					if (far) count += 1;
				}
				done(count);
			},
			one,
			other,
		);
	}

	/** Closes the window as the window manager does and waits until the app has ended. */
	async quit(): Promise<void> {
		await this.lookAt("main");
		desktop("windowactivate", "--sync", this.#onScreen, "key", "alt+F4");
		await until("the app has ended", () => !isAlive(this.pid));
		await this.driver.kill("SIGTERM");
	}

	async #isPainted(): Promise<void> {
		await this.browser.executeAsync((painted: () => void) =>
			requestAnimationFrame(() => requestAnimationFrame(painted)),
		);
	}

	/** The number the screen knows the visible window by. */
	get #onScreen(): string {
		return desktop("search", "--onlyvisible", "--pid", String(this.pid)).split("\n")[0] ?? "";
	}

	/** Says in words what was there instead, and keeps a picture of it. */
	async #lookBack(): Promise<string> {
		const artifacts = join(import.meta.dirname, "..", "window", "artifacts");
		mkdirSync(artifacts, { recursive: true });
		const text = await this.text();
		// The driver waits for ever for a picture of a window that is hidden.
		const visible = await this.browser.execute(() => document.visibilityState === "visible");
		if (!visible) return `The window is hidden. It holds:\n${text}`;
		await this.browser.saveScreenshot(join(artifacts, `${Date.now()}.png`));
		return text;
	}

	async #bringQueries(): Promise<void> {
		const there = await this.browser.execute(() => "TestingLibraryDom" in globalThis);
		if (!there) await this.browser.execute(queries);
	}
}

const named: Record<string, string> = {
	Control: "\uE009",
	Shift: "\uE008",
	Alt: "\uE00A",
	Enter: "\uE007",
	Escape: "\uE00C",
	Tab: "\uE004",
	Space: " ",
	Backspace: "\uE003",
	ArrowUp: "\uE013",
	ArrowDown: "\uE015",
	ArrowLeft: "\uE012",
	ArrowRight: "\uE014",
};

/** What a person does outside the window: keys for the whole desktop, a click on the title bar. */
export function desktop(...args: string[]): string {
	return execFileSync("xdotool", args, { encoding: "utf8", timeout: patience }).trim();
}

/** Asks again until it holds; a journey that waits longer than a person would is a failure. */
export async function until(
	what: string,
	holds: () => boolean | Promise<boolean>,
	context: () => Promise<string> = async () => "",
): Promise<void> {
	const end = performance.now() + patience;
	while (!(await holds())) {
		if (performance.now() > end) {
			throw new Error(`Waited ${patience / 1000} s in vain until ${what}.\n${await context()}`);
		}
		await new Promise((resolve) => setTimeout(resolve, 20));
	}
}

async function centre(element: Element): Promise<{ x: number; y: number; height: number }> {
	const { x, y } = await element.getLocation();
	const { width, height } = await element.getSize();
	return { x: Math.round(x + width / 2), y: Math.round(y + height / 2), height };
}

function pattern(name: Name | undefined): Pattern {
	if (name === undefined) return null;
	return typeof name === "string" ? { text: name } : { source: name.source, flags: name.flags };
}

function matches(text: string, wanted: string | RegExp): boolean {
	return typeof wanted === "string" ? text.includes(wanted) : wanted.test(text);
}

async function answers(url: string): Promise<boolean> {
	return fetch(url).then(
		(response) => response.ok,
		() => false,
	);
}

function childOf(pid: number): number {
	return Number(readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ")[0]);
}

function isAlive(pid: number): boolean {
	try {
		return !readFileSync(`/proc/${pid}/stat`, "utf8").includes(") Z ");
	} catch {
		return false;
	}
}
