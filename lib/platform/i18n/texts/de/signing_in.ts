import type { Texts } from "../../say.ts";

export default {
  "Signing in with a card is switched off here.": "Anmelden mit der Karte ist hier abgeschaltet.",
  "Your card was read.": "Ihre Karte wurde gelesen.",
  "Hold your card against the reader of {charger}.":
    "Halten Sie Ihre Karte an das Lesegerät von {charger}.",
  "This tap signs you in. It does not start charging.":
    "Damit melden Sie sich nur an. Das Laden startet nicht.",
  "Time left": "Restzeit",
  "{seconds} s": "{seconds} s",
  "A browser was signed in with your card": "Ein Browser wurde mit Ihrer Karte angemeldet",
  "Was this not you? Tell your operator, who can end the session.":
    "Waren Sie das nicht? Sagen Sie Ihrem Betreiber Bescheid, er kann die Sitzung beenden.",
  "An administrator viewed your account": "Die Administration hat Ihr Konto angesehen",
  "They see what you see, for at most an hour, and cannot change anything.":
    "Sie sieht höchstens eine Stunde lang, was Sie sehen, und kann nichts ändern.",
  "This card cannot sign in. Ask your operator to link it.":
    "Mit dieser Karte geht die Anmeldung nicht. Bitten Sie Ihren Betreiber, sie zu verknüpfen.",
  "The time is over. Start again when you stand at the charger.":
    "Die Zeit ist abgelaufen. Beginnen Sie neu, wenn Sie an der Ladestation stehen.",
  "Cancelled. The charger is free for charging again.":
    "Abgebrochen. Die Ladestation ist wieder frei zum Laden.",
  "The passkey was removed. It signs nobody in any more.":
    "Der Passkey wurde entfernt. Damit kann sich niemand mehr anmelden.",
  "The passkey has its new name.": "Der Passkey hat seinen neuen Namen.",
  "Tap your card to sign in": "Karte vorhalten und anmelden",
  "At the charger {name}": "An der Ladestation {name}",
  "Sign in another way": "Anders anmelden",
  "This charger is not connected at the moment. Choose another.":
    "Diese Ladestation ist gerade nicht verbunden. Wählen Sie eine andere.",
  "You are about to sign in as": "Sie melden sich an als",
  "Trouble signing in?": "Probleme bei der Anmeldung?",
  Current: "Aktuell",
  "Continue as {name}": "Weiter als {name}",
  "Sign out of this account": "Dieses Konto abmelden",
  "No link was sent": "Es wurde kein Link gesendet",
  "We send you a link. There is no password.":
    "Wir senden Ihnen einen Link. Ein Passwort gibt es nicht.",
  "Send me a sign-in link": "Anmeldelink senden",
  "No sign-in methods are available right now.": "Gerade ist keine Anmeldung möglich.",
  "With your charging card": "Mit Ihrer Ladekarte",
  "Are you at a charger? Tap your card at its reader.":
    "Sind Sie an einer Ladestation? Halten Sie Ihre Karte an das Lesegerät.",
  "Signed in in this browser": "In diesem Browser angemeldet",
  "Check your mail": "Prüfen Sie Ihre E-Mails",
  "Your charging, sessions and invoices.": "Laden, Ladevorgänge und Rechnungen.",
  "Open the development mailbox": "Entwicklungs-Postfach öffnen",
  "You are signed out": "Sie sind abgemeldet",
  "Use another address": "Andere Adresse nutzen",
  "If we know this address, a link is on its way":
    "Wenn wir diese Adresse kennen, ist ein Link unterwegs",
  "This link no longer works": "Dieser Link funktioniert nicht mehr",
  "It was used already, or its time is over": "Er wurde schon benutzt oder ist abgelaufen",
  "You are not signed in": "Sie sind nicht angemeldet",
  "Each link works once. Ask for a new one below.":
    "Jeder Link funktioniert einmal. Fordern Sie unten einen neuen an.",
  "This link is for the app on your phone. Open it there, or sign in here instead.":
    "Dieser Link ist für die App auf Ihrem Telefon. Öffnen Sie ihn dort oder melden Sie sich hier an.",
  "Open the app": "App öffnen",
  "Each link works once. Ask for a new one in the app, or sign in here.":
    "Jeder Link funktioniert einmal. Fordern Sie in der App einen neuen an oder melden Sie sich hier an.",
  "Choose an account": "Konto wählen",
  "Up to five people can be signed in in this browser.":
    "Bis zu fünf Personen können in diesem Browser angemeldet sein.",
  "Sign in with another account": "Mit anderem Konto anmelden",
  "This code is for the app": "Dieser Code ist für die App",
  "The code on your card signs you in to the app on your phone. Scan it there.":
    "Mit dem Code auf Ihrer Karte melden Sie sich in der App auf Ihrem Telefon an. Scannen Sie ihn dort.",
  "In the browser you sign in by e-mail, by a passkey, or by tapping the card at a charger.":
    "Im Browser melden Sie sich per E-Mail, mit einem Passkey oder mit der Karte an einer Ladestation an.",
  "Sign in in the browser": "Im Browser anmelden",
  "Sign in with a passkey": "Mit Passkey anmelden",
  "Add a passkey": "Passkey hinzufügen",
  "Name of this passkey": "Name dieses Passkeys",
  "For example: my phone": "Zum Beispiel: mein Telefon",
  "Waiting for your device…": "Warten auf Ihr Gerät …",
  "The passkey was not used. Try again, or sign in another way.":
    "Der Passkey wurde nicht benutzt. Versuchen Sie es noch einmal oder melden Sie sich anders an.",
  "No passkey was added.": "Es wurde kein Passkey hinzugefügt.",
  "This device holds a passkey of yours already.":
    "Auf diesem Gerät ist schon ein Passkey von Ihnen.",
  "This browser does not know passkeys.": "Dieser Browser kennt keine Passkeys.",
  "This passkey was not accepted.": "Dieser Passkey wurde nicht akzeptiert.",
  "You have many passkeys already. Remove one first.":
    "Sie haben schon viele Passkeys. Entfernen Sie zuerst einen.",
  "This passkey could not be saved.": "Dieser Passkey konnte nicht gespeichert werden.",
  "Give the passkey a name of up to 60 characters.":
    "Geben Sie dem Passkey einen Namen mit höchstens 60 Zeichen.",
  "Sign in with my card": "Mit Karte anmelden",
  "Asking the charger…": "Station wird gefragt …",
  "Card read. Signing in…": "Karte gelesen. Anmeldung läuft …",
  "Somebody else is signing in at this charger. Try again in a minute.":
    "An dieser Ladestation meldet sich gerade jemand anderes an. Versuchen Sie es in einer Minute noch einmal.",
  "This account is no longer signed in here.": "Dieses Konto ist hier nicht mehr angemeldet.",
  "Enter an e-mail address, like name@example.org.":
    "Geben Sie eine E-Mail-Adresse ein, zum Beispiel name@example.org.",
  "A phone signed in to your account": "Ein Telefon hat sich bei Ihrem Konto angemeldet",
  "If this was not you, tell the operator: they can sign the phone out.":
    "Waren Sie das nicht? Sagen Sie dem Betreiber Bescheid, er kann das Telefon abmelden.",
  "Open the mail on this device and follow its link. It works once and for {n} minutes. Nothing there? Look in the spam folder.":
    [
      "Öffnen Sie die E-Mail auf diesem Gerät und folgen Sie dem Link darin. Er funktioniert einmal und {n} Minute lang. Nichts da? Sehen Sie im Spam-Ordner nach.",
      "Öffnen Sie die E-Mail auf diesem Gerät und folgen Sie dem Link darin. Er funktioniert einmal und {n} Minuten lang. Nichts da? Sehen Sie im Spam-Ordner nach.",
    ],
  "Open the mail on this device and follow its link. It works once and for {n} hours. Nothing there? Look in the spam folder.":
    "Öffnen Sie die E-Mail auf diesem Gerät und folgen Sie dem Link darin. Er funktioniert einmal und {n} Stunden lang. Nichts da? Sehen Sie im Spam-Ordner nach.",
  "You signed in with a card. For this, sign in by mail or passkey.":
    "Sie haben sich mit einer Karte angemeldet. Melden Sie sich dafür per E-Mail oder Passkey an.",
  "Signed in": "Angemeldet",
  "Browsers": "Browser",
  "Where this account is signed in. Something you do not know? Sign it out.":
    "Wo dieses Konto angemeldet ist. Etwas Unbekanntes? Melden Sie es ab.",
  "Sign out all others": "Alle anderen abmelden",
  "Phones": "Telefone",
  "No phone is signed in": "Kein Telefon ist angemeldet",
  "Phones with the app appear here.": "Telefone mit der App erscheinen hier.",
  "Unknown browser": "Unbekannter Browser",
  "This browser": "Dieser Browser",
  "Sign out {name}": "{name} abmelden",
  "Last seen": "Zuletzt gesehen",
  "Signed out.": "Abgemeldet.",
  "Reserve at most a year ahead.": "Reservieren Sie höchstens ein Jahr im Voraus.",
  "You have reserved as much as one account may. Cancel something first.":
    "Mehr Reservierungen sind je Konto nicht möglich. Stornieren Sie zuerst eine.",
  "You signed in with a card. To add a passkey, sign in by mail first.":
    "Sie haben sich mit einer Karte angemeldet. Um einen Passkey hinzuzufügen, melden Sie sich zuerst per E-Mail an.",
  "Sign in by mail": "Per E-Mail anmelden",
  "You are signed out. Sign in and try again.":
    "Sie sind abgemeldet. Melden Sie sich an und versuchen Sie es erneut.",
  "Your sign-in link for Polaris Express": "Ihr Anmeldelink für Polaris Express",
  "Use this link to sign in to Polaris Express:":
    "Mit diesem Link melden Sie sich bei Polaris Express an:",
  "If you did not ask for it, ignore this mail: nobody can sign in without it.":
    "Wenn Sie ihn nicht angefordert haben, ignorieren Sie diese E-Mail: Ohne den Link kann sich niemand anmelden.",
  "Your charging account at Polaris Express": "Ihr Ladekonto bei Polaris Express",
  "An account for charging was opened for you. Use this link to sign in:":
    "Für Sie wurde ein Ladekonto eröffnet. Mit diesem Link melden Sie sich an:",
  "Open my account": "Mein Konto öffnen",
  "If you did not expect this mail, you can ignore it.":
    "Wenn Sie diese E-Mail nicht erwartet haben, können Sie sie ignorieren.",
  "The link works once and for {n} hours.": "Der Link gilt einmal und {n} Stunden lang.",
  "The link works once and for {n} minutes.": [
    "Der Link gilt einmal und {n} Minute lang.",
    "Der Link gilt einmal und {n} Minuten lang.",
  ],
  "Choose a charger": "Ladestation wählen",
  "You are signed in already.": "Sie sind schon angemeldet.",
  "Go on": "Weiter",
} satisfies Texts as Texts;
