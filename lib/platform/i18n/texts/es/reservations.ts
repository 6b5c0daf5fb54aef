import type { Texts } from "../../say.ts";

export default {
  "Which charger?": "¿Qué cargador?",
  "Search": "Buscar",
  "Show all chargers": "Ver los cargadores",
  "Which card?": "¿Qué tarjeta?",
  "Only this card can start a charge during the reservation.":
    "Solo esta tarjeta puede iniciar una carga durante la reserva.",
  "The charger keeps this connector for your card":
    "El cargador guarda este conector para tu tarjeta",
  "Other cards are refused until your time ends.":
    "Las demás tarjetas se rechazan hasta que acabe tu tiempo.",
  "The charger may still show it as reserved":
    "Puede que el cargador aún lo muestre como reservado",
  "It could not be told yet. At the latest it is free again at {time}.":
    "Aún no se le ha podido comunicar. Quedará libre, como muy tarde: {time}.",
  "This reservation could not be kept": "Esta reserva no se ha podido mantener",
  "Choose another time or charger.": "Elige otra hora u otro cargador.",
  "Kept in our calendar": "Guardada en nuestro calendario",
  "Nobody else can reserve this connector for your time. About a minute before it begins we ask the charger to hold it for your card.":
    "Nadie más puede reservar este conector a tu hora. Más o menos un minuto antes, pediremos al cargador que lo guarde para tu tarjeta.",
  "Kept in our calendar only": "Guardada solo en nuestro calendario",
  "The charger itself is not holding the connector, so another car may stand there. Nobody else can reserve it.":
    "El propio cargador no guarda el conector, así que puede haber otro coche allí. Nadie más puede reservarlo.",
  "Your reservations, what is to come first": "Tus reservas, las próximas primero",
  "Start": "Inicio",
  "Duration": "Duración",
  "On the clocks of {zone}": "Hora de {zone}",
  "Reserve": "Reservar",
  "Check this time": "Comprobar hora",
  "Change": "Cambiar",
  "Reservation not found": "Reserva no encontrada",
  "Charging at {charger}, connector {connector}": "Carga en {charger}, conector {connector}",
  "Reserved for the card {card}.": "Reservado para la tarjeta {card}.",
  "Add to calendar": "Añadir al calendario",
  "Cancel reservation": "Cancelar reserva",
  "Cancel this reservation?": "¿Cancelar esta reserva?",
  "The connector is free for others at once. A running charge goes on.":
    "El conector queda libre para los demás al instante. Una carga en curso sigue.",
  "Keep it": "Conservar",
  "The reservation": "La reserva",
  "Connector {connector}": "Conector {connector}",
  "Cancelled": "Cancelada",
  "Reservation #{id}": "Reserva n.º {id}",
  "The reservation is cancelled.": "La reserva se ha cancelado.",
  "The reservation is over already.": "La reserva ya ha terminado.",
  "You have no active card, so nothing new can be reserved.":
    "No tienes ninguna tarjeta activa, así que no puedes hacer nuevas reservas.",
  "Your times at a charger. A missed one ends by itself.":
    "Tus horas en un cargador. Si no acudes, la reserva termina sola.",
  "Filter reservations": "Filtrar reservas",
  "No reservations yet": "Aún no hay reservas",
  "Keep a connector for the time you arrive.": "Guarda un conector para la hora a la que llegues.",
  "No matching reservations.": "Ninguna reserva coincide.",
  "Choose a charger, a card and a time.": "Elige un cargador, una tarjeta y una hora.",
  "You are viewing as a customer: nothing can be changed.":
    "Estás viendo la cuenta de un cliente: no se puede cambiar nada.",
  "As soon as the network has a charger, it can be reserved here.":
    "En cuanto la red tenga un cargador, se podrá reservar aquí.",
  "Account not ready for reservations.": "Tu cuenta aún no puede hacer reservas.",
  "You have no active card. Your operator can link or unblock one.":
    "No tienes ninguna tarjeta activa. Tu operador puede vincular o desbloquear una.",
  "No cards available.": "No hay tarjetas disponibles.",
  "A reservation is kept for a card. Your operator can link one to your account.":
    "Una reserva se guarda para una tarjeta. Tu operador puede vincular una a tu cuenta.",
  "Your reservations": "Tus reservas",
  "Choose a date and a time.": "Elige una fecha y una hora.",
  "Reserved. You find it here until its time is over.":
    "Reservado. Lo encontrarás aquí hasta que termine.",
  "Looking into the calendar…": "Mirando el calendario…",
  "Free at this time.": "Libre a esta hora.",
  "Taken by your own reservation, {window}.": "Ocupado por tu propia reserva, {window}.",
  "Taken, {window}.": "Ocupado, {window}.",
  "Free instead:": "Horas libres:",
  "The calendar could not be read. You can still reserve; overlaps are refused.":
    "No se ha podido leer el calendario. Aun así puedes reservar; se rechaza lo que se solape.",
  "The clocks change then and skip this time. It is taken as {time}.":
    "Ese día cambia la hora y esta no existe. Se toma como {time}.",
  "The clocks change then and this time comes twice. The earlier one is taken.":
    "Ese día cambia la hora y esta se repite. Se toma la primera.",
  "Time window conflicts with existing reservation(s)": "El horario coincide con otra reserva",
  "The end must be after the start.": "El final debe ser posterior al inicio.",
  "This time is over already.": "Esta hora ya ha pasado.",
  "This start is past. Choose a later one.": "Ese inicio ya ha pasado. Elige uno posterior.",
  "Reserve at most 24 hours at once.": "Reserva como mucho 24 horas seguidas.",
  "The charger has no such connector.": "El cargador no tiene ese conector.",
  "The charger did not accept it. Choose another time or charger.":
    "El cargador no la ha aceptado. Elige otra hora u otro cargador.",
  "The charger is no longer part of the network. Choose another one.":
    "El cargador ya no forma parte de la red. Elige otro.",
  "The card it was made for is no longer active.":
    "La tarjeta para la que se hizo ya no está activa.",
  "Your reservation could not be kept": "Tu reserva no se ha podido mantener",
  "That charger cannot be reserved": "Ese cargador no se puede reservar",
  "Choose another one.": "Elige otro.",
  "Now: {state}": "Ahora: {state}",
  "This time is taken: nothing was reserved.": "Esta hora está ocupada: no se ha reservado nada.",
  "You had reserved this time already: this is it.":
    "Ya habías reservado esta hora: aquí la tienes.",
  "You have this time already.": "Ya tienes esta hora.",
  "Open your reservation": "Abrir tu reserva",
  "Kept for {card}: {window}.": "Reservado para {card}: {window}.",
  "Reserving costs nothing. Charging then: {price}.": "Reservar no cuesta nada. La carga: {price}.",
  "Reserving costs nothing, you pay for the energy alone.":
    "Reservar no cuesta nada, solo pagas la energía.",
  "If you do not come, it lapses at {time}. You can cancel until it begins.":
    "Si no vienes, caduca ({time}). Puedes cancelar hasta que empiece.",
  Connectors: "Conectores",
  "Connector {n} at this time": "Conector {n} a la misma hora",
  "Reserve a time": "Reservar una hora",
  "The charger and the way there": "El cargador y cómo llegar",
} satisfies Texts as Texts;
