import { dirname, join, normalize } from "node:path/posix";

/** Sources by their path from ui/src: "features/tasks/TaskRow.tsx". */
export type Sources = ReadonlyMap<string, string>;

const IMPORT = /(?:^|[\s;])(?:import|export)\b[^"';]*?from\s*"([^"]+)"|\bimport\s*\(?\s*"([^"]+)"/g;

/** Comments go, or an import named in one would count. */
const withoutComments = (source: string) =>
	source.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");

/** What each file imports: files by their path, packages by their name. Types count as well. */
export function importsOf(sources: Sources): Map<string, string[]> {
	const resolve = (from: string, to: string) => {
		if (!to.startsWith(".")) return to;
		const path = normalize(join(dirname(from), to));
		return [path, `${path}.ts`, `${path}.tsx`].find((candidate) => sources.has(candidate)) ?? path;
	};
	return new Map(
		[...sources].map(([path, source]) => [
			path,
			[...withoutComments(source).matchAll(IMPORT)].map(([, from, alone]) =>
				resolve(path, from ?? alone ?? ""),
			),
		]),
	);
}

const isIn = (folder: string) => (path: string) => path.startsWith(`${folder}/`);
const isBridge = (target: string) => target === "bindings.ts" || target.startsWith("@tauri-apps/");
const featureOf = (path: string) => /^features\/([^/]+)\//.exec(path)?.[1];
const isAboveLib = (target: string) => /^(?:components|features|routes)[/.]/.test(target);

/** The shortest way from a file to what is sought, or null. */
function wayTo(imports: Map<string, string[]>, start: string, isSought: (target: string) => boolean) {
	const seen = new Set<string>();
	const ways = [[start]];
	for (const way of ways) {
		for (const target of imports.get(way.at(-1) ?? "") ?? []) {
			if (isSought(target)) return [...way, target];
			if (!seen.has(target)) ways.push([...way, target]);
			seen.add(target);
		}
	}
	return null;
}

/** Circles of files that import each other, each file in one of them at most. */
function circles(imports: Map<string, string[]>): string[][] {
	const known = new Set<string>();
	return [...imports.keys()].toSorted().flatMap((path) => {
		const circle = known.has(path) ? null : wayTo(imports, path, (target) => target === path);
		for (const one of circle ?? []) known.add(one);
		return circle ? [circle] : [];
	});
}

/** The rules of who may import whom that are broken, each with the way it is broken. */
export function brokenImports(sources: Sources): string[] {
	const imports = importsOf(sources);
	const broken: string[] = [];
	for (const [path, targets] of imports) {
		if (isIn("components")(path)) {
			const way = wayTo(imports, path, isBridge);
			if (way) broken.push(`a component reaches the app: ${way.join(" → ")}`);
		}
		for (const target of targets) {
			const feature = featureOf(path);
			const other = featureOf(target);
			if (feature && other && feature !== other)
				broken.push(`a feature imports another: ${path} → ${target}`);
			if (isIn("lib")(path) && isAboveLib(target))
				broken.push(`lib imports what stands on it: ${path} → ${target}`);
		}
	}
	for (const circle of circles(imports)) broken.push(`files import each other: ${circle.join(" → ")}`);
	return broken;
}

/** Query keys that are declared more than once, each with its places. */
export function repeatedQueryKeys(sources: Sources): string[] {
	const places = new Map<string, string[]>();
	for (const [path, source] of sources) {
		for (const [, key = ""] of source.matchAll(/\bkey: \["([^"]+)"/g)) {
			places.set(key, [...(places.get(key) ?? []), path]);
		}
	}
	return [...places].filter(([, at]) => at.length > 1).map(([key, at]) => `${key}: ${at.join(", ")}`);
}
