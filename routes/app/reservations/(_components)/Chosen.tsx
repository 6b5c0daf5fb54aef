import { useReader } from "@/components/format_context.ts";
import { type KeyValue, KeyValueList } from "@/components/KeyValueList.tsx";
import { useT } from "@/components/translate.ts";
import { outfitOf } from "../../chargers/(_components)/charger_texts.ts";
import { PriceNote } from "../../chargers/(_components)/PriceNote.tsx";
import { useConnectorText } from "./ConnectorField.tsx";
import type { TimeStepData } from "./load_wizard.ts";
import { wizardHref, type WizardQuery } from "./wizard_query.ts";

/**
 * What was chosen before, with the way back to each choice. A way back keeps the time of the address;
 * with scripts that of the form `formId`.
 */
export function Chosen({ data, query, formId }: {
  data: TimeStepData;
  query: WizardQuery;
  formId: string;
}) {
  const t = useT();
  const { charger, card, canChange, price } = data;
  const place = [charger.site?.name, charger.place].filter(Boolean).join(", ");
  const chargerHref = wizardHref({ ...query, charger: "", connector: "" });
  const cardHref = wizardHref({ ...query, charger: charger.chargeBoxId, card: "" });
  const items: KeyValue[] = [
    {
      key: t("Charger"),
      value: (
        <Changeable
          value={charger.name}
          href={canChange.charger ? chargerHref : null}
          what={t("Charger")}
          formId={formId}
        />
      ),
    },
    ...(place ? [{ key: t("Place"), value: place }] : []),
    useOutlet(data),
    {
      key: t("Card"),
      value: (
        <Changeable
          value={card.name}
          href={canChange.card ? cardHref : null}
          what={t("Card")}
          formId={formId}
        />
      ),
    },
    { key: t("Price"), value: <PriceNote price={price} /> },
  ];
  return <KeyValueList columns={1} items={items} />;
}

/** The connector, or the plugs of a charger with several: which one is chosen in the form. */
function useOutlet({ charger, connectorId }: TimeStepData): KeyValue {
  const t = useT();
  const reader = useReader();
  const textOf = useConnectorText();
  if (charger.connectors.length > 1) {
    return { key: t("Connectors"), value: outfitOf(charger, t, reader) };
  }
  const [one = { type: charger.connectorType, maxKw: charger.maxKw }] = charger.connectors;
  return {
    key: t("Connector"),
    value: [String(connectorId), textOf(one)].filter(Boolean).join(" · "),
  };
}

function Changeable({ value, href, what, formId }: {
  value: string;
  href: string | null;
  what: string;
  formId: string;
}) {
  const t = useT();
  if (href === null) return value;
  return (
    <span class="inline-flex flex-wrap items-center justify-end gap-x-3">
      <span class="wrap-anywhere">{value}</span>
      <a
        href={href}
        data-keeps={formId}
        class="tap -my-2 inline-flex items-center font-normal underline underline-offset-2"
      >
        {t("Change")}
        <span class="sr-only">{what}</span>
      </a>
    </span>
  );
}
