import type { Texts } from "../../say.ts";

export default {
  "Top-up": "Einzahlung",
  Granted: "Gutschrift",
  "Taken back": "Zurückgebucht",
  "Used for an invoice": "Für Rechnung verwendet",
  Wallet: "Guthaben",
  "This wallet is closed.": "Dieses Guthabenkonto ist geschlossen.",
  Balance: "Stand",
  "Balance after current usage": "Stand nach laufendem Verbrauch",
  Consumed: "Verbraucht",
  "Last top-up": "Letzte Einzahlung",
  "The latest movements cannot be read right now. Reload to try again.":
    "Die letzten Buchungen lassen sich gerade nicht laden. Bitte laden Sie die Seite neu.",
  "Latest movements, newest first": "Letzte Buchungen, neueste zuerst",
  "Nothing has moved yet.": "Noch keine Buchungen.",
  Movement: "Buchung",
  failed: "fehlgeschlagen",
  pending: "ausstehend",
  Taken: "Abgebucht",
} satisfies Texts as Texts;
