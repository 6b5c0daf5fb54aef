import type { Texts } from "../../say.ts";

export default {
  "The cost so far stands above. Its lines follow when the session has ended.":
    "Le coût jusqu’ici figure ci-dessus. Le détail suit lorsque la session est terminée.",
  "No price is known for this session.": "Aucun prix connu pour cette session.",
  "Total, before taxes": "Total hors taxes",
  "Included in your plan.": "Inclus dans votre formule.",
  "The invoice decides; this is worked out from your plan's prices.":
    "Seule la facture fait foi\u202f; ce montant est calculé avec les prix de votre formule.",
  "Export these sessions": "Exporter ces sessions",
  "Export CSV": "Export CSV",
  "Export PDF": "Export PDF",
  "Energy added": "Énergie ajoutée",
  Final: "Définitif",
  Correction: "Correction",
  "Meter timeline": "Relevés du compteur",
  "Energy counted, newest first": "Énergie comptée, du plus récent au plus ancien",
  "Nothing counted yet": "Rien de compté pour l’instant",
  "The first step follows a few minutes into the session.":
    "Le premier relevé arrive quelques minutes après le début.",
  "Receipt as PDF": "Reçu en PDF",
  "Mail me the receipt": "M’envoyer le reçu",
  "Charging has stopped.": "La charge est arrêtée.",
  "The final figures follow within a minute.": "Les chiffres définitifs arrivent d’ici une minute.",
  "Still charging": "Charge toujours en cours",
  "Stop charging": "Arrêter la charge",
  "Stop this charge?": "Arrêter cette charge\u202f?",
  "The charger ends the session and lets the cable go. To go on you start again.":
    "La borne met fin à la session et libère le câble. Pour continuer, il faudra relancer une charge.",
  "This session has already ended.": "Cette session est déjà terminée.",
  "The receipt is on its way to {to}.": "Le reçu est en route vers {to}.",
  "The receipt was mailed to {to} within this hour already.":
    "Le reçu a déjà été envoyé à {to} il y a moins d’une heure.",
  "The session in figures": "La session en chiffres",
  "Average power": "Puissance moyenne",
  "Peak power": "Puissance max.",
  "The session was ended by hand; the charger may still report its own end.":
    "La session a été clôturée manuellement\u202f; la borne peut encore signaler sa propre fin.",
  "The charger's meter restarted during the session; your operator looks at it.":
    "Le compteur de la borne a redémarré pendant la session\u202f; votre opérateur s’en occupe.",
  "The final meter reading is still to come.":
    "Le relevé final du compteur n’est pas encore arrivé.",
  "These figures are provisional": "Ces chiffres sont provisoires",
  "Power and energy": "Puissance et énergie",
  "Power and energy of session {id}": "Puissance et énergie de la session {id}",
  "No curve to draw": "Pas de courbe à tracer",
  "The charger has sent fewer than two readings.": "La borne a envoyé moins de deux relevés.",
  "Session #{id}": "Session n°\u00a0{id}",
  "Filter sessions": "Filtrer les sessions",
  "Your sessions at a glance": "Vos sessions en un coup d’œil",
  "Sessions today": "Sessions du jour",
  "Energy, 7 days": "Énergie, 7 jours",
  "Active now": "En cours",
  "Average session, 7 days": "Par session, 7 jours",
  "No sessions yet.": "Pas encore de session.",
  "Plug in and tap your card at a charger: the session appears here within seconds.":
    "Branchez et présentez votre carte à une borne\u202f: la session apparaît ici en quelques secondes.",
  "No matching sessions.": "Aucune session ne correspond.",
  "Change the filters": "Modifier les filtres",
  "There is nothing to export for these days.": "Il n’y a rien à exporter pour ces jours.",
  "All##cards": "Toutes",
} satisfies Texts as Texts;
