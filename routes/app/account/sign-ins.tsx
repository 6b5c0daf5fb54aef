import { page } from "fresh";
import { Badge } from "@/components/Badge.tsx";
import { Button } from "@/components/Button.tsx";
import { DateTime } from "@/components/DateTime.tsx";
import { EmptyState } from "@/components/EmptyState.tsx";
import { Monitor, Smartphone } from "@/components/icons.ts";
import { RelativeTime } from "@/components/RelativeTime.tsx";
import { SectionCard } from "@/components/SectionCard.tsx";
import { useT } from "@/components/translate.ts";
import { define } from "@/define.ts";
import { endOwnSessions, type OwnSession, ownSessions } from "@/lib/auth/mod.ts";
import { endOwnDevice, type OwnDevice, ownDevices } from "@/lib/devices/mod.ts";
import { translator } from "@/lib/platform/i18n/translate.ts";
import { readForm, refuseImpersonatedWrite } from "@/lib/web/mod.ts";
import { seeOther } from "../(_components)/see_other.ts";
import { browserName } from "./(_components)/browser_name.ts";

const PATH = "/account/sign-ins";

/** Where this account is open, and how to close it there. */
export default define.page<typeof handler>(function SignIns({ data }) {
  const t = useT();
  const { sessions, phones, currentId, isReadOnly } = data;
  return (
    <>
      <SectionCard
        title={t("Browsers")}
        icon={Monitor}
        description={t("Where this account is signed in. Something you do not know? Sign it out.")}
        actions={!isReadOnly && sessions.length > 1 && (
          <form method="post">
            <Button name="action" value="others">{t("Sign out all others")}</Button>
          </form>
        )}
      >
        <ul class="divide-y divide-border-subtle">
          {sessions.map((session) => (
            <BrowserRow
              key={session.id}
              session={session}
              isCurrent={session.id === currentId}
              isReadOnly={isReadOnly}
            />
          ))}
        </ul>
      </SectionCard>
      <SectionCard title={t("Phones")} icon={Smartphone}>
        {phones.length === 0
          ? (
            <EmptyState icon={Smartphone} title={t("No phone is signed in")}>
              {t("Phones with the app appear here.")}
            </EmptyState>
          )
          : (
            <ul class="divide-y divide-border-subtle">
              {phones.map((phone) => (
                <PhoneRow key={phone.id} phone={phone} isReadOnly={isReadOnly} />
              ))}
            </ul>
          )}
      </SectionCard>
    </>
  );
});

const ROW = "flex flex-wrap items-center gap-x-4 gap-y-2 py-3";

function BrowserRow({ session, isCurrent, isReadOnly }: {
  session: OwnSession;
  isCurrent: boolean;
  isReadOnly: boolean;
}) {
  const t = useT();
  const name = browserName(session.userAgent) ?? t("Unknown browser");
  return (
    <li class={ROW}>
      <div class="min-w-0 flex-1 basis-52">
        <p class="flex flex-wrap items-center gap-2 font-medium">
          {name}
          {isCurrent && <Badge tone="success">{t("This browser")}</Badge>}
          {session.isByCard && <Badge tone="info">{t("By card")}</Badge>}
        </p>
        <p class="text-sm text-ink-muted">
          {t("Signed in")} <DateTime at={session.createdAt} />
          {session.ipAddress && ` · ${session.ipAddress}`}
        </p>
      </div>
      {!isCurrent && !isReadOnly && <SignOut id={session.id} action="browser" name={name} />}
    </li>
  );
}

function SignOut({ id, action, name }: {
  id: string;
  action: "browser" | "phone";
  name: string;
}) {
  const t = useT();
  return (
    <form method="post">
      <input type="hidden" name="id" value={id} />
      <Button size="sm" name="action" value={action} aria-label={t("Sign out {name}", { name })}>
        {t("Sign out")}
      </Button>
    </form>
  );
}

function PhoneRow({ phone, isReadOnly }: { phone: OwnDevice; isReadOnly: boolean }) {
  const t = useT();
  return (
    <li class={ROW}>
      <div class="min-w-0 flex-1 basis-52">
        <p class="font-medium wrap-anywhere">{phone.label}</p>
        <p class="text-sm text-ink-muted">
          {phone.model}
          {phone.lastSeenAt && (
            <>
              {" · "}
              {t("Last seen")} <RelativeTime at={phone.lastSeenAt} />
            </>
          )}
        </p>
      </div>
      {!isReadOnly && <SignOut id={phone.id} action="phone" name={phone.label} />}
    </li>
  );
}

export const handler = define.handlers({
  async GET({ state }) {
    const { id, userId, impersonatedBy } = state.session!;
    state.title = translator(state.language)("Signed in");
    const [sessions, phones] = await Promise.all([
      ownSessions(state.ctx, { userId }),
      ownDevices(state.ctx, { userId }),
    ]);
    return page({ sessions, phones, currentId: id, isReadOnly: impersonatedBy !== undefined });
  },
  async POST({ req, state }) {
    refuseImpersonatedWrite(state);
    const { id: current, userId } = state.session!;
    const form = await readForm(req);
    const id = String(form.get("id") ?? "");
    const action = form.get("action");
    if (action === "phone") await endOwnDevice(state.ctx, { userId, deviceId: id });
    else if (action === "others") await endOwnSessions(state.ctx, { userId, except: current });
    else if (id !== current) await endOwnSessions(state.ctx, { userId, sessionId: id });
    const text = translator(state.language)("Signed out.");
    return seeOther(state, PATH, { tone: "success", text });
  },
});
