/**
 * The result of `work` when it is there within `ms`, else null; null too when it fails, after `onFailure`
 * was told. Work that is late goes on and may still keep what it found for the next page.
 */
export async function within<T>(
  ms: number,
  work: Promise<T>,
  onFailure: (error: unknown) => void = () => {},
): Promise<T | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<null>((resolve) => timer = setTimeout(() => resolve(null), ms));
  const done = work.catch((error) => {
    onFailure(error);
    return null;
  });
  try {
    return await Promise.race([done, late]);
  } finally {
    clearTimeout(timer);
  }
}
