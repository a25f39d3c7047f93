import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { fieldLabels } from "../../bindings";
import { fieldLabel } from "./fields";

const folder = "../migrations";
const tables = readdirSync(folder)
	.filter((name) => name.endsWith(".sql"))
	.map((name) => readFileSync(`${folder}/${name}`, "utf8"))
	.join("\n");
const columns = [...tables.matchAll(/^\t([a-z_]+) (?:TEXT|INTEGER|REAL)/gm)].map(([, name = ""]) => name);

it("calls no field by the column it is kept in", () => {
	expect(columns).toContain("in_scope");
	const labels = [...columns, ...Object.keys(fieldLabels)].map(fieldLabel);
	expect(labels.filter((label) => !/^[A-Z][^_]*$/.test(label) || / (?:id|at)$/.test(label))).toEqual([]);
});
