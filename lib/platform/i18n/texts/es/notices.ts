import type { Texts } from "../../say.ts";

export default {
  "Push messages": "Avisos push",
  "No browser of yours takes push messages yet.":
    "Ningún navegador tuyo recibe avisos push todavía.",
  "Push cannot be turned on right now": "Ahora no se pueden activar los avisos push",
  "Reload in a moment to try again.": "Actualiza la página en un momento para intentarlo de nuevo.",
  "Turning push on or off in this browser needs a script.":
    "Para activar o desactivar los avisos push en este navegador hace falta JavaScript.",
  "Send me a test": "Enviar una prueba",
  "What you are told": "De qué te avisamos",
  "Every notice stands in the app. Choose what is sent to you as well.":
    "Todos los avisos están en la app. Elige cuáles te enviamos además.",
  "No mail address is known of you. Ask your operator to add one.":
    "No tenemos ningún correo tuyo. Pide a tu operador que añada uno.",
  "Save choices": "Guardar",
  "Notification settings": "Ajustes de avisos",
  "Your choices are saved.": "Tus ajustes se han guardado.",
  "A test is on its way. It arrives within seconds.":
    "Hay una prueba en camino. Llega en segundos.",
  "A browser was signed in with your card": "Se ha entrado en un navegador con tu tarjeta",
  "Was this not you? Tell your operator, who can end the session.":
    "¿No has sido tú? Avisa a tu operador, que puede cerrar ese acceso.",
  "An administrator viewed your account": "Un administrador ha visto tu cuenta",
  "They see what you see, for at most an hour, and cannot change anything.":
    "Ve lo mismo que tú, una hora como máximo, y no puede cambiar nada.",
  "Everything we told you, newest first.": "Todo lo que te hemos avisado, lo más reciente primero.",
  "Settings": "Ajustes",
  "Nothing new": "Nada nuevo",
  "Choose what you are told": "Elige tus avisos",
  "What happens with your sessions, cards and reservations shows up here.":
    "Aquí aparece lo que pasa con tus sesiones, tarjetas y reservas.",
  "Info": "Info",
  "Good news": "Buena noticia",
  "Attention": "Atención",
  "Problem": "Problema",
  "New": "Nuevo",
  "Open: {title}": "Abrir: {title}",
  "Notifications": "Avisos",
  "Notifications, one unread": "Avisos, uno sin leer",
  "Notifications, {n} unread": "Avisos, {n} sin leer",
  "Push messages in this browser": "Avisos push en este navegador",
  "Looking…": "Comprobando…",
  "On: this browser shows your messages, even while it is closed.":
    "Activados: este navegador muestra tus avisos, incluso cerrado.",
  "Off: this browser shows no messages.": "Desactivados: este navegador no muestra avisos.",
  "Turn on": "Activar",
  "Turn off": "Desactivar",
  "This browser cannot show push messages.": "Este navegador no puede mostrar avisos push.",
  "On an iPhone or iPad, add this site to the Home Screen first and open it from there.":
    "En un iPhone o iPad, añade primero este sitio a la pantalla de inicio y ábrelo desde ahí.",
  "You blocked messages of this site. Allow them in the browser's settings for this site, then come back.":
    "Has bloqueado los avisos de este sitio. Permítelos en los ajustes del navegador para este sitio y vuelve.",
  "It did not work. Check your connection and try again.":
    "No ha funcionado. Comprueba tu conexión e inténtalo de nuevo.",
  "Keep Polaris Express at hand": "Ten Polaris Express a mano",
  "Install it as an app: it opens from your home screen and can tell you when your car is full.":
    "Instálalo como app: se abre desde tu pantalla de inicio y puede avisarte cuando tu coche esté lleno.",
  "In Safari, press Share and then “Add to Home Screen”.":
    "En Safari, pulsa Compartir y luego «Añadir a pantalla de inicio».",
  "Install": "Instalar",
  "Not now": "Ahora no",
  "You chose to get this mail. Change it here:": "Elegiste recibir este correo. Cámbialo aquí:",
  "Questions:": "Dudas:",
  "There is no such notice.": "Ese aviso no existe.",
  "This browser's push service is not known here. Ask your operator.":
    "No conocemos el servicio push de este navegador. Pregunta a tu operador.",
  "The browser's keys cannot be read. Turn push off and on again.":
    "No se pueden leer las claves del navegador. Desactiva los avisos push y vuelve a activarlos.",
  "No browser of yours takes push messages yet. Turn them on first.":
    "Ningún navegador tuyo recibe avisos push todavía. Actívalos primero.",
  "It works": "Funciona",
  "Messages from Polaris Express arrive in this browser.":
    "Los avisos de Polaris Express llegan a este navegador.",
  "A test is under way already. Wait a minute before the next one.":
    "Ya hay una prueba en curso. Espera un minuto antes de la siguiente.",
  "{charger}, connector {connector}.": "{charger}, conector {connector}.",
  "{energy} at {charger}, connector {connector}. Please make room when you can.":
    "{energy} en {charger}, conector {connector}. Deja el sitio libre cuando puedas.",
  "{charger} is free again": "{charger} vuelve a estar libre",
  "It is not held for you: the first to plug in charges.":
    "No está reservado para ti: carga quien enchufe primero.",
  "Your reservation begins at {time}": "Tu reserva empieza a las {time}",
  "Your card was reported lost": "Se ha dado tu tarjeta por perdida",
  "{card} charges no more. Was it not you? Tell your operator.":
    "{card} ya no carga. ¿No has sido tú? Avisa a tu operador.",
  "{energy} in {duration} at {charger}.": "{energy} en {duration}, en {charger}.",
  "{energy} in {duration} at {charger}, {cost}.": "{energy} en {duration}, en {charger}: {cost}.",
  "A phone signed in to your account": "Un teléfono ha entrado en tu cuenta",
  "If this was not you, tell the operator: they can sign the phone out.":
    "Si no has sido tú, avisa al operador: puede cerrar el acceso de ese teléfono.",
  "{n} browsers take your push messages.": [
    "{n} navegador recibe tus avisos push.",
    "{n} navegadores reciben tus avisos push.",
  ],
  "Mark all as read": "Marcar todo como leído",
  "All notices are marked as read.": "Todos los avisos están marcados como leídos.",
} satisfies Texts as Texts;
