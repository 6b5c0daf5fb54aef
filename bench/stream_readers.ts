// Readers of event streams: a process of its own that keeps many streams open and prints when what arrived.
import { z } from "zod";

export const readersPlan = z.object({
  port: z.number(),
  host: z.string(),
  path: z.string(),
  /** One stream each. */
  cookies: z.array(z.string()),
});
export type ReadersPlan = z.infer<typeof readersPlan>;

/** A session's energy as a stream told it, and when (ms since the epoch). */
const DATA = /"steveTransactionId":(\d+)|"energyWh":(\d+)/g;
const decoder = new TextDecoder();
const encoder = new TextEncoder();

async function readStream(plan: ReadersPlan, cookie: string, onOpen: () => void): Promise<void> {
  const socket = await Deno.connect({ hostname: "127.0.0.1", port: plan.port });
  await socket.write(encoder.encode(
    `GET ${plan.path} HTTP/1.1\r\nhost: ${plan.host}\r\naccept: text/event-stream\r\ncookie: ${cookie}\r\n\r\n`,
  ));
  const chunk = new Uint8Array(16_384);
  let text = "";
  let isOpen = false;
  for (;;) {
    const read = await socket.read(chunk);
    if (read === null) throw new Error("a stream was closed");
    const atMs = performance.timeOrigin + performance.now();
    text += decoder.decode(chunk.subarray(0, read), { stream: true });
    if (!isOpen) {
      if (!text.includes("\r\n\r\n")) continue;
      if (!text.startsWith("HTTP/1.1 200")) throw new Error(text.slice(0, 200));
      isOpen = true;
      onOpen();
    }
    const end = text.lastIndexOf("\n\n");
    if (end < 0) continue;
    const whole = text.slice(0, end);
    text = text.slice(end);
    let transaction = "";
    for (const [, id, energy] of whole.matchAll(DATA)) {
      if (id) transaction = id;
      else heard.push([Number(transaction), Number(energy), atMs]);
    }
  }
}

let heard: [transaction: number, energyWh: number, atMs: number][] = [];

const say = (line: unknown) => Deno.stdout.writeSync(encoder.encode(JSON.stringify(line) + "\n"));

if (import.meta.main) {
  const plan = readersPlan.parse(JSON.parse(await Deno.readTextFile(Deno.args[0])));
  let open = 0;
  const onOpen = () => {
    if (++open === plan.cookies.length) say({ open });
  };
  for (const cookie of plan.cookies) {
    readStream(plan, cookie, onOpen).catch((error) => {
      console.error(error);
      Deno.exit(1);
    });
  }
  // A line on the input asks for what was heard since the last one.
  for await (const _ of Deno.stdin.readable) {
    say({ heard });
    heard = [];
  }
}
