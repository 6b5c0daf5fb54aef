import { atMost } from "@/lib/platform/at_most.ts";

/**
 * The result of `work` when it is there within `ms`, else null; null too when it fails, after `onFailure`
 * was told. Work that is late goes on and may still keep what it found for the next page.
 */
export async function within<T>(
  ms: number,
  work: Promise<T>,
  onFailure: (error: unknown) => void = () => {},
): Promise<T | null> {
  const done = work.catch((error) => {
    onFailure(error);
    return null;
  });
  const answer = await atMost(done, ms);
  return answer.isDone ? answer.value : null;
}
