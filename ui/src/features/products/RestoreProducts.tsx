import { useQuery } from "@tanstack/react-query";
import { commands } from "../../bindings";
import { Button } from "../../components/Button";
import { Problem } from "../../components/Problem";
import { exactTime } from "../../lib/formats";
import { setProductId } from "../../lib/product";
import { trashedProductsQuery } from "../../lib/trashedProducts";
import { useWrite } from "../../lib/write";

/** Products that were deleted, each with the way back. */
export function RestoreProducts({ onRestored }: { onRestored: () => void }) {
	const { data = [] } = useQuery(trashedProductsQuery);
	const restore = useWrite(commands.restore);
	if (data.length === 0) return null;
	const bringBack = async (id: string) => {
		if (!(await restore.run("product", id))) return;
		setProductId(id);
		onRestored();
	};
	return (
		<section aria-label="Deleted products" className="mx-auto flex w-full max-w-140 flex-col gap-1 px-6 pb-6">
			{restore.error && <Problem message={restore.error.message} />}
			{data.map(({ id, name, trashed_at }) => (
				<p key={id} className="flex items-center gap-2 text-ui text-subtle">
					<span className="truncate">
						{name} was deleted on {exactTime(trashed_at)}.
					</span>
					<Button
						size="small"
						aria-label={`Restore ${name}`}
						disabled={restore.pending}
						onClick={() => void bringBack(id)}
					>
						Restore
					</Button>
				</p>
			))}
		</section>
	);
}
