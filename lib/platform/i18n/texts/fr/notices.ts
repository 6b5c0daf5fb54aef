import type { Texts } from "../../say.ts";

export default {
  Notices: "Notifications",
  Notifications: "Notifications",
  "Notification settings": "Réglages des notifications",
  "Notifications, one unread": "Notifications, une non lue",
  "Notifications, {n} unread": "Notifications, {n} non lues",
  "Push messages": "Messages push",
  "No browser of yours takes push messages yet.":
    "Aucun de vos navigateurs ne reçoit encore de messages push.",
  "No browser of yours takes push messages yet. Turn them on first.":
    "Aucun de vos navigateurs ne reçoit encore de messages push. Activez-les d’abord.",
  "{n} browsers take your push messages.": [
    "{n} navigateur reçoit vos messages push.",
    "{n} navigateurs reçoivent vos messages push.",
  ],
  "Push cannot be turned on right now": "Impossible d’activer les messages push pour le moment",
  "Reload in a moment to try again.": "Actualisez la page dans un instant pour réessayer.",
  "Turning push on or off in this browser needs a script.":
    "Activer ou désactiver les messages push dans ce navigateur nécessite un script.",
  "Send me a test": "Envoyer un test",
  "What you are told": "Ce qui vous est signalé",
  "Every notice stands in the app. Choose what is sent to you as well.":
    "Chaque notification figure dans l’appli. Choisissez ce qui vous est aussi envoyé.",
  "No mail address is known of you. Ask your operator to add one.":
    "Nous n’avons pas votre adresse e-mail. Demandez à votre opérateur de l’ajouter.",
  "Save choices": "Enregistrer",
  "Your choices are saved.": "Vos choix sont enregistrés.",
  "A test is on its way. It arrives within seconds.":
    "Un test est en route. Il arrive en quelques secondes.",
  "A test is under way already. Wait a minute before the next one.":
    "Un test est déjà en cours. Attendez une minute avant le suivant.",
  "It works": "Ça marche",
  "Messages from Polaris Express arrive in this browser.":
    "Les messages de Polaris Express arrivent dans ce navigateur.",
  "Push messages in this browser": "Messages push dans ce navigateur",
  "Looking…": "Vérification…",
  "On: this browser shows your messages, even while it is closed.":
    "Activés\u202f: ce navigateur affiche vos messages, même quand il est fermé.",
  "Off: this browser shows no messages.":
    "Désactivés\u202f: ce navigateur n’affiche aucun message.",
  "Turn on": "Activer",
  "Turn off": "Désactiver",
  "This browser cannot show push messages.":
    "Ce navigateur ne sait pas afficher les messages push.",
  "On an iPhone or iPad, add this site to the Home Screen first and open it from there.":
    "Sur iPhone ou iPad, ajoutez d’abord ce site à l’écran d’accueil, puis ouvrez-le de là.",
  "You blocked messages of this site. Allow them in the browser's settings for this site, then come back.":
    "Vous avez bloqué les messages de ce site. Autorisez-les dans les réglages du navigateur pour ce site, puis revenez.",
  "Everything we told you, newest first.":
    "Tout ce que nous vous avons signalé, le plus récent d’abord.",
  Settings: "Réglages",
  "Nothing new": "Rien de nouveau",
  "Choose what you are told": "Choisir mes notifications",
  "What happens with your sessions, cards and reservations shows up here.":
    "Ce qui touche vos sessions, cartes et réservations apparaît ici.",
  Info: "Info",
  "Good news": "Bonne nouvelle",
  Attention: "Attention",
  Problem: "Problème",
  New: "Nouveau",
  "Open: {title}": "Ouvrir\u202f: {title}",
  "A browser was signed in with your card": "Un navigateur s’est connecté avec votre carte",
  "Was this not you? Tell your operator, who can end the session.":
    "Ce n’était pas vous\u202f? Prévenez votre opérateur, qui peut mettre fin à la connexion.",
  "An administrator viewed your account": "Un administrateur a consulté votre compte",
  "They see what you see, for at most an hour, and cannot change anything.":
    "Il voit ce que vous voyez, pendant une heure au plus, et ne peut rien modifier.",
  "A phone signed in to your account": "Un téléphone s’est connecté à votre compte",
  "If this was not you, tell the operator: they can sign the phone out.":
    "Si ce n’était pas vous, prévenez l’opérateur\u202f: il peut déconnecter le téléphone.",
  "You chose to get this mail. Change it here:":
    "Vous avez choisi de recevoir cet e-mail. Pour changer\u202f:",
  "Questions:": "Questions\u202f:",
  "{charger}, connector {connector}.": "{charger}, prise {connector}.",
  "{energy} at {charger}, connector {connector}. Please make room when you can.":
    "{energy}, {charger}, prise {connector}. Merci de libérer la place dès que possible.",
  "{charger} is free again": "{charger} est de nouveau libre",
  "It is not held for you: the first to plug in charges.":
    "Elle ne vous est pas réservée\u202f: le premier branché charge.",
  "Your reservation begins at {time}": "Votre réservation commence à {time}",
  "Your card was reported lost": "Votre carte est déclarée perdue",
  "{card} charges no more. Was it not you? Tell your operator.":
    "{card} ne permet plus de charger. Ce n’était pas vous\u202f? Prévenez votre opérateur.",
  "{energy} in {duration} at {charger}.": "{energy} en {duration}, {charger}.",
  "{energy} in {duration} at {charger}, {cost}.": "{energy} en {duration}, {charger}, {cost}.",
  "Your reservation could not be kept": "Votre réservation n’a pas pu être maintenue",
  "Mark all as read": "Tout marquer comme lu",
  "All notices are marked as read.": "Toutes les notifications sont marquées comme lues.",
} satisfies Texts as Texts;
