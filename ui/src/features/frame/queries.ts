import { commands } from "../../bindings";
import { planQuery } from "../../lib/query";

export const productsQuery = planQuery({
	key: ["products"],
	reads: ["product", "project", "capture"],
	fn: () => commands.products(),
});

export const trashedProductsQuery = planQuery({
	key: ["trashed-products"],
	reads: ["product"],
	fn: () => commands.trashedProducts(),
});
