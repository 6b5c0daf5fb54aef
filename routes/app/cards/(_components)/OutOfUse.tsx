import { Banner } from "@/components/Banner.tsx";
import { formatDate } from "@/components/format.ts";
import { useReader } from "@/components/format_context.ts";
import { useT } from "@/components/translate.ts";
import type { OwnCard } from "@/lib/charging/mod.ts";
import { ContactOperator } from "./ContactOperator.tsx";

/** Why an inactive card does not charge, and what its driver can do. */
export function OutOfUse({ card, contact }: { card: OwnCard; contact: string | undefined }) {
  const t = useT();
  const reader = useReader();
  if (card.reportedLostAt) {
    const date = formatDate(card.reportedLostAt, reader);
    return (
      <Banner
        kind="warning"
        title={t("Reported lost on {date}", { date })}
        action={<ContactOperator email={contact} subject={t("A new card for my account")} />}
      >
        {t("It does not start charging at any charger any more. Ask your operator for a new card.")}
      </Banner>
    );
  }
  const isDevice = card.tagType !== "ev_card";
  return (
    <Banner
      kind="info"
      title={isDevice ? t("This device is switched off") : t("Switched off by your operator")}
      action={<ContactOperator email={contact} subject={t("A card that is switched off")} />}
    >
      {isDevice
        ? t("It does not start charging any more. Sign in on it again to charge with it.")
        : t(
          "It does not start charging any more. Your operator can tell you why, or switch it on.",
        )}
    </Banner>
  );
}
