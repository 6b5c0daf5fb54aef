import type { Texts } from "../../say.ts";

export default {
  "Charging at {charger}": "Laden an {charger}",
  "{charger}, connector {n}, since {time}": "{charger}, Anschluss {n}, seit {time}",
  "No price is known yet": "Noch kein Preis bekannt",
  "Charging has finished with {energy}.": "Das Laden ist mit {energy} beendet.",
  "Something changed while you were away.": "Während Sie weg waren, hat sich etwas geändert.",
  "The live connection is cut.": "Die Live-Verbindung ist unterbrochen.",
  "Figures are as of {time}.": "Stand: {time}.",
  Finished: "Beendet",
  "Cost so far": "Kosten bisher",
  "Follow this session": "Ladevorgang ansehen",
  "See what it came to": "Ergebnis ansehen",
} satisfies Texts as Texts;
