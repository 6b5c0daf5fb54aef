import type { Texts } from "../../say.ts";

export default {
  "The invoice at a glance": "La facture en un coup d’œil",
  "Left to pay": "Reste à payer",
  "Period start": "Début de période",
  Fee: "Frais",
  Fees: "Frais",
  "Fees of this invoice": "Frais de cette facture",
  Taxes: "Taxes",
  Discounts: "Remises",
  Subtotal: "Sous-total",
  "Credit notes": "Avoirs",
  "Paid from the wallet": "Payé par le portefeuille",
  "No fees": "Aucuns frais",
  "The fees cannot be shown right now": "Les frais ne peuvent pas être affichés pour le moment",
  "The billing system does not answer. The sums below are right; reload to see the fees.":
    "Le système de facturation ne répond pas. Les montants ci-dessous sont justes\u202f; actualisez la page pour voir les frais.",
  "Back to the invoice": "Retour à la facture",
  "Failed to request PDF": "Le PDF n’a pas pu être demandé",
  "The PDF takes longer than usual": "Le PDF prend plus de temps que d’habitude",
  "The billing system makes it; wait a little and try again.":
    "Le système de facturation le prépare\u202f; patientez un peu et réessayez.",
  "Your PDF is being made": "Votre PDF est en préparation",
  "This page asks again by itself; the download starts when it is ready.":
    "Cette page redemande toute seule\u202f; le téléchargement démarre dès qu’il est prêt.",
  "Invoice PDF": "PDF de la facture",
  "Back to billing": "Retour aux factures",
  "The last payment failed": "Le dernier paiement a échoué",
  "Nothing is lost: it is tried again, or your operator gets in touch.":
    "Rien n’est perdu\u202f: il sera retenté, ou votre opérateur vous contactera.",
  "It does not exist, or it is not yours to see.":
    "Elle n’existe pas, ou ne vous est pas accessible.",
  "Invoice {number}": "Facture {number}",
  "Download PDF": "Obtenir le PDF",
  "The PDF is being made…": "PDF en préparation…",
  "The PDF was downloaded.": "Le PDF est téléchargé.",
  "The PDF could not be had. Try again in a minute.":
    "Le PDF n’a pas pu être obtenu. Réessayez dans une minute.",
} satisfies Texts as Texts;
