import type { ComponentChildren } from "preact";
import { Banner } from "@/components/Banner.tsx";
import { formatDate } from "@/components/format.ts";
import { useReader } from "@/components/format_context.ts";
import { useT } from "@/components/translate.ts";
import type { DeletionRequest } from "@/lib/account/mod.ts";

/** Says when the account is erased. `action` stands beside it while the day has not come. */
export function DeletionNotice({ deletion, action }: {
  deletion: DeletionRequest;
  action: ComponentChildren;
}) {
  const t = useT();
  const reader = useReader();
  const isUnderWay = deletion.dueAt <= reader.now;
  return (
    <Banner
      kind="warning"
      title={t("This account is erased on {day}", { day: formatDate(deletion.dueAt, reader) })}
      action={!isUnderWay && action}
    >
      {isUnderWay
        ? t("Its day has come: the account is being erased.")
        : t("Until then everything works as before, and you can change your mind.")}
    </Banner>
  );
}
