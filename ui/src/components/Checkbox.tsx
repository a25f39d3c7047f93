import { Check } from "lucide-react";
import type { ComponentProps } from "react";

type CheckboxProps = Omit<ComponentProps<"input">, "type" | "onChange" | "checked"> & {
	/** Its accessible name, where no visible label is tied to it. */
	label?: string;
	checked: boolean;
	onChange: (checked: boolean) => void;
};

/** The real checkbox lies, invisible, over the drawn one, so that keys, forms and screen readers meet it. */
export function Checkbox({ label, checked, onChange, className, ...rest }: CheckboxProps) {
	return (
		<span className={`relative inline-flex size-6 shrink-0 items-center justify-center ${className ?? ""}`}>
			<input
				type="checkbox"
				aria-label={label}
				checked={checked}
				onChange={(event) => onChange(event.target.checked)}
				className="peer absolute inset-0 m-0 appearance-none rounded-control"
				{...rest}
			/>
			<span
				aria-hidden
				className="pointer-events-none flex size-4 items-center justify-center rounded-control border border-control bg-surface text-transparent peer-checked:border-accent peer-checked:bg-accent peer-checked:text-accent-fg peer-disabled:opacity-50"
			>
				<Check size={12} strokeWidth={2.5} />
			</span>
		</span>
	);
}
