import { commands, type Settings } from "../bindings";
import { planQuery } from "./query";

export const settingsQuery = planQuery({
	key: ["settings"],
	reads: ["setting"],
	// Only a stored setting can be missing: an answer has them all.
	fn: () => commands.settings() as Promise<Required<Settings>>,
});
