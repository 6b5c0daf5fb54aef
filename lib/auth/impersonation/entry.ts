import { z } from "zod";
import { sha256Hex } from "@/lib/platform/crypto.ts";

/** Rows of one administrator's open addresses; the token itself is never stored. */
export const entryPrefix = (adminUserId: string) => `impersonation:${adminUserId}:`;

export const entryIdentifier = (adminUserId: string, token: string) =>
  entryPrefix(adminUserId) + sha256Hex(token);

/** The row's value. */
export const entryValue = z.object({ customerUserId: z.string() });
