import { Select as Base } from "@base-ui/react/select";
import { Check, ChevronDown } from "lucide-react";
import type { ReactNode } from "react";

type SelectProps<Value extends string> = {
	/** What is chosen: "Theme". */
	label: string;
	labelHidden?: boolean;
	value: Value;
	options: { value: Value; label: string; icon?: ReactNode }[];
	onChange: (value: Value) => void;
	disabled?: boolean;
};

export function Select<Value extends string>(props: SelectProps<Value>) {
	const { label, labelHidden = false, value, options, onChange, disabled } = props;
	const chosen = options.find((option) => option.value === value);
	return (
		<Base.Root
			value={value}
			onValueChange={(next) => next !== null && onChange(next as Value)}
			disabled={disabled}
		>
			<div className="flex flex-col gap-1">
				<Base.Label className={labelHidden ? "sr-only" : "text-label text-muted"}>{label}</Base.Label>
				<Base.Trigger className="flex h-8 min-w-32 items-center gap-2 rounded-control border border-control bg-surface px-2 text-ui hover:bg-hover">
					{chosen?.icon}
					<Base.Value className="grow text-left">{chosen?.label}</Base.Value>
					<ChevronDown size={14} aria-hidden className="text-subtle" />
				</Base.Trigger>
			</div>
			<Base.Portal>
				<Base.Positioner alignItemWithTrigger={false} sideOffset={4} className="z-40">
					<Base.Popup data-popup className="float pop min-w-(--anchor-width) p-1">
						<Base.List>
							{options.map((option) => (
								<Base.Item
									key={option.value}
									value={option.value}
									className="flex h-7 items-center gap-2 rounded-control px-2 text-ui outline-none data-highlighted:bg-hover"
								>
									{option.icon}
									<Base.ItemText className="grow">{option.label}</Base.ItemText>
									<Base.ItemIndicator className="text-link">
										<Check size={14} aria-hidden />
									</Base.ItemIndicator>
								</Base.Item>
							))}
						</Base.List>
					</Base.Popup>
				</Base.Positioner>
			</Base.Portal>
		</Base.Root>
	);
}
