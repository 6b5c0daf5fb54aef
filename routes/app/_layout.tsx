import type { PageProps } from "fresh";
import { CustomerShell } from "@/components/CustomerShell.tsx";
import { readFlash } from "@/components/flash.ts";
import { Flash } from "@/components/Flash.tsx";
import { useReader } from "@/components/format_context.ts";
import {
  CalendarClock,
  CreditCard,
  House,
  MapPin,
  ReceiptText,
  ScrollText,
  User,
} from "@/components/icons.ts";
import { LinkButton } from "@/components/LinkButton.tsx";
import type { NavItem } from "@/components/nav.ts";
import { PlainShell } from "@/components/PlainShell.tsx";
import { readTheme } from "@/components/theme.ts";
import { useT } from "@/components/translate.ts";
import type { State } from "@/define.ts";
import { ImpersonationBanner } from "@/components/ImpersonationBanner.tsx";
import { LIVE_WORDS } from "@/islands/customer/live_words.ts";
import { LanguageChoice } from "@/components/LanguageChoice.tsx";
import LiveLink from "@/islands/customer/LiveLink.tsx";
import { msg, type Translate, translator } from "@/lib/platform/i18n/translate.ts";
import { visiblePath } from "@/lib/web/mod.ts";
import { Installable } from "./(_components)/Installable.tsx";
import { NoticeBell } from "./(_components)/NoticeBell.tsx";
import { streamPosition } from "./(_components)/stream_position.ts";
import { unreadOf } from "./(_components)/unread_notices.ts";

const PLACES = {
  home: { href: "/", label: msg("Home"), icon: House },
  chargers: { href: "/chargers", label: msg("Chargers"), icon: MapPin },
  sessions: { href: "/sessions", label: msg("Sessions"), icon: ScrollText },
  reservations: { href: "/reservations", label: msg("Reservations"), icon: CalendarClock },
  cards: { href: "/cards", label: msg("Cards"), icon: CreditCard },
  billing: { href: "/billing", label: msg("Billing"), icon: ReceiptText },
  account: { href: "/account", label: msg("Account"), icon: User },
} satisfies Record<string, NavItem>;
const TOP: NavItem[] = [
  PLACES.home,
  PLACES.chargers,
  PLACES.sessions,
  PLACES.reservations,
  PLACES.cards,
  PLACES.billing,
];
const TABS: NavItem[] = [
  PLACES.home,
  PLACES.chargers,
  // Five share the width of a phone, in every language.
  { ...PLACES.sessions, label: msg("Sessions##short") },
  PLACES.billing,
  PLACES.account,
];
/** Pages that stand alone, without the frame of the site. */
const BARE = /^\/(login|auth|switch|impersonation|u|m|offline|privacy|terms)(\/|$)/;

/** Pages for everybody: strangers see them in a frame with the way to sign in. */
const OPEN = /^\/(c|free)(\/|$)/;

/** The driver's site around every page; sign-in pages stand alone, public pages have a plain frame. */
export default function CustomerLayout({ Component, req, state, url }: PageProps<unknown, State>) {
  const path = visiblePath(url.pathname);
  const { session } = state;
  const here = path + url.search;
  if (BARE.test(path) || (!session && !OPEN.test(path))) {
    return (
      <>
        <Component />
        {!session && path !== "/offline" && (
          <div class="-mt-12 pb-2">
            <LanguageChoice next={here} />
            <LegalLinks />
          </div>
        )}
      </>
    );
  }
  const t = translator(state.language);
  if (!session) {
    const next = new URLSearchParams({ next: here });
    return (
      <PlainShell
        title={state.title ?? t("Chargers")}
        accent="green"
        wide
        footer={
          <>
            <LanguageChoice next={here} />
            <LegalLinks />
          </>
        }
        action={<LinkButton href={`/login?${next}`}>{t("Sign in")}</LinkButton>}
      >
        <Component />
      </PlainShell>
    );
  }
  const said = (items: NavItem[]) => items.map((item) => ({ ...item, label: t(item.label) }));
  const { name, email } = session.user;
  const cookie = req.headers.get("cookie");
  return (
    <CustomerShell
      title={state.title ?? t("Home")}
      crumbs={crumbsOf(path, t)}
      path={path}
      items={said(TOP)}
      tabs={said(TABS)}
      user={{
        name: name ?? email ?? t("Driver"),
        detail: email ?? "",
        accountHref: "/account",
        signOutAction: "/api/auth/sign-out",
      }}
      theme={cookie?.includes("theme=") ? readTheme(cookie) : state.theme}
      tools={<NoticeBell unread={unreadOf(state)} />}
      notice={
        <>
          {session.impersonatedBy && <ImpersonationBanner user={session.user} />}
          <Installable />
          <LiveNotice after={streamPosition(state)} />
        </>
      }
    >
      <Component />
      <Flash message={readFlash(cookie)} dismissHref={here} />
    </CustomerShell>
  );
}

function LegalLinks() {
  const t = useT();
  return (
    <p class="flex justify-center gap-4 text-xs text-ink-muted">
      <a href="/privacy" class="tap inline-flex items-center underline">{t("Privacy")}</a>
      <a href="/terms" class="tap inline-flex items-center underline">{t("Terms")}</a>
    </p>
  );
}

/** The list above a single thing. */
function crumbsOf(path: string, t: Translate) {
  const place = Object.values(PLACES).find(({ href }) =>
    href !== "/" && path.startsWith(`${href}/`)
  );
  return place ? [{ href: place.href, label: t(place.label) }] : [];
}

function LiveNotice({ after }: { after: number }) {
  const { locale, timeZone } = useReader();
  const words = useT().words(LIVE_WORDS);
  return <LiveLink after={after} locale={locale} timeZone={timeZone} words={words} />;
}
