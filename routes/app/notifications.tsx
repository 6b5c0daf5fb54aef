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
import { type DriverNotice, myNotices, readNotices } from "@/lib/notifications/mod.ts";
import { msg, translator } from "@/lib/platform/i18n/translate.ts";
import { readForm, refuseImpersonatedWrite } from "@/lib/web/mod.ts";
import { seeOther } from "./(_components)/see_other.ts";
import { noteUnread, unreadOf } from "./(_components)/unread_notices.ts";

const PATH = "/notifications";
const PAGE = 20;

export default define.page<typeof handler>(function Notifications({ data }) {
  const { notices, older, isFirstPage, canReadAll } = data;
  const t = useT();
  return (
    <PageCard
      description={t("Everything we told you, newest first.")}
      actions={
        <>
          {canReadAll && (
            <form method="post">
              <input type="hidden" name="upToId" value={notices[0].id} />
              <Button>{t("Mark all as read")}</Button>
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
          {notices.map((notice) => <NoticeRow key={notice.id} notice={notice} />)}
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

function NoticeRow({ notice }: { notice: DriverNotice }) {
  const t = useT();
  const href = safeNext(notice.link, "");
  return (
    <li
      id={`n${notice.id}`}
      data-read={String(notice.isRead)}
      class="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 py-3"
    >
      <div class="min-w-0 flex-1 basis-60">
        <p class="flex flex-wrap items-center gap-2">
          <Badge tone={notice.severity}>{t(SEVERITY[notice.severity])}</Badge>
          <span class={notice.isRead ? "" : "font-semibold"}>{notice.title}</span>
          {!notice.isRead && <span class="text-xs font-medium text-accent-ink">{t("New")}</span>}
        </p>
        {notice.body && <p class="pt-0.5 text-sm wrap-break-word text-ink-muted">{notice.body}</p>}
        <p class="pt-0.5 text-xs text-ink-muted">
          <RelativeTime at={notice.at} />
        </p>
      </div>
      {href && (
        <a
          href={href}
          aria-label={t("Open: {title}", { title: notice.title })}
          class={buttonClass({ size: "sm" })}
        >
          {t("Open")}
        </a>
      )}
    </li>
  );
}

const idOf = (text: unknown) => /^[1-9]\d{0,14}$/.test(String(text)) ? Number(text) : null;

/** The offline page asks by HEAD whether it can be reached, and browsers fetch ahead: nobody sees those. */
const isSeen = (req: Request) =>
  req.method === "GET" && !(req.headers.get("sec-purpose") ?? "").includes("prefetch");

export const handler = define.handlers({
  async GET({ req, state, url }) {
    state.title = translator(state.language)("Notifications");
    const { userId, impersonatedBy } = state.session!;
    const before = idOf(url.searchParams.get("before"));
    const found = await myNotices(state.ctx, {
      userId,
      language: state.language,
      limit: PAGE + 1,
      ...(before === null ? {} : { beforeId: before }),
    });
    const notices = found.slice(0, PAGE);
    // What is listed has been seen: it is marked as new this once, and the bell counts anew.
    if (isSeen(req) && !impersonatedBy && notices.some((notice) => !notice.isRead)) {
      const ends = { fromId: notices.at(-1)!.id, upToId: notices[0].id };
      await readNotices(state.ctx, { userId, ...ends });
      await noteUnread(state);
    }
    return page({
      notices,
      older: found.length > PAGE ? notices.at(-1)!.id : null,
      isFirstPage: before === null,
      canReadAll: !impersonatedBy && notices.length > 0 && unreadOf(state) !== 0,
    });
  },
  async POST({ req, state }) {
    refuseImpersonatedWrite(state);
    const upToId = idOf((await readForm(req)).get("upToId"));
    if (upToId === null) return seeOther(state, PATH);
    await readNotices(state.ctx, { userId: state.session!.userId, upToId });
    const text = translator(state.language)("All notices are marked as read.");
    return seeOther(state, PATH, { tone: "success", text });
  },
});
