import { createHash } from "node:crypto";
import { z } from "zod";
import { sha256Hex } from "@/lib/platform/crypto.ts";

/** Life of a registration code in ms (spec 2.4). */
export const CODE_TTL_MS = 60_000;

/** SHA-256 in base64url without padding: 43 characters. */
export const codeChallenge = z.string().regex(/^[A-Za-z0-9_-]{43}$/, "This is no S256 challenge.");

/** The challenge that belongs to a verifier (RFC 7636, S256). */
export const challengeOf = (codeVerifier: string) =>
  createHash("sha256").update(codeVerifier).digest("base64url");

/** Primary key of a code's row: redeeming knows the code and not who minted it. */
export const codeRowId = (oneTimeCode: string) => `expresscan-register:${sha256Hex(oneTimeCode)}`;

export const codeIdentifier = (userId: string, oneTimeCode: string) =>
  `expresscan-register:${userId}:${sha256Hex(oneTimeCode)}`;
