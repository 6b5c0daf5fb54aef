import { z } from "zod";
import { fileURLToPath } from "node:url";
import { randomToken } from "@/lib/platform/crypto.ts";

/** What the stand-ins are to hold. */
export const standInPlan = z.object({
  secret: z.string(),
  transactions: z.number(),
  drivers: z.number(),
});
const addresses = z.object({ steveUrl: z.string(), lagoUrl: z.string() });

export interface StandIns extends z.output<typeof addresses> {
  secret: string;
  stop(): Promise<void>;
}

const PROGRAM = fileURLToPath(new URL("./stand_ins.ts", import.meta.url));

/** Starts both stand-ins in a process of their own, with a backlog of ended transactions. */
export async function startStandIns(
  input: { transactions: number; drivers: number },
): Promise<StandIns> {
  const secret = randomToken(24);
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", PROGRAM, JSON.stringify({ secret, ...input })],
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const stop = async () => {
    child.kill("SIGKILL");
    await child.status;
  };
  let told = "";
  for await (const text of child.stdout.pipeThrough(new TextDecoderStream())) {
    told += text;
    if (told.includes("\n")) return { ...addresses.parse(JSON.parse(told)), secret, stop };
  }
  await stop();
  throw new Error("The stand-ins did not start.");
}
