import { ChevronDown } from "lucide-react";
import type { ReactNode } from "react";
import type { Task } from "../../bindings";
import { Menu, type MenuEntry } from "../../components/Menu";
import { StatusIcon } from "../../components/StatusIcon";
import { TracedField } from "../../components/Traced";
import { kindEntries, priorityEntries, statusEntries } from "./taskMenu";
import { kindWord, priorityWord, statusWord } from "./words";

export type OpenPicker = "status" | "priority" | null;

type Props = {
	task: Task;
	onStatus: (status: Task["status"]) => void;
	onPriority: (priority: Task["priority"]) => void;
	onKind: (kind: Task["kind"]) => void;
	/** The picker a key opened. */
	open: OpenPicker;
	onOpen: (open: OpenPicker) => void;
};

export function TaskPickers({ task, onStatus, onPriority, onKind, open, onOpen }: Props) {
	const { id, status, priority, kind, blocked } = task;
	const controlled = (name: "status" | "priority") => ({
		open: open === name,
		onOpenChange: (next: boolean) => onOpen(next ? name : null),
	});
	return (
		<div className="flex items-center gap-0.5">
			<TracedField id={id} field="status">
				<Picker
					label={`Status: ${statusWord[status]}`}
					entries={statusEntries(status, onStatus)}
					{...controlled("status")}
				>
					<StatusIcon status={status} blocked={blocked} />
					{statusWord[status]}
				</Picker>
			</TracedField>
			<TracedField id={id} field="priority">
				<Picker
					label={`Priority: ${priorityWord[priority]}`}
					entries={priorityEntries(priority, onPriority)}
					{...controlled("priority")}
				>
					<span className={priority === "none" ? "text-subtle" : priority === "p1" ? "font-semibold" : ""}>
						{priorityWord[priority]}
					</span>
				</Picker>
			</TracedField>
			<TracedField id={id} field="kind">
				<Picker label={`Kind: ${kindWord[kind]}`} entries={kindEntries(kind, onKind)}>
					{kindWord[kind]}
				</Picker>
			</TracedField>
		</div>
	);
}

type PickerProps = {
	label: string;
	entries: MenuEntry[];
	children: ReactNode;
	open?: boolean;
	onOpenChange?: (open: boolean) => void;
};

function Picker({ label, entries, children, ...control }: PickerProps) {
	return (
		<Menu
			{...control}
			entries={entries}
			trigger={
				<button
					type="button"
					aria-label={label}
					className="flex h-7 items-center gap-1.5 rounded-control px-2 text-ui whitespace-nowrap hover:bg-hover data-popup-open:bg-hover"
				>
					{children}
					<ChevronDown size={14} aria-hidden className="text-subtle" />
				</button>
			}
		/>
	);
}
