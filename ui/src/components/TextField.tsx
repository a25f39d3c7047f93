import { type ComponentProps, type ReactNode, useId } from "react";

type TextFieldProps = Omit<ComponentProps<"input">, "id"> & {
	label: string;
	/** Names the field for screen readers only, where its place already says what it is. */
	labelHidden?: boolean;
	hint?: ReactNode;
	error?: string | null;
};

export function TextField({ label, labelHidden = false, hint, error, className, ...rest }: TextFieldProps) {
	const id = useId();
	const below = error ?? hint;
	return (
		<div className={`flex flex-col gap-1 ${className ?? ""}`}>
			<label htmlFor={id} className={labelHidden ? "sr-only" : "text-label text-muted"}>
				{label}
			</label>
			<input
				id={id}
				autoComplete="off"
				aria-invalid={error ? true : undefined}
				aria-describedby={below ? `${id}-below` : undefined}
				className={`h-8 w-full rounded-control border bg-surface px-2 text-ui text-fg ${error ? "border-danger" : "border-control"}`}
				{...rest}
			/>
			{below && (
				<p
					id={`${id}-below`}
					role={error ? "alert" : undefined}
					className={`text-label ${error ? "text-danger" : "text-subtle"}`}
				>
					{below}
				</p>
			)}
		</div>
	);
}
