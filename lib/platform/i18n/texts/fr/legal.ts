import type { Texts } from "../../say.ts";

export default {
  "Privacy": "Confidentialité",
  "Terms": "Conditions",
  "What is kept": "Ce qui est conservé",
  "Your name, e-mail and customer number; your cards; sessions with their meter readings, place and time; reservations; invoices.":
    "Votre nom, votre adresse e-mail et votre numéro de client ; vos cartes ; les charges avec leurs relevés, le lieu et l’heure ; les réservations ; les factures.",
  "Browsers and devices that are signed in, with their network address, and a record of what was done with the account.":
    "Les navigateurs et appareils connectés avec leur adresse réseau, et un journal de ce qui a été fait avec le compte.",
  "What for": "Pourquoi",
  "To let you charge, to bill the energy, to answer your questions, and to keep the account safe.":
    "Pour vous permettre de charger, facturer l’énergie, répondre à vos questions et protéger le compte.",
  "Nothing is sold, and no advertising or tracking runs on these pages.":
    "Rien n’est vendu, et ces pages ne contiennent ni publicité ni pistage.",
  "Who sees it": "Qui les voit",
  "Your operator, and the systems that run the chargers and write the invoices for it. When an administrator looks at your pages, you are told.":
    "Votre opérateur, et les systèmes qui gèrent pour lui les bornes et les factures. Quand un administrateur consulte vos pages, vous en êtes informé.",
  "How long": "Combien de temps",
  "Sessions and invoices as long as the law on accounts asks; the record of the account for two years; everything else until you delete the account.":
    "Les charges et les factures aussi longtemps que la loi l’exige ; le journal du compte deux ans ; tout le reste jusqu’à la suppression du compte.",
  "Cookies": "Cookies",
  "They keep you signed in: one for the session in use, and one for each account signed in in this browser. Three remember language, theme and time zone; a few that last an hour at most help with signing in and carry a message to the next page. Nothing else.":
    "Ils vous gardent connecté\u202f: un pour la session en cours, et un pour chaque compte connecté dans ce navigateur. Trois retiennent la langue, le thème et le fuseau horaire\u202f; quelques-uns, valables une heure au plus, servent à la connexion et portent un message à la page suivante. Rien d’autre.",
  "Your rights": "Vos droits",
  "On the account page you can take a copy of everything along, and have your account erased. For anything else, write to your operator.":
    "Sur la page du compte, vous pouvez emporter une copie de tout et faire effacer votre compte. Pour le reste, écrivez à votre opérateur.",
  "Your contract on charging is with your operator. Its prices stand on each charger's page before you start, and on your invoice.":
    "Votre contrat de charge est conclu avec votre opérateur. Ses prix figurent sur la page de chaque borne avant le départ, et sur votre facture.",
  "Costs shown while charging are worked out from your plan; the invoice decides.":
    "Les coûts affichés pendant la charge sont calculés selon votre tarif ; la facture fait foi.",
  "Keep your cards and your sign-in to yourself. Report a lost card at once: from then on it starts nothing.":
    "Gardez vos cartes et votre accès pour vous. Déclarez aussitôt une carte perdue : dès lors, elle ne démarre plus rien.",
  "Leave a charger when your car is full, so that others can use it.":
    "Libérez la borne quand votre voiture est pleine, pour que d’autres puissent s’en servir.",
} satisfies Texts as Texts;
