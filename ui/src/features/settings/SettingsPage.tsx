import { useQuery } from "@tanstack/react-query";
import { useId } from "react";
import { commands, type Doors, type Settings, type Theme } from "../../bindings";
import { Checkbox } from "../../components/Checkbox";
import { CopyText } from "../../components/CopyText";
import { Page } from "../../components/Page";
import { Problem } from "../../components/Problem";
import { Select } from "../../components/Select";
import { Skeleton } from "../../components/Skeleton";
import { wireError } from "../../lib/errors";
import { settingsQuery } from "../../lib/settings";
import { useWrite } from "../../lib/write";
import { Connections } from "./Connections";
import { shellWord } from "./clients";
import { doorsQuery, doorsToo } from "./queries";
import { Row, Section } from "./Section";
import { ShortcutField } from "./ShortcutField";

const themes: { value: Theme; label: string }[] = [
	{ value: "system", label: "As the system" },
	{ value: "light", label: "Light" },
	{ value: "dark", label: "Dark" },
];

/** Every setting says what it does in one line and applies at once. */
export function SettingsPage() {
	const settings = useQuery(settingsQuery);
	const doors = useQuery(doorsQuery);
	const error = settings.error ?? doors.error;
	return (
		<Page title="Settings">
			<div className="mx-auto flex w-full max-w-200 flex-col gap-8 px-6 py-6">
				{error && <Problem message={wireError(error).message} />}
				{settings.data && doors.data ? (
					<>
						<General settings={settings.data} doors={doors.data} />
						<Connections doors={doors.data} port={settings.data.server_port} />
						<Data doors={doors.data} />
					</>
				) : (
					!error && <Skeleton rows={6} />
				)}
			</div>
		</Page>
	);
}

function General({ settings, doors }: { settings: Required<Settings>; doors: Doors }) {
	const update = useWrite(commands.updateSettings, doorsToo);
	const lettersId = useId();
	return (
		<>
			<Section title="General">
				<Row title="Theme" effect="Light, dark, or as the rest of your desktop.">
					<Select
						label="Theme"
						labelHidden
						value={settings.theme}
						options={themes}
						onChange={(theme) => void update.run({ theme })}
					/>
				</Row>
				<Row title="Single-letter keys" effect="Keys such as J, K and G P. Keys with Ctrl or ⌘ always work.">
					<label htmlFor={lettersId} className="flex h-8 items-center gap-1">
						<Checkbox
							id={lettersId}
							checked={settings.single_letter_keys}
							onChange={(single_letter_keys) => void update.run({ single_letter_keys })}
						/>
						Use single letters
					</label>
				</Row>
				{update.error && <Problem message={update.error.message} />}
			</Section>
			<Section title="Capture">
				<Row title="Shortcut" effect="Opens the capture line from any program.">
					<ShortcutField
						value={settings.capture_shortcut}
						onChange={(capture_shortcut) => void update.run({ capture_shortcut })}
					/>
					{doors.shortcut_problem && <Problem message={doors.shortcut_problem} />}
				</Row>
				<Row title="From a terminal" effect="The same line without the window.">
					<div className="w-full">
						<CopyText label="Capture command" text={`${shellWord(doors.command)} capture "a thought"`} />
					</div>
				</Row>
			</Section>
		</>
	);
}

function Data({ doors }: { doors: Doors }) {
	return (
		<Section title="Data">
			<Row title="Folder" effect="The whole plan is in it. Nothing leaves this computer.">
				<div className="w-full">
					<CopyText label="Data folder" text={doors.data_dir} />
				</div>
			</Row>
		</Section>
	);
}
