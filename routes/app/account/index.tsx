import { page } from "fresh";
import { z } from "zod";
import { Banner } from "@/components/Banner.tsx";
import { ErrorState } from "@/components/ErrorState.tsx";
import { Bell, KeyRound, LogOut, PlugZap } from "@/components/icons.ts";
import { LinkButton } from "@/components/LinkButton.tsx";
import { SectionCard } from "@/components/SectionCard.tsx";
import { readTheme, themeCookie, THEMES } from "@/components/theme.ts";
import { useT } from "@/components/translate.ts";
import { define, type State } from "@/define.ts";
import {
  getProfile,
  openDeletionRequest,
  profileChanges,
  updateProfile,
} from "@/lib/account/mod.ts";
import { customerScope } from "@/lib/charging/mod.ts";
import { LANGUAGE_COOKIE, LANGUAGES } from "@/lib/platform/i18n/languages.ts";
import { translator } from "@/lib/platform/i18n/translate.ts";
import { readForm, refuseImpersonatedWrite } from "@/lib/web/mod.ts";
import { loadPart } from "../(_components)/load_part.ts";
import { seeOther } from "../(_components)/see_other.ts";
import { DataCard } from "./(_components)/DataCard.tsx";
import { PreferencesCard } from "./(_components)/PreferencesCard.tsx";
import { ProfileCard } from "./(_components)/ProfileCard.tsx";

export default define.page<typeof handler>(function Account({ data, state }) {
  const t = useT();
  const { profile, typed, error, deletion, isViewOnly } = data;
  return (
    <>
      {isViewOnly && (
        <Banner kind="info" title={t("Account in view-only mode")}>
          {t("None of your cards is active. Your history and invoices stay readable.")}
        </Banner>
      )}
      {profile
        ? (
          <ProfileCard
            profile={profile}
            name={typed ?? profile.name ?? ""}
            error={error && t(error)}
          />
        )
        : (
          <ErrorState title={t("Couldn't load profile right now.")}>
            {t("Reload to try again.")}
          </ErrorState>
        )}
      <Places />
      <PreferencesCard theme={data.theme} language={profile?.language ?? null} />
      <DataCard
        deletion={deletion}
        contact={state.services.config.OPERATOR_CONTACT_EMAIL}
        isWeak={state.session?.signedInBy === "scan"}
      />
      <p class="flex justify-center gap-4 text-sm text-ink-muted">
        <a href="/privacy" class="tap inline-flex items-center underline">{t("Privacy")}</a>
        <a href="/terms" class="tap inline-flex items-center underline">{t("Terms")}</a>
      </p>
      <form method="post" action="/api/auth/sign-out" class="flex justify-center">
        <button type="submit" class="tap inline-flex items-center gap-2 text-sm underline">
          <LogOut size={16} aria-hidden="true" />
          {t("Sign out")}
        </button>
      </form>
    </>
  );
});

function Places() {
  const t = useT();
  return (
    <div class="grid gap-4 sm:grid-cols-2 sm:gap-6">
      <SectionCard
        title={t("Your charging")}
        icon={PlugZap}
        description={t("Cards, reservations, plan and what you used.")}
      >
        <div class="flex flex-wrap gap-3">
          <LinkButton href="/cards">{t("Cards")}</LinkButton>
          <LinkButton href="/reservations">{t("Reservations")}</LinkButton>
          <LinkButton href="/subscription">{t("Plan")}</LinkButton>
          <LinkButton href="/usage">{t("Usage")}</LinkButton>
        </div>
      </SectionCard>
      <SectionCard
        title={t("Notices")}
        icon={Bell}
        description={t("What you want to be told, by mail or on this device.")}
      >
        <LinkButton href="/account/notifications">{t("Choose notices")}</LinkButton>
      </SectionCard>
      <SectionCard
        title={t("Signing in")}
        icon={KeyRound}
        description={t("Passkeys of this account, and other accounts in this browser.")}
      >
        <div class="flex flex-wrap gap-3">
          <LinkButton href="/auth/passkeys">{t("Passkeys")}</LinkButton>
          <LinkButton href="/account/sign-ins">{t("Signed in")}</LinkButton>
          <LinkButton href="/switch">{t("Switch account")}</LinkButton>
        </div>
      </SectionCard>
    </div>
  );
}

async function load(state: State, cookie: string | null) {
  const { ctx } = state;
  const { userId } = state.session!;
  const [profile, deletion, scope] = await Promise.all([
    loadPart(ctx, "profile", getProfile(ctx, { userId })),
    loadPart(ctx, "deletion", openDeletionRequest(ctx, { userId })),
    loadPart(ctx, "cards", customerScope(ctx, userId)),
  ]);
  const isThemeHere = cookie?.includes("theme=") ?? false;
  return {
    profile,
    deletion,
    isViewOnly: scope?.isActive === false,
    theme: isThemeHere ? readTheme(cookie) : state.theme,
  };
}

const preferences = z.object({
  theme: z.enum(THEMES),
  language: z.union([z.enum(LANGUAGES), z.literal("").transform(() => null)]),
});

export const handler = define.handlers({
  async GET({ req, state }) {
    state.title = translator(state.language)("Account");
    const found = await load(state, req.headers.get("cookie"));
    return page({ ...found, typed: null as string | null, error: undefined as string | undefined });
  },
  async POST({ req, state }) {
    refuseImpersonatedWrite(state);
    const { userId } = state.session!;
    const form = await readForm(req);
    if (form.get("action") === "preferences") return await savePreferences(state, form);
    const typed = String(form.get("name") ?? "");
    const changes = profileChanges.safeParse({ name: typed });
    if (!changes.success) {
      state.title = translator(state.language)("Account");
      const found = await load(state, req.headers.get("cookie"));
      const error: string | undefined = changes.error.issues[0].message;
      return page({ ...found, typed: typed as string | null, error }, { status: 400 });
    }
    await updateProfile(state.ctx, { userId, changes: changes.data });
    const text = translator(state.language)("Your name is saved.");
    return seeOther(state, "/account", { tone: "success", text });
  },
});

async function savePreferences(state: State, form: FormData): Promise<Response> {
  const chosen = preferences.safeParse(Object.fromEntries(form));
  if (!chosen.success) return seeOther(state, "/account");
  const { theme, language } = chosen.data;
  const { userId } = state.session!;
  await updateProfile(state.ctx, { userId, changes: { theme, language } });
  const text = translator(language ?? state.language)("Your preferences are saved.");
  // This browser follows at once, whatever was chosen in it before.
  return seeOther(state, "/account", { tone: "success", text }, [
    themeCookie(theme),
    `${LANGUAGE_COOKIE}=${language ?? ""}; Path=/; Max-Age=${
      language ? 31_536_000 : 0
    }; SameSite=Lax`,
  ]);
}
