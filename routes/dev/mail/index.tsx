import { HttpError, page } from "fresh";
import { DateTime } from "@/components/DateTime.tsx";
import { EmptyState } from "@/components/EmptyState.tsx";
import { PlainShell } from "@/components/PlainShell.tsx";
import { define } from "@/define.ts";
import { listKeptMail } from "@/lib/platform/kept_mail.ts";

/** Mail of a development machine, where none leaves. */
export default define.page<typeof handler>(function DevMail({ data }) {
  return (
    <PlainShell
      title="Development mailbox"
      accent="cyan"
      lead="No mail leaves this machine: SMTP_URL and CF_EMAIL_WORKER_URL are not set."
    >
      {data.mails.length === 0
        ? <EmptyState title="No mail yet">Ask for a sign-in link and come back.</EmptyState>
        : (
          <ul class="divide-y divide-border-subtle">
            {data.mails.map((mail) => (
              <li key={mail.id}>
                <a href={`/dev/mail/${mail.id}`} class="block rounded-md py-3 hover:bg-ink/5">
                  <span class="block font-medium">{mail.subject}</span>
                  <span class="block text-sm text-ink-muted">
                    To {mail.toAddress}, <DateTime at={mail.createdAt} />
                  </span>
                </a>
              </li>
            ))}
          </ul>
        )}
    </PlainShell>
  );
});

export const handler = define.handlers({
  async GET(ctx) {
    const { services } = ctx.state;
    const isOpen = ctx.state.surface !== "unknown" && !services.config.isProduction &&
      !services.mail.sends;
    if (!isOpen) throw new HttpError(404);
    ctx.state.title = "Development mailbox";
    const mails = await listKeptMail(services.db);
    return page({ mails }, { headers: { "cache-control": "no-store" } });
  },
});
