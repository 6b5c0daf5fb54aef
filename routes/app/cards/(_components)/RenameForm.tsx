import { Button } from "@/components/Button.tsx";
import { Pencil } from "@/components/icons.ts";
import { SectionCard } from "@/components/SectionCard.tsx";
import { TextField } from "@/components/TextField.tsx";
import { useT } from "@/components/translate.ts";
import { CARD_TEXT_MAX } from "@/lib/charging/mod.ts";

/** What was typed, for showing it again. */
export interface CardTexts {
  label: string;
  costCentre: string;
}

/** The driver's own words on a card. */
export function RenameForm({ action, texts, errors, isReadOnly }: {
  action: string;
  texts: CardTexts;
  /** English by field, marked for translation. */
  errors: Partial<Record<keyof CardTexts, string>>;
  isReadOnly: boolean;
}) {
  const t = useT();
  const error = (field: keyof CardTexts) => errors[field] && t(errors[field]);
  return (
    <SectionCard title={t("Your names for it")} icon={Pencil}>
      <form method="post" action={action} class="space-y-4">
        <div class="grid gap-4 sm:grid-cols-2">
          <TextField
            name="label"
            label={t("Name")}
            hint={t("As you call it. Empty shows the operator's name.")}
            value={texts.label}
            error={error("label")}
            maxLength={CARD_TEXT_MAX}
            autocomplete="off"
          />
          <TextField
            name="costCentre"
            label={t("Cost centre")}
            hint={t("For your reports: private, company car, a project.")}
            value={texts.costCentre}
            error={error("costCentre")}
            maxLength={CARD_TEXT_MAX}
            autocomplete="off"
          />
        </div>
        <Button variant="primary" disabled={isReadOnly}>{t("Save")}</Button>
      </form>
    </SectionCard>
  );
}
