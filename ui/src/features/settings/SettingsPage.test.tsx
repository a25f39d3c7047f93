import { screen, waitFor, within } from "@testing-library/react";
import { expect, it } from "vitest";
import { type Backend, fakeBackend, wireErrorOf } from "../../lib/testing/fakes";
import { brokenRules, renderWithPlan } from "../../lib/testing/render";
import { connections, doors, sampleBackend } from "../../lib/testing/sampleBackend";
import { SettingsPage } from "./SettingsPage";

async function show(answers: Partial<Backend> = {}) {
	const backend = fakeBackend({ ...sampleBackend(), ...answers });
	const shown = renderWithPlan(<SettingsPage />);
	await screen.findByRole("heading", { name: "General" });
	return { backend, ...shown };
}

it("passes the accessibility rules", async () => {
	await show();
	expect(await brokenRules()).toEqual([]);
});

it("applies a setting at once", async () => {
	const { backend, user } = await show();
	await user.click(screen.getByRole("combobox", { name: "Theme" }));
	await user.click(await screen.findByRole("option", { name: "Dark" }));
	await user.click(screen.getByRole("checkbox", { name: "Use single letters" }));
	expect(backend.called("updateSettings")).toEqual([[{ theme: "dark" }], [{ single_letter_keys: false }]]);
});

it("takes a capture shortcut by having it pressed", async () => {
	const { backend, user } = await show();
	await user.click(screen.getByRole("button", { name: /Capture shortcut/ }));
	await user.keyboard("k{Shift>}k{/Shift}");
	expect(backend.called("updateSettings")).toEqual([]);
	await user.keyboard("{Control>}{Alt>}[KeyJ]{/Alt}{/Control}");
	expect(backend.called("updateSettings")).toEqual([[{ capture_shortcut: "Ctrl+Alt+J" }]]);
});

it("says what is wrong with the shortcut and the server", async () => {
	await show({
		doors: () => ({
			...doors,
			problem: "Port 8787 is taken. Choose another port.",
			shortcut_problem: "This desktop gives no shortcuts. Bind the capture command instead.",
		}),
	});
	expect(screen.getAllByRole("alert").map(({ textContent }) => textContent)).toEqual([
		"This desktop gives no shortcuts. Bind the capture command instead.",
		"Port 8787 is taken. Choose another port.",
	]);
});

it("offers the setup of each client with the command as installed", async () => {
	const { user } = await show({
		doors: () => ({ ...doors, command: "C:\\Program Files\\OpenBacklog\\openbacklog.exe" }),
	});
	expect(screen.getByText(/claude mcp add/)).toHaveTextContent(
		'-- "C:\\Program Files\\OpenBacklog\\openbacklog.exe" mcp',
	);
	await user.click(screen.getByRole("tab", { name: "Codex" }));
	expect(screen.getByText(/mcp_servers/)).toHaveTextContent(
		'command = "C:\\\\Program Files\\\\OpenBacklog\\\\openbacklog.exe"',
	);
});

it("shows a new token once and lists its connection", async () => {
	const made = {
		id: "connection-2",
		label: "Zed",
		mode: "read" as const,
		created_at: "2026-11-22T10:00:00Z",
		last_used_at: null,
	};
	let known = connections;
	const { backend, user } = await show({
		connections: () => known,
		createConnection: () => {
			known = [...connections, made];
			return { connection: made, token: "ob_secret" };
		},
	});
	await user.click(screen.getByRole("button", { name: "New token" }));
	const dialog = await screen.findByRole("dialog", { name: "New token" });
	await user.type(within(dialog).getByRole("textbox", { name: "Client" }), "Zed");
	await user.click(within(dialog).getByRole("button", { name: "Make the token" }));
	expect(await screen.findByText("ob_secret")).toBeVisible();
	expect(backend.called("createConnection")).toEqual([["Zed", "plan"]]);

	await user.click(screen.getByRole("button", { name: "Done" }));
	await waitFor(() => expect(screen.queryByText("ob_secret")).not.toBeInTheDocument());
	expect(screen.getByRole("list", { name: "Tokens" })).toHaveTextContent("Zed");
});

it("changes what a client may do", async () => {
	let known = connections;
	const { backend, user } = await show({
		connections: () => known,
		setConnectionMode: (_id, mode) => {
			known = connections.map((connection) => ({ ...connection, mode }));
			return null;
		},
	});
	const scope = await screen.findByRole("combobox", { name: "What Claude Code may do" });
	expect(scope).toHaveTextContent("Plan");
	await user.click(scope);
	await user.click(await screen.findByRole("option", { name: "Read" }));
	expect(backend.called("setConnectionMode")).toEqual([["connection-1", "read"]]);
	await waitFor(() => expect(scope).toHaveTextContent("Read"));
});

it("says why what a client may do was not changed", async () => {
	const { user } = await show({
		setConnectionMode: () =>
			Promise.reject(wireErrorOf({ code: "busy", message: "The plan is busy. Try again." })),
	});
	await user.click(await screen.findByRole("combobox", { name: "What Claude Code may do" }));
	await user.click(await screen.findByRole("option", { name: "Read" }));
	expect(await screen.findByRole("alert")).toHaveTextContent("The plan is busy. Try again.");
});

it("asks before it revokes, and says when that failed", async () => {
	const { backend, user } = await show({
		revokeConnection: () =>
			Promise.reject(wireErrorOf({ code: "busy", message: "The plan is busy. Try again." })),
	});
	await user.click(await screen.findByRole("button", { name: "Revoke Claude Code" }));
	const dialog = await screen.findByRole("dialog");
	await user.click(within(dialog).getByRole("button", { name: "Revoke" }));
	expect(await within(dialog).findByRole("alert")).toHaveTextContent("The plan is busy. Try again.");
	expect(backend.called("revokeConnection")).toEqual([["connection-1"]]);
});
