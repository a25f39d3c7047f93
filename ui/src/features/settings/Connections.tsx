import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { type Connection, commands, type Doors } from "../../bindings";
import { Button } from "../../components/Button";
import { CopyText } from "../../components/CopyText";
import { Dialog } from "../../components/Dialog";
import { Problem } from "../../components/Problem";
import { RelativeTime } from "../../components/RelativeTime";
import { Select } from "../../components/Select";
import { Tabs } from "../../components/Tabs";
import { wireError } from "../../lib/errors";
import { useWrite } from "../../lib/write";
import { clientSetups, shellWord } from "./clients";
import { modes } from "./modes";
import { NewToken } from "./NewToken";
import { PortField } from "./PortField";
import { connectionsQuery } from "./queries";
import { Row, Section } from "./Section";

export function Connections({ doors, port }: { doors: Doors; port: number }) {
	return (
		<Section title="Connections">
			<ClientTabs command={doors.command} />
			<Row
				title="Command"
				effect="What a client on this computer runs. It works whether the app is open or not."
			>
				<div className="w-full">
					<CopyText label="Command" text={`${shellWord(doors.command)} mcp`} />
				</div>
			</Row>
			<Row
				title="Server"
				effect="For clients that speak HTTP. Only programs on this computer reach it, with a token."
			>
				<div className="flex w-full flex-col gap-2">
					{doors.problem ? (
						<Problem message={doors.problem} />
					) : (
						<CopyText label="Server address" text={doors.url} />
					)}
					<PortField key={port} port={port} />
					{doors.first_token && <FirstToken token={doors.first_token} />}
				</div>
			</Row>
			<Row title="Tokens" effect="One for each HTTP client. What a token may do is decided by its mode.">
				<Tokens />
			</Row>
		</Section>
	);
}

function ClientTabs({ command }: { command: string }) {
	const setups = clientSetups(command);
	const [shown, setShown] = useState(setups[0]?.id ?? "");
	return (
		<div className="flex flex-col">
			<Tabs
				label="Connect a client"
				value={shown}
				onChange={setShown}
				tabs={setups.map(({ id, name, where, text }) => ({
					value: id,
					label: name,
					panel: (
						<div className="flex flex-col gap-1.5 pt-3">
							<p className="text-label text-muted">{where}</p>
							<CopyText label={`Setup for ${name}`} text={text} block />
						</div>
					),
				}))}
			/>
			<p className="pt-2 text-label text-subtle">
				Then say to it: “Plan my product with OpenBacklog.” Its changes appear here as it makes them.
			</p>
		</div>
	);
}

function FirstToken({ token }: { token: string }) {
	const dismiss = useWrite(commands.dismissFirstToken, { unlogged: ["setting"] });
	return (
		<div className="tint flex flex-col gap-2 rounded-control bg-warn-bg p-3">
			<p className="text-ui text-warn">
				Your first token. It is shown until you hide it, and then never again.
			</p>
			<CopyText label="First token" text={token} />
			<div>
				<Button size="small" onClick={() => void dismiss.run()}>
					Hide it
				</Button>
			</div>
		</div>
	);
}

function Tokens() {
	const { data = [], error } = useQuery(connectionsQuery);
	const [making, setMaking] = useState(false);
	const [revoking, setRevoking] = useState<Connection | null>(null);
	return (
		<div className="flex w-full flex-col gap-2">
			{error && <Problem message={wireError(error).message} />}
			{data.length > 0 && (
				<ul aria-label="Tokens" className="flex flex-col">
					{data.map((connection) => (
						<li
							key={connection.id}
							className="flex min-h-10 items-center gap-3 border-b border-line py-1 last:border-0"
						>
							<span className="min-w-0 flex-1 truncate font-medium" title={connection.label}>
								{connection.label}
							</span>
							<Scope connection={connection} />
							<span className="w-24 shrink-0 text-right text-label text-subtle">
								{connection.last_used_at ? (
									<>
										used <RelativeTime at={connection.last_used_at} />
									</>
								) : (
									"never used"
								)}
							</span>
							<Button
								size="small"
								look="quiet"
								aria-label={`Revoke ${connection.label}`}
								onClick={() => setRevoking(connection)}
							>
								Revoke
							</Button>
						</li>
					))}
				</ul>
			)}
			<Button icon={<Plus size={14} aria-hidden />} className="self-start" onClick={() => setMaking(true)}>
				New token
			</Button>
			<NewToken open={making} onClose={() => setMaking(false)} />
			<Revoke connection={revoking} onClose={() => setRevoking(null)} />
		</div>
	);
}

/** What a client may do, from its next request on. */
function Scope({ connection }: { connection: Connection }) {
	const change = useWrite(commands.setConnectionMode, { unlogged: ["setting"] });
	return (
		<>
			<Select
				label={`What ${connection.label} may do`}
				labelHidden
				value={connection.mode}
				options={modes}
				disabled={change.pending}
				onChange={(mode) => void change.run(connection.id, mode)}
			/>
			{change.error && <Problem message={change.error.message} />}
		</>
	);
}

function Revoke({ connection, onClose }: { connection: Connection | null; onClose: () => void }) {
	const revoke = useWrite(commands.revokeConnection, { unlogged: ["setting"] });
	const goAhead = async () => {
		if (connection && (await revoke.save(connection.id)).saved) onClose();
	};
	return (
		<Dialog
			open={connection !== null}
			onClose={onClose}
			width={400}
			title="Revoke this token"
			description={`${connection?.label ?? ""} can no longer read or change the plan with it. This cannot be undone.`}
			actions={
				<>
					<Button onClick={onClose}>Keep it</Button>
					<Button look="danger" disabled={revoke.pending} onClick={goAhead}>
						Revoke
					</Button>
				</>
			}
		>
			{revoke.error && <Problem message={revoke.error.message} />}
		</Dialog>
	);
}
