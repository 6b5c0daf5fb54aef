import type { Texts } from "../../say.ts";

export default {
  "Use my location": "Usar mi ubicación",
  "Finding you…": "Localizándote…",
  "Your browser did not say where you are. Allow it in the address bar, or search by name.":
    "Tu navegador no ha dicho dónde estás. Permítelo en la barra de direcciones o busca por nombre.",
  "Favourites": "Favoritos",
  "Forget my location": "Olvidar mi ubicación",
  "Search and filters": "Búsqueda y filtros",
  "Find a charger": "Buscar cargador",
  "Name, place or id": "Nombre, lugar o ID",
  "Search chargers": "Buscar cargadores",
  "Any": "Cualquiera",
  "Power": "Potencia",
  "{kw} kW and more": "{kw} kW o más",
  "Within": "Distancia",
  "Any distance": "Cualquiera",
  "{km} km": "{km} km",
  "Order": "Orden",
  "Nearest first": "Más cercanos",
  "By name": "Por nombre",
  "{free} of {total} free": "Libres: {free} de {total}",
  "Directions": "Cómo llegar",
  "Favourite": "Favorito",
  "away": "de distancia",
  "Map of the chargers in the list": "Mapa de los cargadores de la lista",
  "Zoom in": "Acercar",
  "Zoom out": "Alejar",
  "{n} chargers, {free} free": "{n} cargadores, libres: {free}",
  "You are about here": "Estás más o menos aquí",
  "The map could not be loaded. The list has the same chargers.":
    "No se ha podido cargar el mapa. La lista tiene los mismos cargadores.",
  "Skip the map": "Saltar el mapa",
  "Reserved today": "Reservado hoy",
  "The reservations could not be read": "No se han podido leer las reservas",
  "Nothing is reserved here today.": "Hoy no hay nada reservado aquí.",
  "Share": "Compartir",
  "Link copied": "Enlace copiado",
  "Copying failed": "No se ha podido copiar",
  "Remove from favourites": "Quitar de favoritos",
  "Add to favourites": "Añadir a favoritos",
  "Stop waiting": "Dejar de esperar",
  "Tell me when it is free": "Avísame cuando esté libre",
  "QR sticker": "Adhesivo QR",
  "Place": "Lugar",
  "Site": "Ubicación",
  "Address": "Dirección",
  "Charger id": "ID del cargador",
  "Maps app": "Mapas",
  "by your plan {plan}": "según tu plan {plan}",
  "without a plan of your own": "sin plan propio",
  "Prices depend on your plan. Sign in to see yours before you start.":
    "Los precios dependen de tu plan. Entra para ver el tuyo antes de empezar.",
  "The price of your plan cannot be shown. Ask your operator.":
    "No se puede mostrar el precio de tu plan. Pregunta a tu operador.",
  "First kWh {price}, later ones by steps": "Primer kWh a {price}; después, por tramos",
  "Added to your favourites.": "Añadido a tus favoritos.",
  "Removed from your favourites.": "Quitado de tus favoritos.",
  "None of your cards is active: charging and reserving are off. Ask your operator.":
    "Ninguna de tus tarjetas está activa: no puedes cargar ni reservar. Pregunta a tu operador.",
  "Your sessions here": "Tus sesiones aquí",
  "You have not charged here yet": "Aún no has cargado aquí",
  "QR code that opens this charger": "Código QR que abre este cargador",
  "Scan, choose, start": "Escanea, elige, carga",
  "Back to the charger": "Volver al cargador",
  "Download the code": "Descargar el código",
  "Sticker of {name}": "Adhesivo de {name}",
  "You will be told once when the charger is free.":
    "Te avisaremos una vez cuando el cargador quede libre.",
  "You no longer wait for this charger.": "Ya no esperas a este cargador.",
  "Page for everybody: what is free now": "Página pública: qué está libre ahora",
  "Pages": "Páginas",
  "Previous page": "Anterior",
  "Next page": "Siguiente",
  "No favourites yet": "Aún no hay favoritos",
  "Open a charger and press the star: it is listed here first.":
    "Abre un cargador y pulsa la estrella: aparecerá aquí el primero.",
  "No charger matches": "Ningún cargador coincide",
  "Clear filters": "Quitar filtros",
  "Try fewer filters, or a wider distance.": "Prueba con menos filtros o con una distancia mayor.",
  "No chargers known yet": "Aún no hay cargadores",
  "They appear here as soon as the operator connects them.":
    "Aparecerán aquí en cuanto el operador los conecte.",
  "No charger is free right now. The list changes by itself.":
    "Ahora no hay ningún cargador libre. La lista se actualiza sola.",
  "The states could not be refreshed. They are as of the last time.":
    "No se han podido actualizar los estados. Son los de la última vez.",
  "For everybody, without an account. Open a charger to see its price and to start.":
    "Para todos, sin cuenta. Abre un cargador para ver su precio y empezar.",
  "The list is cut: search for a place.": "La lista no está completa: busca un lugar.",
  "Other places": "Otros lugares",
  "Free chargers": "Cargadores libres",
  "Sign in to start": "Entrar para cargar",
  "Tap your card here to sign in": "Acerca tu tarjeta aquí para entrar",
  "With your card you can also just plug in and hold it to the reader.":
    "Con tu tarjeta también puedes enchufar sin más y acercarla al lector.",
  "Open in the app": "Abrir en la app",
  "Other chargers that are free": "Otros cargadores libres",
  "No charger has the id {id}": "Ningún cargador tiene el ID {id}",
  "See all chargers": "Ver los cargadores",
  "The sticker may be old. Check the eight characters below its code.":
    "Puede que el adhesivo sea antiguo. Comprueba los ocho caracteres debajo del código.",
  "Unknown charger": "Cargador desconocido",
  "No chargers are known yet.": "Aún no hay cargadores.",
  "There is no such charger.": "Ese cargador no existe.",
  "Your list of favourites is full. Take one out first.":
    "Tu lista de favoritos está llena. Quita uno primero.",
  "You wait for too many chargers already. End one of the waits first.":
    "Ya esperas a demasiados cargadores. Deja de esperar a uno primero.",
  "While the app is closed you would miss it:": "Con la aplicación cerrada no te enterarías:",
  "Mail me, too": "Avisarme también por correo",
  "Push it to my browsers": "Enviar a mis navegadores",
  "Set up push messages": "Configurar avisos push",
  "You are told once when it is free, by mail and push message, until":
    "Te avisaremos una vez cuando quede libre, por correo y aviso push, hasta el",
  "You are told once when it is free, by mail, until":
    "Te avisaremos una vez cuando quede libre, por correo, hasta el",
  "You are told once when it is free, by push message, until":
    "Te avisaremos una vez cuando quede libre, por aviso push, hasta el",
  "You are told once when it is free, here in the app, until":
    "Te avisaremos una vez cuando quede libre, aquí en la aplicación, hasta el",
  "You get a mail when a charger you wait for is free.":
    "Recibirás un correo cuando quede libre un cargador que esperas.",
  "You get a push message when a charger you wait for is free.":
    "Recibirás un aviso push cuando quede libre un cargador que esperas.",
} satisfies Texts as Texts;
