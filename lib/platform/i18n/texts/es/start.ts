import type { Texts } from "../../say.ts";

export default {
  "This card is charging already": "Esta tarjeta ya está cargando",
  "Most cards charge one car at a time.": "La mayoría de las tarjetas cargan un coche cada vez.",
  "See what is charging": "Ver qué se está cargando",
  "Connector": "Conector",
  "Connector {n}": "Conector {n}",
  "Free": "Libre",
  "In use": "En uso",
  "Reserved": "Reservado",
  "Offline": "Sin conexión",
  "Plugged in": "Enchufado",
  "Reserved for you": "Reservado para ti",
  "Charged to {card}": "Se cobra con {card}",
  "Card": "Tarjeta",
  "Start charging": "Iniciar carga",
  "The charge did not start": "La carga no se ha iniciado",
  "You are viewing as this driver: nothing can be started.":
    "Estás viendo la cuenta de este conductor: no se puede iniciar nada.",
  "You can plug in before or after.": "Puedes enchufar antes o después.",
  "Account in view-only mode": "Cuenta en modo de solo lectura",
  "None of your cards is active. Your history and invoices stay readable.":
    "Ninguna de tus tarjetas está activa. Puedes seguir viendo tu historial y tus facturas.",
  "No active card on file": "No hay ninguna tarjeta activa",
  "A charge needs a card. Ask your operator to link one to your account.":
    "Para cargar hace falta una tarjeta. Pide a tu operador que vincule una a tu cuenta.",
  "Start at the charger": "Inicia en el cargador",
  "This charger cannot be started from here.": "Este cargador no se puede iniciar desde aquí.",
  "Charger offline": "Cargador sin conexión",
  "It cannot be started from here now. Try your card at the charger, or another charger.":
    "Ahora no se puede iniciar desde aquí. Prueba con tu tarjeta en el cargador o ve a otro cargador.",
  "No connector is free": "No hay ningún conector libre",
  "Every connector of this charger is in use, reserved or out of service.":
    "Todos los conectores de este cargador están en uso, reservados o fuera de servicio.",
  "Starting": "Iniciando",
  "The charger was asked": "Solicitud enviada al cargador",
  "The charger agreed": "El cargador ha aceptado",
  "Plug in": "Enchufa el coche",
  "The charger has not answered yet. Plug in if you have not.":
    "El cargador aún no ha respondido. Enchufa el coche si no lo has hecho.",
  "Plug in now. Charging begins by itself.": "Enchufa el coche ahora. La carga empieza sola.",
  "Charging has begun.": "La carga ha empezado.",
  "Charger could not start the session. Please try again.":
    "El cargador no ha podido iniciar la sesión de carga. Inténtalo de nuevo.",
  "No charge began. Plug the cable in at both ends, then try again.":
    "La carga no ha empezado. Conecta el cable por los dos extremos e inténtalo de nuevo.",
  "The charger is offline. Try again later, or use another one.":
    "El cargador no tiene conexión. Inténtalo más tarde o usa otro.",
  "The connection is cut. The charger goes on without this page.":
    "Se ha perdido la conexión. El cargador sigue sin esta página.",
  "Cancel by simply not plugging in: the charger waits a minute or so.":
    "Para cancelar, basta con no enchufar: el cargador espera alrededor de un minuto.",
  "Steps of the start": "Pasos del inicio",
  "done": "hecho",
  "under way": "en curso",
  "to come": "pendiente",
  "Stopping…": "Deteniendo…",
  "The charger has not answered yet.": "El cargador aún no ha respondido.",
  "The charger is stopping.": "El cargador se está deteniendo.",
  "The charger has not stopped. Try again, or stop at the charger.":
    "El cargador no se ha detenido. Inténtalo de nuevo o detenlo en el propio cargador.",
  "There is no such operation.": "Esa operación no existe.",
  "This card is not active.": "Esta tarjeta no está activa.",
  "This charger cannot be started from here. Start at the charger.":
    "Este cargador no se puede iniciar desde aquí. Inicia en el propio cargador.",
  "This charger has no such connector.": "Este cargador no tiene ese conector.",
  "This connector is not free. Choose another one.": "Este conector no está libre. Elige otro.",
  "No connector of this charger is free.": "Ningún conector de este cargador está libre.",
  "Account inactive": "Cuenta inactiva",
  "You are charging": "Estás cargando",
  "so far": "por ahora",
  "Start at another connector": "Iniciar en otro conector",
  "A start is under way": "Hay un inicio en curso",
  "A start is under way at connector {n}": "Hay un inicio en curso en el conector {n}",
  "The charger waits until {time}.": "El cargador espera hasta las {time}.",
  "Follow this start": "Seguir este inicio",
  "You are charging here": "Estás cargando aquí",
  "The session is under way. Its page shows the figures and stops it.":
    "La sesión está en curso. En su página ves los datos y puedes detenerla.",
  "Starting at {charger}": "Iniciando en {charger}",
  "Starting at {charger}, connector {n}": "Iniciando en {charger}, conector {n}",
  "A start is under way already.": "Ya hay un inicio en curso.",
  "Other chargers wait for your car. Plug in there, or try again in a minute.":
    "Otros cargadores esperan su coche. Enchúfelo allí o vuelva a intentarlo en un minuto.",
  "You are charging here already.": "Ya estás cargando aquí.",
} satisfies Texts as Texts;
