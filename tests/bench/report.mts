import { performance } from "node:perf_hooks";

/** What was measured, and the bar it should stay under: its 95th percentile, or the one value. */
export type Measure = { what: string; values: number[]; bar?: number };

/** Milliseconds of repeated runs, one run at a time. */
export async function times(runs: number, action: (run: number) => Promise<unknown>): Promise<number[]> {
	const taken: number[] = [];
	for (let run = 0; run < runs; run++) {
		const start = performance.now();
		await action(run);
		taken.push(performance.now() - start);
	}
	return taken;
}

export function quantile(values: number[], share: number): number {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** Prints one row per measure, each beside its bar. */
export function report(title: string, measures: Measure[]): void {
	console.log(`\n${title}`);
	const rows = measures.map(({ what, values, bar }) => [
		what,
		{
			runs: values.length,
			p50: round(quantile(values, 0.5)),
			p95: round(quantile(values, 0.95)),
			p99: round(quantile(values, 0.99)),
			max: round(Math.max(...values)),
			bar: bar ?? "",
			"": bar === undefined ? "" : quantile(values, 0.95) <= bar ? "met" : "OVER",
		},
	]);
	console.table(Object.fromEntries(rows));
}

export function round(value: number): number {
	return Math.round(value * 10) / 10;
}
