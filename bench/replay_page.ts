import { request } from "node:http";
import type { BareServer, BareSql } from "./bare.ts";
import type { BenchWorld } from "./world.ts";

interface Statement {
  text: string;
  parameters: unknown[];
}

/** A page as the product answered it once. */
export interface CapturedPage {
  status: number;
  html: string;
  statements: Statement[];
}

/**
 * Asks the product for a page and notes every statement it sends for it. The second answer counts:
 * what only a first visitor costs is not the page's price.
 */
export async function capturePage(
  { app, config }: BenchWorld,
  page: { host: "admin" | "app"; path: string; cookie: string },
): Promise<CapturedPage> {
  const host = page.host === "admin" ? config.ADMIN_HOST : config.APP_HOST;
  const ask = () => get(app.port, page.path, { host, cookie: page.cookie });
  await ask();
  const statements: Statement[] = [];
  // postgres.js hands every statement to `debug`; it is looked up anew for each.
  const options = app.services.sql.options as { debug: unknown };
  options.debug = (_connection: number, text: string, parameters: unknown[]) =>
    statements.push({ text, parameters });
  try {
    return { ...await ask(), statements };
  } finally {
    options.debug = false;
  }
}

/** Makes the bare server answer `path` with the same statements, all at once, and the same bytes. */
export function serveCaptured(bare: BareServer, path: string, page: CapturedPage): void {
  const body = new TextEncoder().encode(page.html);
  bare.handle(path, async (_req, sql) => {
    await Promise.all(page.statements.map((statement) => run(sql, statement)));
    return new Response(body, { headers: { "content-type": "text/html" } });
  });
}

// The wire takes every parameter as text, as the product's own pool sent it.
const run = (sql: BareSql, { text, parameters }: Statement) =>
  sql.unsafe(text, parameters as string[], { prepare: true });

/** By node:http, since `fetch` does not let the Host header be set. */
async function get(port: number, path: string, headers: { host: string; cookie: string }) {
  return await new Promise<{ status: number; html: string }>((resolve, reject) => {
    request({ hostname: "127.0.0.1", port, path, headers, agent: false }, (answer) => {
      const chunks: Uint8Array[] = [];
      answer.on("data", (chunk: Uint8Array) => chunks.push(chunk));
      answer.on(
        "end",
        async () =>
          resolve({
            status: answer.statusCode ?? 0,
            html: await new Blob(chunks as BlobPart[]).text(),
          }),
      );
    }).on("error", reject).end();
  });
}
