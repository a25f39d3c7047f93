import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import { freePort, type Home } from "./home.ts";

/** How long the gate waits before it asks again on behalf of a client that asks too often. */
const pause = 200;

export type Gate = { url: string; close(): void };

/** A port for clients that can send no token: the gate adds it and names the port behind in their place. */
export async function openGate(home: Home, token: string): Promise<Gate> {
	const port = await freePort();
	const renamed = (value?: string) => value?.replace(`:${port}`, `:${home.port}`);
	const server = createServer(async (incoming, outgoing) => {
		const body = await read(incoming);
		const { host, origin, ...rest } = incoming.headers;
		const headers = {
			...rest,
			...(origin === undefined ? {} : { origin: renamed(origin) }),
			host: renamed(host),
			authorization: `Bearer ${token}`,
		};
		const options = {
			host: "127.0.0.1",
			port: home.port,
			method: incoming.method,
			path: incoming.url,
			headers,
		};
		pass(options, body, outgoing);
	});
	await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
	return {
		url: `http://127.0.0.1:${port}/mcp`,
		close: () => {
			server.closeAllConnections();
			server.close();
		},
	};
}

function pass(options: object, body: Buffer, outgoing: ServerResponse): void {
	const asked = request(options, (answer) => {
		if (answer.statusCode === 429) {
			answer.resume();
			setTimeout(() => pass(options, body, outgoing), pause);
		} else {
			outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
			answer.pipe(outgoing);
		}
	});
	asked.on("error", () => outgoing.destroy());
	outgoing.on("close", () => asked.destroy());
	asked.end(body);
}

async function read(incoming: IncomingMessage): Promise<Buffer> {
	const chunks: Buffer[] = [];
	for await (const chunk of incoming) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks);
}
