import { Banner } from "@/components/Banner.tsx";
import { useT } from "@/components/translate.ts";

/** Shown when every card of the driver is inactive. */
export function ViewOnly() {
  const t = useT();
  return (
    <Banner kind="info" title={t("Account in view-only mode")}>
      {t("None of your cards is active. Your history and invoices stay readable.")}
    </Banner>
  );
}
