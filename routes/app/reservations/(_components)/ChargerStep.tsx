import { Banner } from "@/components/Banner.tsx";
import { Button } from "@/components/Button.tsx";
import { EmptyState } from "@/components/EmptyState.tsx";
import { useReader } from "@/components/format_context.ts";
import { Search } from "@/components/icons.ts";
import { LinkButton } from "@/components/LinkButton.tsx";
import { TextField } from "@/components/TextField.tsx";
import { useT } from "@/components/translate.ts";
import FoundList from "@/islands/customer/FoundList.tsx";
import NearMe from "@/islands/customer/NearMe.tsx";
import { byName, type FoundCharger } from "@/lib/charging/mod.ts";
import { msg } from "@/lib/platform/i18n/translate.ts";
import { distanceText, outfitOf, STATE_WORDS } from "../../chargers/(_components)/charger_texts.ts";
import { priceText } from "../../chargers/(_components)/price_text.ts";
import type { ChargerStepData } from "./load_wizard.ts";
import { nearOf, NEW_PATH, wizardHref, type WizardQuery } from "./wizard_query.ts";

const LIST_WORDS = [
  ...STATE_WORDS,
  msg("{free} of {total} free"),
  msg("Directions"),
  msg("Favourite"),
  msg("away"),
] as const;
const NEAR_WORDS = [
  msg("Use my location"),
  msg("Finding you…"),
  msg("Your browser did not say where you are. Allow it in the address bar, or search by name."),
] as const;

/** First step: which charger. Each one is a link, so that Back works. */
export function ChargerStep({ data, query }: { data: ChargerStepData; query: WizardQuery }) {
  const t = useT();
  const { chargers: { items, next, prev }, isUnknown } = data;
  return (
    <section aria-labelledby="choose-charger" class="space-y-4">
      {isUnknown && (
        <Banner kind="warning" title={t("That charger cannot be reserved")}>
          {t("Choose another one.")}
        </Banner>
      )}
      <h3 id="choose-charger" class="font-semibold">{t("Which charger?")}</h3>
      <SearchForm query={query} />
      {items.length === 0
        ? (
          <EmptyState
            icon={Search}
            title={t("No charger matches")}
            action={
              <LinkButton href={wizardHref({ ...keptOf(query), lat: query.lat, lon: query.lon })}>
                {t("Show all chargers")}
              </LinkButton>
            }
          />
        )
        : (
          <div class="-mx-4 border-t border-border-subtle sm:-mx-6">
            <Rows data={data} query={query} />
          </div>
        )}
      {(next || prev) && (
        <nav aria-label={t("Pages")} class="flex gap-2 *:flex-1 sm:justify-end sm:*:flex-none">
          {prev && (
            <LinkButton href={wizardHref({ ...query, charger: "", cursor: prev })}>
              {t("Previous page")}
            </LinkButton>
          )}
          {next && (
            <LinkButton href={wizardHref({ ...query, charger: "", cursor: next })}>
              {t("Next page")}
            </LinkButton>
          )}
        </nav>
      )}
    </section>
  );
}

/** What the choice of a charger leaves as it is. */
const keptOf = ({ card, start, at, minutes, zone }: WizardQuery) => ({
  card,
  start,
  at,
  minutes,
  zone,
});

function SearchForm({ query }: { query: WizardQuery }) {
  const t = useT();
  const { lat, lon } = query;
  return (
    <>
      <form method="get" action={NEW_PATH} role="search" class="flex items-end gap-2">
        {Object.entries({ ...keptOf(query), lat, lon }).map(([name, value]) =>
          value && <input key={name} type="hidden" name={name} value={value} />
        )}
        <div class="min-w-0 flex-1">
          <TextField name="q" label={t("Name, place or id")} type="search" value={query.q} />
        </div>
        <Button>{t("Search")}</Button>
      </form>
      <div class="flex flex-wrap items-center gap-2">
        <NearMe words={t.words(NEAR_WORDS)} />
        {nearOf(query) && (
          <LinkButton
            variant="ghost"
            href={wizardHref({ ...query, charger: "", lat: "", lon: "", cursor: "" })}
          >
            {t("Forget my location")}
          </LinkButton>
        )}
      </div>
    </>
  );
}

function Rows({ data, query }: { data: ChargerStepData; query: WizardQuery }) {
  const t = useT();
  const reader = useReader();
  const { chargers, favourites } = data;
  // In one piece on a narrow phone.
  const price = data.price && priceText(data.price, t, reader)?.replaceAll(" ", "\u00a0");
  const { lat, lon } = query;
  const placeOf = ({ distanceM, site, place }: FoundCharger) =>
    [distanceText(distanceM, reader), [site?.name, place].filter(Boolean).join(", ")]
      .filter(Boolean).join(" · ");
  const items = nearOf(query)
    ? chargers.items
    : chargers.items.toSorted(byName(reader.locale, favourites));
  return (
    <FoundList
      words={t.words(LIST_WORDS)}
      rows={items.map((charger) => ({
        chargeBoxId: charger.chargeBoxId,
        href: wizardHref({ ...keptOf(query), charger: charger.chargeBoxId, lat, lon }),
        name: charger.name,
        facts: [outfitOf(charger, t, reader), price ?? ""].filter(Boolean).join(" · "),
        place: placeOf(charger),
        status: charger.status,
        free: charger.free,
        total: charger.total,
        distance: null,
        directions: null,
        isFavourite: favourites.includes(charger.chargeBoxId),
      }))}
    />
  );
}
