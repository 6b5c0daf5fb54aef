import { Button } from "@/components/Button.tsx";
import { Settings } from "@/components/icons.ts";
import { SectionCard } from "@/components/SectionCard.tsx";
import { SelectField } from "@/components/SelectField.tsx";
import type { Theme } from "@/components/theme.ts";
import { useT } from "@/components/translate.ts";
import { type Language, LANGUAGE_NAMES, LANGUAGES } from "@/lib/platform/i18n/languages.ts";

/** Language and look, for every browser this person signs in with. */
export function PreferencesCard({ theme, language }: { theme: Theme; language: Language | null }) {
  const t = useT();
  return (
    <SectionCard title={t("Preferences")} icon={Settings}>
      <form method="post" class="grid gap-3 sm:grid-cols-[1fr_1fr_auto] sm:items-end">
        <SelectField
          name="language"
          label={t("Language")}
          value={language ?? ""}
          options={[
            { value: "", label: t("As in the browser") },
            ...LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] })),
          ]}
        />
        <SelectField
          name="theme"
          label={t("Theme")}
          value={theme}
          options={[
            { value: "system", label: t("As on the device") },
            { value: "light", label: t("Light") },
            { value: "dark", label: t("Dark") },
          ]}
        />
        <Button name="action" value="preferences">{t("Save preferences")}</Button>
      </form>
    </SectionCard>
  );
}
