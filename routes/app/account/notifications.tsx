import { page } from "fresh";
import { Banner } from "@/components/Banner.tsx";
import { Button } from "@/components/Button.tsx";
import type { FlashMessage } from "@/components/flash.ts";
import { Bell, Smartphone } from "@/components/icons.ts";
import { SectionCard } from "@/components/SectionCard.tsx";
import { useT } from "@/components/translate.ts";
import { define, type State } from "@/define.ts";
import { PUSH_WORDS } from "@/islands/customer/notice_words.ts";
import PushSwitch from "@/islands/customer/PushSwitch.tsx";
import { CHANNELS, DRIVER_EVENTS, setChoices, tryPush } from "@/lib/notifications/mod.ts";
import { AppError } from "@/lib/platform/errors.ts";
import { translator } from "@/lib/platform/i18n/translate.ts";
import { readForm, refuseImpersonatedWrite } from "@/lib/web/mod.ts";
import { seeOther } from "../(_components)/see_other.ts";
import { ChoiceTable, fieldOf } from "./(_components)/ChoiceTable.tsx";
import { loadNoticeChoices, type NoticeChoices } from "./(_components)/load_notice_choices.ts";

const PATH = "/account/notifications";

export default define.page<typeof handler>(function NotificationChoices({ data }) {
  return (
    <>
      <Browser {...data} />
      <ChoiceForm {...data} />
    </>
  );
});

type Props = NoticeChoices & { hasEmail: boolean; readOnly: boolean };

function Browser({ publicKey, prints, readOnly }: Props) {
  const t = useT();
  return (
    <SectionCard
      title={t("Push messages")}
      icon={Smartphone}
      description={prints.length === 0
        ? t("No browser of yours takes push messages yet.")
        : t.plural(
          prints.length,
          "{n} browser takes your push messages.",
          "{n} browsers take your push messages.",
        )}
    >
      <div class="space-y-4 pt-2">
        {publicKey === null
          ? (
            <Banner kind="warning" title={t("Push cannot be turned on right now")}>
              {t("Reload in a moment to try again.")}
            </Banner>
          )
          : (
            <PushSwitch
              publicKey={publicKey}
              prints={prints}
              readOnly={readOnly}
              words={t.words(PUSH_WORDS)}
            />
          )}
        <noscript>
          <p class="text-sm text-ink-muted">
            {t("Turning push on or off in this browser needs a script.")}
          </p>
        </noscript>
        {prints.length > 0 && !readOnly && (
          <form method="post">
            <Button name="action" value="test">{t("Send me a test")}</Button>
          </form>
        )}
      </div>
    </SectionCard>
  );
}

function ChoiceForm({ chosen, hasEmail, readOnly }: Props) {
  const t = useT();
  return (
    <SectionCard
      title={t("What you are told")}
      icon={Bell}
      description={t("Every notice stands in the app. Choose what is sent to you as well.")}
    >
      <form method="post" class="space-y-4">
        <ChoiceTable
          chosen={chosen}
          disabled={{ email: readOnly || !hasEmail, push: readOnly }}
        />
        {!hasEmail && (
          <p class="text-sm text-ink-muted">
            {t("No mail address is known of you. Ask your operator to add one.")}
          </p>
        )}
        {!readOnly && (
          <Button variant="primary" name="action" value="save">{t("Save choices")}</Button>
        )}
      </form>
    </SectionCard>
  );
}

export const handler = define.handlers({
  async GET({ state }) {
    state.title = translator(state.language)("Notification settings");
    const { userId, user, impersonatedBy } = state.session!;
    return page({
      ...await loadNoticeChoices(state.ctx, { userId }),
      hasEmail: user.email !== null,
      readOnly: impersonatedBy !== undefined,
    });
  },
  async POST({ req, state }) {
    refuseImpersonatedWrite(state);
    const form = await readForm(req);
    const said = form.get("action") === "test" ? await test(state) : await save(state, form);
    return seeOther(state, PATH, said);
  },
});

async function save(state: State, form: FormData): Promise<FlashMessage> {
  const { userId, user } = state.session!;
  // A box that is off sends nothing; one that could not be changed says nothing.
  const channels = CHANNELS.filter((channel) => channel !== "email" || user.email !== null);
  const choices = DRIVER_EVENTS.flatMap((event) =>
    channels.map((channel) => ({ event, channel, isOn: form.has(fieldOf(event, channel)) }))
  );
  await setChoices(state.ctx, { userId, choices });
  return { tone: "success", text: translator(state.language)("Your choices are saved.") };
}

async function test(state: State): Promise<FlashMessage> {
  const t = translator(state.language);
  try {
    const { userId } = state.session!;
    await tryPush(state.ctx, { userId, language: state.language });
    return { tone: "success", text: t("A test is on its way. It arrives within seconds.") };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { tone: "error", text: t(error.message) };
  }
}
