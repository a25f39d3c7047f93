import type { Home } from "./home.ts";

/** What a script is told by a command that the person runs. */
type Told = Record<string, unknown>;

/** A command of the person, with its answer as data; a refusal ends the journey. */
export async function byHand(home: Home, ...args: string[]): Promise<Told> {
	const { code, stdout, stderr } = await home.run(...args, "--json");
	if (code !== 0) throw new Error(`openbacklog ${args.join(" ")} was refused:\n${stderr}`);
	return JSON.parse(stdout) as Told;
}

/** An entity whole, as the plan has it. */
export async function page(home: Home, ref: string, ...options: string[]): Promise<Told> {
	const { items } = (await byHand(home, "get", ref, ...options)) as { items: Told[] };
	const [whole] = items;
	if (whole === undefined) throw new Error(`The plan has no ${ref}.`);
	return whole;
}

/** What is missing in the plan or below a ref, as "G06 B-4". */
export async function gaps(home: Home, ...under: string[]): Promise<string[]> {
	const { gaps } = (await byHand(home, "health", ...under)) as {
		gaps: { code: string; entity: { ref: string } }[];
	};
	return gaps.map(({ code, entity }) => `${code} ${entity.ref}`);
}

/** The refs of a list, such as the open tasks, in their order. */
export async function refs(home: Home, ...list: string[]): Promise<string[]> {
	const { rows } = (await byHand(home, "list", ...list)) as { rows: { ref: string }[] };
	return rows.map(({ ref }) => ref);
}

/** The sample plan, as someone looks around in it. */
export async function loadSample(home: Home): Promise<void> {
	await byHand(home, "sample", "load");
}
