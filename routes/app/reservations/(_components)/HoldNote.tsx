import { Banner } from "@/components/Banner.tsx";
import { formatDateTime } from "@/components/format.ts";
import { useReader } from "@/components/format_context.ts";
import { useT } from "@/components/translate.ts";
import { isLiveStatus, type ReservationView } from "@/lib/charging/mod.ts";

/** Says honestly who keeps the connector: the charger itself, or our calendar alone. */
export function HoldNote({ reservation }: { reservation: ReservationView }) {
  const t = useT();
  const reader = useReader();
  const { status, startAt, isHeldAtCharger } = reservation;
  const isLive = isLiveStatus(status);
  if (isHeldAtCharger && isLive) {
    return (
      <Banner kind="success" title={t("The charger keeps this connector for your card")}>
        {t("Other cards are refused until your time ends.")}
      </Banner>
    );
  }
  if (isHeldAtCharger) {
    const time = formatDateTime(reservation.endAt, reader);
    return (
      <Banner kind="warning" title={t("The charger may still show it as reserved")}>
        {t("It could not be told yet. At the latest it is free again at {time}.", { time })}
      </Banner>
    );
  }
  if (status === "rejected") {
    return (
      <Banner kind="warning" title={t("This reservation could not be kept")}>
        {t("Choose another time or charger.")}
      </Banner>
    );
  }
  if (!isLive) return null;
  return startAt > reader.now
    ? (
      <Banner kind="info" title={t("Kept in our calendar")}>
        {t(
          "Nobody else can reserve this connector for your time. About a minute before it begins we ask the charger to hold it for your card.",
        )}
      </Banner>
    )
    : (
      <Banner kind="info" title={t("Kept in our calendar only")}>
        {t(
          "The charger itself is not holding the connector, so another car may stand there. Nobody else can reserve it.",
        )}
      </Banner>
    );
}
