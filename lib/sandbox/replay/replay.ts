import { drain, type DrainProgress } from "./drain.ts";
import { loadRows } from "./load.ts";
import { reconcileReplay, type ReplayReport } from "./reconcile.ts";
import { inStartOrder } from "./register.ts";
import { readTransactionFile } from "./transaction_file.ts";
import { openReplayWorld, type ReplayWorldOptions } from "./world.ts";

export interface ReplayOptions extends ReplayWorldOptions {
  /** Path of the file of transactions. */
  file: string;
  /** Only the first rows of the file. */
  limit?: number;
  /** Ends the replay after the window in hand; the next one goes on there. */
  signal?: AbortSignal;
  onLoaded?: (loaded: { rows: number; refused: number; isResumed: boolean }) => void;
  onProgress?: (progress: DrainProgress & { rows: number }) => void;
  /** Everything is billed; what follows is the account, which takes a few seconds. */
  onDrained?: () => void;
  /** Pause between two calls of `onProgress`; 250 ms. */
  lookMs?: number;
}

/**
 * Bills a file of transactions through SteVe's and Lago's stand-ins by the real worker. Answers the
 * reconciliation, or null when `signal` ended it early.
 * @throws UnreadableFile, OtherReplay, ReplayBusy, DrainStuck
 */
export async function replay(options: ReplayOptions): Promise<ReplayReport | null> {
  const file = readTransactionFile(await Deno.readTextFile(options.file), options.limit);
  const rows = inStartOrder(file.rows);
  const signal = options.signal ?? new AbortController().signal;
  const world = await openReplayWorld(options);
  try {
    const { isResumed } = await loadRows(world, rows, options.dataDir);
    options.onLoaded?.({ rows: rows.length, refused: file.refused.length, isResumed });
    const isDrained = await drain(world, {
      signal,
      lookMs: options.lookMs,
      onProgress: (progress) => options.onProgress?.({ ...progress, rows: rows.length }),
    });
    if (!isDrained) return null;
    options.onDrained?.();
    return await reconcileReplay(world, file, rows);
  } finally {
    await world.stop();
  }
}
