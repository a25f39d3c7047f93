import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

type Theme = "light" | "dark";

const css = readFileSync("src/tokens.css", "utf8");
const [base = "", highContrast = ""] = css.split("@media (prefers-contrast: more)");

function tokensOf(block: string) {
	const found = new Map<string, Record<Theme, string>>();
	for (const [, name = "", light = "", dark = ""] of block.matchAll(
		/--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);/g,
	)) {
		found.set(name, { light, dark });
	}
	return found;
}

const tokens = tokensOf(base);
const highTokens = new Map([...tokens, ...tokensOf(highContrast)]);

function luminance(hex: string) {
	const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
		const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
		return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
	});
	return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(front: string, back: string) {
	const [dark = 0, light = 0] = [luminance(front), luminance(back)].sort((a, b) => a - b);
	return (light + 0.05) / (dark + 0.05);
}

const plain = ["bg-app", "bg-surface", "bg-raised", "bg-sunken", "bg-hover", "bg-selected"];
const pairs: { front: string; backs: string[]; atLeast: number }[] = [
	...["fg", "fg-muted", "fg-subtle", "link"].map((front) => ({ front, backs: plain, atLeast: 4.5 })),
	...["control", "ai"].map((front) => ({ front, backs: plain, atLeast: 3 })),
	{ front: "accent-fg", backs: ["accent"], atLeast: 4.5 },
	{ front: "accent", backs: ["bg-app", "bg-surface", "bg-raised"], atLeast: 3 },
	...["ok", "warn", "danger"].map((front) => ({
		front,
		backs: [`${front}-bg`, "bg-app", "bg-surface", "bg-raised"],
		atLeast: 4.5,
	})),
	{ front: "ai-text", backs: ["ai-bg", ...plain], atLeast: 4.5 },
	...["fg", "fg-muted", "fg-subtle"].map((front) => ({ front, backs: ["ai-bg"], atLeast: 4.5 })),
];

describe.each<Theme>(["light", "dark"])("contrast in the %s theme", (theme) => {
	const colour = (name: string, from = tokens) => from.get(name)?.[theme] ?? `no token ${name}`;

	it.each(pairs)("$front reads on $backs at $atLeast : 1", ({ front, backs, atLeast }) => {
		for (const back of backs) {
			expect(contrast(colour(front), colour(back)), `${front} on ${back}`).toBeGreaterThanOrEqual(atLeast);
		}
	});

	it("reaches 7 : 1 for all text when more contrast is asked for", () => {
		for (const front of ["fg", "fg-muted", "fg-subtle", "link", "ai-text", "ok", "warn", "danger"]) {
			for (const back of ["bg-app", "bg-surface", "bg-raised"]) {
				expect(
					contrast(colour(front, highTokens), colour(back)),
					`${front} on ${back}`,
				).toBeGreaterThanOrEqual(7);
			}
		}
		expect(contrast(colour("accent-fg"), colour("accent", highTokens))).toBeGreaterThanOrEqual(7);
	});
});

it("measures black on white as 21 : 1", () => {
	expect(contrast("#000000", "#ffffff")).toBeCloseTo(21, 5);
});
