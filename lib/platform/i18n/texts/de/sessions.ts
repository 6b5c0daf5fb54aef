import type { Texts } from "../../say.ts";

export default {
  "The cost so far stands above. Its lines follow when the session has ended.":
    "Die Kosten bisher stehen oben. Ihre Posten folgen, wenn der Ladevorgang beendet ist.",
  "No price is known for this session.": "Für diesen Ladevorgang ist kein Preis bekannt.",
  "Total, before taxes": "Summe vor Steuern",
  "Included in your plan.": "In Ihrem Tarif enthalten.",
  "The invoice decides; this is worked out from your plan's prices.":
    "Maßgeblich ist die Rechnung; dies ist aus den Preisen Ihres Tarifs berechnet.",
  "Export these sessions": "Diese Ladevorgänge exportieren",
  "Export CSV": "CSV-Export",
  "Export PDF": "PDF-Export",
  "Energy added": "Energie dazu",
  Final: "Endwert",
  Correction: "Korrektur",
  "Meter timeline": "Zählerverlauf",
  "Energy counted, newest first": "Gezählte Energie, neueste zuerst",
  "Nothing counted yet": "Noch nichts gezählt",
  "The first step follows a few minutes into the session.":
    "Der erste Wert folgt wenige Minuten nach Beginn.",
  "Receipt as PDF": "Beleg als PDF",
  "Mail me the receipt": "Beleg per E-Mail",
  "Charging has stopped.": "Das Laden ist beendet.",
  "The final figures follow within a minute.":
    "Die endgültigen Werte folgen innerhalb einer Minute.",
  "Still charging": "Lädt noch",
  "Stop this charge?": "Diesen Ladevorgang beenden?",
  "The charger ends the session and lets the cable go. To go on you start again.":
    "Die Ladestation beendet den Ladevorgang und gibt das Kabel frei. Zum Weiterladen starten Sie neu.",
  "Stop charging": "Laden beenden",
  "This session has already ended.": "Dieser Ladevorgang ist schon beendet.",
  "The receipt is on its way to {to}.": "Der Beleg ist unterwegs an {to}.",
  "The receipt was mailed to {to} within this hour already.":
    "Der Beleg wurde in dieser Stunde schon an {to} gesendet.",
  "The final meter reading is still to come.": "Der endgültige Zählerstand fehlt noch.",
  "The session in figures": "Der Ladevorgang in Zahlen",
  "Average power": "Mittlere Leistung",
  "Peak power": "Höchste Leistung",
  "The session was ended by hand; the charger may still report its own end.":
    "Der Ladevorgang wurde von Hand beendet; die Ladestation meldet das Ende vielleicht noch selbst.",
  "The charger's meter restarted during the session; your operator looks at it.":
    "Der Zähler der Ladestation hat während des Ladevorgangs neu begonnen; Ihr Betreiber prüft das.",
  "These figures are provisional": "Diese Werte sind vorläufig",
  "Power and energy": "Leistung und Energie",
  "Power and energy of session {id}": "Leistung und Energie von Ladevorgang {id}",
  "No curve to draw": "Keine Kurve vorhanden",
  "The charger has sent fewer than two readings.":
    "Die Ladestation hat weniger als zwei Messwerte gesendet.",
  "Session #{id}": "Ladevorgang #{id}",
  "Choose csv or pdf as the format.": "Wählen Sie csv oder pdf als Format.",
  "Filter sessions": "Ladevorgänge filtern",
  "Your sessions at a glance": "Ihre Ladevorgänge im Überblick",
  "Sessions today": "Ladevorgänge heute",
  "Energy, 7 days": "Energie, 7 Tage",
  "Active now": "Jetzt aktiv",
  "Average session, 7 days": "Je Ladevorgang, 7 Tage",
  "Plug in and tap your card at a charger: the session appears here within seconds.":
    "Stecken Sie ein und halten Sie Ihre Karte an eine Ladestation: Der Ladevorgang erscheint hier in wenigen Sekunden.",
  "No sessions yet.": "Noch keine Ladevorgänge.",
  "No matching sessions.": "Keine passenden Ladevorgänge.",
  "Charger could not stop the session. Please try again.":
    "Die Ladestation konnte den Ladevorgang nicht beenden. Bitte versuchen Sie es noch einmal.",
  "Session not found": "Ladevorgang nicht gefunden",
  "Change the filters": "Filter ändern",
  "There is nothing to export for these days.": "Für diese Tage gibt es nichts zu exportieren.",
  "All##cards": "Alle",
} satisfies Texts as Texts;
