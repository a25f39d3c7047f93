import { commands } from "../bindings";
import { planQuery } from "./query";

/** The products that were deleted, the latest first. */
export const trashedProductsQuery = planQuery({
	key: ["trashed-products"],
	reads: ["product"],
	fn: () => commands.trashedProducts(),
});
