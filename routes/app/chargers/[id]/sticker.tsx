import { page, type RouteConfig } from "fresh";
import { LinkButton } from "@/components/LinkButton.tsx";
import { Logo } from "@/components/Logo.tsx";
import { PublicId } from "@/components/PublicId.tsx";
import { useT } from "@/components/translate.ts";
import { define } from "@/define.ts";
import { getFoundCharger } from "@/lib/charging/mod.ts";
import { translator } from "@/lib/platform/i18n/translate.ts";

/** A sheet of paper needs no frame around it. */
export const config: RouteConfig = { skipInheritedLayouts: true };

export default define.page<typeof handler>(function Sticker({ data, state }) {
  const { charger, path } = data;
  const { appUrl } = state.services.config;
  const t = useT();
  return (
    <main class="mx-auto flex min-h-dvh max-w-sm flex-col items-center justify-center gap-4 p-6 text-center">
      <Logo size={32} />
      <h1 class="text-2xl font-semibold">{charger.name}</h1>
      <img
        src={`${path}/qr.svg`}
        width={288}
        height={288}
        alt={t("QR code that opens this charger")}
        class="size-72 rounded-lg bg-white"
      />
      <p class="text-lg">{t("Scan, choose, start")}</p>
      <p class="text-xl">
        <PublicId id={charger.publicId} />
      </p>
      <p class="text-sm break-all text-ink-muted">{`${appUrl}/c/${charger.publicId}`}</p>
      <div class="flex gap-2 print:hidden">
        <LinkButton href={path}>{t("Back to the charger")}</LinkButton>
        <LinkButton href={`${path}/qr.svg`} download={`${charger.publicId}.svg`}>
          {t("Download the code")}
        </LinkButton>
      </div>
    </main>
  );
});

export const handler = define.handlers({
  async GET({ params, state }) {
    const charger = await getFoundCharger(state.ctx, { address: params.id });
    state.title = translator(state.language)("Sticker of {name}", { name: charger.name });
    return page({ charger, path: `/chargers/${encodeURIComponent(charger.publicId)}` });
  },
});
