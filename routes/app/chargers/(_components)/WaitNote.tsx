import { Button } from "@/components/Button.tsx";
import { DateTime } from "@/components/DateTime.tsx";
import { LinkButton } from "@/components/LinkButton.tsx";
import { useT } from "@/components/translate.ts";
import type { Watch } from "@/lib/charging/mod.ts";
import type { Channel, Way } from "@/lib/notifications/mod.ts";
import type { Translate } from "@/lib/platform/i18n/translate.ts";

/** How and until when a waiting driver is told; the channels that are off can be switched on here. */
export function WaitNote({ watch, ways, path }: {
  watch: Watch;
  /** Null when it could not be read. */
  ways: Record<Channel, Way> | null;
  /** Address of the charger's page. */
  path: string;
}) {
  const t = useT();
  const reachesOut = ways !== null && (ways.email === "on" || ways.push === "on");
  return (
    <div class="space-y-2" id="wait">
      <p class="text-sm text-ink-muted">
        {toldHow(t, ways)} <DateTime at={watch.expiresAt} />
      </p>
      {ways !== null && !reachesOut && (
        <form method="post" action={`${path}/tell`} class="flex flex-wrap items-center gap-2">
          <span class="text-sm">{t("While the app is closed you would miss it:")}</span>
          {ways.email === "off" && (
            <Button size="sm" name="channel" value="email">{t("Mail me, too")}</Button>
          )}
          {ways.push === "off" && (
            <Button size="sm" name="channel" value="push">{t("Push it to my browsers")}</Button>
          )}
          {ways.push === "missing" && (
            <LinkButton size="sm" href="/account/notifications">
              {t("Set up push messages")}
            </LinkButton>
          )}
        </form>
      )}
    </div>
  );
}

function toldHow(t: Translate, ways: Record<Channel, Way> | null): string {
  if (ways?.email === "on" && ways.push === "on") {
    return t("You are told once when it is free, by mail and push message, until");
  }
  if (ways?.email === "on") return t("You are told once when it is free, by mail, until");
  if (ways?.push === "on") return t("You are told once when it is free, by push message, until");
  return t("You are told once when it is free, here in the app, until");
}
