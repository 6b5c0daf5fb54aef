import { fileURLToPath } from "node:url";
import { type LoadPlan, type LoadResult, loadResult } from "./load_plan.ts";

const GENERATOR = fileURLToPath(new URL("./load.ts", import.meta.url));

/** Runs a plan in the load generator, a process of its own. Throws when an answer was not 200. */
export async function load(plan: LoadPlan): Promise<LoadResult> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-lock", GENERATOR, JSON.stringify(plan)],
    stdout: "piped",
    stderr: "piped",
  }).output();
  if (code !== 0) throw new Error(`The load generator failed: ${text(stderr)}`);
  const result = loadResult.parse(JSON.parse(text(stdout)));
  if (result.failures > 0) {
    throw new Error(`${plan.path}: ${result.failures} answers of ${result.answered} were not 200.`);
  }
  return result;
}

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes).trim();

/** The middle value; the mean of the middle two of an even number. NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2 === 1
    ? sorted[Math.floor(middle)]
    : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The middle value of one field over rounds. */
export const medianOf = <T>(rounds: readonly T[], pick: (round: T) => number) =>
  median(rounds.map(pick));

/**
 * Measures both sides in turn: A B, B A, A B … so that whatever else the machine does meets both. The
 * first round of each is thrown away.
 */
export async function alternate<A, B>(
  rounds: number,
  product: (round: number) => Promise<A>,
  bare: (round: number) => Promise<B>,
): Promise<{ product: A[]; bare: B[] }> {
  const kept = { product: [] as A[], bare: [] as B[] };
  for (let round = 0; round <= rounds; round++) {
    const isProductFirst = round % 2 === 0;
    const first = isProductFirst ? await product(round) : await bare(round);
    const second = isProductFirst ? await bare(round) : await product(round);
    if (round === 0) continue;
    kept.product.push((isProductFirst ? first : second) as A); // The order above decides which is which.
    kept.bare.push((isProductFirst ? second : first) as B);
  }
  return kept;
}

/** Milliseconds of one call. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now();
  await work();
  return performance.now() - startedMs;
}
