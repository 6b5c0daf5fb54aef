import type { Texts } from "../../say.ts";

export default {
  "Started (UTC)": "Beginn (UTC)",
  "Ended (UTC)": "Ende (UTC)",
  "Started, local time ({zone})": "Beginn, Ortszeit ({zone})",
  "Duration (minutes)": "Dauer (Minuten)",
  "Energy (kWh)": "Energie (kWh)",
  Currency: "Währung",
  Provisional: "Vorläufig",
  "Estimated cost": "Geschätzte Kosten",
  "Charging sessions": "Ladevorgänge",
  "Made by Polaris Express on {at}. Times in {zone}.":
    "Erstellt von Polaris Express am {at}. Zeiten in {zone}.",
  "Only the newest {n} sessions are listed. Export as CSV to get all of them.":
    "Nur die neuesten {n} Ladevorgänge sind aufgeführt. Der CSV-Export enthält alle.",
  "Costs are estimates before taxes until invoiced: the invoice decides.":
    "Kosten sind bis zur Rechnung Schätzungen vor Steuern: Maßgeblich ist die Rechnung.",
  "From {from} to {to}": "Von {from} bis {to}",
  "Since {from}": "Seit {from}",
  "Until {to}": "Bis {to}",
  "By month": "Nach Monat",
  Month: "Monat",
  "A receipt can be made once the session has ended.":
    "Einen Beleg gibt es, sobald der Ladevorgang beendet ist.",
  "There is no e-mail address in your account.": "In Ihrem Konto steht keine E-Mail-Adresse.",
  "Too many receipts were mailed just now. Try again in a few minutes.":
    "Gerade wurden zu viele Belege gesendet. Versuchen Sie es in einigen Minuten noch einmal.",
  "Packages of {size} kWh": "Pakete zu {size} kWh",
  "{range}, flat amount": "{range}, Pauschale",
  "Time zone": "Zeitzone",
  Plan: "Tarif",
  "Receipt for session #{id}": "Beleg für Ladevorgang #{id}",
  "Per kWh": "Pro kWh",
  "Made by Polaris Express on {at}. This is not an invoice.":
    "Erstellt von Polaris Express am {at}. Dies ist keine Rechnung.",
  "This session has been invoiced; the amount on the invoice counts.":
    "Dieser Ladevorgang ist abgerechnet; es gilt der Betrag auf der Rechnung.",
  "Estimate until invoiced: the invoice decides.":
    "Bis zur Rechnung eine Schätzung: Maßgeblich ist die Rechnung.",
  "The receipt as a PDF:": "Der Beleg als PDF:",
  "Open the session and its PDF": "Ladevorgang und PDF öffnen",
} satisfies Texts as Texts;
