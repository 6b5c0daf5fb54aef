import { page } from "fresh";
import { Banner } from "@/components/Banner.tsx";
import { EmptyState } from "@/components/EmptyState.tsx";
import { CalendarX } from "@/components/icons.ts";
import { LinkButton } from "@/components/LinkButton.tsx";
import { PageCard } from "@/components/PageCard.tsx";
import { readerZone } from "@/components/reader_zone.ts";
import { useT } from "@/components/translate.ts";
import { define, type State } from "@/define.ts";
import { createReservation, PAGE_LIMITS, ReservationConflict } from "@/lib/charging/mod.ts";
import { AppError } from "@/lib/platform/errors.ts";
import { translator } from "@/lib/platform/i18n/translate.ts";
import { readForm, refuseImpersonatedWrite } from "@/lib/web/mod.ts";
import { seeOther } from "../(_components)/see_other.ts";
import { CardStep } from "./(_components)/CardStep.tsx";
import { ChargerStep } from "./(_components)/ChargerStep.tsx";
import { loadWizard, type TimeStepData, type Wizard } from "./(_components)/load_wizard.ts";
import { type TimeErrors, TimeStep } from "./(_components)/TimeStep.tsx";
import {
  idOf,
  isTimeOpen,
  readWizardQuery,
  wizardHref,
  type WizardQuery,
} from "./(_components)/wizard_query.ts";

interface Data {
  wizard: Wizard;
  query: WizardQuery;
  errors: TimeErrors;
  isReadOnly: boolean;
}

export default define.page<typeof handler>(function NewReservation({ data }) {
  const t = useT();
  return (
    <PageCard description={t("Choose a charger, a card and a time.")}>
      {data.isReadOnly && (
        <Banner kind="info" title={t("You are viewing as a customer: nothing can be changed.")} />
      )}
      <Step {...data} />
    </PageCard>
  );
});

function Step({ wizard, query, errors, isReadOnly }: Data) {
  switch (wizard.step) {
    case "blocked":
      return <Blocked reason={wizard.reason} />;
    case "charger":
      return <ChargerStep data={wizard} query={query} />;
    case "card":
      return (
        <CardStep
          charger={wizard.charger}
          cards={wizard.cards}
          query={{ ...query, charger: wizard.charger.chargeBoxId }}
        />
      );
    case "time":
      return <TimeStep data={wizard} query={query} errors={errors} isReadOnly={isReadOnly} />;
  }
}

function Blocked({ reason }: { reason: "no_chargers" | "inactive" | "no_cards" }) {
  const t = useT();
  const { title, text } = {
    no_chargers: {
      title: t("No chargers known yet"),
      text: t("As soon as the network has a charger, it can be reserved here."),
    },
    inactive: {
      title: t("Account not ready for reservations."),
      text: t("You have no active card. Your operator can link or unblock one."),
    },
    no_cards: {
      title: t("No cards available."),
      text: t("A reservation is kept for a card. Your operator can link one to your account."),
    },
  }[reason];
  return (
    <EmptyState
      icon={CalendarX}
      title={title}
      action={<LinkButton href="/reservations">{t("Your reservations")}</LinkButton>}
    >
      {text}
    </EmptyState>
  );
}

async function show(
  state: State,
  req: Request,
  query: WizardQuery,
  over: { status?: number; errors?: TimeErrors } = {},
) {
  const { actor } = state.ctx;
  state.title = translator(state.language)("Reserve a charger");
  const wizard = await loadWizard(state.ctx, {
    userId: state.session!.userId,
    query,
    timeZone: zoneOf(req),
  });
  // No other time stands beside the request to choose one.
  const isUnchosen = over.errors?.start !== undefined && isTimeOpen(query);
  const data: Data = {
    wizard: wizard.step === "time" && isUnchosen
      ? { ...wizard, window: null, availability: null }
      : wizard,
    query,
    errors: over.errors ?? {},
    isReadOnly: actor.kind === "user" && actor.impersonatedBy !== undefined,
  };
  return page(data, { status: over.status ?? 200 });
}

const zoneOf = (req: Request) => readerZone(req.headers.get("cookie"));

export const handler = define.handlers({
  GET: ({ req, state, url }) => show(state, req, readWizardQuery(url.searchParams)),
  async POST({ req, state }) {
    refuseImpersonatedWrite(state);
    const t = translator(state.language);
    const query = readWizardQuery(await readForm(req));
    const found = await loadWizard(state.ctx, {
      userId: state.session!.userId,
      query,
      timeZone: zoneOf(req),
    });
    if (found.step !== "time") return seeOther(state, wizardHref(query));
    if (!found.window || isTimeOpen(query)) {
      return await show(state, req, query, {
        status: 400,
        errors: { start: t("Choose a date and a time.") },
      });
    }
    if (!isAsAsked(query, found)) {
      return await show(state, req, query, {
        status: 409,
        errors: { form: t("What you chose is no longer there. Check what is chosen now.") },
      });
    }
    try {
      const { id, isNew } = await reserve(state, found);
      return seeOther(
        state,
        `/reservations/${id}`,
        isNew
          ? { tone: "success", text: t("Reserved. You find it here until its time is over.") }
          : { tone: "info", text: t("You had reserved this time already: this is it.") },
      );
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      if (error.kind !== "invalid" && error.kind !== "conflict") throw error;
      const message = error instanceof ReservationConflict
        ? t("This time is taken: nothing was reserved.")
        : t(error.message);
      return await show(state, req, query, {
        status: error.kind === "conflict" ? 409 : 400,
        errors: error.kind === "conflict"
          ? { form: message }
          : found.availability?.refusal === "too_long"
          ? { minutes: message }
          : { start: message },
      });
    }
  },
});

/** Whether the wizard chose nothing in the place of what was sent, e.g. of a card that is inactive by now. */
function isAsAsked(query: WizardQuery, found: TimeStepData): boolean {
  const { charger, card, connectorId } = found;
  const pairs = [
    [query.charger, charger.chargeBoxId],
    [query.card, String(card.mappingId)],
    [query.connector, String(connectorId)],
  ];
  const isLength = query.minutes === "" || idOf(query.minutes) !== null;
  return isLength && pairs.every(([asked, taken]) => asked === "" || asked === taken);
}

/** The new reservation; the same one, not new, when it was made before, e.g. by a form sent twice. */
async function reserve(
  state: State,
  found: TimeStepData,
): Promise<{ id: number; isNew: boolean }> {
  const { startAt, endAt } = found.window!;
  const { mappingId } = found.card;
  try {
    const made = await createReservation(state.ctx, {
      scope: found.scope,
      chargeBoxId: found.charger.chargeBoxId,
      connectorId: found.connectorId,
      card: { mappingId },
      startAt,
      endAt,
      limits: PAGE_LIMITS,
    });
    return { id: made.id, isNew: true };
  } catch (error) {
    if (!(error instanceof ReservationConflict)) throw error;
    const same = error.availability.conflicts.find((one) =>
      one.mappingId === mappingId && one.startAt.getTime() === startAt.getTime() &&
      one.endAt.getTime() === endAt.getTime()
    );
    if (same?.id == null) throw error;
    return { id: same.id, isNew: false };
  }
}
