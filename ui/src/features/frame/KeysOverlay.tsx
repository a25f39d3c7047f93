import { Keys } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { type CommandGroup, useAvailableCommands } from "../../lib/commands";

const order: CommandGroup[] = ["Here", "Create", "Edit", "Go to", "View", "App"];

const inLists: [keys: readonly string[], title: string][] = [
	[["j"], "Next row"],
	[["k"], "Previous row"],
	[["enter"], "Open"],
	[["space"], "Peek"],
	[["x"], "Select"],
	[["esc"], "Clear the selection"],
];

/** The keys that work on this screen, read from the same registry that obeys them. */
export function KeysOverlay({ open, onClose }: { open: boolean; onClose: () => void }) {
	const commands = useAvailableCommands();
	const groups = order
		.map((group) => ({
			group,
			rows: commands.filter((command) => command.group === group && command.keys?.length),
		}))
		.filter(({ rows }) => rows.length > 0);
	return (
		<Dialog open={open} onClose={onClose} title="Keys" width={720}>
			<div className="columns-2 gap-8 max-m:columns-1">
				{groups.map(({ group, rows }) => (
					<Group key={group} title={group} rows={rows.map(({ keys = [], title }) => [keys, title])} />
				))}
				<Group title="In lists" rows={inLists} />
			</div>
		</Dialog>
	);
}

function Group({ title, rows }: { title: string; rows: [keys: readonly string[], title: string][] }) {
	return (
		<section className="break-inside-avoid pb-4">
			<h3 className="mb-1 text-label font-medium text-subtle">{title}</h3>
			<dl>
				{rows.map(([keys, does]) => (
					<div key={`${keys} ${does}`} className="flex min-h-7 items-center gap-4">
						<dt className="grow">{does}</dt>
						{keys.map((one) => (
							<dd key={one}>
								<Keys keys={one} />
							</dd>
						))}
					</div>
				))}
			</dl>
		</section>
	);
}
