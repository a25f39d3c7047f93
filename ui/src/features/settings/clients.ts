export type ClientSetup = { id: string; name: string; where: string; text: string };

/** A path as it stands inside double quotes in JSON and TOML: Windows paths are full of backslashes. */
const quoted = (text: string) => JSON.stringify(text);

/** A path as one word of a shell's line: data folders have spaces on some systems. */
export const shellWord = (path: string) => (/\s/.test(path) ? `"${path}"` : path);

/** What to paste where. Each client starts the `openbacklog` command by itself, so no token is needed. */
export function clientSetups(command: string): ClientSetup[] {
	return [
		{
			id: "claude-code",
			name: "Claude Code",
			where: "Run in a terminal:",
			text: `claude mcp add --scope user openbacklog -- ${shellWord(command)} mcp --client "Claude Code"`,
		},
		{
			id: "cursor",
			name: "Cursor",
			where: "Add to .cursor/mcp.json in your home folder:",
			text: JSON.stringify(
				{ mcpServers: { openbacklog: { command, args: ["mcp", "--client", "Cursor"] } } },
				null,
				2,
			),
		},
		{
			id: "codex",
			name: "Codex",
			where: "Add to .codex/config.toml in your home folder:",
			text: `[mcp_servers.openbacklog]\ncommand = ${quoted(command)}\nargs = ["mcp", "--client", "Codex"]`,
		},
	];
}
