// The least a Deno service with Postgres can be, as a program: for start time and memory.
import { startBareServer } from "./bare.ts";

const server = startBareServer(Deno.env.get("DATABASE_URL")!, 16);
server.handle("/api/health", async (_req, sql) => {
  await sql`select 1`;
  return Response.json({ status: "ok" });
});
console.log(server.port);
