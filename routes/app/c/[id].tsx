import { page } from "fresh";
import { EmptyState } from "@/components/EmptyState.tsx";
import { Search } from "@/components/icons.ts";
import { LinkButton } from "@/components/LinkButton.tsx";
import { useT } from "@/components/translate.ts";
import { define } from "@/define.ts";
import {
  type ChargingPrice,
  chargingPrice,
  type FoundCharger,
  getFoundCharger,
} from "@/lib/charging/mod.ts";
import { AppError } from "@/lib/platform/errors.ts";
import { translator } from "@/lib/platform/i18n/translate.ts";
import { Hero } from "../chargers/(_components)/Hero.tsx";
import { loadPart } from "../(_components)/load_part.ts";
import { PriceNote } from "../chargers/(_components)/PriceNote.tsx";

/** How often a stranger's page looks again, ms. */
const POLL_MS = 15_000;

/** Where the code on a charger leads. Who is signed in goes on to start; anybody else sees its state. */
export default define.page<typeof handler>(function StickerLink({ data }) {
  return data.charger
    ? <Stranger charger={data.charger} canTap={data.canTap} price={data.price} />
    : <Unknown id={data.id} />;
});

function Stranger({ charger, canTap, price }: {
  charger: FoundCharger;
  canTap: boolean;
  price: ChargingPrice | null;
}) {
  const t = useT();
  const here = `/c/${encodeURIComponent(charger.publicId)}`;
  const tap = new URLSearchParams({ chargeBoxId: charger.chargeBoxId });
  return (
    <>
      {charger.place && <p class="text-sm text-ink-muted">{charger.place}</p>}
      <Hero charger={charger} pollMs={POLL_MS} />
      <PriceNote price={price} isStranger />
      <div class="grid gap-2 sm:grid-cols-2">
        <LinkButton
          href={`/login?${new URLSearchParams({ next: here })}`}
          variant="primary"
          size="lg"
        >
          {t("Sign in to start")}
        </LinkButton>
        {canTap && (
          <LinkButton href={`/auth/scan?${tap}`} size="lg">
            {t("Tap your card here to sign in")}
          </LinkButton>
        )}
      </div>
      <p class="text-sm text-ink-muted">
        {t("With your card you can also just plug in and hold it to the reader.")}{" "}
        <a
          href={`expchg://c/${encodeURIComponent(charger.chargeBoxId)}`}
          class="underline underline-offset-2"
        >
          {t("Open in the app")}
        </a>
        {" · "}
        <a href="/free" class="underline underline-offset-2">{t("Other chargers that are free")}</a>
      </p>
    </>
  );
}

function Unknown({ id }: { id: string }) {
  const t = useT();
  return (
    <EmptyState
      icon={Search}
      title={t("No charger has the id {id}", { id })}
      action={<LinkButton href="/free">{t("See all chargers")}</LinkButton>}
    >
      {t("The sticker may be old. Check the eight characters below its code.")}
    </EmptyState>
  );
}

export const handler = define.handlers({
  async GET({ params, state, url }) {
    const { ctx, session } = state;
    const t = translator(state.language);
    const id = params.id.slice(0, 40);
    const charger = await getFoundCharger(ctx, { address: params.id }).catch((error) => {
      if (error instanceof AppError && error.kind === "not_found") return null;
      throw error;
    });
    state.title = charger?.name ?? t("Unknown charger");
    if (!charger) return page({ charger: null, canTap: false, price: null, id }, { status: 404 });
    if (session) {
      const location = `/chargers/${encodeURIComponent(charger.publicId)}${url.search}`;
      return new Response(null, {
        status: 303,
        headers: { location, "cache-control": "no-store" },
      });
    }
    const canTap = charger.isOnline && state.services.config.TAP_SIGN_IN === "on";
    return page({
      charger,
      canTap,
      price: await loadPart(ctx, "price", chargingPrice(ctx, {})),
      id,
    });
  },
});
