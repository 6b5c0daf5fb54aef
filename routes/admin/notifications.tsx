import { page } from "fresh";
import { Badge } from "@/components/Badge.tsx";
import { Button } from "@/components/Button.tsx";
import { EmptyState } from "@/components/EmptyState.tsx";
import { flashCookie } from "@/components/flash.ts";
import { humanize } from "@/components/format.ts";
import { Bell } from "@/components/icons.ts";
import { PageCard } from "@/components/PageCard.tsx";
import { Pagination } from "@/components/Pagination.tsx";
import { RelativeTime } from "@/components/RelativeTime.tsx";
import { define } from "@/define.ts";
import { safeNext } from "@/lib/auth/mod.ts";
import { archiveNotice, markNoticesRead } from "@/lib/live/mod.ts";
import { listNotifications } from "@/lib/notifications/mod.ts";
import { readForm } from "@/lib/web/mod.ts";

const PATH = "/notifications";
const PAGE = 20;

export default define.page<typeof handler>(function NotificationsPage({ data }) {
  const { notices, older, isFirstPage } = data;
  const hasUnread = notices.some((notice) => notice.readAt === null);
  return (
    <PageCard
      accent="cyan"
      title="Notices"
      description="What the platform noticed. A fact that comes back is counted up instead of listed twice."
      actions={hasUnread && (
        <form method="post">
          <input type="hidden" name="id" value={notices[0].id} />
          <Button name="action" value="read">Mark all as read</Button>
        </form>
      )}
    >
      {notices.length === 0
        ? (
          <EmptyState icon={Bell} title="Nothing to tell">
            Failed runs, energy that waits for an owner and alerts show up here.
          </EmptyState>
        )
        : (
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

type Notice = Awaited<ReturnType<typeof listNotifications>>[number];

function NoticeRow({ notice }: { notice: Notice }) {
  const isUnread = notice.readAt === null;
  const href = safeNext(notice.link, "");
  return (
    <li
      class="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 py-3"
      id={`n${notice.id}`}
    >
      <div class="min-w-0 flex-1 basis-60">
        <p class="flex flex-wrap items-center gap-2">
          <Badge tone={notice.severity}>{humanize(notice.severity)}</Badge>
          <span class={isUnread ? "font-semibold" : ""}>{notice.title}</span>
          {isUnread && <span class="text-xs font-medium text-accent-ink">New</span>}
          {notice.occurrences > 1 && (
            <span class="text-xs text-ink-muted">{notice.occurrences} times</span>
          )}
        </p>
        {notice.body && <p class="pt-0.5 text-sm wrap-break-word text-ink-muted">{notice.body}</p>}
        <p class="pt-0.5 text-xs text-ink-muted">
          {humanize(notice.source)}, <RelativeTime at={notice.updatedAt} />
        </p>
      </div>
      <div class="flex items-center gap-2">
        {href && (
          <a
            href={href}
            aria-label={`Open: ${notice.title}`}
            class="tap inline-flex items-center px-2 text-sm underline underline-offset-2"
          >
            Open
          </a>
        )}
        <form method="post">
          <input type="hidden" name="id" value={notice.id} />
          <Button
            variant="ghost"
            size="sm"
            name="action"
            value="archive"
            aria-label={`Archive: ${notice.title}`}
          >
            Archive
          </Button>
        </form>
      </div>
    </li>
  );
}

const idOf = (text: unknown) => /^[1-9]\d{0,14}$/.test(String(text)) ? Number(text) : null;

export const handler = define.handlers({
  async GET({ state, url }) {
    const before = idOf(url.searchParams.get("before"));
    const found = await listNotifications(state.ctx, {
      audience: "admin",
      limit: PAGE + 1,
      ...(before === null ? {} : { beforeId: before }),
    });
    const notices = found.slice(0, PAGE);
    state.title = "Notifications";
    return page({
      notices,
      older: found.length > PAGE ? notices.at(-1)!.id : null,
      isFirstPage: before === null,
    });
  },
  async POST({ req, state }) {
    const form = await readForm(req);
    const id = idOf(form.get("id"));
    const isArchive = form.get("action") === "archive";
    if (id !== null) {
      await (isArchive
        ? archiveNotice(state.ctx, { id })
        : markNoticesRead(state.ctx, { upToId: id }));
    }
    const text = isArchive ? "The notice was put away." : "All notices are marked as read.";
    return new Response(null, {
      status: 303,
      headers: {
        location: PATH,
        "set-cookie": flashCookie({ tone: "success", text }, state.services.config),
      },
    });
  },
});
