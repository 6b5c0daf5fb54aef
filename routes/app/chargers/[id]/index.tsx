import { page } from "fresh";
import { Banner } from "@/components/Banner.tsx";
import { EmptyState } from "@/components/EmptyState.tsx";
import { ErrorState } from "@/components/ErrorState.tsx";
import { ScrollText } from "@/components/icons.ts";
import { PageCard } from "@/components/PageCard.tsx";
import { readerZone } from "@/components/reader_zone.ts";
import { SectionCard } from "@/components/SectionCard.tsx";
import { useT } from "@/components/translate.ts";
import { define } from "@/define.ts";
import KeepFresh from "@/islands/customer/KeepFresh.tsx";
import { getFoundCharger } from "@/lib/charging/mod.ts";
import { growingMs } from "../../(_components)/load_so_far.ts";
import { SessionTable } from "../../(_components)/SessionTable.tsx";
import { StartPanel } from "../../(_components)/StartPanel.tsx";
import { DriverHero } from "../(_components)/DriverHero.tsx";
import { Hero } from "../(_components)/Hero.tsx";
import { KeptTimes } from "../(_components)/KeptTimes.tsx";
import { loadCharger } from "../(_components)/load_charger.ts";
import { Marks } from "../(_components)/Marks.tsx";
import { Place } from "../(_components)/Place.tsx";
import { PriceNote } from "../(_components)/PriceNote.tsx";

export default define.page<typeof handler>(function ChargerPage({ data }) {
  const {
    charger,
    isActive,
    offer,
    price,
    times,
    recent,
    isFavourite,
    watch,
    ways,
    path,
    shareUrl,
  } = data;
  const t = useT();
  return (
    <>
      {!offer && !isActive && (
        <Banner kind="info" title={t("Account in view-only mode")}>
          {t("None of your cards is active: charging and reserving are off. Ask your operator.")}
        </Banner>
      )}
      <PageCard live={charger.status === "in_use"}>
        {offer
          ? <DriverHero charger={charger} connectors={offer.connectors} />
          : <Hero charger={charger} />}
        {!offer && <PriceNote price={price} />}
        <Marks
          charger={charger}
          path={path}
          shareUrl={shareUrl}
          isFavourite={isFavourite}
          watch={watch}
          ways={ways}
        />
      </PageCard>
      {offer && <StartPanel offer={offer} />}
      <KeepFresh chargeBoxId={charger.chargeBoxId} />
      <div class="grid gap-4 sm:gap-6 lg:grid-cols-2 lg:items-start">
        <Place charger={charger} />
        <KeptTimes
          times={times}
          reserveHref={isActive && charger.managementMode === "ocpp"
            ? `/reservations/new?charger=${encodeURIComponent(charger.chargeBoxId)}`
            : null}
        />
      </div>
      <RecentHere recent={recent} />
    </>
  );
});

function RecentHere({ recent }: Pick<Awaited<ReturnType<typeof loadCharger>>, "recent">) {
  const t = useT();
  return (
    <SectionCard title={t("Your sessions here")} icon={ScrollText} flush>
      <div data-fresh="recent" data-again-ms={recent ? growingMs(recent.sessions) : undefined}>
        {recent
          ? (
            <SessionTable
              sessions={recent.sessions}
              soFar={recent.soFar}
              empty={<EmptyState icon={ScrollText} title={t("You have not charged here yet")} />}
            />
          )
          : (
            <ErrorState title={t("Your sessions could not be read")}>
              {t("Reload to try again.")}
            </ErrorState>
          )}
      </div>
    </SectionCard>
  );
}

export const handler = define.handlers({
  async GET({ params, req, state }) {
    const { ctx, services: { config } } = state;
    const charger = await getFoundCharger(ctx, { address: params.id });
    state.title = charger.name;
    const data = await loadCharger(ctx, {
      charger,
      userId: state.session!.userId,
      timeZone: readerZone(req.headers.get("cookie")),
    });
    return page({
      ...data,
      path: `/chargers/${encodeURIComponent(charger.publicId)}`,
      shareUrl: `${config.appUrl}/c/${encodeURIComponent(charger.publicId)}`,
    });
  },
});
