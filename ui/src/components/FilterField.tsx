import { Search } from "lucide-react";
import type { Ref } from "react";

type Props = {
	label: string;
	value: string;
	onChange: (value: string) => void;
	ref?: Ref<HTMLInputElement>;
};

/** Narrows the list below it while one types. Esc empties it, and leaves it when it is empty. */
export function FilterField({ label, value, onChange, ref }: Props) {
	return (
		<span className="relative flex items-center">
			<Search size={14} aria-hidden className="pointer-events-none absolute left-2 text-subtle" />
			<input
				ref={ref}
				type="search"
				aria-label={label}
				placeholder="Filter"
				autoComplete="off"
				spellCheck={false}
				value={value}
				onChange={(event) => onChange(event.target.value)}
				onKeyDown={(event) => {
					if (event.key !== "Escape") return;
					event.preventDefault();
					event.stopPropagation();
					if (value === "") event.currentTarget.blur();
					else onChange("");
				}}
				className="h-7 w-36 rounded-control border border-control bg-surface pr-2 pl-7 text-ui text-fg max-m:w-28 [&::-webkit-search-cancel-button]:hidden"
			/>
		</span>
	);
}
