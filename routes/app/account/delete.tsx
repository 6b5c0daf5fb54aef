import { page } from "fresh";
import { ConfirmPanel } from "@/components/ConfirmPanel.tsx";
import { PageCard } from "@/components/PageCard.tsx";
import { useT } from "@/components/translate.ts";
import { define } from "@/define.ts";
import {
  DELETION_WINDOW_DAYS,
  openDeletionRequest,
  requestDeletion,
  withdrawDeletion,
} from "@/lib/account/mod.ts";
import { AppError } from "@/lib/platform/errors.ts";
import { translator } from "@/lib/platform/i18n/translate.ts";
import { readForm, refuseImpersonatedWrite, WEAK_SESSION } from "@/lib/web/mod.ts";
import { seeOther } from "../(_components)/see_other.ts";

export default define.page<typeof handler>(function DeleteAccount() {
  const t = useT();
  return (
    <PageCard>
      <ConfirmPanel
        title={t("Delete this account?")}
        confirmLabel={t("Delete in {n} days", { n: DELETION_WINDOW_DAYS })}
        action="/account/delete"
        fields={{ action: "request" }}
        cancelHref="/account"
        destructive
      >
        <ul class="list-disc space-y-1 pl-5">
          <li>
            {t("For {n} days nothing changes, and you can take it back on the account page.", {
              n: DELETION_WINDOW_DAYS,
            })}
          </li>
          <li>
            {t(
              "Then your cards stop working, and your name, e-mail, cards and devices are erased.",
            )}
          </li>
          <li>
            {t("Invoices and the energy they bill stay, without your name, as the law asks.")}
          </li>
          <li>{t("Download your data first if you want to keep your history.")}</li>
        </ul>
      </ConfirmPanel>
    </PageCard>
  );
});

export const handler = define.handlers({
  async GET({ state }) {
    const found = await openDeletionRequest(state.ctx, { userId: state.session!.userId });
    if (found) return seeOther(state, "/account");
    state.title = translator(state.language)("Delete account");
    return page({});
  },
  async POST({ req, state }) {
    refuseImpersonatedWrite(state);
    const { userId } = state.session!;
    const t = translator(state.language);
    const form = await readForm(req);
    if (form.get("action") === "withdraw") {
      try {
        await withdrawDeletion(state.ctx, { userId });
      } catch (error) {
        if (!(error instanceof AppError) || error.kind !== "conflict") throw error;
        return seeOther(state, "/account", { tone: "error", text: t(error.message) });
      }
      return seeOther(state, "/account", { tone: "success", text: t("Your account stays.") });
    }
    if (state.session!.signedInBy === "scan") {
      return seeOther(state, "/account", { tone: "error", text: t(WEAK_SESSION) });
    }
    await requestDeletion(state.ctx, { userId });
    const text = t("Your account will be erased in {n} days.", { n: DELETION_WINDOW_DAYS });
    return seeOther(state, "/account", { tone: "info", text });
  },
});
