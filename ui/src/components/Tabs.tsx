import { Tabs as Base } from "@base-ui/react/tabs";
import type { ReactNode } from "react";

type TabsProps<Value extends string> = {
	label: string;
	value: Value;
	onChange: (value: Value) => void;
	tabs: { value: Value; label: string; panel: ReactNode }[];
};

export function Tabs<Value extends string>({ label, value, onChange, tabs }: TabsProps<Value>) {
	return (
		<Base.Root
			value={value}
			onValueChange={(next) => onChange(next as Value)}
			className="flex min-h-0 grow flex-col"
		>
			<Base.List aria-label={label} className="flex gap-1 border-b border-line">
				{tabs.map((tab) => (
					<Base.Tab
						key={tab.value}
						value={tab.value}
						className="ring-inside -mb-px h-8 border-b-2 border-transparent px-2 text-ui text-muted hover:text-fg data-active:border-link data-active:text-fg"
					>
						{tab.label}
					</Base.Tab>
				))}
			</Base.List>
			{tabs.map((tab) => (
				<Base.Panel key={tab.value} value={tab.value} className="flex min-h-0 grow flex-col">
					{tab.panel}
				</Base.Panel>
			))}
		</Base.Root>
	);
}
