import type { Texts } from "../../say.ts";

export default {
  "Signing in with a card is switched off here.": "La connexion avec une carte est désactivée ici.",
  "Your card was read.": "Votre carte a été lue.",
  "Hold your card against the reader of {charger}.":
    "Présentez votre carte au lecteur de {charger}.",
  "This tap signs you in. It does not start charging.":
    "Ce geste vous connecte. Il ne lance pas la charge.",
  "Time left": "Temps restant",
  "{seconds} s": "{seconds}\u00a0s",
  "This card cannot sign in. Ask your operator to link it.":
    "Cette carte ne permet pas de se connecter. Demandez à votre opérateur de l’associer.",
  "The time is over. Start again when you stand at the charger.":
    "Le temps est écoulé. Recommencez une fois devant la borne.",
  "Cancelled. The charger is free for charging again.":
    "Annulé. La borne est de nouveau libre pour charger.",
  "The passkey was removed. It signs nobody in any more.":
    "La clé d’accès est supprimée. Elle ne permet plus de se connecter.",
  "The passkey has its new name.": "La clé d’accès a son nouveau nom.",
  "Tap your card to sign in": "Connexion avec votre carte",
  "At the charger {name}": "À la borne {name}",
  "This charger is not connected at the moment. Choose another.":
    "Cette borne n’est pas connectée pour le moment. Choisissez-en une autre.",
  "Sign in another way": "Autre mode de connexion",
  "You are about to sign in as": "Vous allez vous connecter en tant que",
  "Trouble signing in?": "Un souci de connexion\u202f?",
  "Contact your operator": "Contacter votre opérateur",
  Current: "Actuel",
  "Continue as {name}": "Continuer avec {name}",
  "Sign out of this account": "Déconnecter ce compte",
  "No link was sent": "Aucun lien envoyé",
  "We send you a link. There is no password.":
    "Nous vous envoyons un lien. Il n’y a pas de mot de passe.",
  "Send me a sign-in link": "Recevoir un lien de connexion",
  "No sign-in methods are available right now.":
    "Aucun mode de connexion n’est disponible pour le moment.",
  "With your charging card": "Avec votre carte de charge",
  "Are you at a charger? Tap your card at its reader.":
    "Vous êtes devant une borne\u202f? Présentez votre carte au lecteur.",
  "Signed in in this browser": "Connectés dans ce navigateur",
  "Check your mail": "Consultez vos e-mails",
  "Your charging, sessions and invoices.": "Vos charges, vos sessions et vos factures.",
  "Open the development mailbox": "Ouvrir la boîte de développement",
  "You are signed out": "Vous êtes déconnecté",
  "Use another address": "Utiliser une autre adresse",
  "If we know this address, a link is on its way":
    "Si nous connaissons cette adresse, un lien est en route",
  "Open the mail on this device and follow its link. It works once and for {n} minutes. Nothing there? Look in the spam folder.":
    [
      "Ouvrez l’e-mail sur cet appareil et suivez son lien. Il sert une fois, pendant {n} minute. Rien reçu\u202f? Regardez dans les indésirables.",
      "Ouvrez l’e-mail sur cet appareil et suivez son lien. Il sert une fois, pendant {n} minutes. Rien reçu\u202f? Regardez dans les indésirables.",
    ],
  "Open the mail on this device and follow its link. It works once and for {n} hours. Nothing there? Look in the spam folder.":
    "Ouvrez l’e-mail sur cet appareil et suivez son lien. Il sert une fois, pendant {n} heures. Rien reçu\u202f? Regardez dans les indésirables.",
  "This link no longer works": "Ce lien ne fonctionne plus",
  "You are not signed in": "Vous n’êtes pas connecté",
  "It was used already, or its time is over": "Il a déjà servi, ou il a expiré",
  "Each link works once. Ask for a new one below.":
    "Chaque lien sert une seule fois. Demandez-en un nouveau ci-dessous.",
  "This link is for the app on your phone. Open it there, or sign in here instead.":
    "Ce lien est destiné à l’appli de votre téléphone. Ouvrez-le là-bas, ou connectez-vous ici.",
  "Open the app": "Ouvrir l’appli",
  "Each link works once. Ask for a new one in the app, or sign in here.":
    "Chaque lien sert une seule fois. Demandez-en un nouveau dans l’appli, ou connectez-vous ici.",
  "This code is for the app": "Ce code est pour l’appli",
  "The code on your card signs you in to the app on your phone. Scan it there.":
    "Le code de votre carte vous connecte à l’appli sur votre téléphone. Scannez-le là-bas.",
  "In the browser you sign in by e-mail, by a passkey, or by tapping the card at a charger.":
    "Dans le navigateur, on se connecte par e-mail, par clé d’accès ou en présentant la carte à une borne.",
  "Sign in in the browser": "Connexion par navigateur",
  "Sign in with a passkey": "Connexion par clé d’accès",
  "Add a passkey": "Ajouter une clé",
  "Name of this passkey": "Nom de cette clé d’accès",
  "For example: my phone": "Par exemple\u202f: mon téléphone",
  "Waiting for your device…": "En attente de votre appareil…",
  "The passkey was not used. Try again, or sign in another way.":
    "La clé d’accès n’a pas été utilisée. Réessayez, ou connectez-vous autrement.",
  "This passkey was not accepted.": "Cette clé d’accès n’a pas été acceptée.",
  "No passkey was added.": "Aucune clé d’accès n’a été ajoutée.",
  "This device holds a passkey of yours already.":
    "Cet appareil contient déjà l’une de vos clés d’accès.",
  "This browser does not know passkeys.": "Ce navigateur ne prend pas en charge les clés d’accès.",
  "Sign in with my card": "Connexion par carte",
  "Asking the charger…": "Demande à la borne…",
  "Card read. Signing in…": "Carte lue. Connexion…",
  "Somebody else is signing in at this charger. Try again in a minute.":
    "Quelqu’un d’autre se connecte à cette borne. Réessayez dans une minute.",
  "You signed in with a card. For this, sign in by mail or passkey.":
    "Vous êtes connecté par carte. Pour cela, connectez-vous par e-mail ou clé d’accès.",
  "Signed in": "Connecté",
  "Browsers": "Navigateurs",
  "Where this account is signed in. Something you do not know? Sign it out.":
    "Là où ce compte est connecté. Quelque chose d’inconnu ? Déconnectez-le.",
  "Sign out all others": "Déconnecter les autres",
  "Phones": "Téléphones",
  "No phone is signed in": "Aucun téléphone connecté",
  "Phones with the app appear here.": "Les téléphones avec l’application apparaissent ici.",
  "Unknown browser": "Navigateur inconnu",
  "This browser": "Ce navigateur",
  "Sign out {name}": "Déconnecter {name}",
  "Last seen": "Vu",
  "Signed out.": "Déconnecté.",
  "Reserve at most a year ahead.": "Réservez au plus un an à l’avance.",
  "You have reserved as much as one account may. Cancel something first.":
    "Vous avez atteint le maximum de réservations par compte. Annulez-en une d’abord.",
  "You signed in with a card. To add a passkey, sign in by mail first.":
    "Vous vous êtes connecté avec une carte. Pour ajouter une clé d’accès, connectez-vous d’abord par e-mail.",
  "Sign in by mail": "Se connecter par e-mail",
  "You are signed out. Sign in and try again.":
    "Vous êtes déconnecté. Connectez-vous et réessayez.",
  "Your sign-in link for Polaris Express": "Votre lien de connexion à Polaris Express",
  "Use this link to sign in to Polaris Express:":
    "Utilisez ce lien pour vous connecter à Polaris Express\u202f:",
  "If you did not ask for it, ignore this mail: nobody can sign in without it.":
    "Si vous ne l’avez pas demandé, ignorez cet e-mail\u202f: sans ce lien, personne ne peut se connecter.",
  "Your charging account at Polaris Express": "Votre compte de recharge chez Polaris Express",
  "An account for charging was opened for you. Use this link to sign in:":
    "Un compte de recharge a été ouvert pour vous. Utilisez ce lien pour vous connecter\u202f:",
  "Open my account": "Ouvrir mon compte",
  "If you did not expect this mail, you can ignore it.":
    "Si vous n’attendiez pas cet e-mail, vous pouvez l’ignorer.",
  "The link works once and for {n} hours.":
    "Le lien est valable une seule fois, pendant {n} heures.",
  "The link works once and for {n} minutes.": [
    "Le lien est valable une seule fois, pendant {n} minute.",
    "Le lien est valable une seule fois, pendant {n} minutes.",
  ],
  "Choose a charger": "Choisir une borne",
  "You are signed in already.": "Vous êtes déjà connecté.",
  "Go on": "Continuer",
} satisfies Texts as Texts;
