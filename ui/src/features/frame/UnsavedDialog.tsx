import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { RelativeTime } from "../../components/RelativeTime";
import { dropUnsaved, useUnsaved } from "../../lib/unsaved";
import { attempt } from "../../lib/write";

/** Texts whose saving failed, or that were left behind half written. */
export function UnsavedDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
	const unsaved = useUnsaved();
	return (
		<Dialog open={open} onClose={onClose} title="Unsaved text">
			{unsaved.length === 0 && <p className="text-muted">Everything you wrote is saved.</p>}
			{unsaved.map(({ key, label, text, at }) => (
				<section key={key} className="flex flex-col gap-2">
					<div className="flex items-center gap-2">
						<h3 className="min-w-0 grow truncate font-medium">{label}</h3>
						<RelativeTime at={at} />
						<Button size="small" onClick={() => attempt(navigator.clipboard.writeText(text))}>
							Copy
						</Button>
						<Button size="small" look="quiet" onClick={() => dropUnsaved(key)}>
							Discard
						</Button>
					</div>
					<pre className="max-h-40 overflow-y-auto rounded-control bg-sunken px-3 py-2 font-sans text-read whitespace-pre-wrap">
						{text}
					</pre>
				</section>
			))}
		</Dialog>
	);
}
