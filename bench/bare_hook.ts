import { Buffer } from "node:buffer";
import { createHmac, timingSafeEqual } from "node:crypto";

/** The body of a hook call whose signature is right, else null. */
export async function bareHook<Body>(req: Request, secret: string): Promise<Body | null> {
  const body = new Uint8Array(await req.arrayBuffer());
  const wanted = createHmac("sha256", secret).update(body).digest();
  const given = Buffer.from(req.headers.get("x-signature") ?? "", "hex");
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return null;
  return JSON.parse(new TextDecoder().decode(body)) as Body; // The generator is the only sender.
}
