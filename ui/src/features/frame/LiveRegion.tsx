import { announcement } from "../../lib/announce";
import { useStore } from "../../lib/store";

/** The window's one polite live region. */
export function LiveRegion() {
	const text = useStore(announcement, (said) => said);
	return (
		<div role="status" aria-live="polite" className="sr-only">
			{text}
		</div>
	);
}
