import { page } from "fresh";
import { buttonClass } from "@/components/button_style.ts";
import { WifiOff } from "@/components/icons.ts";
import { PlainShell } from "@/components/PlainShell.tsx";
import { useT } from "@/components/translate.ts";
import { define } from "@/define.ts";
import { translator } from "@/lib/platform/i18n/translate.ts";

/** Shown by the site's worker at any address that cannot be reached: it says nothing of anybody. */
export default define.page<typeof handler>(function Offline() {
  const t = useT();
  return (
    <PlainShell title={t("You are offline")} accent="green">
      <p class="flex items-start gap-3 text-sm text-ink-muted">
        <WifiOff size={22} aria-hidden="true" class="shrink-0 text-accent-ink" />
        {t(
          "This page needs the Internet. A charge under way goes on without it: the charger does not need your phone.",
        )}
      </p>
      {/* The empty address is the one that could not be reached. */}
      <a href="" class={buttonClass({ variant: "primary", size: "lg", wide: true })}>
        {t("Try again")}
      </a>
      <script src="/come-back.js" async />
    </PlainShell>
  );
});

export const handler = define.handlers({
  GET({ state }) {
    state.title = translator(state.language)("You are offline");
    return page();
  },
});
