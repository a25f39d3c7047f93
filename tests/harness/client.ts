import * as modern from "@modelcontextprotocol/client";
import { StdioClientTransport as ModernStdio } from "@modelcontextprotocol/client/stdio";
import { Client as LegacyClient } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport as LegacyStdio } from "@modelcontextprotocol/sdk/client/stdio.js";
import { StreamableHTTPClientTransport as LegacyHttp } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import type { Transport as LegacyTransport } from "@modelcontextprotocol/sdk/shared/transport.js";
import { ResourceUpdatedNotificationSchema } from "@modelcontextprotocol/sdk/types.js";
import { binary, type Home } from "./home.ts";

/** Both eras of the protocol, each spoken by its own official client. */
export type Era = "legacy" | "2026-07-28";
export const eras: Era[] = ["legacy", "2026-07-28"];

export type Answer = { text: string; failed: boolean };

/** A tool as a client hands it to its model. */
export type Tool = { name: string; description: string; parameters: unknown };

/** An AI client that is connected to the plan. */
export type Assistant = {
	call(verb: string, input?: Record<string, unknown>): Promise<Answer>;
	verbs(): Promise<string[]>;
	tools(): Promise<Tool[]>;
	/** The text of a prompt, as its client sends it to the model. */
	prompt(name: string, input?: Record<string, string>): Promise<string>;
	prompts(): Promise<string[]>;
	/** What may be typed next in an argument of a prompt. */
	completes(prompt: string, argument: string, typed: string): Promise<string[]>;
	/** The addresses of the plan's pages, and the templates of others. */
	pages(): Promise<string[]>;
	page(uri: string): Promise<string>;
	/** Asks to be told of pages; whatever is told is called in. */
	watch(uris: string[], told: (uri: string) => void): Promise<Watched>;
	pid: number | null;
	close(): Promise<void>;
};

/** How a stream of news ended; a connection of the older era has none. */
export type Watched = { ended: Promise<string> };

export type AssistantOptions = {
	era?: Era;
	name?: string;
	args?: string[];
	/** The program of a stdio server, and what comes before its own arguments. */
	program?: [string, ...string[]];
	/** The folder a stdio server is started in. */
	folder?: string;
	/** What a stdio server finds in its environment beside what its home says. */
	env?: Record<string, string>;
};

export async function overStdio(home: Home, options: AssistantOptions = {}): Promise<Assistant> {
	const { era = "legacy", name = "Journey", args = [], folder = home.dataFolder, env = {} } = options;
	const [command, ...before] = options.program ?? [binary("openbacklog")];
	const server = {
		command,
		args: [...before, "mcp", "--client", name, ...args],
		env: { ...home.env, ...env },
		cwd: folder,
		stderr: "ignore" as const,
	};
	if (era === "legacy") {
		const transport = new LegacyStdio(server);
		const assistant = await legacy(name, transport);
		return { ...assistant, pid: transport.pid };
	}
	const transport = new ModernStdio(server);
	const assistant = await current(name, transport);
	return { ...assistant, pid: transport.pid };
}

export async function overHttp(
	home: Home,
	token: string | null,
	options: AssistantOptions = {},
): Promise<Assistant> {
	const { era = "legacy", name = "Journey" } = options;
	const url = new URL("/mcp", home.url);
	const requestInit = { headers: token === null ? {} : { Authorization: `Bearer ${token}` } };
	if (era === "legacy") {
		// The client's own types are looser than exactOptionalPropertyTypes allows.
		return legacy(name, new LegacyHttp(url, { requestInit }) as LegacyTransport);
	}
	return current(name, new modern.StreamableHTTPClientTransport(url, { requestInit }));
}

async function legacy(name: string, transport: LegacyTransport): Promise<Assistant> {
	const client = new LegacyClient({ name, version: "1.0.0" });
	await client.connect(transport);
	return {
		call: async (verb, input = {}) => answer(await client.callTool({ name: verb, arguments: input })),
		verbs: async () => (await client.listTools()).tools.map((tool) => tool.name),
		tools: async () => (await client.listTools()).tools.map(asSeen),
		prompt: async (prompt, input = {}) => said(await client.getPrompt({ name: prompt, arguments: input })),
		...reading(client),
		watch: async (uris, told) => {
			client.setNotificationHandler(ResourceUpdatedNotificationSchema, ({ params }) => told(params.uri));
			for (const uri of uris) await client.subscribeResource({ uri });
			return { ended: new Promise(() => {}) };
		},
		pid: null,
		close: () => client.close(),
	};
}

async function current(name: string, transport: modern.Transport): Promise<Assistant> {
	const client = new modern.Client(
		{ name, version: "1.0.0" },
		{ versionNegotiation: { mode: { pin: "2026-07-28" } } },
	);
	await client.connect(transport);
	return {
		call: async (verb, input = {}) => answer(await client.callTool({ name: verb, arguments: input })),
		verbs: async () => (await client.listTools()).tools.map((tool) => tool.name),
		tools: async () => (await client.listTools()).tools.map(asSeen),
		prompt: async (prompt, input = {}) => said(await client.getPrompt({ name: prompt, arguments: input })),
		...reading(client),
		watch: async (uris, told) => {
			client.setNotificationHandler("notifications/resources/updated", ({ params }) => told(params.uri));
			const stream = await client.listen({ resourceSubscriptions: uris });
			return { ended: stream.closed };
		},
		pid: null,
		close: () => client.close(),
	};
}

/** What the clients of both eras do alike. */
function reading(
	client: LegacyClient | modern.Client,
): Pick<Assistant, "prompts" | "completes" | "pages" | "page"> {
	return {
		prompts: async () => (await client.listPrompts()).prompts.map((prompt) => prompt.name),
		completes: async (prompt, argument, typed) => {
			const answer = await client.complete({
				ref: { type: "ref/prompt", name: prompt },
				argument: { name: argument, value: typed },
			});
			return answer.completion.values;
		},
		pages: async () => {
			const { resources } = await client.listResources();
			const { resourceTemplates } = await client.listResourceTemplates();
			return [...resources.map(({ uri }) => uri), ...resourceTemplates.map(({ uriTemplate }) => uriTemplate)];
		},
		page: async (uri) => {
			const { contents } = await client.readResource({ uri });
			return contents.map((part) => ("text" in part ? part.text : "")).join("\n");
		},
	};
}

function asSeen(tool: { name: string; description?: string | undefined; inputSchema: unknown }): Tool {
	return { name: tool.name, description: tool.description ?? "", parameters: tool.inputSchema };
}

function said(prompt: { messages: { content: { type: string; text?: unknown } }[] }): string {
	return prompt.messages.map(({ content }) => (content.type === "text" ? content.text : "")).join("\n");
}

function answer(result: Record<string, unknown>): Answer {
	const blocks = Array.isArray(result.content) ? (result.content as { type: string; text?: string }[]) : [];
	const text = blocks.map((block) => block.text ?? "").join("\n");
	return { text, failed: result.isError === true };
}
