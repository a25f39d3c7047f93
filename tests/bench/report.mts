import { performance } from "node:perf_hooks";

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

/** Prints one row per measure, in milliseconds. */
export function report(title: string, measures: Record<string, number[]>): void {
	console.log(`\n${title}`);
	const rows = Object.entries(measures).map(([what, values]) => [
		what,
		{
			runs: values.length,
			"p50 ms": round(quantile(values, 0.5)),
			"p95 ms": round(quantile(values, 0.95)),
			"max ms": round(Math.max(...values)),
		},
	]);
	console.table(Object.fromEntries(rows));
}

export function round(value: number): number {
	return Math.round(value * 10) / 10;
}
