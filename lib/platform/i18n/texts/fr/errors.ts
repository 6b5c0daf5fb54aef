import type { Texts } from "../../say.ts";

export default {
  "Back to the start": "Retour à l’accueil",
  "Still stuck? Write to": "Toujours bloqué\u202f? Écrivez à",
  "That did not make sense": "Demande incomprise",
  "The address or the form holds something this page cannot read. Go back and try again.":
    "L’adresse ou le formulaire contient quelque chose que cette page ne sait pas lire. Revenez en arrière et réessayez.",
  "Not for this account": "Pas avec ce compte",
  "Your account may not open this page. Sign in with another one, or ask an administrator.":
    "Votre compte n’a pas accès à cette page. Connectez-vous avec un autre, ou demandez à un administrateur.",
  "Nothing here": "Rien ici",
  "This page does not exist, or it is not yours to see. The link may be old.":
    "Cette page n’existe pas, ou ne vous est pas accessible. Le lien est peut-être ancien.",
  "That did not work": "Cela n’a pas marché",
  "This address does not take what was sent. Go back and try again.":
    "Cette adresse n’accepte pas cet envoi. Revenez en arrière et réessayez.",
  "That no longer fits": "Ce n’est plus à jour",
  "Something changed in the meantime. Go back, look at it as it is now, and try again.":
    "Quelque chose a changé entre-temps. Revenez en arrière, voyez l’état actuel, puis réessayez.",
  "Too much at once": "Envoi trop volumineux",
  "What was sent is larger than this page takes.": "L’envoi dépasse ce que cette page accepte.",
  "Too many tries": "Trop d’essais",
  "Please wait a minute, then try again.": "Patientez une minute, puis réessayez.",
  "Something broke on our side": "Un problème de notre côté",
  "It has been noted. Try again in a moment; if it stays, pass the number below on.":
    "Il est enregistré. Réessayez dans un instant\u202f; s’il persiste, transmettez le numéro ci-dessous.",
  "Back in a moment": "De retour dans un instant",
  "A part this page needs is away right now. Nothing is lost; try again shortly.":
    "Un élément nécessaire à cette page est indisponible. Rien n’est perdu\u202f; réessayez bientôt.",
  "This part could not be read": "Cette partie n’a pas pu être chargée",
  "Too many requests. Try again in a minute.": "Trop de demandes. Réessayez dans une minute.",
  "Too many requests. Try again in {seconds} seconds.":
    "Trop de demandes. Réessayez dans {seconds} secondes.",
  "That did not work. Check your connection and try again.":
    "Cela n’a pas marché. Vérifiez votre connexion et réessayez.",
  "It did not work. Check your connection and try again.":
    "Cela n’a pas marché. Vérifiez votre connexion et réessayez.",
  "Enter a name.": "Saisissez un nom.",
  "A name has at most 120 characters.": "Un nom compte 120 caractères au plus.",
  "A name is one line of text.": "Un nom tient sur une seule ligne.",
  "This account is no longer signed in here.": "Ce compte n’est plus connecté ici.",
  "This address was used already, or its time is over. Start again on the operators' site.":
    "Cette adresse a déjà servi ou a expiré. Recommencez sur le site des opérateurs.",
  "You have many passkeys already. Remove one first.":
    "Vous avez déjà beaucoup de clés d’accès. Supprimez-en une d’abord.",
  "This passkey could not be saved.": "Cette clé d’accès n’a pas pu être enregistrée.",
  "Give the passkey a name of up to 60 characters.":
    "Donnez à la clé d’accès un nom de 60 caractères au plus.",
  "There is no such passkey.": "Cette clé d’accès n’existe pas.",
  "There is no such charger.": "Cette borne n’existe pas.",
  "There is no such session.": "Cette session n’existe pas.",
  "There is no such operation.": "Cette opération n’existe pas.",
  "There is no such notice.": "Cette notification n’existe pas.",
  "Enter an e-mail address, like name@example.org.":
    "Saisissez une adresse e-mail, comme nom@example.org.",
  "The billing portal cannot be opened right now.":
    "Le portail de facturation ne peut pas s’ouvrir pour le moment.",
  "A receipt can be made once the session has ended.":
    "Le reçu est disponible une fois la session terminée.",
  "There is no e-mail address in your account.": "Votre compte n’a pas d’adresse e-mail.",
  "Too many receipts were mailed just now. Try again in a few minutes.":
    "Trop de reçus viennent d’être envoyés. Réessayez dans quelques minutes.",
  "Account inactive": "Compte inactif",
  "The charger has not stopped. Try again, or stop at the charger.":
    "La borne ne s’est pas arrêtée. Réessayez, ou arrêtez à la borne.",
  "This card is not active.": "Cette carte n’est pas active.",
  "This charger cannot be started from here. Start at the charger.":
    "Cette borne ne se commande pas d’ici. Démarrez sur place.",
  "This charger has no such connector.": "Cette borne n’a pas cette prise.",
  "The charger has no such connector.": "La borne n’a pas cette prise.",
  "This connector is not free. Choose another one.":
    "Cette prise n’est pas libre. Choisissez-en une autre.",
  "No connector of this charger is free.": "Aucune prise de cette borne n’est libre.",
  "Use at most 60 characters.": "60 caractères au plus.",
  "Charger could not stop the session. Please try again.":
    "La borne n’a pas pu arrêter la session. Veuillez réessayer.",
  "Session not found": "Session introuvable",
  "Card not found": "Carte introuvable",
  "Invoice not found": "Facture introuvable",
  "Reservation not found": "Réservation introuvable",
  "Your list of favourites is full. Take one out first.":
    "Votre liste de favoris est pleine. Retirez-en un d’abord.",
  "You wait for too many chargers already. End one of the waits first.":
    "Vous attendez déjà trop de bornes. Renoncez d’abord à l’une d’elles.",
  "Time window conflicts with existing reservation(s)":
    "Ce créneau chevauche une réservation existante",
  "The end must be after the start.": "La fin doit être après le début.",
  "This time is over already.": "Ce créneau est déjà passé.",
  "The charger did not accept it. Choose another time or charger.":
    "La borne l’a refusée. Choisissez un autre créneau ou une autre borne.",
  "The charger is no longer part of the network. Choose another one.":
    "La borne ne fait plus partie du réseau. Choisissez-en une autre.",
  "The card it was made for is no longer active.": "La carte choisie n’est plus active.",
  "Choose csv or pdf as the format.": "Choisissez le format csv ou pdf.",
  "This browser's push service is not known here. Ask your operator.":
    "Le service push de ce navigateur n’est pas reconnu. Demandez à votre opérateur.",
  "The browser's keys cannot be read. Turn push off and on again.":
    "Les clés du navigateur sont illisibles. Désactivez les messages push, puis réactivez-les.",
  "From is after To.": "«\u00a0Du\u00a0» est après «\u00a0Au\u00a0».",
} satisfies Texts as Texts;
