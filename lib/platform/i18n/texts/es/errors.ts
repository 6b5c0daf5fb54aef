import type { Texts } from "../../say.ts";

export default {
  "Request": "Solicitud",
  "Back to the start": "Volver al inicio",
  "Still stuck? Write to": "¿No lo consigues? Escribe a",
  "That did not make sense": "No hemos entendido eso",
  "The address or the form holds something this page cannot read. Go back and try again.":
    "La dirección o el formulario contiene algo que esta página no puede leer. Vuelve atrás e inténtalo de nuevo.",
  "Not for this account": "No es para esta cuenta",
  "Your account may not open this page. Sign in with another one, or ask an administrator.":
    "Tu cuenta no puede abrir esta página. Entra con otra o pregunta a un administrador.",
  "Nothing here": "Aquí no hay nada",
  "This page does not exist, or it is not yours to see. The link may be old.":
    "Esta página no existe o no puedes verla. Puede que el enlace sea antiguo.",
  "That did not work": "No ha funcionado",
  "This address does not take what was sent. Go back and try again.":
    "Esta dirección no acepta lo que se ha enviado. Vuelve atrás e inténtalo de nuevo.",
  "That no longer fits": "Esto ya no encaja",
  "Something changed in the meantime. Go back, look at it as it is now, and try again.":
    "Algo ha cambiado mientras tanto. Vuelve atrás, mira cómo está ahora e inténtalo de nuevo.",
  "Too much at once": "Demasiado de una vez",
  "What was sent is larger than this page takes.":
    "Lo que se ha enviado es más grande de lo que admite esta página.",
  "Too many tries": "Demasiados intentos",
  "Please wait a minute, then try again.": "Espera un minuto e inténtalo de nuevo.",
  "Something broke on our side": "Algo ha fallado por nuestra parte",
  "It has been noted. Try again in a moment; if it stays, pass the number below on.":
    "Ha quedado registrado. Inténtalo de nuevo en un momento; si sigue igual, comunica el número de abajo.",
  "Back in a moment": "Volvemos enseguida",
  "A part this page needs is away right now. Nothing is lost; try again shortly.":
    "Falta algo que esta página necesita. No se ha perdido nada; inténtalo de nuevo en breve.",
  "You are offline": "No tienes conexión",
  "This page needs the Internet. A charge under way goes on without it: the charger does not need your phone.":
    "Esta página necesita internet. Una carga en curso sigue sin él: el cargador no necesita tu teléfono.",
  "From is after To.": "«Desde» es posterior a «Hasta».",
} satisfies Texts as Texts;
