import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { commands, type ParsedLine } from "../../bindings";
import { planQuery } from "../../lib/query";

/** Typing pauses this long before the line is read, in milliseconds. */
const PAUSE = 80;

const parsedQuery = (productId: string | null, line: string) =>
	planQuery({
		key: ["parsed-line", productId, line],
		reads: ["project", "bet", "persona", "problem"],
		fn: () => commands.parseCapture(productId, line),
	});

/** What a capture line would make. While a newer line is being read, the chips of the older one stay. */
export function useParsedLine(productId: string | null, line: string): ParsedLine | null {
	const [settled, setSettled] = useState(line);
	useEffect(() => {
		const timer = setTimeout(() => setSettled(line), PAUSE);
		return () => clearTimeout(timer);
	}, [line]);

	const blank = settled.trim() === "";
	const { data } = useQuery({
		...parsedQuery(productId, settled),
		enabled: !blank,
		placeholderData: keepPreviousData,
		// Lines are seldom typed twice, and this window hears of no commits.
		gcTime: 0,
		staleTime: 0,
	});
	return blank || line.trim() === "" ? null : (data ?? null);
}
