import type { Texts } from "../../say.ts";

export default {
  "Card ID": "Karten-ID",
  "The card in figures": "Die Karte in Zahlen",
  Average: "Durchschnitt",
  estimated: "geschätzt",
  "Last used": "Zuletzt benutzt",
  Never: "Nie",
  "ends with": "endet auf",
  "Your names for it": "Ihre Namen dafür",
  "As you call it. Empty shows the operator's name.":
    "Wie Sie sie nennen. Leer zeigt den Namen vom Betreiber.",
  "For your reports: private, company car, a project.":
    "Für Ihre Auswertungen: privat, Dienstwagen, ein Projekt.",
  "Cost centre": "Kostenstelle",
  "Card not found": "Karte nicht gefunden",
  "A device of yours, not a card.": "Eines Ihrer Geräte, keine Karte.",
  "Never used": "Nie benutzt",
  "Sessions charged with this card are listed here.":
    "Hier stehen die Ladevorgänge mit dieser Karte.",
  "Lost or stolen?": "Verloren oder gestohlen?",
  "The card stops working everywhere at once.": "Die Karte funktioniert sofort nirgends mehr.",
  "The card is saved.": "Die Karte ist gespeichert.",
  "Report lost": "Verlust melden",
  "Report {card} lost?": "{card} als verloren melden?",
  "What happened? (optional)": "Was ist passiert? (freiwillig)",
  "Your operator reads it.": "Ihr Betreiber liest es.",
  "The card ending in {last} stops working at every charger.":
    "Die Karte, die auf {last} endet, funktioniert an keiner Ladestation mehr.",
  "You cannot undo this. Your operator can give you another card.":
    "Sie können das nicht rückgängig machen. Ihr Betreiber kann Ihnen eine andere Karte geben.",
  "Past sessions and invoices stay.": "Frühere Ladevorgänge und Rechnungen bleiben.",
  "The card is out of use. Chargers are told as soon as the charging system answers.":
    "Die Karte ist außer Gebrauch. Die Ladestationen erfahren es, sobald das Ladesystem antwortet.",
  "The card is blocked, and what was charging on it is being stopped.":
    "Die Karte ist gesperrt, und was mit ihr lud, wird beendet.",
  "The card is blocked. It no longer works at any charger.":
    "Die Karte ist gesperrt. Sie funktioniert an keiner Ladestation mehr.",
  "Your EV Cards": "Ihre Karten",
  "A card for my account": "Eine Karte für mein Konto",
  "No EV Cards linked yet": "Noch keine Karten verknüpft",
  "Your operator links cards to your account. They appear here at once.":
    "Ihr Betreiber verknüpft Karten mit Ihrem Konto. Sie erscheinen hier sofort.",
  "Shown as last known": "Letzter bekannter Stand",
  "The charging system does not answer at the moment. Reload to try again.":
    "Das Ladesystem antwortet gerade nicht. Bitte laden Sie die Seite neu.",
  "Your cards in figures": "Ihre Karten in Zahlen",
  "Active cards": "Aktive Karten",
  "of {n}": "von {n}",
  "Total sessions": "Ladevorgänge gesamt",
  "Use at most 60 characters.": "Höchstens 60 Zeichen.",
  "{n} sessions": ["{n} Ladevorgang", "{n} Ladevorgänge"],
  "The {n} sessions that run on it are stopped.": [
    "Der Ladevorgang, der damit läuft, wird beendet.",
    "Die {n} Ladevorgänge, die damit laufen, werden beendet.",
  ],
  "Show": "Anzeigen",
  "Hide": "Verbergen",
  "Lost on {date}": "Verloren am {date}",
  "Switched off": "Abgeschaltet",
  "Reported lost": "Verloren gemeldet",
  "Reported lost on {date}": "Am {date} verloren gemeldet",
  "A new card for my account": "Eine neue Karte für mein Konto",
  "It does not start charging at any charger any more. Ask your operator for a new card.":
    "Sie startet an keiner Ladestation mehr einen Ladevorgang. Bitten Sie Ihren Betreiber um eine neue Karte.",
  "This device is switched off": "Dieses Gerät ist abgeschaltet",
  "Switched off by your operator": "Von Ihrem Betreiber abgeschaltet",
  "A card that is switched off": "Eine abgeschaltete Karte",
  "It does not start charging any more. Sign in on it again to charge with it.":
    "Es startet keinen Ladevorgang mehr. Melden Sie sich darauf neu an, um damit zu laden.",
  "It does not start charging any more. Your operator can tell you why, or switch it on.":
    "Sie startet keinen Ladevorgang mehr. Ihr Betreiber kann Ihnen sagen, warum, oder sie einschalten.",
} satisfies Texts as Texts;
