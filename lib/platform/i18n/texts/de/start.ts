import type { Texts } from "../../say.ts";

export default {
  "This card is charging already": "Diese Karte lädt bereits",
  "Most cards charge one car at a time.": "Die meisten Karten laden ein Auto nach dem anderen.",
  "See what is charging": "Ansehen, was lädt",
  "Plugged in": "Eingesteckt",
  "Reserved for you": "Für Sie reserviert",
  "Charged to {card}": "Abgerechnet über {card}",
  "Start charging": "Laden starten",
  "The charge did not start": "Der Ladevorgang wurde nicht gestartet",
  "You are viewing as this driver: nothing can be started.":
    "Sie sehen die Ansicht dieser Person: Starten ist nicht möglich.",
  "You can plug in before or after.": "Einstecken können Sie davor oder danach.",
  "A charge needs a card. Ask your operator to link one to your account.":
    "Zum Laden brauchen Sie eine Karte. Bitten Sie Ihren Betreiber, eine mit Ihrem Konto zu verknüpfen.",
  "Start at the charger": "An der Ladestation starten",
  "This charger cannot be started from here.":
    "Diese Ladestation lässt sich von hier nicht starten.",
  "It cannot be started from here now. Try your card at the charger, or another charger.":
    "Sie lässt sich gerade nicht von hier starten. Versuchen Sie es mit Ihrer Karte an der Ladestation oder an einer anderen.",
  "No connector is free": "Kein Anschluss ist frei",
  "Every connector of this charger is in use, reserved or out of service.":
    "Alle Anschlüsse dieser Ladestation sind belegt, reserviert oder außer Betrieb.",
  "Account in view-only mode": "Konto nur zur Ansicht",
  "None of your cards is active. Your history and invoices stay readable.":
    "Keine Ihrer Karten ist aktiv. Verlauf und Rechnungen bleiben lesbar.",
  "No active card on file": "Keine aktive Karte vorhanden",
  "Charger offline": "Ladestation offline",
  Starting: "Start läuft",
  "The charger was asked": "Ladestation angefragt",
  "The charger agreed": "Ladestation hat bestätigt",
  "Plug in": "Einstecken",
  "The connection is cut. The charger goes on without this page.":
    "Die Verbindung ist unterbrochen. Die Ladestation macht ohne diese Seite weiter.",
  "Back to the charger": "Zur Ladestation",
  "Cancel by simply not plugging in: the charger waits a minute or so.":
    "Zum Abbrechen stecken Sie einfach nicht ein: Die Ladestation wartet etwa eine Minute.",
  "Steps of the start": "Schritte des Starts",
  done: "erledigt",
  "under way": "läuft",
  "to come": "kommt noch",
  "Stopping…": "Wird beendet …",
  "The charger has not answered yet. Plug in if you have not.":
    "Die Ladestation hat noch nicht geantwortet. Stecken Sie das Kabel ein, falls noch nicht geschehen.",
  "Plug in now. Charging begins by itself.": "Stecken Sie jetzt ein. Das Laden beginnt von selbst.",
  "No charge began. Plug the cable in at both ends, then try again.":
    "Das Laden hat nicht begonnen. Stecken Sie das Kabel an beiden Enden ein und versuchen Sie es noch einmal.",
  "The charger is offline. Try again later, or use another one.":
    "Die Ladestation ist offline. Versuchen Sie es später noch einmal oder nehmen Sie eine andere.",
  "The charger has not answered yet.": "Die Ladestation hat noch nicht geantwortet.",
  "The charger is stopping.": "Die Ladestation beendet den Ladevorgang.",
  "Charging has begun.": "Das Laden hat begonnen.",
  "Charger could not start the session. Please try again.":
    "Die Ladestation konnte den Ladevorgang nicht starten. Bitte versuchen Sie es noch einmal.",
  "The charger has not stopped. Try again, or stop at the charger.":
    "Die Ladestation hat nicht gestoppt. Versuchen Sie es noch einmal oder beenden Sie an der Ladestation.",
  "This card is not active.": "Diese Karte ist nicht aktiv.",
  "This charger cannot be started from here. Start at the charger.":
    "Diese Ladestation lässt sich von hier nicht starten. Starten Sie an der Ladestation.",
  "This charger has no such connector.": "Diesen Anschluss hat die Ladestation nicht.",
  "This connector is not free. Choose another one.":
    "Dieser Anschluss ist nicht frei. Wählen Sie einen anderen.",
  "No connector of this charger is free.": "Kein Anschluss dieser Ladestation ist frei.",
  "You are charging": "Sie laden",
  "so far": "bisher",
  "Start at another connector": "An einem anderen Anschluss starten",
  "A start is under way": "Ein Start läuft",
  "A start is under way at connector {n}": "Ein Start läuft an Anschluss {n}",
  "The charger waits until {time}.": "Die Ladestation wartet bis {time}.",
  "Follow this start": "Start verfolgen",
  "You are charging here": "Sie laden hier",
  "The session is under way. Its page shows the figures and stops it.":
    "Der Ladevorgang läuft. Auf seiner Seite sehen Sie die Werte und beenden ihn.",
  "Starting at {charger}": "Start an {charger}",
  "Starting at {charger}, connector {n}": "Start an {charger}, Anschluss {n}",
  "A start is under way already.": "Ein Start läuft bereits.",
  "Other chargers wait for your car. Plug in there, or try again in a minute.":
    "Andere Ladestationen warten auf Ihr Auto. Stecken Sie dort ein oder versuchen Sie es in einer Minute noch einmal.",
  "You are charging here already.": "Sie laden hier bereits.",
} satisfies Texts as Texts;
