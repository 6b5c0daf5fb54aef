import { Buffer } from "node:buffer";
import { z } from "zod";

const flashSchema = z.object({
  tone: z.enum(["info", "success", "warning", "error"]),
  text: z.string().min(1).max(300),
});

/** One message that outlives a redirect. */
export type FlashMessage = z.infer<typeof flashSchema>;

const NAME = "flash";
const MAX_CHARS = 300;

/** Set-Cookie value that carries a message over one redirect; `Secure` where the hosts are. Longer texts are cut at 300
 * characters. The text rides in a cookie and not in the address, so a link cannot put words in
 * our mouth. */
export function flashCookie(
  { tone, text }: FlashMessage,
  { scheme }: { scheme: "http" | "https" },
): string {
  const short = text.length > MAX_CHARS ? `${text.slice(0, MAX_CHARS - 1)}…` : text;
  const value = Buffer.from(JSON.stringify({ tone, text: short })).toString("base64url");
  const secure = scheme === "https" ? "; Secure" : "";
  return `${NAME}=${value}; Path=/; Max-Age=60; HttpOnly; SameSite=Lax${secure}`;
}

/** The message in a Cookie header, or undefined when there is none or it is not one of ours. */
export function readFlash(cookieHeader: string | null): FlashMessage | undefined {
  const value = /(?:^|;\s*)flash=([\w-]+)/.exec(cookieHeader ?? "")?.[1];
  if (!value) return undefined;
  try {
    const parsed = flashSchema.safeParse(JSON.parse(Buffer.from(value, "base64url").toString()));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

/** Set-Cookie value to send with the page that showed the message. */
export const CLEAR_FLASH_COOKIE = `${NAME}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax`;
