import { Navigation } from "@/components/icons.ts";
import { KeyValueList } from "@/components/KeyValueList.tsx";
import { LinkButton } from "@/components/LinkButton.tsx";
import { PublicId } from "@/components/PublicId.tsx";
import { SectionCard } from "@/components/SectionCard.tsx";
import { useT } from "@/components/translate.ts";
import type { FoundCharger } from "@/lib/charging/mod.ts";
import { directions } from "./charger_texts.ts";

/** Where a charger is and how to get there. */
export function Place({ charger }: { charger: FoundCharger }) {
  const t = useT();
  const { position } = charger;
  return (
    <SectionCard title={t("Place")} icon={Navigation}>
      <KeyValueList
        columns={1}
        items={[
          { key: t("Site"), value: charger.site?.name },
          { key: t("Address"), value: charger.place },
          { key: t("Charger id"), value: <PublicId id={charger.publicId} /> },
        ]}
      />
      {position && (
        <ul aria-label={t("Directions")} class="mt-3 flex flex-wrap gap-2">
          {directions(position).map(({ name, href }) => (
            <li key={name}>
              <LinkButton href={href} external>
                <span class="sr-only">{t("Directions")}:</span>
                {name}
              </LinkButton>
            </li>
          ))}
          <li>
            <LinkButton href={`geo:${position.lat},${position.lon}`}>{t("Maps app")}</LinkButton>
          </li>
        </ul>
      )}
    </SectionCard>
  );
}
