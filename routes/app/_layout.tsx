import type { PageProps } from "fresh";
import { CustomerShell } from "@/components/CustomerShell.tsx";
import { readFlash } from "@/components/flash.ts";
import { Flash } from "@/components/Flash.tsx";
import { useReader } from "@/components/format_context.ts";
import { House, ScrollText } from "@/components/icons.ts";
import type { NavItem } from "@/components/nav.ts";
import { readTheme } from "@/components/theme.ts";
import type { State } from "@/define.ts";
import LiveLink from "@/islands/customer/LiveLink.tsx";
import { visiblePath } from "@/lib/web/mod.ts";
import { streamPosition } from "./(_components)/stream_position.ts";

const NAVIGATION: NavItem[] = [
  { href: "/", label: "Home", icon: House },
  { href: "/sessions", label: "Sessions", icon: ScrollText },
];

/** The driver's site around every page; sign-in pages stand alone. */
export default function CustomerLayout({ Component, req, state, url }: PageProps<unknown, State>) {
  const path = visiblePath(url.pathname);
  const { session } = state;
  if (!session || /^\/login(\/|$)/.test(path)) return <Component />;
  const { name, email } = session.user;
  const cookie = req.headers.get("cookie");
  return (
    <CustomerShell
      title={state.title ?? "Home"}
      crumbs={path.startsWith("/sessions/") ? [{ href: "/sessions", label: "Sessions" }] : []}
      path={path}
      items={NAVIGATION}
      user={{
        name: name ?? email ?? "Driver",
        detail: email ?? "",
        signOutAction: "/api/auth/sign-out",
      }}
      theme={cookie?.includes("theme=") ? readTheme(cookie) : state.theme}
      notice={<LiveNotice after={streamPosition(state)} />}
    >
      <Component />
      <Flash message={readFlash(cookie)} dismissHref={path + url.search} />
    </CustomerShell>
  );
}

function LiveNotice({ after }: { after: number }) {
  const { locale, timeZone } = useReader();
  return <LiveLink after={after} locale={locale} timeZone={timeZone} />;
}
