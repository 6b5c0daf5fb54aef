import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { Buffer } from "node:buffer";

/** A request with its whole body read. */
export interface RawRequest {
  method: string;
  url: URL;
  authorization: string;
  body: string;
}

/** An answer, or the ways a connection can fail. */
export type RawAnswer =
  | { status: number; headers?: Record<string, string>; body: string | Uint8Array }
  | "cut"
  | "hang";

/** A running server; `stop` also ends the connections that hang. */
export interface RunningServer {
  url: string;
  stop(): Promise<void>;
}

/** Serves HTTP; an error of `answer` becomes a 500. */
export async function serveHttp(
  port: number,
  hostname: string,
  answer: (request: RawRequest) => Promise<RawAnswer>,
): Promise<RunningServer> {
  const server = createServer((request, response) => {
    respond(request, response, answer).catch((error) => {
      console.error("lago sandbox:", error);
      if (response.headersSent) request.socket.destroy();
      else response.writeHead(500).end();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, hostname, () => resolve());
  });
  return { url: urlOf(server, hostname), stop: () => close(server) };
}

function urlOf(server: Server, hostname: string): string {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no TCP address");
  return `http://${hostname}:${address.port}`;
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  answer: (request: RawRequest) => Promise<RawAnswer>,
): Promise<void> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const result = await answer({
    method: request.method ?? "GET",
    url: new URL(request.url ?? "/", "http://lago"),
    authorization: request.headers.authorization ?? "",
    body: Buffer.concat(chunks).toString("utf8"),
  });
  if (result === "hang") return;
  if (result === "cut") {
    request.socket.destroy();
    return;
  }
  response.writeHead(result.status, result.headers).end(result.body);
}
