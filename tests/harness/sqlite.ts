import { execFileSync } from "node:child_process";
import type { Home } from "./home.ts";
import type { Running } from "./running.ts";

/** Looks into the plan's file from outside the product. */
export function sql(home: Home, statement: string): string {
	return execFileSync("sqlite3", ["-bail", home.database, statement], { encoding: "utf8" }).trim();
}

/** Another program that holds the plan's write lock until its input ends. */
export async function holdLock(home: Home): Promise<Running> {
	const holder = home.start("sqlite3", ["-bail", home.database]);
	holder.write("BEGIN IMMEDIATE;\nSELECT 'lock ' || 'held';\n");
	await holder.says(/lock held/);
	return holder;
}
