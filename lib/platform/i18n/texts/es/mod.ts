import legal from "./legal.ts";
import type { Texts } from "../../say.ts";
import account from "./account.ts";
import billing from "./billing.ts";
import cards from "./cards.ts";
import chargers from "./chargers.ts";
import errors from "./errors.ts";
import home from "./home.ts";
import live from "./live.ts";
import notices from "./notices.ts";
import receipts from "./receipts.ts";
import reservations from "./reservations.ts";
import sessions from "./sessions.ts";
import shell from "./shell.ts";
import signingIn from "./signing_in.ts";
import start from "./start.ts";

export default {
  ...legal,
  ...account,
  ...billing,
  ...cards,
  ...chargers,
  ...errors,
  ...home,
  ...live,
  ...notices,
  ...receipts,
  ...reservations,
  ...sessions,
  ...shell,
  ...signingIn,
  ...start,
} satisfies Texts as Texts;
