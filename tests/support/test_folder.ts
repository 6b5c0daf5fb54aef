import { createHash } from "node:crypto";
import { accessSync, constants, statfsSync } from "node:fs";
import process from "node:process";

const MEMORY = "/dev/shm";
/** What a whole run of the suite keeps at once, several times over (bytes). */
const NEEDED_BYTES = 6_000_000_000;

/**
 * Where test databases live: in memory where the machine has a file system there with room enough, which
 * makes a database six times faster than on disk; else in `.data/test`. One folder per checkout.
 */
export function testFolder(): string {
  try {
    accessSync(MEMORY, constants.W_OK);
    const { bavail, bsize } = statfsSync(MEMORY);
    if (bavail * bsize < NEEDED_BYTES) return ".data/test";
  } catch {
    return ".data/test";
  }
  const checkout = createHash("sha256").update(process.cwd()).digest("hex").slice(0, 12);
  return `${MEMORY}/polaris-test-${checkout}`;
}
