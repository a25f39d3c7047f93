const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const near = new Intl.RelativeTimeFormat(undefined, { numeric: "auto", style: "short" });
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "short" });
const clock = new Intl.DateTimeFormat(undefined, { timeStyle: "short" });
const sameYear = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short" });
const otherYear = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", year: "numeric" });

export function relativeTime(at: string, now = Date.now()): string {
	const then = new Date(at).getTime();
	const age = Math.max(0, now - then);
	if (age < MINUTE) return "just now";
	if (age < HOUR) return near.format(-Math.floor(age / MINUTE), "minute");
	if (age < DAY) return near.format(-Math.floor(age / HOUR), "hour");
	if (age < 7 * DAY) return near.format(-Math.floor(age / DAY), "day");
	const sameYearAsNow = new Date(then).getFullYear() === new Date(now).getFullYear();
	return (sameYearAsNow ? sameYear : otherYear).format(then);
}

export function exactTime(at: string): string {
	return exact.format(new Date(at));
}

/** A day without a time, as "2026-01-05" is written. It is the same day in every time zone. */
export function exactDay(day: string): string {
	return otherYear.format(new Date(`${day}T12:00`));
}

export function clockTime(at: string): string {
	return clock.format(new Date(at));
}

export function dayName(at: string, now = Date.now()): string {
	const start = (time: number) => new Date(time).setHours(0, 0, 0, 0);
	const days = Math.round((start(now) - start(new Date(at).getTime())) / DAY);
	if (days <= 0) return "Today";
	if (days === 1) return "Yesterday";
	const sameYearAsNow = new Date(at).getFullYear() === new Date(now).getFullYear();
	return (sameYearAsNow ? sameYear : otherYear).format(new Date(at));
}

/** `count(1, "task")` is "1 task", `count(3, "task")` "3 tasks". */
export function count(amount: number, one: string, many = `${one}s`): string {
	return `${amount} ${amount === 1 ? one : many}`;
}

export function listOf(words: string[]): string {
	if (words.length < 2) return words.join("");
	return `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
