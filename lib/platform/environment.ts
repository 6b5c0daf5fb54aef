import { readFileSync } from "node:fs";
import { parseEnv } from "node:util";

/** The process's environment over what `.env` in the working folder says, if there is one. */
export function readEnvironment(file = ".env"): Record<string, string | undefined> {
  let written: Record<string, string | undefined> = {};
  try {
    written = parseEnv(readFileSync(file, "utf8"));
  } catch (error) {
    if ((error as { code?: string }).code !== "ENOENT") throw error;
  }
  return { ...written, ...Deno.env.toObject() };
}
