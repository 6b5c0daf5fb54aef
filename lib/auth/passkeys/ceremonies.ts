import { count, eq } from "drizzle-orm";
import { z } from "zod";
import { passkeys } from "@/db/schema/auth.ts";
import { recordAudit } from "@/lib/audit/mod.ts";
import { AppError, conflict, invalid, unauthorized, unavailable } from "@/lib/platform/errors.ts";
import { msg } from "@/lib/platform/i18n/translate.ts";
import type { Session } from "../authenticate.ts";
import type { InstanceDeps } from "../instance.ts";
import { anonymousContext, type RequestInfo } from "../request_info.ts";
import type { SurfaceAuth } from "../surface_auth.ts";

export const MAX_PASSKEYS = 20;

/** Paths below `/api/auth` that the library answers; the rest of its passkey paths are our own verbs. */
export const PASSKEY_PATHS = [
  "GET /passkey/generate-register-options",
  "POST /passkey/verify-registration",
  "GET /passkey/generate-authenticate-options",
  "POST /passkey/verify-authentication",
] as const;

/** What the browser's authenticator answered, as `PublicKeyCredential.toJSON()` writes it. */
export const passkeyBody = z.object({
  response: z.looseObject({ id: z.string().min(1).max(1_400) }),
  name: z.string().trim().min(1).max(60).optional(),
});
export type PasskeyBody = z.output<typeof passkeyBody>;

interface Ceremony {
  deps: InstanceDeps;
  customer: SurfaceAuth;
  info: RequestInfo;
}

/** Options for `navigator.credentials.create()`. Throws unauthorized, and conflict at 20 passkeys. */
export async function registrationOptions({ deps, customer, info }: Ceremony): Promise<Response> {
  const session = await ownSession(customer, info);
  const [held] = await deps.db.select({ passkeys: count() }).from(passkeys)
    .where(eq(passkeys.userId, session.userId));
  if (held.passkeys >= MAX_PASSKEYS) {
    throw conflict(msg("You have many passkeys already. Remove one first."));
  }
  return await answered(customer.call(info, "/passkey/generate-register-options"));
}

/** Keeps the passkey that the authenticator made. Throws unauthorized and invalid. */
export async function finishRegistration(
  { deps, customer, info }: Ceremony,
  { response, name }: PasskeyBody,
): Promise<Response> {
  const session = await ownSession(customer, info);
  const answer = await customer.call(info, "/passkey/verify-registration", {
    method: "POST",
    body: { response, name: name ?? "Passkey" },
  });
  if (!answer.ok) throw await refused(answer, invalid(msg("This passkey could not be saved.")));
  const { id } = z.object({ id: z.string() }).parse(await answer.json());
  await recordAudit({
    ...anonymousContext(deps.db, info),
    actor: { kind: "user", userId: session.userId, role: "customer", permissions: [] },
  }, {
    event: "auth.passkey_added",
    subject: `user:${session.userId}`,
    metadata: { passkeyId: id },
  });
  return withCookiesOf(answer, { id, name: name ?? "Passkey" });
}

/** Options for `navigator.credentials.get()`; they name nobody's passkeys. */
export async function signInOptions({ customer, info }: Ceremony): Promise<Response> {
  // Without its cookies the library cannot name the passkeys of whoever is signed in.
  const headers = new Headers(info.headers);
  headers.delete("cookie");
  return await answered(
    customer.call({ ...info, headers }, "/passkey/generate-authenticate-options"),
  );
}

/** Signs in by a passkey: the session's cookies, or unauthorized without saying why. */
export async function finishSignIn(
  { deps, customer, info }: Ceremony,
  { response }: PasskeyBody,
): Promise<Response> {
  const answer = await customer.call(info, "/passkey/verify-authentication", {
    method: "POST",
    body: { response },
  });
  if (answer.ok) {
    await answer.body?.cancel();
    return withCookiesOf(answer, { ok: true });
  }
  await recordAudit(anonymousContext(deps.db, info), {
    event: "auth.sign_in_failed",
    metadata: { surface: "customer", method: "passkey" },
  });
  throw await refused(answer, unauthorized(msg("This passkey was not accepted.")));
}

async function ownSession(customer: SurfaceAuth, info: RequestInfo): Promise<Session> {
  const session = await customer.authenticate(info.headers);
  if (!session || session.impersonatedBy) throw unauthorized("Sign in first.");
  return session;
}

async function answered(call: Promise<Response>): Promise<Response> {
  const answer = await call;
  if (answer.ok) return answer;
  throw await refused(answer, unauthorized("Sign in first."));
}

/** Our own failure must not pass as a wrong credential. */
async function refused(answer: Response, otherwise: AppError): Promise<AppError> {
  await answer.body?.cancel();
  return answer.status < 500
    ? otherwise
    : unavailable("Signing in does not work at the moment. Try again in a minute.");
}

function withCookiesOf(answer: Response, body: unknown): Response {
  const headers = new Headers({ "cache-control": "no-store" });
  for (const cookie of answer.headers.getSetCookie()) headers.append("set-cookie", cookie);
  return Response.json(body, { headers });
}
