const HEADINGS = "Type Lieu de charge;ID transaction;ID borne;ID connecteur borne;Date demarrage;" +
  "Charge batterie demarrage (%);Date fin;Charge batterie fin (%);Duree inactivite totale (s);" +
  "Duree totale (s);Prix total;Devise prix total;Source prix total;Statut inactivité;" +
  "Consommation totale (Wh)";

/** A row in the layout of the real file; what is left out is ordinary. */
export function row(
  over: {
    place?: string;
    id?: string;
    charger?: string;
    connector?: string;
    start?: string;
    end?: string;
    status?: string;
    energy?: string;
  },
): string {
  const of = {
    place: "Travail",
    id: "1",
    charger: "WORK-01",
    connector: "1",
    start: "2018-03-23T09:49:02+01:00",
    end: "2018-03-23T12:30:34+01:00",
    status: "I",
    energy: "5664",
    ...over,
  };
  return `${of.place};${of.id};${of.charger};${of.connector};${of.start};0;${of.end};0;0.0;9692.0;` +
    `0.79;EUR;simple;${of.status};${of.energy}`;
}

/** The rows as a file with its heading. */
export const csv = (rows: string[]) => `${[HEADINGS, ...rows].join("\n")}\n`;

/** `count` sessions of an hour each over five chargers with two connectors, from January 2019 on. */
export function manyRows(count: number): string[] {
  return Array.from({ length: count }, (_, index) => {
    const startMs = Date.parse("2019-01-07T06:00:00Z") + Math.floor(index / 10) * 7_200_000;
    return row({
      id: String(900_000 + index),
      charger: `SITE-0${index % 5 + 1}`,
      connector: String(Math.floor(index / 5) % 2 + 1),
      start: new Date(startMs).toISOString(),
      end: new Date(startMs + 3_600_000).toISOString(),
      energy: String(index % 17 === 0 ? 0 : 1_000 + (index * 7_919) % 40_000),
    });
  });
}
