import { page } from "fresh";
import { Badge } from "@/components/Badge.tsx";
import { Button } from "@/components/Button.tsx";
import { buttonClass } from "@/components/button_style.ts";
import { EmptyState } from "@/components/EmptyState.tsx";
import { Bell, Settings } from "@/components/icons.ts";
import { LinkButton } from "@/components/LinkButton.tsx";
import { PageCard } from "@/components/PageCard.tsx";
import { Pagination } from "@/components/Pagination.tsx";
import { RelativeTime } from "@/components/RelativeTime.tsx";
import { useT } from "@/components/translate.ts";
import { define } from "@/define.ts";
import { safeNext } from "@/lib/auth/mod.ts";
import { type DriverNotice, myNotices, readNotice, readNotices } from "@/lib/notifications/mod.ts";
import { msg, translator } from "@/lib/platform/i18n/translate.ts";
import { readForm, refuseImpersonatedWrite } from "@/lib/web/mod.ts";
import { seeOther } from "./(_components)/see_other.ts";

const PATH = "/notifications";
const PAGE = 20;

export default define.page<typeof handler>(function Notifications({ data }) {
  const { notices, older, isFirstPage, readOnly } = data;
  const t = useT();
  const hasUnread = notices.some((notice) => !notice.isRead);
  return (
    <PageCard
      description={t("Everything we told you, newest first.")}
      actions={
        <>
          {hasUnread && !readOnly && (
            <form method="post">
              <input type="hidden" name="id" value={notices[0].id} />
              <Button name="action" value="read_all">{t("Mark all as read")}</Button>
            </form>
          )}
          <LinkButton href="/account/notifications" variant="ghost">
            <Settings size={18} aria-hidden="true" />
            {t("Settings")}
          </LinkButton>
        </>
      }
    >
      {notices.length === 0 ? <Nothing /> : (
        <ul class="-my-3 divide-y divide-border-subtle">
          {notices.map((notice) => (
            <NoticeRow key={notice.id} notice={notice} readOnly={readOnly} />
          ))}
        </ul>
      )}
      <Pagination
        newerHref={isFirstPage ? undefined : PATH}
        olderHref={older === null ? undefined : `${PATH}?before=${older}`}
      />
    </PageCard>
  );
});

function Nothing() {
  const t = useT();
  return (
    <EmptyState
      icon={Bell}
      title={t("Nothing new")}
      action={
        <LinkButton href="/account/notifications">{t("Choose what you are told")}</LinkButton>
      }
    >
      {t("What happens with your sessions, cards and reservations shows up here.")}
    </EmptyState>
  );
}

const SEVERITY = {
  info: msg("Info"),
  success: msg("Good news"),
  warning: msg("Attention"),
  error: msg("Problem"),
};

function NoticeRow({ notice, readOnly }: { notice: DriverNotice; readOnly: boolean }) {
  const t = useT();
  return (
    <li
      id={`n${notice.id}`}
      data-read={String(notice.isRead)}
      class="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 py-3"
    >
      <div class="min-w-0 flex-1 basis-60">
        <p class="flex flex-wrap items-center gap-2">
          <Badge tone={notice.severity}>{t(SEVERITY[notice.severity])}</Badge>
          <span class={notice.isRead ? "" : "font-semibold"}>{t(notice.title)}</span>
          {!notice.isRead && <span class="text-xs font-medium text-accent-ink">{t("New")}</span>}
        </p>
        {notice.body && (
          <p class="pt-0.5 text-sm wrap-break-word text-ink-muted">{t(notice.body)}</p>
        )}
        <p class="pt-0.5 text-xs text-ink-muted">
          <RelativeTime at={notice.at} />
        </p>
      </div>
      <NoticeActions notice={notice} readOnly={readOnly} />
    </li>
  );
}

/** Opening a notice marks it as read; where nothing may change it is a mere link. */
function NoticeActions({ notice, readOnly }: { notice: DriverNotice; readOnly: boolean }) {
  const t = useT();
  const href = safeNext(notice.link, "");
  const openLabel = t("Open: {title}", { title: t(notice.title) });
  if (readOnly || (notice.isRead && href)) {
    return href
      ? (
        <a
          href={href}
          aria-label={openLabel}
          class={buttonClass({ size: "sm" })}
        >
          {t("Open")}
        </a>
      )
      : null;
  }
  if (notice.isRead) return null;
  return (
    <form method="post" class="flex items-center gap-2">
      <input type="hidden" name="id" value={notice.id} />
      {href && (
        <Button size="sm" name="action" value="open" aria-label={openLabel}>{t("Open")}</Button>
      )}
      <Button
        variant="ghost"
        size="sm"
        name="action"
        value="read"
        aria-label={t("Mark as read: {title}", { title: t(notice.title) })}
      >
        {t("Mark as read")}
      </Button>
    </form>
  );
}

const idOf = (text: unknown) => /^[1-9]\d{0,14}$/.test(String(text)) ? Number(text) : null;

export const handler = define.handlers({
  async GET({ state, url }) {
    state.title = translator(state.language)("Notifications");
    const { userId, impersonatedBy } = state.session!;
    const before = idOf(url.searchParams.get("before"));
    const found = await myNotices(state.ctx, {
      userId,
      limit: PAGE + 1,
      ...(before === null ? {} : { beforeId: before }),
    });
    const notices = found.slice(0, PAGE);
    return page({
      notices,
      older: found.length > PAGE ? notices.at(-1)!.id : null,
      isFirstPage: before === null,
      readOnly: impersonatedBy !== undefined,
    });
  },
  async POST({ req, state }) {
    refuseImpersonatedWrite(state);
    const { userId } = state.session!;
    const t = translator(state.language);
    const form = await readForm(req);
    const id = idOf(form.get("id"));
    const action = form.get("action");
    if (id === null) return seeOther(state, PATH);
    if (action === "read_all") {
      await readNotices(state.ctx, { userId, upToId: id });
      const text = t("All notices are marked as read.");
      return seeOther(state, PATH, { tone: "success", text });
    }
    const { link } = await readNotice(state.ctx, { userId, id });
    return seeOther(state, action === "open" ? safeNext(link, PATH) : PATH);
  },
});
