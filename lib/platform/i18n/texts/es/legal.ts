import type { Texts } from "../../say.ts";

export default {
  "Privacy": "Privacidad",
  "Terms": "Condiciones",
  "What is kept": "Qué se guarda",
  "Your name, e-mail and customer number; your cards; sessions with their meter readings, place and time; reservations; invoices.":
    "Tu nombre, tu correo y tu número de cliente; tus tarjetas; las sesiones de carga con sus lecturas, lugar y hora; las reservas; las facturas.",
  "Browsers and devices that are signed in, with their network address, and a record of what was done with the account.":
    "Los navegadores y dispositivos con los que has entrado, con su dirección de red, y un registro de lo que se hizo con la cuenta.",
  "What for": "Para qué",
  "To let you charge, to bill the energy, to answer your questions, and to keep the account safe.":
    "Para que puedas cargar, facturar la energía, responder a tus preguntas y proteger la cuenta.",
  "Nothing is sold, and no advertising or tracking runs on these pages.":
    "No se vende nada, y en estas páginas no hay publicidad ni seguimiento.",
  "Who sees it": "Quién lo ve",
  "Your operator, and the systems that run the chargers and write the invoices for it. When an administrator looks at your pages, you are told.":
    "Tu operador y los sistemas que gestionan los cargadores y las facturas por él. Si un administrador mira tus páginas, se te avisa.",
  "How long": "Cuánto tiempo",
  "Sessions and invoices as long as the law on accounts asks; the record of the account for two years; everything else until you delete the account.":
    "Las sesiones y facturas, el tiempo que exige la ley; el registro de la cuenta, dos años; todo lo demás, hasta que elimines la cuenta.",
  "Cookies": "Cookies",
  "They keep you signed in: one for the session in use, and one for each account signed in in this browser. Three remember language, theme and time zone; a few that last an hour at most help with signing in and carry a message to the next page. Nothing else.":
    "Mantienen tu acceso: una para la sesión en uso y una por cada cuenta abierta en este navegador. Tres recuerdan idioma, tema y zona horaria; algunas, de una hora como máximo, ayudan a acceder y llevan un mensaje a la página siguiente. Nada más.",
  "Your rights": "Tus derechos",
  "On the account page you can take a copy of everything along, and have your account erased. For anything else, write to your operator.":
    "En la página de la cuenta puedes llevarte una copia de todo y hacer que se borre tu cuenta. Para lo demás, escribe a tu operador.",
  "Your contract on charging is with your operator. Its prices stand on each charger's page before you start, and on your invoice.":
    "Tu contrato de carga es con tu operador. Sus precios aparecen en la página de cada cargador antes de empezar y en tu factura.",
  "Costs shown while charging are worked out from your plan; the invoice decides.":
    "Los costes que se muestran al cargar se calculan según tu tarifa; la factura decide.",
  "Keep your cards and your sign-in to yourself. Report a lost card at once: from then on it starts nothing.":
    "Guarda tus tarjetas y tu acceso para ti. Avisa enseguida si pierdes una tarjeta: desde ese momento no inicia nada.",
  "Leave a charger when your car is full, so that others can use it.":
    "Deja libre el cargador cuando tu coche esté lleno, para que otros puedan usarlo.",
} satisfies Texts as Texts;
