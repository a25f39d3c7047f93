import { useState } from "react";
import type { Draft } from "../lib/drafts";
import { Button } from "./Button";
import { Problem } from "./Problem";

type DraftNotesProps = {
	draft: Pick<Draft<unknown>, "problem" | "saveAnyway" | "theirs" | "keepMine" | "useTheirs">;
};

/** What stands between a draft and being saved: someone else's change, or a refusal with its way out. */
export function DraftNotes({ draft }: DraftNotesProps) {
	const [shown, setShown] = useState(false);
	const { theirs, problem, saveAnyway } = draft;
	return (
		<>
			{theirs && (
				<div role="alert" className="tint flex flex-col gap-2 rounded-control bg-warn-bg px-3 py-1.5 text-ui">
					<div className="flex flex-wrap items-center gap-x-3 gap-y-1">
						<span className="grow text-warn">{theirs.by} also changed this</span>
						<Button size="small" look="quiet" aria-expanded={shown} onClick={() => setShown(!shown)}>
							{shown ? "Hide theirs" : "See theirs"}
						</Button>
						<Button size="small" onClick={draft.keepMine}>
							Keep mine
						</Button>
						<Button size="small" onClick={draft.useTheirs}>
							Use theirs
						</Button>
					</div>
					{shown && (
						<pre className="max-h-60 overflow-y-auto font-sans text-read whitespace-pre-wrap text-fg">
							{theirs.text === "" ? "(empty)" : theirs.text}
						</pre>
					)}
				</div>
			)}
			{problem && (
				<Problem
					message={problem}
					action={
						saveAnyway && (
							<Button size="small" onClick={saveAnyway}>
								Replace anyway
							</Button>
						)
					}
				/>
			)}
		</>
	);
}
