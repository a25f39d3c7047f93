import { commands } from "../../bindings";
import { planQuery } from "../../lib/query";

export const productQuery = (id: string) =>
	planQuery({ key: ["product", id], reads: ["product"], fn: () => commands.product(id) });
