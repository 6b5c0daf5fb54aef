import type { Texts } from "../../say.ts";

export default {
  "Share##part": "Parte",
  "Charging has started": "La carga ha empezado",
  "With one of your cards.": "Con una de tus tarjetas.",
  "Charging has finished": "La carga ha terminado",
  "With energy, time and cost.": "Con energía, tiempo y coste.",
  "Your car takes no more energy": "Tu coche ya no admite más energía",
  "Full or paused for ten minutes, and still plugged in.":
    "Lleno o en pausa desde hace diez minutos, y aún enchufado.",
  "A charger is free again": "Un cargador vuelve a estar libre",
  "One that you wait for.": "Uno que estás esperando.",
  "A reservation begins soon": "Una reserva empieza pronto",
  "A quarter of an hour before.": "Un cuarto de hora antes.",
  "A card was reported lost": "Se ha dado una tarjeta por perdida",
  "It charges no more from then on.": "Desde ese momento ya no carga.",
  "E-mail": "Correo",
  "Push": "Push",
  "What you are told, and how": "Qué avisos recibes y cómo",
  "Event": "Evento",
  "{event}: {channel}": "{event}: {channel}",
  "Your data": "Tus datos",
  "Everything we keep about you, to take along or to have erased.":
    "Todo lo que guardamos sobre ti, para llevártelo o para que lo borremos.",
  "This account is erased on {day}": "Esta cuenta se borra el {day}",
  "Keep my account": "Conservar mi cuenta",
  "Until then everything works as before, and you can change your mind.":
    "Hasta entonces todo funciona como antes y puedes cambiar de idea.",
  "Download my data": "Descargar mis datos",
  "Delete my account": "Eliminar mi cuenta",
  "Questions about your data?": "¿Dudas sobre tus datos?",
  "Write to your operator": "Escribe a tu operador",
  "Passkeys": "Llaves de acceso",
  "Sign in with your fingerprint, face or PIN instead of a link by mail.":
    "Entra con tu huella, tu cara o tu PIN en lugar de un enlace por correo.",
  "No passkeys yet": "Aún no hay llaves de acceso",
  "Adding a passkey needs JavaScript.": "Para añadir una llave de acceso hace falta JavaScript.",
  "Passkey": "Llave de acceso",
  "Synced": "Sincronizada",
  "Added": "Añadido",
  "Change {name}": "Cambiar {name}",
  "Name": "Nombre",
  "Rename": "Renombrar",
  "Remove": "Quitar",
  "Preferences": "Preferencias",
  "Language": "Idioma",
  "As in the browser": "Como en el navegador",
  "Theme": "Tema",
  "As on the device": "Como en el dispositivo",
  "Light": "Claro",
  "Dark": "Oscuro",
  "Save preferences": "Guardar preferencias",
  "Profile": "Perfil",
  "Save name": "Guardar",
  "Customer number": "Número de cliente",
  "Account since": "Cuenta desde",
  "First sign-in": "Primer acceso",
  "Delete this account?": "¿Eliminar esta cuenta?",
  "Delete in {n} days": "Eliminar en {n} días",
  "For {n} days nothing changes, and you can take it back on the account page.":
    "Durante {n} días no cambia nada y puedes deshacerlo en la página de tu cuenta.",
  "Then your cards stop working, and your name, e-mail, cards and devices are erased.":
    "Después tus tarjetas dejan de funcionar y se borran tu nombre, correo, tarjetas y dispositivos.",
  "Invoices and the energy they bill stay, without your name, as the law asks.":
    "Las facturas y la energía que facturan se conservan, sin tu nombre, como pide la ley.",
  "Download your data first if you want to keep your history.":
    "Descarga antes tus datos si quieres conservar tu historial.",
  "Delete account": "Eliminar cuenta",
  "Your account stays.": "Tu cuenta se conserva.",
  "Your account will be erased in {n} days.": "Tu cuenta se borrará en {n} días.",
  "Sign out": "Salir",
  "Your charging": "Tus cargas",
  "Cards, reservations, plan and what you used.":
    "Tarjetas, reservas, plan y lo que has consumido.",
  "Notices": "Avisos",
  "What you want to be told, by mail or on this device.":
    "De qué quieres que te avisemos, por correo o en este dispositivo.",
  "Choose notices": "Elegir avisos",
  "Signing in": "Acceso",
  "Passkeys of this account, and other accounts in this browser.":
    "Llaves de acceso de esta cuenta y otras cuentas en este navegador.",
  "Switch account": "Cambiar de cuenta",
  "Your name is saved.": "Tu nombre se ha guardado.",
  "Your preferences are saved.": "Tus preferencias se han guardado.",
  "Enter a name.": "Escribe un nombre.",
  "A name has at most 120 characters.": "Un nombre tiene como máximo 120 caracteres.",
  "A name is one line of text.": "Un nombre es una sola línea de texto.",
  "Sessions##short": "Sesiones",
  "Its day has come: the account is being erased.":
    "Ha llegado el día: la cuenta se está borrando.",
  "Added##passkey": "Añadida",
  "Couldn't load profile right now.": "No se pudo cargar el perfil ahora.",
  "Open##invoice": "Abierta",
  "What you chose is no longer there. Check what is chosen now.":
    "Lo que elegiste ya no está. Revisa lo que está elegido ahora.",
  "This card is charging already. Stop that charge, or choose another card.":
    "Con esta tarjeta ya se está cargando. Detén esa carga o elige otra tarjeta.",
  "This card is blocked. Choose another card, or ask your operator.":
    "Esta tarjeta está bloqueada. Elige otra o pregunta a tu operador.",
  "This card has expired. Choose another card, or ask your operator.":
    "Esta tarjeta ha caducado. Elige otra o pregunta a tu operador.",
  "Free##price": "Gratis",
} satisfies Texts as Texts;
