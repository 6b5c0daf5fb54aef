import { Button } from "@/components/Button.tsx";
import { BellOff, BellRing, QrCode, Star } from "@/components/icons.ts";
import { LinkButton } from "@/components/LinkButton.tsx";
import { useT } from "@/components/translate.ts";
import ShareLink from "@/islands/customer/ShareLink.tsx";
import type { FoundCharger, Watch } from "@/lib/charging/mod.ts";
import type { Channel, Way } from "@/lib/notifications/mod.ts";
import { msg } from "@/lib/platform/i18n/translate.ts";
import { WaitNote } from "./WaitNote.tsx";

const SHARE_WORDS = [msg("Share"), msg("Link copied"), msg("Copying failed")] as const;

/** What a driver may do with a charger besides charging: keep it, wait for it, pass it on. */
export function Marks({ charger, path, shareUrl, isFavourite, watch, ways }: {
  charger: FoundCharger;
  /** Address of the charger's page. */
  path: string;
  shareUrl: string;
  isFavourite: boolean;
  watch: Watch | null;
  ways: Record<Channel, Way> | null;
}) {
  const t = useT();
  const canWait = watch !== null || charger.status !== "online";
  return (
    <>
      <div class="flex flex-wrap gap-2">
        <form method="post" action={`${path}/favourite`}>
          <Button name="on" value={isFavourite ? "no" : "yes"}>
            <Star size={16} fill={isFavourite ? "currentColor" : "none"} aria-hidden="true" />
            {isFavourite ? t("Remove from favourites") : t("Add to favourites")}
          </Button>
        </form>
        {canWait && (
          <form method="post" action={`${path}/watch`}>
            <Button name="on" value={watch ? "no" : "yes"}>
              {watch
                ? <BellOff size={16} aria-hidden="true" />
                : <BellRing size={16} aria-hidden="true" />}
              {watch ? t("Stop waiting") : t("Tell me when it is free")}
            </Button>
          </form>
        )}
        <ShareLink href={shareUrl} title={charger.name} words={t.words(SHARE_WORDS)} />
        <LinkButton href={`${path}/sticker`}>
          <QrCode size={16} aria-hidden="true" />
          {t("QR sticker")}
        </LinkButton>
      </div>
      {watch && <WaitNote watch={watch} ways={ways} path={path} />}
    </>
  );
}
