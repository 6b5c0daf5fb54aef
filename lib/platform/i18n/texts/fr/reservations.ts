import type { Texts } from "../../say.ts";

export default {
  "Which charger?": "Quelle borne\u202f?",
  "Show all chargers": "Toutes les bornes",
  "Which card?": "Quelle carte\u202f?",
  "Only this card can start a charge during the reservation.":
    "Seule cette carte peut lancer une charge pendant la réservation.",
  "The charger keeps this connector for your card": "La borne garde cette prise pour votre carte",
  "Other cards are refused until your time ends.":
    "Les autres cartes sont refusées jusqu’à la fin de votre créneau.",
  "The charger may still show it as reserved": "La borne peut encore l’afficher comme réservée",
  "It could not be told yet. At the latest it is free again at {time}.":
    "Elle n’a pas encore pu être prévenue. La prise sera libre au plus tard à {time}.",
  "This reservation could not be kept": "Cette réservation n’a pas pu être maintenue",
  "Choose another time or charger.": "Choisissez un autre créneau ou une autre borne.",
  "Kept in our calendar": "Notée dans notre calendrier",
  "Nobody else can reserve this connector for your time. About a minute before it begins we ask the charger to hold it for your card.":
    "Personne d’autre ne peut réserver cette prise sur votre créneau. Environ une minute avant le début, nous demandons à la borne de la garder pour votre carte.",
  "Kept in our calendar only": "Notée dans notre calendrier seulement",
  "The charger itself is not holding the connector, so another car may stand there. Nobody else can reserve it.":
    "La borne elle-même ne garde pas la prise\u202f: une autre voiture peut s’y trouver. Personne d’autre ne peut la réserver.",
  "Your reservations, what is to come first": "Vos réservations, celles à venir d’abord",
  "On the clocks of {zone}": "À l’heure de {zone}",
  Reserve: "Réserver",
  "Check this time": "Vérifier l’horaire",
  Change: "Modifier",
  "Charging at {charger}, connector {connector}": "Charge\u202f: {charger}, prise {connector}",
  "Reserved for the card {card}.": "Réservée pour la carte {card}.",
  "Add to calendar": "Ajouter à l’agenda",
  "Cancel reservation": "Annuler la réservation",
  "Cancel this reservation?": "Annuler cette réservation\u202f?",
  "The connector is free for others at once. A running charge goes on.":
    "La prise est aussitôt libre pour les autres. Une charge en cours continue.",
  "Keep it": "La garder",
  "The reservation": "La réservation",
  "Reservation #{id}": "Réservation n°\u00a0{id}",
  "The reservation is cancelled.": "La réservation est annulée.",
  "The reservation is over already.": "La réservation est déjà terminée.",
  "You have no active card, so nothing new can be reserved.":
    "Vous n’avez pas de carte active\u202f: aucune nouvelle réservation n’est possible.",
  "Your times at a charger. A missed one ends by itself.":
    "Vos créneaux à une borne. Un créneau manqué prend fin tout seul.",
  "Filter reservations": "Filtrer les réservations",
  "No reservations yet": "Pas encore de réservation",
  "Keep a connector for the time you arrive.": "Gardez une prise pour l’heure de votre arrivée.",
  "No matching reservations.": "Aucune réservation ne correspond.",
  "Choose a charger, a card and a time.": "Choisissez une borne, une carte et un horaire.",
  "As soon as the network has a charger, it can be reserved here.":
    "Dès que le réseau a une borne, elle peut être réservée ici.",
  "Account not ready for reservations.": "Compte pas encore prêt pour réserver.",
  "You have no active card. Your operator can link or unblock one.":
    "Vous n’avez pas de carte active. Votre opérateur peut en associer ou en débloquer une.",
  "No cards available.": "Aucune carte disponible.",
  "A reservation is kept for a card. Your operator can link one to your account.":
    "Une réservation est liée à une carte. Votre opérateur peut en associer une à votre compte.",
  "Your reservations": "Vos réservations",
  "This start is past. Choose a later one.": "Ce début est déjà passé. Choisissez-en un plus tard.",
  "Reserve at most 24 hours at once.": "Réservez au plus 24 heures d’affilée.",
  "Choose a date and a time.": "Choisissez une date et une heure.",
  "Reserved. You find it here until its time is over.":
    "C’est réservé. Vous la retrouvez ici jusqu’à la fin du créneau.",
  "Looking into the calendar…": "Consultation du calendrier…",
  "Free at this time.": "Libre à cette heure.",
  "Taken by your own reservation, {window}.": "Déjà réservée par vous, {window}.",
  "Taken, {window}.": "Déjà prise, {window}.",
  "Free instead:": "Libre à la place\u202f:",
  "The calendar could not be read. You can still reserve; overlaps are refused.":
    "Le calendrier n’a pas pu être consulté. Vous pouvez quand même réserver\u202f; les chevauchements sont refusés.",
  "The clocks change then and skip this time. It is taken as {time}.":
    "L’horloge change à ce moment et saute cette heure. Nous retenons {time}.",
  "The clocks change then and this time comes twice. The earlier one is taken.":
    "L’horloge change à ce moment et cette heure revient deux fois. Nous retenons la première.",
  "That charger cannot be reserved": "Cette borne ne peut pas être réservée",
  "Choose another one.": "Choisissez-en une autre.",
  "Now: {state}": "Maintenant\u202f: {state}",
  "This time is taken: nothing was reserved.":
    "Ce créneau est déjà pris\u202f: rien n’a été réservé.",
  "You had reserved this time already: this is it.":
    "Vous aviez déjà réservé ce créneau\u202f: le voici.",
  "You have this time already.": "Vous avez déjà ce créneau.",
  "Open your reservation": "Ouvrir votre réservation",
  "Kept for {card}: {window}.": "Réservé pour {card}\u202f: {window}.",
  "Reserving costs nothing. Charging then: {price}.":
    "Réserver ne coûte rien. La charge\u202f: {price}.",
  "Reserving costs nothing, you pay for the energy alone.":
    "Réserver ne coûte rien, vous ne payez que l’énergie.",
  "If you do not come, it lapses at {time}. You can cancel until it begins.":
    "Si vous ne venez pas, elle expire ({time}). Vous pouvez l’annuler jusqu’au début.",
  Connectors: "Prises",
  "Connector {n} at this time": "Prise {n} à la même heure",
  "Reserve a time": "Réserver un créneau",
  "The charger and the way there": "La borne et l’itinéraire",
} satisfies Texts as Texts;
