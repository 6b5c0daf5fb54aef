import legal from "./legal.ts";
import type { Texts } from "../../say.ts";
import account from "./account.ts";
import billing from "./billing.ts";
import cards from "./cards.ts";
import chargers from "./chargers.ts";
import errors from "./errors.ts";
import home from "./home.ts";
import invoices from "./invoices.ts";
import live from "./live.ts";
import notices from "./notices.ts";
import receipts from "./receipts.ts";
import reservations from "./reservations.ts";
import sessions from "./sessions.ts";
import shell from "./shell.ts";
import signingIn from "./signing_in.ts";
import states from "./states.ts";
import usage from "./usage.ts";

export default {
  ...legal,
  ...shell,
  ...states,
  ...errors,
  ...home,
  ...live,
  ...account,
  ...notices,
  ...signingIn,
  ...billing,
  ...invoices,
  ...receipts,
  ...sessions,
  ...usage,
  ...cards,
  ...chargers,
  ...reservations,
} satisfies Texts as Texts;
