import { commands } from "../../bindings";
import { Button } from "../../components/Button";
import { live } from "../../lib/live";
import { useStore } from "../../lib/store";
import { useWrite } from "../../lib/write";

/** One line for each task that an AI just removed from this project, with the way to bring it back. */
export function Ghosts({ within }: { within: string }) {
	const ghosts = useStore(live, (state) => state.ghosts).filter((ghost) => ghost.withinId === within);
	const undo = useWrite(commands.undoSet);
	return ghosts.map((ghost) => (
		<div key={ghost.id} className="flex h-8 items-center gap-2 pl-2 text-ui text-subtle">
			<span aria-hidden className="text-ai">
				✦
			</span>
			<span className="truncate">
				{ghost.ref} {ghost.name}. Removed by {ghost.by}.
			</span>
			<Button size="small" look="quiet" onClick={() => void undo.run(ghost.set)}>
				Undo
			</Button>
		</div>
	));
}
