import { fileURLToPath } from "node:url";

const ENTRY = fileURLToPath(new URL("../worker.ts", import.meta.url));

/** A replica in a process of its own. */
export interface ChildWorker {
  name: string;
  /** Resolves when its services run; rejects when it ended before. */
  ready: Promise<void>;
  /** kill -9; resolves when the process is gone. Also after it ended. */
  kill(): Promise<void>;
  /** Asks it to end as an operator would. @returns its exit code */
  stop(): Promise<number>;
}

/** Starts a replica; `env` is its whole configuration besides the runtime's own paths. */
export function startChildWorker(name: string, env: Record<string, string>): ChildWorker {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", ENTRY],
    clearEnv: true,
    env: {
      PATH: Deno.env.get("PATH") ?? "",
      HOME: Deno.env.get("HOME") ?? "",
      ...(Deno.env.get("DENO_DIR") ? { DENO_DIR: Deno.env.get("DENO_DIR")! } : {}),
      AUTH_SECRET: "a-secret-of-the-fault-tests-32-chars",
      DENO_ENV: "test",
      LOG_LEVEL: "error",
      DATABASE_POOL: "6",
      REPLICA: name,
      ...env,
    },
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  let hasEnded = false;
  const ended = child.status.then((status) => {
    hasEnded = true;
    return status.code;
  });
  const ready = readUntilReady(child.stdout, name);
  ready.catch(() => {}); // A replica that is killed early is never ready.
  const send = async (signal: Deno.Signal) => {
    if (!hasEnded) child.kill(signal);
    const code = await ended;
    await ready.catch(() => {});
    return code;
  };
  return {
    name,
    ready,
    kill: async () => void await send("SIGKILL"),
    stop: () => send("SIGTERM"),
  };
}

async function readUntilReady(stdout: ReadableStream<Uint8Array>, name: string): Promise<void> {
  let text = "";
  const reader = stdout.getReader();
  const decoder = new TextDecoder();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) throw new Error(`replica ${name} ended before it was ready: ${text}`);
    text += decoder.decode(value, { stream: true });
    if (text.includes("ready")) break;
  }
  // What it prints later must not fill the pipe.
  void (async () => {
    while (!(await reader.read()).done);
  })().catch(() => {});
}
