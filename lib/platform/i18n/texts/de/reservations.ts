import type { Texts } from "../../say.ts";

export default {
  "Which charger?": "Welche Ladestation?",
  "Show all chargers": "Alle Ladestationen",
  "Which card?": "Welche Karte?",
  "Only this card can start a charge during the reservation.":
    "Nur mit dieser Karte kann während der Reservierung geladen werden.",
  "The charger keeps this connector for your card":
    "Die Ladestation hält diesen Anschluss für Ihre Karte frei",
  "Other cards are refused until your time ends.":
    "Andere Karten werden bis zum Ende Ihrer Zeit abgelehnt.",
  "The charger may still show it as reserved":
    "Die Ladestation zeigt den Anschluss vielleicht noch als reserviert",
  "It could not be told yet. At the latest it is free again at {time}.":
    "Sie konnte noch nicht informiert werden. Spätestens am {time} ist er wieder frei.",
  "This reservation could not be kept": "Diese Reservierung war nicht zu halten",
  "Choose another time or charger.": "Wählen Sie eine andere Zeit oder Ladestation.",
  "Kept in our calendar": "In unserem Kalender vorgemerkt",
  "Nobody else can reserve this connector for your time. About a minute before it begins we ask the charger to hold it for your card.":
    "Niemand sonst kann diesen Anschluss für Ihre Zeit reservieren. Etwa eine Minute vor Beginn bitten wir die Ladestation, ihn für Ihre Karte freizuhalten.",
  "Kept in our calendar only": "Nur in unserem Kalender vorgemerkt",
  "The charger itself is not holding the connector, so another car may stand there. Nobody else can reserve it.":
    "Die Ladestation selbst hält den Anschluss nicht frei, es kann also ein anderes Auto dort stehen. Reservieren kann ihn niemand sonst.",
  "Your reservations, what is to come first": "Ihre Reservierungen, kommende zuerst",
  "On the clocks of {zone}": "Ortszeit von {zone}",
  Reserve: "Reservieren",
  "Check this time": "Zeit prüfen",
  Change: "Ändern",
  "Reservation not found": "Reservierung nicht gefunden",
  "Charging at {charger}, connector {connector}": "Laden an {charger}, Anschluss {connector}",
  "Reserved for the card {card}.": "Reserviert für die Karte {card}.",
  "Add to calendar": "In den Kalender",
  "Cancel this reservation?": "Diese Reservierung stornieren?",
  "The connector is free for others at once. A running charge goes on.":
    "Der Anschluss ist sofort für andere frei. Ein laufender Ladevorgang geht weiter.",
  "Keep it": "Behalten",
  "The reservation": "Die Reservierung",
  "Reservation #{id}": "Reservierung #{id}",
  "The reservation is cancelled.": "Die Reservierung ist storniert.",
  "The reservation is over already.": "Die Reservierung ist schon vorbei.",
  "Cancel reservation": "Stornieren",
  "You have no active card, so nothing new can be reserved.":
    "Sie haben keine aktive Karte und können daher nichts Neues reservieren.",
  "Your times at a charger. A missed one ends by itself.":
    "Ihre Zeiten an einer Ladestation. Eine verpasste endet von selbst.",
  "Filter reservations": "Reservierungen filtern",
  "No reservations yet": "Noch keine Reservierungen",
  "Keep a connector for the time you arrive.": "Halten Sie einen Anschluss für Ihre Ankunft frei.",
  "No matching reservations.": "Keine passenden Reservierungen.",
  "Choose a charger, a card and a time.": "Wählen Sie eine Ladestation, eine Karte und eine Zeit.",
  "You are viewing as a customer: nothing can be changed.":
    "Sie sehen die Kundenansicht: Ändern ist nicht möglich.",
  "As soon as the network has a charger, it can be reserved here.":
    "Sobald das Netz eine Ladestation hat, können Sie sie hier reservieren.",
  "Account not ready for reservations.": "Konto nicht bereit für Reservierungen.",
  "You have no active card. Your operator can link or unblock one.":
    "Sie haben keine aktive Karte. Ihr Betreiber kann eine verknüpfen oder entsperren.",
  "No cards available.": "Keine Karten verfügbar.",
  "A reservation is kept for a card. Your operator can link one to your account.":
    "Eine Reservierung gilt für eine Karte. Ihr Betreiber kann eine mit Ihrem Konto verknüpfen.",
  "Your reservations": "Ihre Reservierungen",
  "Reserved. You find it here until its time is over.":
    "Reserviert. Sie finden die Reservierung hier, bis ihre Zeit vorbei ist.",
  "Choose a date and a time.": "Wählen Sie Datum und Uhrzeit.",
  "Looking into the calendar…": "Kalender wird geprüft …",
  "Free at this time.": "Zu dieser Zeit frei.",
  "Taken by your own reservation, {window}.": "Durch Ihre eigene Reservierung belegt, {window}.",
  "Taken, {window}.": "Belegt, {window}.",
  "Free instead:": "Stattdessen frei:",
  "The calendar could not be read. You can still reserve; overlaps are refused.":
    "Der Kalender konnte nicht geladen werden. Sie können trotzdem reservieren; Überschneidungen werden abgelehnt.",
  "The clocks change then and skip this time. It is taken as {time}.":
    "Wegen der Zeitumstellung gibt es diese Zeit nicht. Sie gilt als {time}.",
  "The clocks change then and this time comes twice. The earlier one is taken.":
    "Wegen der Zeitumstellung gibt es diese Zeit zweimal. Es gilt die frühere.",
  "Time window conflicts with existing reservation(s)":
    "Die Zeit überschneidet sich mit einer anderen Reservierung",
  "The end must be after the start.": "Das Ende muss nach dem Beginn liegen.",
  "This time is over already.": "Diese Zeit ist schon vorbei.",
  "This start is past. Choose a later one.": "Dieser Beginn ist vorbei. Wählen Sie einen späteren.",
  "Reserve at most 24 hours at once.": "Reservieren Sie höchstens 24 Stunden auf einmal.",
  "The charger has no such connector.": "Diesen Anschluss hat die Ladestation nicht.",
  "The charger did not accept it. Choose another time or charger.":
    "Die Ladestation hat sie nicht angenommen. Wählen Sie eine andere Zeit oder Ladestation.",
  "The charger is no longer part of the network. Choose another one.":
    "Die Ladestation gehört nicht mehr zum Netz. Wählen Sie eine andere.",
  "The card it was made for is no longer active.":
    "Die Karte, für die sie gilt, ist nicht mehr aktiv.",
  "Your reservation could not be kept": "Ihre Reservierung war nicht zu halten",
  "That charger cannot be reserved": "Diese Ladestation kann nicht reserviert werden",
  "Choose another one.": "Wählen Sie eine andere.",
  "Now: {state}": "Jetzt: {state}",
  "This time is taken: nothing was reserved.": "Diese Zeit ist belegt: Es wurde nichts reserviert.",
  "You had reserved this time already: this is it.":
    "Diese Zeit hatten Sie schon reserviert: Das ist Ihre Reservierung.",
  "You have this time already.": "Diese Zeit haben Sie schon reserviert.",
  "Open your reservation": "Reservierung öffnen",
  "Kept for {card}: {window}.": "Reserviert für {card}: {window}.",
  "Reserving costs nothing. Charging then: {price}.": "Reservieren kostet nichts. Laden: {price}.",
  "Reserving costs nothing, you pay for the energy alone.":
    "Reservieren kostet nichts, Sie zahlen nur die Energie.",
  "If you do not come, it lapses at {time}. You can cancel until it begins.":
    "Kommen Sie nicht, verfällt die Reservierung ({time}). Stornieren können Sie bis zum Beginn.",
  Connectors: "Anschlüsse",
  "Connector {n} at this time": "Anschluss {n} zur selben Zeit",
  "Reserve a time": "Zeit reservieren",
  "The charger and the way there": "Zur Ladestation",
} satisfies Texts as Texts;
