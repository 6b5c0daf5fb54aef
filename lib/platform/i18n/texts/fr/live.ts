import type { Texts } from "../../say.ts";

export default {
  "Charging at {charger}": "En charge\u202f: {charger}",
  "{charger}, connector {n}, since {time}": "{charger}, prise {n}, depuis {time}",
  "No price is known yet": "Prix pas encore connu",
  "Charging has finished with {energy}.": "Charge terminée avec {energy}.",
  "No chargers are known yet.": "Aucune borne connue pour l’instant.",
  "Something changed while you were away.": "Quelque chose a changé en votre absence.",
  "The live connection is cut.": "La connexion en direct est coupée.",
  "Figures are as of {time}.": "Chiffres relevés à {time}.",
  Reload: "Actualiser",
  "Cost so far": "Coût actuel",
  "Follow this session": "Suivre cette session",
  "See what it came to": "Voir le bilan",
  "The charger was asked": "Demande envoyée à la borne",
  "The charger agreed": "La borne a accepté",
  "Plug in": "Branchez",
  "The charger has not answered yet. Plug in if you have not.":
    "La borne n’a pas encore répondu. Branchez si ce n’est pas fait.",
  "Plug in now. Charging begins by itself.": "Branchez maintenant. La charge démarre toute seule.",
  "Charging has begun.": "La charge a commencé.",
  "Charger could not start the session. Please try again.":
    "La borne n’a pas pu démarrer la session. Veuillez réessayer.",
  "No charge began. Plug the cable in at both ends, then try again.":
    "Aucune charge n’a démarré. Branchez le câble des deux côtés, puis réessayez.",
  "The charger is offline. Try again later, or use another one.":
    "La borne est hors ligne. Réessayez plus tard, ou prenez-en une autre.",
  "The connection is cut. The charger goes on without this page.":
    "La connexion est coupée. La borne continue sans cette page.",
  "Cancel by simply not plugging in: the charger waits a minute or so.":
    "Pour annuler, ne branchez pas\u202f: la borne attend environ une minute.",
  "Steps of the start": "Étapes du démarrage",
  done: "fait",
  "under way": "en cours",
  "to come": "à venir",
  "Stopping…": "Arrêt…",
  "The charger has not answered yet.": "La borne n’a pas encore répondu.",
  "The charger is stopping.": "La borne s’arrête.",
  Starting: "Démarrage",
} satisfies Texts as Texts;
