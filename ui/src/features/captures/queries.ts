import { commands } from "../../bindings";
import { planQuery } from "../../lib/query";

export function inboxQuery(productId: string) {
	return planQuery({
		key: ["inbox", productId],
		reads: ["capture", "project", "bet", "persona", "problem"],
		fn: () => commands.inbox(productId),
	});
}
