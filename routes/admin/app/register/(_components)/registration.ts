import { page } from "fresh";
import { z } from "zod";
import { define } from "@/define.ts";
import { can } from "@/lib/auth/mod.ts";
import { codeChallenge, deviceLabel, mintRegistrationCode } from "@/lib/devices/mod.ts";
import { AppError } from "@/lib/platform/errors.ts";
import { readForm } from "@/lib/web/mod.ts";

/** Custom schemes of the app's builds: the newer and the older one. */
export type AppScheme = "expchg" | "expresscan";

/** What the app asks for in the address, and what the form sends back. */
const request = z.object({
  codeChallenge,
  codeChallengeMethod: z.literal("S256"),
  label: deviceLabel,
});
export type RegistrationRequest = z.output<typeof request>;

export interface RegistrationView {
  /** Null when the address is not one the app makes. */
  asked: RegistrationRequest | null;
  operator: string;
  error: string | null;
}

const TITLE = "Register a device";
const NOT_ALLOWED = "You need the permission devices:write. An administrator can grant it.";
const SECRET = { "cache-control": "no-store", pragma: "no-cache" };

/** GET shows what is asked for, POST makes the code and sends it to the app (spec 2.4). */
export function registrationHandlers(scheme: AppScheme) {
  return define.handlers({
    GET({ state, url }) {
      const asked = request.safeParse(Object.fromEntries(url.searchParams)).data ?? null;
      const mayRegister = can(state.session, "devices:write");
      state.title = TITLE;
      return page(
        viewOf(state.session, asked, mayRegister ? null : NOT_ALLOWED),
        { status: mayRegister ? asked ? 200 : 400 : 403 },
      );
    },
    async POST({ req, state }) {
      const asked = request.safeParse(Object.fromEntries(await readForm(req))).data ?? null;
      state.title = TITLE;
      if (!asked) return page(viewOf(state.session, null, null), { status: 400 });
      try {
        const { oneTimeCode } = await mintRegistrationCode(state.ctx, asked);
        const location = `${scheme}://register/callback?${new URLSearchParams({
          code: oneTimeCode,
        })}`;
        return new Response(null, { status: 302, headers: { location, ...SECRET } });
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        const status = error.kind === "forbidden" ? 403 : 400;
        return page(viewOf(state.session, asked, error.message), { status });
      }
    },
  });
}

function viewOf(
  session: { user: { name: string | null; email: string | null } } | null,
  asked: RegistrationRequest | null,
  error: string | null,
): RegistrationView {
  return { asked, operator: session?.user.name ?? session?.user.email ?? "you", error };
}
