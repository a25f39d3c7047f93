import { readFileSync } from "node:fs";
import { describe, expect, test as plain } from "vitest";
import {
	differences,
	type Known,
	readBaseline,
	renewed,
	revisions,
	runSuite,
	writeBaseline,
} from "../harness/conformance.ts";
import { openGate } from "../harness/gate.ts";
import { binary, fixtureServer, type Home } from "../harness/home.ts";
import { test } from "../harness/test.ts";

const renewing = process.env.OPENBACKLOG_RENEW === "1";

/** Holds what the suite finds to the baseline, or makes it the baseline when renewing. */
async function holdToBaseline(home: Home, token: string, name: string): Promise<void> {
	const gate = await openGate(home, token);
	const baseline = readBaseline(name);
	const said: string[] = [];
	for (const revision of revisions) {
		const findings = await runSuite(home, gate.url, revision);
		const known = renewing ? renewed(findings, baseline[revision]) : baseline[revision];
		if (known === undefined) throw new Error(`${name} knows nothing of ${revision}.`);
		baseline[revision] = known;
		said.push(...differences(findings, known).map((difference) => `${revision} ${difference}`));
	}
	gate.close();
	if (renewing) writeBaseline(name, baseline);
	expect(said.join("\n"), `Renew ${name} with OPENBACKLOG_RENEW=1 once this is as it should be.`).toBe("");
}

test("the product answers the conformance suite as the baseline says", async ({ home }) => {
	await home.run("sample", "load");
	const { token } = await home.serve();
	await holdToBaseline(home, token, "product.json");
});

test("the product's HTTP door lets the suite's own fixtures through as the baseline says", async ({
	home,
}) => {
	const { token } = await home.serveFixtures();
	await holdToBaseline(home, token, "fixtures.json");
});

plain("the product's binaries hold nothing of the fixtures", () => {
	const holds = (file: string) => readFileSync(file).includes("test_simple_text");
	expect(holds(fixtureServer())).toBe(true);
	expect(holds(binary("openbacklog"))).toBe(false);
	expect(holds(binary("openbacklog-app"))).toBe(false);
});

describe("the comparison with the baseline", () => {
	const known: Known = { passing: 2, failing: { "It needs a fixture.": ["tools-call-image:image"] } };
	const found = { passing: ["ping:ping", "tools-list:tools"], failing: ["tools-call-image:image"] };

	plain("is silent when all is as known", () => {
		expect(differences(found, known)).toEqual([]);
	});

	plain("tells a new failure", () => {
		const broken = { passing: ["ping:ping"], failing: [...found.failing, "tools-list:tools"] };
		expect(differences(broken, known)).toEqual([
			"tools-list:tools fails, and should not.",
			"Checks that pass: 1; the baseline says 2.",
		]);
	});

	plain("tells what passes unexpectedly", () => {
		const mended = { passing: [...found.passing, "tools-call-image:image"], failing: [] };
		expect(differences(mended, known)[0]).toMatch("does not fail any more");
	});

	plain("tells checks that are not made any more", () => {
		const silent = { passing: [], failing: found.failing };
		expect(differences(silent, known)).toEqual(["Checks that pass: 0; the baseline says 2."]);
	});

	plain("wants a reason for every failure, also after renewing", () => {
		const broken = { passing: [], failing: [...found.failing, "ping:ping"] };
		const fresh = renewed(broken, known);
		expect(fresh.failing).toEqual({ ...known.failing, "": ["ping:ping"] });
		expect(differences(broken, fresh)).toEqual([
			"ping:ping has no reason in the baseline: move it under one.",
		]);
	});
});
