import type { Texts } from "../../say.ts";

export default {
  "Signing in with a card is switched off here.":
    "El inicio de sesión con tarjeta está desactivado aquí.",
  "Your card was read.": "Se ha leído tu tarjeta.",
  "Continue": "Continuar",
  "Hold your card against the reader of {charger}.": "Acerca tu tarjeta al lector de {charger}.",
  "This tap signs you in. It does not start charging.":
    "Así entras en tu cuenta. No se inicia ninguna carga.",
  "Time left": "Tiempo restante",
  "{seconds} s": "{seconds} s",
  "Cancel": "Cancelar",
  "This card cannot sign in. Ask your operator to link it.":
    "Con esta tarjeta no se puede entrar. Pide a tu operador que la vincule.",
  "The time is over. Start again when you stand at the charger.":
    "Se ha acabado el tiempo. Empieza de nuevo cuando estés junto al cargador.",
  "Cancelled. The charger is free for charging again.":
    "Cancelado. El cargador vuelve a estar libre para cargar.",
  "Back": "Volver",
  "The passkey was removed. It signs nobody in any more.":
    "La llave de acceso se ha quitado. Ya nadie puede entrar con ella.",
  "The passkey has its new name.": "La llave de acceso ya tiene su nuevo nombre.",
  "Tap your card to sign in": "Acerca tu tarjeta para entrar",
  "At the charger {name}": "En el cargador {name}",
  "This charger is not connected at the moment. Choose another.":
    "Este cargador no está conectado en este momento. Elige otro.",
  "Sign in another way": "Entrar de otra forma",
  "Trouble signing in?": "¿Problemas para entrar?",
  "Contact your operator": "Contacta con tu operador",
  "You are about to sign in as": "Vas a entrar como",
  "Current": "Actual",
  "Continue as {name}": "Continuar como {name}",
  "Sign out of this account": "Salir de esta cuenta",
  "No link was sent": "No se ha enviado ningún enlace",
  "We send you a link. There is no password.": "Te enviamos un enlace. No hay contraseña.",
  "Send me a sign-in link": "Enviarme un enlace",
  "No sign-in methods are available right now.": "Ahora no hay ninguna forma de entrar.",
  "With your charging card": "Con tu tarjeta de carga",
  "Are you at a charger? Tap your card at its reader.":
    "¿Estás junto a un cargador? Acerca tu tarjeta a su lector.",
  "Signed in in this browser": "Cuentas en este navegador",
  "Too many requests. Try again in {seconds} seconds.":
    "Demasiadas solicitudes. Inténtalo de nuevo en {seconds} segundos.",
  "Check your mail": "Mira tu correo",
  "Your charging, sessions and invoices.": "Tus cargas, sesiones y facturas.",
  "Open the development mailbox": "Abrir el buzón de desarrollo",
  "You are signed out": "Has salido de tu cuenta",
  "Use another address": "Usar otro correo",
  "If we know this address, a link is on its way":
    "Si conocemos esta dirección, hay un enlace en camino",
  "This link no longer works": "Este enlace ya no funciona",
  "You are not signed in": "No has entrado en tu cuenta",
  "It was used already, or its time is over": "Ya se ha usado o ha caducado",
  "Each link works once. Ask for a new one below.":
    "Cada enlace funciona una sola vez. Pide uno nuevo abajo.",
  "This link is for the app on your phone. Open it there, or sign in here instead.":
    "Este enlace es para la app de tu teléfono. Ábrelo allí o entra aquí.",
  "Open the app": "Abrir la app",
  "Each link works once. Ask for a new one in the app, or sign in here.":
    "Cada enlace funciona una sola vez. Pide uno nuevo en la app o entra aquí.",
  "Choose an account": "Elige una cuenta",
  "Up to five people can be signed in in this browser.":
    "En este navegador caben hasta cinco cuentas a la vez.",
  "Sign in with another account": "Entrar con otra cuenta",
  "This code is for the app": "Este código es para la app",
  "The code on your card signs you in to the app on your phone. Scan it there.":
    "Con el código de tu tarjeta entras en la app de tu teléfono. Escanéalo allí.",
  "In the browser you sign in by e-mail, by a passkey, or by tapping the card at a charger.":
    "En el navegador entras por correo, con una llave de acceso o acercando la tarjeta a un cargador.",
  "Sign in in the browser": "Entrar en el navegador",
  "Sign in with a passkey": "Entrar con llave de acceso",
  "Add a passkey": "Añadir llave",
  "Name of this passkey": "Nombre de esta llave de acceso",
  "For example: my phone": "Por ejemplo: mi teléfono",
  "Waiting for your device…": "Esperando a tu dispositivo…",
  "The passkey was not used. Try again, or sign in another way.":
    "No se ha usado la llave de acceso. Inténtalo de nuevo o entra de otra forma.",
  "This passkey was not accepted.": "Esta llave de acceso no se ha aceptado.",
  "No passkey was added.": "No se ha añadido ninguna llave de acceso.",
  "This device holds a passkey of yours already.":
    "Este dispositivo ya tiene una llave de acceso tuya.",
  "Too many requests. Try again in a minute.":
    "Demasiadas solicitudes. Inténtalo de nuevo en un minuto.",
  "This browser does not know passkeys.": "Este navegador no admite llaves de acceso.",
  "Sign in with my card": "Entrar con mi tarjeta",
  "Asking the charger…": "Preguntando al cargador…",
  "Card read. Signing in…": "Tarjeta leída. Entrando…",
  "Somebody else is signing in at this charger. Try again in a minute.":
    "Otra persona está entrando en este cargador. Inténtalo de nuevo en un minuto.",
  "That did not work. Check your connection and try again.":
    "No ha funcionado. Comprueba tu conexión e inténtalo de nuevo.",
  "This account is no longer signed in here.": "Esta cuenta ya no está abierta aquí.",
  "You have many passkeys already. Remove one first.":
    "Ya tienes muchas llaves de acceso. Quita una primero.",
  "This passkey could not be saved.": "No se ha podido guardar esta llave de acceso.",
  "Give the passkey a name of up to 60 characters.":
    "Pon a la llave de acceso un nombre de hasta 60 caracteres.",
  "There is no such passkey.": "Esa llave de acceso no existe.",
  "Enter an e-mail address, like name@example.org.":
    "Escribe una dirección de correo, como nombre@example.org.",
  "Open the mail on this device and follow its link. It works once and for {n} minutes. Nothing there? Look in the spam folder.":
    [
      "Abre el correo en este dispositivo y sigue su enlace. Funciona una sola vez y durante {n} minuto. ¿No ha llegado? Mira en la carpeta de spam.",
      "Abre el correo en este dispositivo y sigue su enlace. Funciona una sola vez y durante {n} minutos. ¿No ha llegado? Mira en la carpeta de spam.",
    ],
  "Open the mail on this device and follow its link. It works once and for {n} hours. Nothing there? Look in the spam folder.":
    "Abre el correo en este dispositivo y sigue su enlace. Funciona una sola vez y durante {n} horas. ¿No ha llegado? Mira en la carpeta de spam.",
  "You signed in with a card. For this, sign in by mail or passkey.":
    "Has entrado con una tarjeta. Para esto, entra por correo o con una llave de acceso.",
  "Signed in": "Accesos",
  "Browsers": "Navegadores",
  "Where this account is signed in. Something you do not know? Sign it out.":
    "Dónde está abierta esta cuenta. ¿Algo que no conoces? Cierra su acceso.",
  "Sign out all others": "Cerrar los demás",
  "Phones": "Teléfonos",
  "No phone is signed in": "Ningún teléfono ha entrado",
  "Phones with the app appear here.": "Aquí aparecen los teléfonos con la app.",
  "Unknown browser": "Navegador desconocido",
  "This browser": "Este navegador",
  "Sign out {name}": "Cerrar {name}",
  "Last seen": "Visto",
  "Signed out.": "Acceso cerrado.",
  "Reserve at most a year ahead.": "Reserva como mucho con un año de antelación.",
  "You have reserved as much as one account may. Cancel something first.":
    "Has reservado todo lo que permite una cuenta. Cancela algo primero.",
  "You signed in with a card. To add a passkey, sign in by mail first.":
    "Has entrado con una tarjeta. Para añadir una llave de acceso, entra primero por correo.",
  "Sign in by mail": "Entrar por correo",
  "You are signed out. Sign in and try again.":
    "Tu sesión está cerrada. Entra e inténtalo de nuevo.",
  "Your sign-in link for Polaris Express": "Tu enlace para entrar en Polaris Express",
  "Use this link to sign in to Polaris Express:": "Usa este enlace para entrar en Polaris Express:",
  "If you did not ask for it, ignore this mail: nobody can sign in without it.":
    "Si no lo has pedido, ignora este correo: nadie puede entrar sin el enlace.",
  "Your charging account at Polaris Express": "Tu cuenta de recarga en Polaris Express",
  "An account for charging was opened for you. Use this link to sign in:":
    "Se ha abierto una cuenta de recarga para ti. Usa este enlace para entrar:",
  "Open my account": "Abrir mi cuenta",
  "If you did not expect this mail, you can ignore it.":
    "Si no esperabas este correo, puedes ignorarlo.",
  "The link works once and for {n} hours.": "El enlace sirve una sola vez y durante {n} horas.",
  "The link works once and for {n} minutes.": [
    "El enlace sirve una sola vez y durante {n} minuto.",
    "El enlace sirve una sola vez y durante {n} minutos.",
  ],
  "Choose a charger": "Elige un cargador",
  "You are signed in already.": "Ya has entrado en tu cuenta.",
  "Go on": "Continuar",
} satisfies Texts as Texts;
