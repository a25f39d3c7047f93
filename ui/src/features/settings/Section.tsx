import { type ReactNode, useId } from "react";

export function Section({ title, children }: { title: string; children: ReactNode }) {
	const id = useId();
	return (
		<section aria-labelledby={id} className="flex flex-col gap-4">
			<h2 id={id} className="border-b border-line pb-1 text-section font-semibold">
				{title}
			</h2>
			{children}
		</section>
	);
}

type RowProps = {
	title: string;
	/** The effect, in one line. */
	effect: ReactNode;
	children: ReactNode;
};

/** A setting: what it is and does on the left, its control on the right. */
export function Row({ title, effect, children }: RowProps) {
	return (
		<div className="flex items-start gap-6 max-m:flex-col max-m:gap-2">
			<div className="w-72 shrink-0">
				<h3 className="text-ui font-medium">{title}</h3>
				<p className="text-label text-subtle">{effect}</p>
			</div>
			<div className="flex min-w-0 grow flex-col items-start gap-2">{children}</div>
		</div>
	);
}
