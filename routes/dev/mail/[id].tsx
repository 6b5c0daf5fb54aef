import { HttpError, page } from "fresh";
import { DateTime } from "@/components/DateTime.tsx";
import { KeyValueList } from "@/components/KeyValueList.tsx";
import { LinkButton } from "@/components/LinkButton.tsx";
import { PlainShell } from "@/components/PlainShell.tsx";
import { define } from "@/define.ts";
import { readKeptMail } from "@/lib/platform/kept_mail.ts";

export default define.page<typeof handler>(function DevMailView({ data: { mail, link } }) {
  return (
    <PlainShell
      title={mail.subject}
      accent="cyan"
      footer={<a href="/dev/mail" class="underline">All mail</a>}
    >
      <KeyValueList
        items={[
          { key: "To", value: mail.toAddress },
          { key: "Kind", value: mail.category },
          { key: "Written", value: <DateTime at={mail.createdAt} /> },
        ]}
      />
      {link && (
        <LinkButton href={link} variant="primary" size="lg" wide>
          Open the link of this mail
        </LinkButton>
      )}
      {/* The page's policy holds inside, so styles would only be reported as violations. */}
      <iframe
        title="The mail as HTML"
        srcdoc={mail.html.replaceAll(/ style="[^"]*"/g, "")}
        sandbox="allow-top-navigation-by-user-activation"
        class="h-96 w-full rounded-md border border-border-subtle bg-white"
      />
      <details>
        <summary class="cursor-pointer text-sm">Plain text</summary>
        <pre class="mt-2 overflow-x-auto text-sm whitespace-pre-wrap break-words">{mail.text}</pre>
      </details>
    </PlainShell>
  );
});

export const handler = define.handlers({
  async GET(ctx) {
    const { services } = ctx.state;
    const id = /^[1-9]\d{0,14}$/.test(ctx.params.id) ? Number(ctx.params.id) : null;
    const isOpen = ctx.state.surface !== "unknown" && !services.config.isProduction &&
      !services.mail.sends;
    if (!isOpen || !id) throw new HttpError(404);
    const mail = await readKeptMail(services.db, id);
    if (!mail) throw new HttpError(404);
    ctx.state.title = mail.subject;
    const link = /^https?:\/\/\S+$/m.exec(mail.text)?.[0] ?? null;
    return page({ mail, link }, { headers: { "cache-control": "no-store" } });
  },
});
