import type { Texts } from "../../say.ts";

export default {
  "Share##part": "Part",
  "Charging has started": "La charge a commencé",
  "With one of your cards.": "Avec l’une de vos cartes.",
  "Charging has finished": "La charge est terminée",
  "With energy, time and cost.": "Avec l’énergie, la durée et le coût.",
  "Your car takes no more energy": "Votre voiture ne prend plus d’énergie",
  "Full or paused for ten minutes, and still plugged in.":
    "Pleine ou en pause depuis dix minutes, et toujours branchée.",
  "A charger is free again": "Une borne est de nouveau libre",
  "One that you wait for.": "Une borne que vous attendez.",
  "A reservation begins soon": "Une réservation commence bientôt",
  "A quarter of an hour before.": "Un quart d’heure avant.",
  "A card was reported lost": "Une carte est déclarée perdue",
  "It charges no more from then on.": "Elle ne permet plus de charger.",
  "E-mail": "E-mail",
  Push: "Push",
  "What you are told, and how": "Ce qui vous est signalé, et comment",
  Event: "Événement",
  "{event}: {channel}": "{event}\u202f: {channel}",
  "Your data": "Vos données",
  "Everything we keep about you, to take along or to have erased.":
    "Tout ce que nous conservons sur vous, à emporter ou à faire effacer.",
  "This account is erased on {day}": "Ce compte sera effacé le {day}",
  "Keep my account": "Garder mon compte",
  "Until then everything works as before, and you can change your mind.":
    "D’ici là, tout fonctionne comme avant et vous pouvez changer d’avis.",
  "Download my data": "Exporter mes données",
  "Delete my account": "Supprimer mon compte",
  "Questions about your data?": "Des questions sur vos données\u202f?",
  "Write to your operator": "Écrire à votre opérateur",
  Passkeys: "Clés d’accès",
  "Sign in with your fingerprint, face or PIN instead of a link by mail.":
    "Connectez-vous par empreinte, visage ou code PIN plutôt que par un lien reçu par e-mail.",
  "No passkeys yet": "Pas encore de clé d’accès",
  "Adding a passkey needs JavaScript.": "L’ajout d’une clé d’accès nécessite JavaScript.",
  Passkey: "Clé d’accès",
  Synced: "Synchronisée",
  Added: "Ajout",
  "Change {name}": "Modifier {name}",
  Rename: "Renommer",
  Remove: "Supprimer",
  Preferences: "Préférences",
  "As in the browser": "Comme le navigateur",
  "As on the device": "Comme l’appareil",
  Light: "Clair",
  Dark: "Sombre",
  "Save preferences": "Enregistrer",
  Profile: "Profil",
  "Save name": "Enregistrer",
  "Customer number": "Numéro client",
  "Account since": "Compte depuis",
  "First sign-in": "Première connexion",
  "Delete this account?": "Supprimer ce compte\u202f?",
  "Delete in {n} days": "Supprimer dans {n} jours",
  "For {n} days nothing changes, and you can take it back on the account page.":
    "Pendant {n} jours, rien ne change et vous pouvez revenir sur ce choix dans la page du compte.",
  "Then your cards stop working, and your name, e-mail, cards and devices are erased.":
    "Ensuite, vos cartes cessent de fonctionner\u202f; votre nom, votre e-mail, vos cartes et vos appareils sont effacés.",
  "Invoices and the energy they bill stay, without your name, as the law asks.":
    "Les factures et l’énergie facturée restent, sans votre nom, comme la loi l’exige.",
  "Download your data first if you want to keep your history.":
    "Téléchargez d’abord vos données si vous voulez garder votre historique.",
  "Delete account": "Supprimer le compte",
  "Your account stays.": "Votre compte est conservé.",
  "Your account will be erased in {n} days.": "Votre compte sera effacé dans {n} jours.",
  "What you want to be told, by mail or on this device.":
    "Ce que vous voulez savoir, par e-mail ou sur cet appareil.",
  "Choose notices": "Personnaliser",
  "Signing in": "Connexion",
  "Passkeys of this account, and other accounts in this browser.":
    "Les clés d’accès de ce compte et les autres comptes de ce navigateur.",
  "Switch account": "Changer de compte",
  "Your name is saved.": "Votre nom est enregistré.",
  "Your preferences are saved.": "Vos préférences sont enregistrées.",
  "Choose an account": "Choisissez un compte",
  "Up to five people can be signed in in this browser.":
    "Jusqu’à cinq personnes peuvent être connectées dans ce navigateur.",
  "Sign in with another account": "Se connecter à un autre compte",
  "Sessions##short": "Charges",
  "Its day has come: the account is being erased.":
    "Le jour est venu : le compte est en cours d’effacement.",
  "Added##passkey": "Ajoutée",
  "Couldn't load profile right now.": "Le profil n’a pas pu être chargé.",
  "Your charging": "Vos charges",
  "Cards, reservations, plan and what you used.": "Cartes, réservations, tarif et consommation.",
  "Open##invoice": "À payer",
  "What you chose is no longer there. Check what is chosen now.":
    "Votre choix n’existe plus. Vérifiez ce qui est choisi maintenant.",
  "This card is charging already. Stop that charge, or choose another card.":
    "Cette carte est déjà en charge. Arrêtez cette charge ou choisissez une autre carte.",
  "This card is blocked. Choose another card, or ask your operator.":
    "Cette carte est bloquée. Choisissez-en une autre ou contactez votre opérateur.",
  "This card has expired. Choose another card, or ask your operator.":
    "Cette carte a expiré. Choisissez-en une autre ou contactez votre opérateur.",
  "Free##price": "Gratuit",
  "Question about my data": "Question sur mes données",
} satisfies Texts as Texts;
