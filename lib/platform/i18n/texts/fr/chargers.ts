import type { Texts } from "../../say.ts";

export default {
  "Sign in to start": "Se connecter",
  "Tap your card here to sign in": "Connexion ici avec la carte",
  "With your card you can also just plug in and hold it to the reader.":
    "Avec votre carte, vous pouvez aussi simplement brancher et la présenter au lecteur.",
  "Open in the app": "Ouvrir dans l’appli",
  "Other chargers that are free": "Autres bornes libres",
  "No charger has the id {id}": "Aucune borne n’a l’identifiant {id}",
  "See all chargers": "Toutes les bornes",
  "The sticker may be old. Check the eight characters below its code.":
    "L’autocollant est peut-être ancien. Vérifiez les huit caractères sous son code.",
  "Unknown charger": "Borne inconnue",
  "Use my location": "Me localiser",
  "Finding you…": "Localisation…",
  "Your browser did not say where you are. Allow it in the address bar, or search by name.":
    "Votre navigateur n’a pas indiqué votre position. Autorisez-le dans la barre d’adresse, ou cherchez par nom.",
  Favourites: "Favoris",
  "Forget my location": "Oublier ma position",
  "Search and filters": "Recherche et filtres",
  "Find a charger": "Trouver une borne",
  "Name, place or id": "Nom, lieu ou identifiant",
  "Search chargers": "Chercher une borne",
  "{kw} kW and more": "{kw}\u00a0kW et plus",
  Within: "Rayon",
  "Any distance": "Toute distance",
  "{km} km": "{km}\u00a0km",
  Order: "Tri",
  "Nearest first": "Les plus proches",
  "By name": "Par nom",
  "{free} of {total} free": "Libres\u202f: {free} sur {total}",
  Directions: "Itinéraire",
  Favourite: "Favori",
  away: "d’ici",
  "Map of the chargers in the list": "Carte des bornes de la liste",
  "Zoom in": "Zoom avant",
  "Zoom out": "Zoom arrière",
  "{n} chargers, {free} free": "{n} bornes, libres\u202f: {free}",
  "You are about here": "Vous êtes à peu près ici",
  "The map could not be loaded. The list has the same chargers.":
    "Le plan n’a pas pu être chargé. La liste contient les mêmes bornes.",
  "Skip the map": "Passer le plan",
  "Reserved today": "Réservations du jour",
  "The reservations could not be read": "Les réservations n’ont pas pu être chargées",
  "Nothing is reserved here today.": "Aucune réservation ici aujourd’hui.",
  "Link copied": "Lien copié",
  "Copying failed": "Échec de la copie",
  "Remove from favourites": "Retirer des favoris",
  "Add to favourites": "Ajouter aux favoris",
  "Stop waiting": "Ne plus attendre",
  "Tell me when it is free": "Me prévenir si elle se libère",
  "QR sticker": "Autocollant QR",
  Place: "Lieu",
  Site: "Site",
  Address: "Adresse",
  "Charger id": "ID de borne",
  "Maps app": "Appli de plans",
  "by your plan {plan}": "avec votre formule {plan}",
  "without a plan of your own": "sans formule personnelle",
  "Prices depend on your plan. Sign in to see yours before you start.":
    "Les prix dépendent de votre formule. Connectez-vous pour voir les vôtres avant de charger.",
  "The price of your plan cannot be shown. Ask your operator.":
    "Le prix de votre formule ne peut pas être affiché. Demandez à votre opérateur.",
  "First kWh {price}, later ones by steps": "Premier kWh {price}, puis par paliers",
  "Added to your favourites.": "Ajoutée à vos favoris.",
  "Removed from your favourites.": "Retirée de vos favoris.",
  "None of your cards is active: charging and reserving are off. Ask your operator.":
    "Aucune de vos cartes n’est active\u202f: impossible de charger ou de réserver. Demandez à votre opérateur.",
  "Your sessions here": "Vos sessions ici",
  "You have not charged here yet": "Vous n’avez pas encore chargé ici",
  "QR code that opens this charger": "Code QR qui ouvre cette borne",
  "Scan, choose, start": "Scannez, choisissez, chargez",
  "Back to the charger": "Retour à la borne",
  "Download the code": "Télécharger le code",
  "Sticker of {name}": "Autocollant de {name}",
  "You will be told once when the charger is free.":
    "Nous vous préviendrons une fois quand la borne sera libre.",
  "You no longer wait for this charger.": "Vous n’attendez plus cette borne.",
  "Page for everybody: what is free now": "Page publique\u202f: ce qui est libre",
  "No favourites yet": "Pas encore de favori",
  "Open a charger and press the star: it is listed here first.":
    "Ouvrez une borne et touchez l’étoile\u202f: elle apparaît ici en premier.",
  "No charger matches": "Aucune borne ne correspond",
  "Search for less of the name.": "Cherchez une partie plus courte du nom.",
  "Try fewer filters.": "Essayez avec moins de filtres.",
  "Try a wider distance.": "Essayez avec un rayon plus large.",
  "No chargers known yet": "Aucune borne connue pour l’instant",
  "They appear here as soon as the operator connects them.":
    "Elles apparaissent ici dès que l’opérateur les connecte.",
  "No charger is free right now. The list changes by itself.":
    "Aucune borne n’est libre pour le moment. La liste se met à jour toute seule.",
  "The states could not be refreshed. They are as of the last time.":
    "Les états n’ont pas pu être actualisés. Ce sont les derniers connus.",
  "For everybody, without an account. Open a charger to see its price and to start.":
    "Pour tout le monde, sans compte. Ouvrez une borne pour voir son prix et lancer une charge.",
  "The list is cut: search for a place.": "La liste est tronquée\u202f: cherchez un lieu.",
  "Other places": "Autres lieux",
  "Free chargers": "Bornes libres",
  "While the app is closed you would miss it:": "Application fermée, vous ne le verriez pas\u202f:",
  "Mail me, too": "M’écrire aussi par e-mail",
  "Push it to my browsers": "Envoyer à mes navigateurs",
  "Set up push messages": "Configurer les notifications push",
  "You are told once when it is free, by mail and push message, until":
    "Nous vous préviendrons une fois quand elle sera libre, par e-mail et notification push, jusqu’au",
  "You are told once when it is free, by mail, until":
    "Nous vous préviendrons une fois quand elle sera libre, par e-mail, jusqu’au",
  "You are told once when it is free, by push message, until":
    "Nous vous préviendrons une fois quand elle sera libre, par notification push, jusqu’au",
  "You are told once when it is free, here in the app, until":
    "Nous vous préviendrons une fois quand elle sera libre, ici dans l’application, jusqu’au",
  "You get a mail when a charger you wait for is free.":
    "Vous recevrez un e-mail dès qu’une borne que vous attendez est libre.",
  "You get a push message when a charger you wait for is free.":
    "Vous recevrez une notification push dès qu’une borne que vous attendez est libre.",
  "Type 1": "Type 1",
  "Type 2": "Type 2",
} satisfies Texts as Texts;
