import type { Texts } from "../../say.ts";

export default {
  "CO₂ emissions": "Émissions de CO₂",
  Year: "Année",
  "All years": "Toutes",
  "What to show": "Que montrer",
  "Nothing was charged then": "Aucune charge sur cette période",
  "Every charge with your cards counts here.": "Chaque charge avec vos cartes compte ici.",
  "CO₂ is counted with {grams} g per kWh of the grid. Costs are estimates until invoiced.":
    "CO₂ calculé avec {grams}\u00a0g par kWh du réseau. Les coûts sont des estimations jusqu’à la facturation.",
  "By card": "Par carte",
  "Unnamed card": "Carte sans nom",
  "No card was used": "Aucune carte utilisée",
  "By cost centre": "Par centre de coûts",
  "Without a cost centre": "Sans centre de coûts",
  "Your usage at a glance": "Votre consommation en un coup d’œil",
  "{measure} per year": "{measure} par an",
  "{measure} per month of {year}": "{measure} par mois en {year}",
  "Sessions as CSV": "Sessions en CSV",
} satisfies Texts as Texts;
