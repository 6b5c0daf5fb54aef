import { PUBLIC_ID_ALPHABET } from "@/lib/platform/ids.ts";
import { type Random, seededRandom } from "@/lib/sandbox/steve/mod.ts";
import type { SiteKey } from "./network.ts";

export const OPERATOR = {
  email: "operator@demo.polaris.express",
  password: "polaris-demo-1",
  name: "Mira Operations",
} as const;
export const DRIVER_EMAIL = "driver@demo.polaris.express";
/** The second card of the driver who signs in. */
export const DRIVER_SPARE_TAG = "04D0C0FFEE2026";

export type PlanCode = "standard" | "graduated" | "company";

export interface DemoCard {
  idTag: string;
  displayName: string;
  isActive: boolean;
}

/** A customer of the demo; the first one is the driver who signs in. */
export interface Person {
  id: string;
  publicId: string;
  name: string;
  email: string;
  plan: PlanCode;
  subscriptionId: string;
  /** Where this person mostly charges. */
  home: SiteKey;
  cards: DemoCard[];
}

const NAMES = [
  "Sofie Lindqvist",
  "Jonas Weber",
  "Camille Moreau",
  "Luca Bianchi",
  "Anneke de Vries",
  "Piotr Kowalczyk",
  "Inês Carvalho",
  "Mikkel Sørensen",
  "Eszter Kovács",
  "Aoife Byrne",
  "Matteo Ricci",
  "Hanna Virtanen",
  "Tomáš Novák",
  "Clara Jiménez",
  "Lukas Gruber",
  "Marie Dubois",
  "Sander Janssens",
  "Katarzyna Zielińska",
  "Nikos Papadopoulos",
  "Elena Popescu",
  "Oskar Johansson",
  "Beatriz Santos",
  "Felix Hoffmann",
  "Chloé Lambert",
  "Marco Conti",
  "Ingrid Haugen",
  "Jakub Horváth",
  "Laura Fernández",
  "Ruben Peeters",
  "Ana Kovačić",
] as const;

const SITES: SiteKey[] = ["campus", "campus", "harbour", "lindenhof"];

/** The thirty customers, the same in every run. */
export function people(): Person[] {
  const random = seededRandom(20_260_101);
  return NAMES.map((name, index) => {
    const publicId = publicIdOf(random);
    const isCompany = index % 5 === 4;
    return {
      id: `demo-${publicId.toLowerCase()}`,
      publicId,
      name,
      email: index === 0 ? DRIVER_EMAIL : `${mailName(name)}@demo.polaris.express`,
      plan: isCompany ? "company" : index % 4 === 2 ? "graduated" : "standard",
      subscriptionId: `sub_${publicId}`,
      home: SITES[index % SITES.length],
      cards: cardsOf(random, index),
    };
  });
}

function cardsOf(random: Random, index: number): DemoCard[] {
  const first = { idTag: tag(random), displayName: "Charging card", isActive: true };
  // Whoever tries the driver's pages can lose one card and go on with the other.
  if (index === 0) {
    return [first, { idTag: DRIVER_SPARE_TAG, displayName: "Second car", isActive: true }];
  }
  if (index % 4 !== 1) return [first];
  // One person lost a card: whoever taps it is refused.
  const isLost = index === 5;
  return [first, {
    idTag: tag(random),
    displayName: isLost ? "Lost card" : "Second car",
    isActive: !isLost,
  }];
}

/** The unique number of a seven-byte RFID chip, as readers show it. */
function tag(random: Random): string {
  return `04${
    Array.from({ length: 12 }, () => Math.floor(random() * 16).toString(16)).join("").toUpperCase()
  }`;
}

function publicIdOf(random: Random): string {
  return Array.from(
    { length: 8 },
    () => PUBLIC_ID_ALPHABET[Math.floor(random() * PUBLIC_ID_ALPHABET.length)],
  ).join("");
}

function mailName(name: string): string {
  return name.normalize("NFD").replace(/\p{M}/gu, "").replaceAll("ø", "o").replaceAll("ł", "l")
    .toLowerCase().replace(/[^a-z]+/g, ".");
}
