import { type ReactNode, type Ref, useId } from "react";

type Props = {
	title: string;
	/** Beside the title: a count, a button. */
	aside?: ReactNode;
	/** Nothing is in it yet: the question in it stands for the title. */
	quiet?: boolean;
	/** Receives the focus when a key jumps here. */
	ref?: Ref<HTMLElement>;
	children: ReactNode;
};

/** A titled part of a page. */
export function Section({ title, aside, quiet = false, ref, children }: Props) {
	const id = useId();
	return (
		<section
			ref={ref}
			tabIndex={-1}
			aria-labelledby={id}
			className="flex min-w-0 scroll-mt-4 flex-col gap-1.5 rounded-control"
		>
			<div className={quiet && !aside ? "sr-only" : "flex min-h-6 items-center gap-2"}>
				<h2 id={id} className="text-label font-semibold text-muted">
					{title}
				</h2>
				{aside}
			</div>
			{children}
		</section>
	);
}
