import type { Texts } from "../../say.ts";

export default {
  Session: "Session",
  "Started (UTC)": "Début (UTC)",
  "Ended (UTC)": "Fin (UTC)",
  "Started, local time ({zone})": "Début, heure locale ({zone})",
  "Duration (minutes)": "Durée (minutes)",
  "Energy (kWh)": "Énergie (kWh)",
  "Estimated cost": "Coût estimé",
  Currency: "Devise",
  Provisional: "Provisoire",
  "Charging sessions": "Sessions de charge",
  "Made by Polaris Express on {at}. Times in {zone}.":
    "Établi par Polaris Express le {at}. Heures\u202f: {zone}.",
  "Only the newest {n} sessions are listed. Export as CSV to get all of them.":
    "Seules les {n} sessions les plus récentes figurent ici. Exportez en CSV pour les avoir toutes.",
  "Costs are estimates before taxes until invoiced: the invoice decides.":
    "Les coûts sont des estimations hors taxes jusqu’à la facturation\u202f: seule la facture fait foi.",
  "From {from} to {to}": "Du {from} au {to}",
  "Since {from}": "Depuis le {from}",
  "Until {to}": "Jusqu’au {to}",
  "By month": "Par mois",
  Month: "Mois",
  "Packages of {size} kWh": "Lots de {size}\u00a0kWh",
  "{range}, flat amount": "{range}, montant fixe",
  "Time zone": "Fuseau horaire",
  Plan: "Formule",
  "Receipt for session #{id}": "Reçu de la session n°\u00a0{id}",
  Price: "Prix",
  "Per kWh": "Par kWh",
  "Made by Polaris Express on {at}. This is not an invoice.":
    "Établi par Polaris Express le {at}. Ceci n’est pas une facture.",
  "This session has been invoiced; the amount on the invoice counts.":
    "Cette session a été facturée\u202f; le montant de la facture fait foi.",
  "Estimate until invoiced: the invoice decides.":
    "Estimation jusqu’à la facturation\u202f: seule la facture fait foi.",
  "The receipt as a PDF:": "Le reçu en PDF\u202f:",
  "Open the session and its PDF": "Ouvrir la session et son PDF",
} satisfies Texts as Texts;
