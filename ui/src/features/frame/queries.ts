import { commands } from "../../bindings";
import { planQuery } from "../../lib/query";

export const productsQuery = planQuery({
	key: ["products"],
	reads: ["product", "project", "capture"],
	fn: () => commands.products(),
});
