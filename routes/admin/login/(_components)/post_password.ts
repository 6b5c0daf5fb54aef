import type { State } from "@/define.ts";
import {
  type FormOutcome,
  outcomeOf,
  readEmail,
  safeNext,
  signedInRedirect,
  textField,
} from "@/lib/auth/mod.ts";
import { readForm } from "@/lib/web/mod.ts";

/** Signs an operator in from the posted form: a redirect on success, else what the page shall say. */
export async function postPassword(
  req: Request,
  state: State,
): Promise<Response | { form: FormOutcome; next: string }> {
  const body = await readForm(req);
  const next = safeNext(textField(body, "next"));
  const { email, error } = readEmail(body);
  const password = textField(body, "password");
  if (error) return { form: { email, error, status: 400 }, next };
  if (!password) return { form: { email, error: "Enter your password.", status: 400 }, next };
  try {
    const info = { headers: req.headers, ip: state.clientIp, requestId: state.requestId };
    const result = await state.services.auth.signInWithPassword(info, { email, password });
    if (result.ok) return signedInRedirect(next, result.setCookies);
    return { form: { email, error: "E-mail or password is not right.", status: 401 }, next };
  } catch (thrown) {
    return { form: outcomeOf(thrown, email), next };
  }
}
