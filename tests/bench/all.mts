// All benchmarks, or those named: `npm run bench --workspace tests -- doors 1000 10000`.
// Numbers are sizes in entities for the doors; so is OPENBACKLOG_BENCH_ENTITIES. The folder
// OPENBACKLOG_BENCH_PLANS keeps seeded plans from run to run.
import { measureDoors } from "./doors.mts";

const words = process.argv.slice(2);
const given = [...words, ...(process.env.OPENBACKLOG_BENCH_ENTITIES ?? "").split(/\D+/)].map(Number);
const sizes = given.filter((size) => size > 0);
const named = words.filter((word) => Number.isNaN(Number(word)));
const wanted = (name: string) => named.length === 0 || named.includes(name);

if (wanted("live")) await import("./live.mts");
if (wanted("app")) await import("./app.mts");
if (wanted("writers")) await import("./writers.mts");
if (wanted("doors")) await measureDoors(sizes.length > 0 ? sizes : [1_000, 10_000, 100_000]);
