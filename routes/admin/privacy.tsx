import { page } from "fresh";
import { PlainShell } from "@/components/PlainShell.tsx";
import { PrivacyText } from "@/components/PrivacyText.tsx";
import { define } from "@/define.ts";
import { translator } from "@/lib/platform/i18n/translate.ts";

export default define.page<typeof handler>(function Privacy({ state }) {
  return (
    <PlainShell title={state.title!} accent="cyan" wide>
      <PrivacyText contact={state.services.config.OPERATOR_CONTACT_EMAIL} />
    </PlainShell>
  );
});

export const handler = define.handlers({
  GET({ state }) {
    state.title = translator(state.language)("Privacy");
    return page({});
  },
});
