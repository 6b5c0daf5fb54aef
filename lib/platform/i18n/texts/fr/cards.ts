import type { Texts } from "../../say.ts";

export default {
  "Card ID": "ID de la carte",
  "Last used": "Dernier usage",
  "The card in figures": "La carte en chiffres",
  Average: "Moyenne",
  estimated: "estimé",
  "ends with": "se termine par",
  "{n} sessions": ["{n} session", "{n} sessions"],
  "Your names for it": "Vos noms pour cette carte",
  "As you call it. Empty shows the operator's name.":
    "Le nom que vous lui donnez. Vide\u202f: celui de l’opérateur.",
  "For your reports: private, company car, a project.":
    "Pour vos rapports\u202f: privé, voiture de fonction, un projet.",
  "A device of yours, not a card.": "L’un de vos appareils, pas une carte.",
  "Never used": "Jamais utilisée",
  "Sessions charged with this card are listed here.":
    "Les sessions faites avec cette carte apparaissent ici.",
  "Lost or stolen?": "Perdue ou volée\u202f?",
  "The card stops working everywhere at once.": "La carte cesse aussitôt de fonctionner partout.",
  "Report lost": "Déclarer perdue",
  "The card is saved.": "La carte est enregistrée.",
  "Report {card} lost?": "Déclarer {card} perdue\u202f?",
  "What happened? (optional)": "Que s’est-il passé\u202f? (facultatif)",
  "Your operator reads it.": "Votre opérateur le lira.",
  "The card ending in {last} stops working at every charger.":
    "La carte se terminant par {last} cesse de fonctionner à toutes les bornes.",
  "The {n} sessions that run on it are stopped.": [
    "La session en cours avec cette carte est arrêtée.",
    "Les {n} sessions en cours avec cette carte sont arrêtées.",
  ],
  "You cannot undo this. Your operator can give you another card.":
    "C’est définitif. Votre opérateur peut vous donner une autre carte.",
  "Past sessions and invoices stay.": "Les sessions et factures passées restent.",
  "The card is out of use. Chargers are told as soon as the charging system answers.":
    "La carte est hors d’usage. Les bornes seront prévenues dès que le système de charge répondra.",
  "The card is blocked, and what was charging on it is being stopped.":
    "La carte est bloquée, et la charge en cours avec elle est en train de s’arrêter.",
  "The card is blocked. It no longer works at any charger.":
    "La carte est bloquée. Elle ne fonctionne plus à aucune borne.",
  "Your EV Cards": "Vos cartes de charge",
  "No EV Cards linked yet": "Aucune carte de charge associée",
  "A card for my account": "Une carte pour mon compte",
  "Your operator links cards to your account. They appear here at once.":
    "Votre opérateur associe des cartes à votre compte. Elles apparaissent ici aussitôt.",
  "Shown as last known": "Dernier état connu",
  "The charging system does not answer at the moment. Reload to try again.":
    "Le système de charge ne répond pas pour le moment. Actualisez la page pour réessayer.",
  "Your cards in figures": "Vos cartes en chiffres",
  "Active cards": "Cartes actives",
  "of {n}": "sur {n}",
  "Total sessions": "Sessions au total",
  "Show": "Afficher",
  "Hide": "Masquer",
  "Lost on {date}": "Perdue le {date}",
  "Switched off": "Désactivée",
  "Reported lost": "Déclarée perdue",
  "Reported lost on {date}": "Déclarée perdue le {date}",
  "A new card for my account": "Une nouvelle carte pour mon compte",
  "It does not start charging at any charger any more. Ask your operator for a new card.":
    "Elle ne lance plus de charge à aucune borne. Demandez une nouvelle carte à votre opérateur.",
  "This device is switched off": "Cet appareil est désactivé",
  "Switched off by your operator": "Désactivée par votre opérateur",
  "A card that is switched off": "Une carte désactivée",
  "It does not start charging any more. Sign in on it again to charge with it.":
    "Il ne lance plus de charge. Reconnectez-vous dessus pour charger avec lui.",
  "It does not start charging any more. Your operator can tell you why, or switch it on.":
    "Elle ne lance plus de charge. Votre opérateur peut vous dire pourquoi, ou la réactiver.",
} satisfies Texts as Texts;
