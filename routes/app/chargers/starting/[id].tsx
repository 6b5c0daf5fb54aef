import { page } from "fresh";
import { Head } from "fresh/runtime";
import { PageCard } from "@/components/PageCard.tsx";
import { useT } from "@/components/translate.ts";
import { define } from "@/define.ts";
import { START_WORDS } from "@/islands/customer/start_words.ts";
import StartProgress from "@/islands/customer/StartProgress.tsx";
import { operationProgress } from "@/lib/charging/mod.ts";
import { notFound } from "@/lib/platform/errors.ts";
import { translator } from "@/lib/platform/i18n/translate.ts";
import { seeOther } from "../../(_components)/see_other.ts";

/** From the press of Start to the session: without a script the page loads itself again. */
export default define.page<typeof handler>(function Starting({ data: { progress } }) {
  const t = useT();
  const isOpen = progress.state === "pending" || progress.state === "accepted";
  return (
    <>
      {isOpen && (
        <Head>
          <noscript>
            <meta http-equiv="refresh" content="4" />
          </noscript>
        </Head>
      )}
      <PageCard
        accent="green"
        live={isOpen}
        title={progress.chargerName}
        description={progress.connectorId !== null &&
          t("Connector {n}", { n: progress.connectorId })}
      >
        <StartProgress
          operation={{
            id: progress.id,
            state: progress.state,
            message: progress.message,
            chargeBoxId: progress.chargeBoxId,
            connectorId: progress.connectorId,
            cardId: progress.cardId,
            transactionId: progress.transactionId,
          }}
          words={t.words(START_WORDS)}
        />
      </PageCard>
    </>
  );
});

export const handler = define.handlers({
  async GET({ params, state }) {
    if (!/^\d{1,15}$/.test(params.id)) throw notFound("There is no such operation.");
    const progress = await operationProgress(state.ctx, {
      userId: state.session!.userId,
      steve: state.services.steve,
      id: Number(params.id),
    });
    if (progress.kind !== "start") throw notFound("There is no such operation.");
    if (progress.state === "started") return seeOther(state, `/sessions/${progress.transactionId}`);
    state.title = translator(state.language)("Starting");
    return page({ progress });
  },
});
