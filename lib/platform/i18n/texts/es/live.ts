import type { Texts } from "../../say.ts";

export default {
  "Charging at {charger}": "Cargando en {charger}",
  "{charger}, connector {n}, since {time}": "{charger}, conector {n}, desde las {time}",
  "No price is known yet": "Aún no se conoce el precio",
  "Charging has finished with {energy}.": "La carga ha terminado con {energy}.",
  "Something changed while you were away.": "Algo ha cambiado mientras no estabas.",
  "The live connection is cut.": "Se ha perdido la conexión en directo.",
  "Figures are as of {time}.": "Últimas cifras: {time}.",
  "Reload": "Actualizar",
  "Charging": "Cargando",
  "Finished": "Terminada",
  "Cost so far": "Coste actual",
  "Follow this session": "Seguir esta sesión",
  "See what it came to": "Ver el resultado",
} satisfies Texts as Texts;
