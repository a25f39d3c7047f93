import { useQuery } from "@tanstack/react-query";
import { commands, type Kind } from "../bindings";
import { planQuery } from "./query";

/** Part of the program: no commit changes it. */
const coachingQuery = planQuery({ key: ["coaching"], reads: [], fn: () => commands.coaching() });

/** What a kind is, in a sentence or two; null until it is known. */
export function useWhatIs(kind: Kind): string | null {
	const { data, isPending } = useQuery(coachingQuery);
	if (isPending) return null;
	return data?.kinds.find((coached) => coached.kind === kind)?.what ?? "";
}
