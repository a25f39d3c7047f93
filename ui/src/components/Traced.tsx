import type { ReactNode } from "react";
import { markFieldSeen, type ObjectMark, useFieldMark, useObjectMark } from "../lib/marks";
import { Trace } from "./Trace";

type TracedProps = { id: string; children: ReactNode; className?: string };

// A row that has faded once does not light up again each time its list is shown.
const faded = new WeakSet<ObjectMark>();

/** A row or card of an object: bar and tint when an AI changed anything in it. */
export function TracedRow({ id, children, className }: TracedProps) {
	const mark = useObjectMark(id);
	return (
		<Trace
			mark={mark && !faded.has(mark) ? mark : null}
			onSeen={() => mark && faded.add(mark)}
			className={className}
		>
			{children}
		</Trace>
	);
}

/** One field on the page of an object. */
export function TracedField({ id, field, children, className }: TracedProps & { field: string }) {
	const mark = useFieldMark(id, field);
	return (
		<Trace mark={mark} onSeen={() => markFieldSeen(id, field)} className={className}>
			{children}
		</Trace>
	);
}
