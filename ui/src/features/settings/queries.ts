import { commands, type Kind } from "../../bindings";
import { planQuery } from "../../lib/query";

export const doorsQuery = planQuery({ key: ["doors"], reads: ["setting"], fn: () => commands.doors() });

export const connectionsQuery = planQuery({
	key: ["connections"],
	reads: ["setting"],
	fn: () => commands.connections(),
});

/** A setting that moves a door is committed first; only the answer says that the door has moved. */
export const doorsToo: { unlogged: readonly Kind[] } = { unlogged: ["setting"] };
