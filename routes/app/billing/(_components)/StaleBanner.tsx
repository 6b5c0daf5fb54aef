import { Banner } from "@/components/Banner.tsx";
import { RelativeTime } from "@/components/RelativeTime.tsx";
import { useT } from "@/components/translate.ts";

/** Says that the billing system was not heard for more than a day. */
export function StaleBanner({ at }: { at: Date | null }) {
  const t = useT();
  return (
    <Banner kind="stale" title={t("These figures are more than a day old")}>
      {t("The billing system has not been reached since then; nothing is lost.")}{" "}
      <RelativeTime at={at} />
    </Banner>
  );
}
