import type { Texts } from "../../say.ts";

export default {
  Request: "Anfrage",
  "Back to the start": "Zur Startseite",
  "Still stuck? Write to": "Kommen Sie nicht weiter? Schreiben Sie an",
  "That did not make sense": "Das war nicht verständlich",
  "The address or the form holds something this page cannot read. Go back and try again.":
    "Die Adresse oder das Formular enthält etwas, das diese Seite nicht lesen kann. Gehen Sie zurück und versuchen Sie es noch einmal.",
  "Not for this account": "Nicht für dieses Konto",
  "Your account may not open this page. Sign in with another one, or ask an administrator.":
    "Ihr Konto darf diese Seite nicht öffnen. Melden Sie sich mit einem anderen an oder fragen Sie die Administration.",
  "Nothing here": "Hier ist nichts",
  "This page does not exist, or it is not yours to see. The link may be old.":
    "Diese Seite gibt es nicht, oder sie ist nicht für Sie bestimmt. Vielleicht ist der Link veraltet.",
  "That did not work": "Das hat nicht geklappt",
  "This address does not take what was sent. Go back and try again.":
    "Diese Adresse nimmt das Gesendete nicht an. Gehen Sie zurück und versuchen Sie es noch einmal.",
  "That no longer fits": "Das passt nicht mehr",
  "Something changed in the meantime. Go back, look at it as it is now, and try again.":
    "Inzwischen hat sich etwas geändert. Gehen Sie zurück, prüfen Sie den neuen Stand und versuchen Sie es noch einmal.",
  "Too much at once": "Zu viel auf einmal",
  "What was sent is larger than this page takes.":
    "Das Gesendete ist größer, als diese Seite annimmt.",
  "Too many tries": "Zu viele Versuche",
  "Please wait a minute, then try again.":
    "Bitte warten Sie eine Minute und versuchen Sie es dann noch einmal.",
  "Something broke on our side": "Bei uns ist etwas schiefgegangen",
  "It has been noted. Try again in a moment; if it stays, pass the number below on.":
    "Der Fehler ist vermerkt. Versuchen Sie es gleich noch einmal; wenn er bleibt, geben Sie die Nummer unten weiter.",
  "Back in a moment": "Gleich wieder da",
  "A part this page needs is away right now. Nothing is lost; try again shortly.":
    "Etwas, das diese Seite braucht, ist gerade nicht erreichbar. Nichts ist verloren; versuchen Sie es gleich noch einmal.",
  "Reload to try again.": "Bitte laden Sie die Seite neu.",
  "Reload in a moment to try again.": "Bitte laden Sie die Seite gleich noch einmal.",
  "This part could not be read": "Dieser Teil konnte nicht geladen werden",
  "Too many requests. Try again in a minute.":
    "Zu viele Anfragen. Versuchen Sie es in einer Minute noch einmal.",
  "Too many requests. Try again in {seconds} seconds.":
    "Zu viele Anfragen. Versuchen Sie es in {seconds} Sekunden noch einmal.",
  "That did not work. Check your connection and try again.":
    "Das hat nicht geklappt. Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal.",
  "It did not work. Check your connection and try again.":
    "Es hat nicht geklappt. Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal.",
  "You are offline": "Sie sind offline",
  "This page needs the Internet. A charge under way goes on without it: the charger does not need your phone.":
    "Diese Seite braucht Internet. Ein laufender Ladevorgang geht ohne weiter: Die Ladestation braucht Ihr Telefon nicht.",
  "It does not exist, or it is not yours to see.":
    "Es gibt sie nicht, oder sie ist nicht für Sie bestimmt.",
  "There is no such session.": "Diesen Ladevorgang gibt es nicht.",
  "There is no such charger.": "Diese Ladestation gibt es nicht.",
  "There is no such passkey.": "Diesen Passkey gibt es nicht.",
  "There is no such notice.": "Diese Mitteilung gibt es nicht.",
  "There is no such operation.": "Diesen Auftrag gibt es nicht.",
  "Account inactive": "Konto inaktiv",
  "The view is closed": "Die Ansicht ist geschlossen",
  "You are being taken back to the operators' site.":
    "Sie werden zur Betreiberseite zurückgeleitet.",
  "Back to the operators' site": "Zur Betreiberseite",
  "The view did not open": "Die Ansicht wurde nicht geöffnet",
  "This address was used already, or its time is over. Start again on the operators' site.":
    "Diese Adresse wurde schon benutzt oder ist abgelaufen. Beginnen Sie neu auf der Betreiberseite.",
  "From is after To.": "„Von“ liegt nach „Bis“.",
} satisfies Texts as Texts;
