import { useState } from "react";
import { commands } from "../../bindings";
import { TextField } from "../../components/TextField";
import { useWrite } from "../../lib/write";
import { doorsToo } from "./queries";

/** The port is changed when the field is left or Enter is pressed, not at every digit. */
export function PortField({ port }: { port: number }) {
	const [text, setText] = useState(String(port));
	const update = useWrite(commands.updateSettings, doorsToo);
	const wanted = Number(text);
	const valid = Number.isInteger(wanted) && wanted >= 1024 && wanted <= 65_535;

	const save = () => {
		if (valid && wanted !== port) void update.run({ server_port: wanted });
	};

	return (
		<TextField
			label="Port"
			inputMode="numeric"
			value={text}
			error={valid ? update.error?.message : "Use a number from 1024 to 65535."}
			onChange={(event) => setText(event.target.value)}
			onBlur={save}
			onKeyDown={(event) => {
				if (event.key === "Enter") save();
				if (event.key === "Escape") setText(String(port));
			}}
			className="w-40"
		/>
	);
}
