import type { Texts } from "../../say.ts";

export default {
  "Session": "Sesión",
  "Started (UTC)": "Inicio (UTC)",
  "Ended (UTC)": "Fin (UTC)",
  "Started, local time ({zone})": "Inicio, hora local ({zone})",
  "Duration (minutes)": "Duración (minutos)",
  "Energy (kWh)": "Energía (kWh)",
  "Estimated cost": "Coste estimado",
  "Currency": "Moneda",
  "Provisional": "Provisional",
  "Charging sessions": "Sesiones de carga",
  "Made by Polaris Express on {at}. Times in {zone}.":
    "Generado por Polaris Express el {at}. Horas de {zone}.",
  "Only the newest {n} sessions are listed. Export as CSV to get all of them.":
    "Solo aparecen las {n} sesiones más recientes. Exporta en CSV para tenerlas todas.",
  "Costs are estimates before taxes until invoiced: the invoice decides.":
    "Los costes son estimados y sin impuestos hasta que se facturan: vale la factura.",
  "From {from} to {to}": "Del {from} al {to}",
  "Since {from}": "Desde el {from}",
  "Until {to}": "Hasta el {to}",
  "By month": "Por mes",
  "Month": "Mes",
  "A receipt can be made once the session has ended.":
    "El recibo se puede crear cuando termine la sesión.",
  "There is no e-mail address in your account.": "Tu cuenta no tiene ninguna dirección de correo.",
  "Too many receipts were mailed just now. Try again in a few minutes.":
    "Se acaban de enviar demasiados recibos. Inténtalo de nuevo en unos minutos.",
  "Packages of {size} kWh": "Paquetes de {size} kWh",
  "{range}, flat amount": "{range}, importe fijo",
  "Ended": "Fin",
  "Time zone": "Zona horaria",
  "Plan": "Plan",
  "Receipt for session #{id}": "Recibo de la sesión n.º {id}",
  "Price": "Precio",
  "Per kWh": "Por kWh",
  "Made by Polaris Express on {at}. This is not an invoice.":
    "Generado por Polaris Express el {at}. Esto no es una factura.",
  "This session has been invoiced; the amount on the invoice counts.":
    "Esta sesión ya se ha facturado; vale el importe de la factura.",
  "Estimate until invoiced: the invoice decides.":
    "Estimado hasta que se facture: vale la factura.",
  "The receipt as a PDF:": "El recibo en PDF:",
  "Open the session and its PDF": "Abrir la sesión y su PDF",
} satisfies Texts as Texts;
