import type { Texts } from "../../say.ts";

export default {
  "Push messages": "Push-Nachrichten",
  "No browser of yours takes push messages yet.":
    "Noch empfängt keiner Ihrer Browser Push-Nachrichten.",
  "Push cannot be turned on right now": "Push lässt sich gerade nicht einschalten",
  "Turning push on or off in this browser needs a script.":
    "Um Push in diesem Browser ein- oder auszuschalten, wird JavaScript benötigt.",
  "Send me a test": "Test senden",
  "What you are told": "Was wir Ihnen melden",
  "Every notice stands in the app. Choose what is sent to you as well.":
    "Jede Mitteilung steht in der App. Wählen Sie, was wir Ihnen zusätzlich senden.",
  "No mail address is known of you. Ask your operator to add one.":
    "Wir haben keine E-Mail-Adresse von Ihnen. Bitten Sie Ihren Betreiber, eine einzutragen.",
  "Save choices": "Speichern",
  "Your choices are saved.": "Ihre Auswahl ist gespeichert.",
  "A test is on its way. It arrives within seconds.":
    "Ein Test ist unterwegs. Er kommt in wenigen Sekunden an.",
  "Notification settings": "Mitteilungen einstellen",
  "Everything we told you, newest first.": "Alles, was wir Ihnen gemeldet haben, Neuestes zuerst.",
  "Nothing new": "Nichts Neues",
  "Choose what you are told": "Mitteilungen auswählen",
  "What happens with your sessions, cards and reservations shows up here.":
    "Hier erscheint, was sich bei Ihren Ladevorgängen, Karten und Reservierungen tut.",
  Info: "Info",
  "Good news": "Gute Nachricht",
  Attention: "Achtung",
  Problem: "Problem",
  New: "Neu",
  "Open: {title}": "Öffnen: {title}",
  Notifications: "Mitteilungen",
  "Notifications, one unread": "Mitteilungen, eine ungelesen",
  "Notifications, {n} unread": "Mitteilungen, {n} ungelesen",
  "Push messages in this browser": "Push-Nachrichten in diesem Browser",
  "Looking…": "Wird geprüft …",
  "On: this browser shows your messages, even while it is closed.":
    "Ein: Dieser Browser zeigt Ihre Nachrichten, auch wenn er geschlossen ist.",
  "Off: this browser shows no messages.": "Aus: Dieser Browser zeigt keine Nachrichten.",
  "Turn on": "Einschalten",
  "Turn off": "Ausschalten",
  "This browser cannot show push messages.": "Dieser Browser kann keine Push-Nachrichten zeigen.",
  "On an iPhone or iPad, add this site to the Home Screen first and open it from there.":
    "Fügen Sie diese Seite auf iPhone oder iPad zuerst zum Home-Bildschirm hinzu und öffnen Sie sie von dort.",
  "You blocked messages of this site. Allow them in the browser's settings for this site, then come back.":
    "Sie haben Nachrichten dieser Seite blockiert. Erlauben Sie sie in den Browser-Einstellungen für diese Seite und kommen Sie dann zurück.",
  "You chose to get this mail. Change it here:":
    "Sie haben diese E-Mail gewünscht. Hier können Sie das ändern:",
  "Questions:": "Fragen:",
  "This browser's push service is not known here. Ask your operator.":
    "Der Push-Dienst dieses Browsers ist hier nicht bekannt. Fragen Sie Ihren Betreiber.",
  "The browser's keys cannot be read. Turn push off and on again.":
    "Die Schlüssel des Browsers sind nicht lesbar. Schalten Sie Push aus und wieder ein.",
  "No browser of yours takes push messages yet. Turn them on first.":
    "Noch empfängt keiner Ihrer Browser Push-Nachrichten. Schalten Sie sie zuerst ein.",
  "It works": "Es funktioniert",
  "Messages from Polaris Express arrive in this browser.":
    "Nachrichten von Polaris Express kommen in diesem Browser an.",
  "A test is under way already. Wait a minute before the next one.":
    "Ein Test läuft schon. Warten Sie eine Minute bis zum nächsten.",
  "{charger}, connector {connector}.": "{charger}, Anschluss {connector}.",
  "{energy} at {charger}, connector {connector}. Please make room when you can.":
    "{energy} an {charger}, Anschluss {connector}. Bitte machen Sie Platz, sobald Sie können.",
  "{charger} is free again": "{charger} ist wieder frei",
  "It is not held for you: the first to plug in charges.":
    "Sie wird nicht für Sie freigehalten: Wer zuerst einsteckt, lädt.",
  "Your reservation begins at {time}": "Ihre Reservierung beginnt um {time}",
  "Your card was reported lost": "Ihre Karte wurde als verloren gemeldet",
  "{card} charges no more. Was it not you? Tell your operator.":
    "{card} lädt nicht mehr. Waren Sie das nicht? Sagen Sie Ihrem Betreiber Bescheid.",
  "{energy} in {duration} at {charger}.": "{energy} in {duration} an {charger}.",
  "{energy} in {duration} at {charger}, {cost}.": "{energy} in {duration} an {charger}, {cost}.",
  "{n} browsers take your push messages.": [
    "{n} Browser empfängt Ihre Push-Nachrichten.",
    "{n} Browser empfangen Ihre Push-Nachrichten.",
  ],
  "Mark all as read": "Alle abhaken",
  "All notices are marked as read.": "Alle Mitteilungen sind als gelesen markiert.",
} satisfies Texts as Texts;
