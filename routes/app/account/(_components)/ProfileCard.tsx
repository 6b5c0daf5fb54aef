import { Button } from "@/components/Button.tsx";
import { formatDate } from "@/components/format.ts";
import { useReader } from "@/components/format_context.ts";
import { User } from "@/components/icons.ts";
import { KeyValueList } from "@/components/KeyValueList.tsx";
import { PublicId } from "@/components/PublicId.tsx";
import { SectionCard } from "@/components/SectionCard.tsx";
import { TextField } from "@/components/TextField.tsx";
import { useT } from "@/components/translate.ts";
import type { Profile } from "@/lib/account/mod.ts";

/** Who the driver is here; only the name can be changed. */
export function ProfileCard({ profile, name, error }: {
  profile: Profile;
  /** What was typed, when it was refused. */
  name: string;
  error?: string;
}) {
  const t = useT();
  const reader = useReader();
  return (
    <SectionCard title={t("Profile")} icon={User}>
      <form method="post" class="flex flex-wrap items-end gap-3">
        <div class="min-w-0 flex-1 basis-60">
          <TextField
            name="name"
            label={t("Name")}
            value={name}
            maxLength={120}
            autocomplete="name"
            error={error}
            required
          />
        </div>
        <Button name="action" value="profile">{t("Save name")}</Button>
      </form>
      <div class="pt-3">
        <KeyValueList
          columns={1}
          items={[
            { key: t("E-mail"), value: profile.email },
            { key: t("Customer number"), value: <PublicId id={profile.publicId} /> },
            { key: t("Account since"), value: formatDate(profile.createdAt, reader) },
            ...(profile.onboardedAt
              ? [{ key: t("First sign-in"), value: formatDate(profile.onboardedAt, reader) }]
              : []),
          ]}
        />
      </div>
    </SectionCard>
  );
}
