import { useQuery } from "@tanstack/react-query";
import { commands } from "../../bindings";
import { Badge } from "../../components/Badge";
import { Button } from "../../components/Button";
import { Problem } from "../../components/Problem";
import { wireError } from "../../lib/errors";
import { clockTime, exactTime } from "../../lib/formats";
import { reportUndone } from "../../lib/undone";
import { useWrite } from "../../lib/write";
import { changesOfSetQuery } from "./queries";

/** The changes of a set, each of which can be taken back alone. Of a set of one there is nothing to choose. */
export function SetChanges({ set }: { set: number }) {
	const { data = [], error } = useQuery(changesOfSetQuery(set));
	const undo = useWrite(commands.undoChange);
	const undoChange = async (seq: number) => {
		const undone = await undo.run(seq);
		if (undone) reportUndone(undone);
	};
	if (error) return <Problem message={wireError(error).message} />;
	if (data.length < 2) return null;
	return (
		<ul aria-label="Changes of this set" className="flex flex-col">
			{data.map(({ seq, at, sentence, undone }) => (
				<li key={seq} className="flex min-h-8 items-center gap-2">
					<time dateTime={at} title={exactTime(at)} className="w-16 shrink-0 text-label text-subtle tabular">
						{clockTime(at)}
					</time>
					<span className={`grow truncate ${undone ? "text-subtle line-through" : ""}`}>{sentence}</span>
					{undone ? (
						<Badge>undone</Badge>
					) : (
						<Button
							size="small"
							look="quiet"
							aria-label={`Undo: ${sentence}`}
							disabled={undo.pending}
							onClick={() => void undoChange(seq)}
						>
							Undo
						</Button>
					)}
				</li>
			))}
		</ul>
	);
}
