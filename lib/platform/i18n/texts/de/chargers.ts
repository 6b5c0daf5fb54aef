import type { Texts } from "../../say.ts";

export default {
  "Sign in to start": "Zum Starten anmelden",
  "Tap your card here to sign in": "Hier mit Karte anmelden",
  "With your card you can also just plug in and hold it to the reader.":
    "Sie können auch einfach einstecken und Ihre Karte an das Lesegerät halten.",
  "Open in the app": "In der App öffnen",
  "Other chargers that are free": "Andere freie Ladestationen",
  "No charger has the id {id}": "Keine Ladestation hat die Kennung {id}",
  "See all chargers": "Alle Ladestationen",
  "The sticker may be old. Check the eight characters below its code.":
    "Vielleicht ist der Aufkleber alt. Prüfen Sie die acht Zeichen unter dem Code.",
  "Unknown charger": "Unbekannte Ladestation",
  "Use my location": "Mein Standort",
  "Finding you…": "Ortung läuft …",
  "Your browser did not say where you are. Allow it in the address bar, or search by name.":
    "Ihr Browser hat Ihren Standort nicht genannt. Erlauben Sie es in der Adressleiste oder suchen Sie nach dem Namen.",
  Favourites: "Favoriten",
  "Forget my location": "Standort vergessen",
  "Search and filters": "Suche und Filter",
  "Search chargers": "Ladestationen suchen",
  Within: "Umkreis",
  "Any distance": "Beliebig weit",
  "{km} km": "{km} km",
  Order: "Sortierung",
  "Nearest first": "Nächste zuerst",
  "By name": "Nach Name",
  "Find a charger": "Ladestation finden",
  "Name, place or id": "Name, Ort oder Kennung",
  "{kw} kW and more": "Ab {kw} kW",
  "{free} of {total} free": "{free} von {total} frei",
  Directions: "Route",
  Favourite: "Favorit",
  away: "entfernt",
  "Map of the chargers in the list": "Landkarte der Ladestationen in der Liste",
  "Zoom in": "Vergrößern",
  "Zoom out": "Verkleinern",
  "{n} chargers, {free} free": "{n} Ladestationen, {free} frei",
  "You are about here": "Sie sind ungefähr hier",
  "The map could not be loaded. The list has the same chargers.":
    "Die Landkarte konnte nicht geladen werden. Die Liste enthält dieselben Ladestationen.",
  "Skip the map": "Landkarte überspringen",
  "Reserved today": "Heute reserviert",
  "The reservations could not be read": "Die Reservierungen konnten nicht geladen werden",
  "Nothing is reserved here today.": "Heute ist hier nichts reserviert.",
  "Link copied": "Link kopiert",
  "Copying failed": "Kopieren fehlgeschlagen",
  "Remove from favourites": "Aus Favoriten entfernen",
  "Add to favourites": "Zu den Favoriten",
  "Stop waiting": "Warten beenden",
  "Tell me when it is free": "Melden, sobald frei",
  "QR sticker": "QR-Aufkleber",
  Place: "Ort",
  Address: "Adresse",
  "Charger id": "Kennung",
  "Maps app": "Navi-App",
  "by your plan {plan}": "nach Ihrem Tarif {plan}",
  "without a plan of your own": "ohne eigenen Tarif",
  "Prices depend on your plan. Sign in to see yours before you start.":
    "Preise hängen von Ihrem Tarif ab. Melden Sie sich an, um Ihren vor dem Start zu sehen.",
  "The price of your plan cannot be shown. Ask your operator.":
    "Der Preis Ihres Tarifs lässt sich nicht zeigen. Fragen Sie Ihren Betreiber.",
  "First kWh {price}, later ones by steps": "Erste kWh {price}, weitere gestaffelt",
  "Added to your favourites.": "Zu Ihren Favoriten hinzugefügt.",
  "Removed from your favourites.": "Aus Ihren Favoriten entfernt.",
  "None of your cards is active: charging and reserving are off. Ask your operator.":
    "Keine Ihrer Karten ist aktiv: Laden und Reservieren sind nicht möglich. Fragen Sie Ihren Betreiber.",
  "Your sessions here": "Ihre Ladevorgänge hier",
  "You have not charged here yet": "Sie haben hier noch nicht geladen",
  "QR code that opens this charger": "QR-Code, der diese Ladestation öffnet",
  "Scan, choose, start": "Scannen, wählen, starten",
  "Download the code": "Code herunterladen",
  "Sticker of {name}": "Aufkleber von {name}",
  "You will be told once when the charger is free.":
    "Wir melden uns einmal, sobald die Ladestation frei ist.",
  "You no longer wait for this charger.": "Sie warten nicht mehr auf diese Ladestation.",
  "Page for everybody: what is free now": "Öffentliche Seite: was jetzt frei ist",
  "No favourites yet": "Noch keine Favoriten",
  "Open a charger and press the star: it is listed here first.":
    "Öffnen Sie eine Ladestation und drücken Sie den Stern: Dann steht sie hier ganz oben.",
  "Search for less of the name.": "Suchen Sie nach einem kürzeren Teil des Namens.",
  "Try fewer filters.": "Versuchen Sie es mit weniger Filtern.",
  "Try a wider distance.": "Versuchen Sie es mit einem größeren Umkreis.",
  "They appear here as soon as the operator connects them.":
    "Sie erscheinen hier, sobald der Betreiber sie anschließt.",
  "No charger matches": "Keine passende Ladestation",
  "No chargers known yet": "Noch keine Ladestationen bekannt",
  "No chargers are known yet.": "Noch sind keine Ladestationen bekannt.",
  "No charger is free right now. The list changes by itself.":
    "Gerade ist keine Ladestation frei. Die Liste ändert sich von selbst.",
  "The states could not be refreshed. They are as of the last time.":
    "Der Stand konnte nicht aktualisiert werden. Angezeigt wird der letzte.",
  "For everybody, without an account. Open a charger to see its price and to start.":
    "Für alle, ohne Konto. Öffnen Sie eine Ladestation, um ihren Preis zu sehen und zu starten.",
  "The list is cut: search for a place.": "Die Liste ist gekürzt: Suchen Sie nach einem Ort.",
  "Other places": "Andere Orte",
  "Free chargers": "Freie Ladestationen",
  "Your list of favourites is full. Take one out first.":
    "Ihre Favoritenliste ist voll. Entfernen Sie zuerst einen.",
  "You wait for too many chargers already. End one of the waits first.":
    "Sie warten schon auf zu viele Ladestationen. Beenden Sie zuerst ein Warten.",
  "While the app is closed you would miss it:": "Bei geschlossener App würden Sie es verpassen:",
  "Mail me, too": "Auch per E-Mail",
  "Push it to my browsers": "An meine Browser senden",
  "Set up push messages": "Push-Mitteilungen einrichten",
  "You are told once when it is free, by mail and push message, until":
    "Sobald sie frei ist, melden wir uns einmal per E-Mail und Push-Mitteilung, bis",
  "You are told once when it is free, by mail, until":
    "Sobald sie frei ist, melden wir uns einmal per E-Mail, bis",
  "You are told once when it is free, by push message, until":
    "Sobald sie frei ist, melden wir uns einmal per Push-Mitteilung, bis",
  "You are told once when it is free, here in the app, until":
    "Sobald sie frei ist, melden wir uns einmal hier in der App, bis",
  "You get a mail when a charger you wait for is free.":
    "Sie bekommen eine E-Mail, sobald eine Ladestation, auf die Sie warten, frei ist.",
  "You get a push message when a charger you wait for is free.":
    "Sie bekommen eine Push-Mitteilung, sobald eine Ladestation, auf die Sie warten, frei ist.",
  "Type 1": "Typ 1",
  "Type 2": "Typ 2",
} satisfies Texts as Texts;
