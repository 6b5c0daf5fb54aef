import { useT } from "./translate.ts";

/** What is kept about a driver, why, for how long, and what can be done about it. `contact` is the operator's address. */
export function PrivacyText({ contact }: { contact: string | undefined }) {
  const t = useT();
  const parts: [string, string[]][] = [
    [t("What is kept"), [
      t("Your name, e-mail and customer number; your cards; sessions with their meter readings, place and time; reservations; invoices."),
      t("Browsers and devices that are signed in, with their network address, and a record of what was done with the account."),
    ]],
    [t("What for"), [
      t("To let you charge, to bill the energy, to answer your questions, and to keep the account safe."),
      t("Nothing is sold, and no advertising or tracking runs on these pages."),
    ]],
    [t("Who sees it"), [
      t("Your operator, and the systems that run the chargers and write the invoices for it. When an administrator looks at your pages, you are told."),
    ]],
    [t("How long"), [
      t("Sessions and invoices as long as the law on accounts asks; the record of the account for two years; everything else until you delete the account."),
    ]],
    [t("Cookies"), [
      t("They keep you signed in: one for the session in use, and one for each account signed in in this browser. Three remember language, theme and time zone; a few that last an hour at most help with signing in and carry a message to the next page. Nothing else."),
    ]],
    [t("Your rights"), [
      t("On the account page you can take a copy of everything along, and have your account erased. For anything else, write to your operator."),
    ]],
  ];
  return (
    <div class="space-y-5">
      {parts.map(([title, lines]) => (
        <section key={title}>
          <h2 class="font-semibold">{title}</h2>
          {lines.map((line) => <p key={line} class="pt-1 text-sm text-ink-muted">{line}</p>)}
        </section>
      ))}
      <Contact contact={contact} />
    </div>
  );
}

/** What using the service means; the contract itself is the operator's. */
export function TermsText({ contact }: { contact: string | undefined }) {
  const t = useT();
  return (
    <div class="space-y-3 text-sm text-ink-muted">
      <p>
        {t(
          "Your contract on charging is with your operator. Its prices stand on each charger's page before you start, and on your invoice.",
        )}
      </p>
      <p>{t("Costs shown while charging are worked out from your plan; the invoice decides.")}</p>
      <p>
        {t(
          "Keep your cards and your sign-in to yourself. Report a lost card at once: from then on it starts nothing.",
        )}
      </p>
      <p>{t("Leave a charger when your car is full, so that others can use it.")}</p>
      <Contact contact={contact} />
    </div>
  );
}

function Contact({ contact }: { contact: string | undefined }) {
  const t = useT();
  if (!contact) return null;
  return (
    <p class="text-sm">
      <a href={`mailto:${contact}`} class="underline underline-offset-2">
        {t("Write to your operator")}
      </a>
    </p>
  );
}
