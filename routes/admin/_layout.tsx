import type { PageProps } from "fresh";
import { AdminShell } from "@/components/AdminShell.tsx";
import { readFlash } from "@/components/flash.ts";
import { Flash } from "@/components/Flash.tsx";
import { useReader } from "@/components/format_context.ts";
import { readTheme } from "@/components/theme.ts";
import type { State } from "@/define.ts";
import LiveStatus from "@/islands/admin/LiveStatus.tsx";
import { unreadCount } from "@/lib/notifications/mod.ts";
import { visiblePath } from "@/lib/web/mod.ts";
import { crumbsOf, NAVIGATION } from "./(_components)/navigation.ts";
import { positionOf } from "./(_components)/position.ts";

/** The console around every page of an operator; sign-in pages stand alone. */
export default async function AdminLayout(
  { Component, req, state, url }: PageProps<unknown, State>,
) {
  const path = visiblePath(url.pathname);
  const { session } = state;
  if (!session || /^\/(login|privacy|terms)(\/|$)/.test(path)) return <Component />;
  const unread = await unreadCount(state.ctx, { audience: "admin" }).catch(() => null);
  const { name, email, role } = session.user;
  const cookie = req.headers.get("cookie");
  return (
    <AdminShell
      title={state.title ?? "Operations"}
      crumbs={crumbsOf(path)}
      path={path}
      groups={NAVIGATION}
      user={{
        name: name ?? email ?? "Operator",
        detail: `${email ?? ""} · ${role}`,
        signOutAction: "/api/auth/sign-out",
      }}
      theme={cookie?.includes("theme=") ? readTheme(cookie) : state.theme}
      tools={<LiveTools after={positionOf(state)} unread={unread} />}
    >
      <Component />
      <p class="text-xs text-ink-muted">Times are in UTC.</p>
      <Flash message={readFlash(cookie)} dismissHref={path + url.search} />
    </AdminShell>
  );
}

function LiveTools(props: { after: number; unread: number | null }) {
  const { locale, timeZone } = useReader();
  return <LiveStatus {...props} locale={locale} timeZone={timeZone} />;
}
