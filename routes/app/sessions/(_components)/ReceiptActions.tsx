import { Button } from "@/components/Button.tsx";
import { Download, Mail } from "@/components/icons.ts";
import { LinkButton } from "@/components/LinkButton.tsx";
import { useT } from "@/components/translate.ts";
import type { SessionView } from "@/lib/charging/mod.ts";

/** The receipt of an ended session: to keep, or by mail to the driver's own address. */
export function ReceiptActions({ session, canMail }: {
  session: Pick<SessionView, "steveTransactionId" | "isLive">;
  /** False for who only looks through the driver's eyes. */
  canMail: boolean;
}) {
  const t = useT();
  if (session.isLive) return null;
  const href = `/sessions/${session.steveTransactionId}/receipt`;
  return (
    <div class="flex flex-wrap gap-2">
      <LinkButton href={href} download>
        <Download size={16} aria-hidden="true" />
        {t("Receipt as PDF")}
      </LinkButton>
      {canMail && (
        <form method="post" action={href}>
          <Button>
            <Mail size={16} aria-hidden="true" />
            {t("Mail me the receipt")}
          </Button>
        </form>
      )}
    </div>
  );
}
