import type { Texts } from "../../say.ts";

export default {
  "Card ID": "ID de la tarjeta",
  "Last used": "Último uso",
  "Never": "Nunca",
  "The card in figures": "La tarjeta en cifras",
  "Average": "Media",
  "estimated": "estimado",
  "ends with": "termina en",
  "Active": "Activa",
  "Blocked": "Bloqueada",
  "Expired": "Caducada",
  "Your names for it": "Tus nombres para ella",
  "As you call it. Empty shows the operator's name.":
    "Como tú la llamas. Vacío muestra el nombre del operador.",
  "Cost centre": "Centro de coste",
  "For your reports: private, company car, a project.":
    "Para tus informes: privado, coche de empresa, un proyecto.",
  "Save": "Guardar",
  "Card not found": "Tarjeta no encontrada",
  "A device of yours, not a card.": "Un dispositivo tuyo, no una tarjeta.",
  "Never used": "Nunca usada",
  "Sessions charged with this card are listed here.":
    "Aquí aparecen las sesiones cargadas con esta tarjeta.",
  "Lost or stolen?": "¿Perdida o robada?",
  "The card stops working everywhere at once.":
    "La tarjeta deja de funcionar en todas partes al instante.",
  "Report lost": "Dar por perdida",
  "The card is saved.": "La tarjeta se ha guardado.",
  "Report {card} lost?": "¿Dar {card} por perdida?",
  "What happened? (optional)": "¿Qué ha pasado? (opcional)",
  "Your operator reads it.": "Lo lee tu operador.",
  "The card ending in {last} stops working at every charger.":
    "La tarjeta terminada en {last} deja de funcionar en todos los cargadores.",
  "You cannot undo this. Your operator can give you another card.":
    "No puedes deshacerlo. Tu operador puede darte otra tarjeta.",
  "Past sessions and invoices stay.": "Las sesiones y facturas anteriores se conservan.",
  "The card is out of use. Chargers are told as soon as the charging system answers.":
    "La tarjeta está fuera de uso. Los cargadores lo sabrán en cuanto responda el sistema de carga.",
  "The card is blocked, and what was charging on it is being stopped.":
    "La tarjeta está bloqueada y se está deteniendo lo que cargaba con ella.",
  "The card is blocked. It no longer works at any charger.":
    "La tarjeta está bloqueada. Ya no funciona en ningún cargador.",
  "Your EV Cards": "Tus tarjetas de carga",
  "No EV Cards linked yet": "Aún no hay tarjetas de carga vinculadas",
  "A card for my account": "Una tarjeta para mi cuenta",
  "Your operator links cards to your account. They appear here at once.":
    "Tu operador vincula tarjetas a tu cuenta. Aparecen aquí al instante.",
  "Shown as last known": "Últimos datos conocidos",
  "The charging system does not answer at the moment. Reload to try again.":
    "El sistema de carga no responde en este momento. Actualiza la página para intentarlo de nuevo.",
  "Your cards in figures": "Tus tarjetas en cifras",
  "Active cards": "Tarjetas activas",
  "of {n}": "de {n}",
  "Total sessions": "Total de sesiones",
  "Use at most 60 characters.": "Usa como máximo 60 caracteres.",
  "{n} sessions": ["{n} sesión", "{n} sesiones"],
  "The {n} sessions that run on it are stopped.": [
    "La sesión en curso con ella se detiene.",
    "Las {n} sesiones en curso con ella se detienen.",
  ],
  "Show": "Mostrar",
  "Hide": "Ocultar",
  "Lost on {date}": "Perdida el {date}",
  "Switched off": "Desactivada",
  "Reported lost": "Dada por perdida",
  "Reported lost on {date}": "Dada por perdida el {date}",
  "A new card for my account": "Una tarjeta nueva para mi cuenta",
  "It does not start charging at any charger any more. Ask your operator for a new card.":
    "Ya no inicia la carga en ningún cargador. Pide una tarjeta nueva a tu operador.",
  "This device is switched off": "Este dispositivo está desactivado",
  "Switched off by your operator": "Desactivada por tu operador",
  "A card that is switched off": "Una tarjeta desactivada",
  "It does not start charging any more. Sign in on it again to charge with it.":
    "Ya no inicia la carga. Vuelve a iniciar sesión en él para cargar.",
  "It does not start charging any more. Your operator can tell you why, or switch it on.":
    "Ya no inicia la carga. Tu operador puede decirte por qué o activarla.",
} satisfies Texts as Texts;
