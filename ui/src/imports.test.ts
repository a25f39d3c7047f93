import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { brokenImports, importsOf, repeatedQueryKeys } from "./lib/testing/imports";

const isTest = (path: string) => /\.test\.tsx?$|(?:^|\/)testing\//.test(path);
const sources = new Map(
	readdirSync("src", { recursive: true, encoding: "utf8" })
		.map((path) => path.replaceAll("\\", "/"))
		.filter((path) => /\.tsx?$/.test(path) && !isTest(path))
		.map((path) => [path, readFileSync(`src/${path}`, "utf8")]),
);

/** The sources with lines planted in some of them. */
const planted = (lines: Record<string, string>) =>
	new Map([
		...sources,
		...Object.entries(lines).map(([path, line]) => [path, `${line}\n${sources.get(path) ?? ""}`] as const),
	]);

it("keeps components from the app, features apart, lib at the bottom and every file out of circles", () => {
	expect(sources.size).toBeGreaterThan(150);
	expect(brokenImports(sources)).toEqual([]);
});

it("declares each query once", () => {
	expect([...sources.values()].join("\n")).toContain('key: ["project-board"');
	expect(repeatedQueryKeys(sources)).toEqual([]);
	const again = planted({ "features/captures/again.ts": 'planQuery({ key: ["project-board", id] })' });
	expect(repeatedQueryKeys(again)).toEqual([
		"project-board: lib/projectQueries.ts, features/captures/again.ts",
	]);
});

it("reads imports over lines, of types, without names and loaded late, but none in comments", () => {
	const source = [
		'import {\n\tuseState,\n\ttype Ref,\n} from "react";',
		'import type { Kind } from "../bindings";',
		'import "./app.css";',
		'export { one } from "./one";',
		'const late = () => import("./late");',
		'// import { no } from "./no";',
		'/** import "./nor"; */',
	].join("\n");
	const imports = importsOf(
		new Map([
			["lib/a.ts", source],
			["lib/one.ts", ""],
			["lib/late.tsx", ""],
			["bindings.ts", ""],
		]),
	);
	expect(imports.get("lib/a.ts")).toEqual([
		"react",
		"bindings.ts",
		"lib/app.css",
		"lib/one.ts",
		"lib/late.tsx",
	]);
});

it.each([
	[
		"a component that imports the app",
		{ "components/Badge.tsx": 'import { invoke } from "@tauri-apps/api/core";' },
		"a component reaches the app: components/Badge.tsx → @tauri-apps/api/core",
	],
	[
		"a component that reaches the app through lib",
		{ "components/Badge.tsx": 'import { openLink } from "../lib/links";' },
		"a component reaches the app: components/Badge.tsx → lib/links.ts → bindings.ts",
	],
	[
		"a feature that imports another",
		{ "features/tasks/rows.ts": 'import type { Column } from "../projects/board";' },
		"a feature imports another: features/tasks/rows.ts → features/projects/board.ts",
	],
	[
		"lib that imports a component",
		{ "lib/formats.ts": 'import { Badge } from "../components/Badge";' },
		"lib imports what stands on it: lib/formats.ts → components/Badge.tsx",
	],
	[
		"lib that imports the routes",
		{ "lib/formats.ts": 'import { router } from "../routes";' },
		"lib imports what stands on it: lib/formats.ts → routes.tsx",
	],
	[
		"two files that import each other",
		{ "lib/a.ts": 'import type { B } from "./b";', "lib/b.ts": 'export * from "./a";' },
		"files import each other: lib/a.ts → lib/b.ts → lib/a.ts",
	],
])("finds %s", (_, lines, found) => {
	expect(brokenImports(planted(lines))).toContain(found);
});
