import type { Texts } from "../../say.ts";

export default {
  "Privacy": "Datenschutz",
  "Terms": "Nutzungsbedingungen",
  "What is kept": "Was gespeichert wird",
  "Your name, e-mail and customer number; your cards; sessions with their meter readings, place and time; reservations; invoices.":
    "Ihr Name, Ihre E-Mail-Adresse und Kundennummer; Ihre Karten; Ladevorgänge mit Zählerständen, Ort und Zeit; Reservierungen; Rechnungen.",
  "Browsers and devices that are signed in, with their network address, and a record of what was done with the account.":
    "Angemeldete Browser und Geräte mit ihrer Netzwerkadresse und ein Protokoll dessen, was mit dem Konto geschah.",
  "What for": "Wofür",
  "To let you charge, to bill the energy, to answer your questions, and to keep the account safe.":
    "Damit Sie laden können, die Energie abgerechnet wird, Ihre Fragen beantwortet werden und das Konto sicher bleibt.",
  "Nothing is sold, and no advertising or tracking runs on these pages.":
    "Nichts wird verkauft, und auf diesen Seiten läuft weder Werbung noch Tracking.",
  "Who sees it": "Wer es sieht",
  "Your operator, and the systems that run the chargers and write the invoices for it. When an administrator looks at your pages, you are told.":
    "Ihr Betreiber und die Systeme, die für ihn die Ladestationen steuern und die Rechnungen schreiben. Sieht sich ein Administrator Ihre Seiten an, wird es Ihnen gemeldet.",
  "How long": "Wie lange",
  "Sessions and invoices as long as the law on accounts asks; the record of the account for two years; everything else until you delete the account.":
    "Ladevorgänge und Rechnungen so lange, wie das Gesetz es verlangt; das Protokoll des Kontos zwei Jahre; alles andere, bis Sie das Konto löschen.",
  "Cookies": "Cookies",
  "They keep you signed in: one for the session in use, and one for each account signed in in this browser. Three remember language, theme and time zone; a few that last an hour at most help with signing in and carry a message to the next page. Nothing else.":
    "Sie halten Sie angemeldet: eines für die aktuelle Sitzung und je eines für jedes in diesem Browser angemeldete Konto. Drei merken sich Sprache, Darstellung und Zeitzone; einige, die höchstens eine Stunde gelten, helfen beim Anmelden und bringen eine Meldung auf die nächste Seite. Sonst nichts.",
  "Your rights": "Ihre Rechte",
  "On the account page you can take a copy of everything along, and have your account erased. For anything else, write to your operator.":
    "Auf der Kontoseite können Sie eine Kopie von allem mitnehmen und Ihr Konto löschen lassen. Für alles andere schreiben Sie Ihrem Betreiber.",
  "Your contract on charging is with your operator. Its prices stand on each charger's page before you start, and on your invoice.":
    "Ihr Ladevertrag besteht mit Ihrem Betreiber. Seine Preise stehen vor dem Start auf der Seite jeder Ladestation und auf Ihrer Rechnung.",
  "Costs shown while charging are worked out from your plan; the invoice decides.":
    "Während des Ladens angezeigte Kosten werden aus Ihrem Tarif berechnet; maßgeblich ist die Rechnung.",
  "Keep your cards and your sign-in to yourself. Report a lost card at once: from then on it starts nothing.":
    "Behalten Sie Karten und Anmeldung für sich. Melden Sie eine verlorene Karte sofort: Danach startet sie nichts mehr.",
  "Leave a charger when your car is full, so that others can use it.":
    "Geben Sie die Ladestation frei, wenn Ihr Auto voll ist, damit andere sie nutzen können.",
} satisfies Texts as Texts;
