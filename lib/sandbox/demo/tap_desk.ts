import { z } from "zod";
import { logger } from "@/lib/platform/log.ts";
import type { StartOutcome } from "@/lib/sandbox/stations/mod.ts";
import { STATIONS } from "./network.ts";
import type { Person } from "./people.ts";
import type { LiveStation } from "./visit.ts";

/** A page on which somebody without a charger at hand holds a card to one. */
export interface TapDesk {
  url: string;
  stop(): Promise<void>;
}

const tapForm = z.object({ chargeBoxId: z.string(), idTag: z.string() });

/** As drivers know them. */
const nameOf = new Map(
  STATIONS.map(({ chargeBoxId, friendlyName }) => [chargeBoxId, friendlyName]),
);

const OUTCOME: Record<StartOutcome, string> = {
  refused:
    "The charger did not accept the card. If a browser waits to sign in there, that is right.",
  waiting: "The charger accepted the card: it waits for a car, or ended this card's session.",
  started: "Charging has begun.",
};

/** Serves the desk on loopback, on `port` or any free one for 0. */
export function openTapDesk(
  port: number,
  stations: readonly LiveStation[],
  people: readonly Person[],
): TapDesk {
  const tap = async (req: Request): Promise<string> => {
    const asked = tapForm.safeParse(Object.fromEntries(await req.formData()));
    const live = asked.success &&
      stations.find(({ station }) => station.options.chargeBoxId === asked.data.chargeBoxId);
    if (!asked.success || !live) return "There is no such charger.";
    const { station } = live;
    if (!station.link.isOnline) return "This charger is offline at the moment.";
    const connectors = [...station.connectors.values()];
    const connector = connectors.find(({ session }) => session?.idTag === asked.data.idTag) ??
      connectors.find(({ session }) => !session) ?? connectors[0];
    return OUTCOME[await station.tap(connector.spec.id, asked.data.idTag)];
  };
  const server = Deno.serve({
    hostname: "127.0.0.1",
    port,
    onListen: () => {},
    onError: (error) => {
      logger("demo").error("The tap desk failed.", { error });
      return new Response("The card could not be read.", { status: 500 });
    },
  }, async (req) => {
    const notice = req.method === "POST" ? await tap(req) : "";
    return new Response(deskPage(stations, people, notice), {
      headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" },
    });
  });
  return { url: `http://127.0.0.1:${server.addr.port}`, stop: () => server.shutdown() };
}

function deskPage(
  stations: readonly LiveStation[],
  people: readonly Person[],
  notice: string,
): string {
  const chargers = stations.map(({ station: { options: { chargeBoxId } } }) => ({
    value: chargeBoxId,
    label: nameOf.get(chargeBoxId) ?? chargeBoxId,
  })).toSorted((a, b) => a.label.localeCompare(b.label));
  const cards = people.flatMap((person) =>
    person.cards.map((card) => ({
      value: card.idTag,
      label: `${person.name}: ${card.displayName}`,
    }))
  );
  const select = (name: string, label: string, options: { value: string; label: string }[]) =>
    `<label>${label}<select name="${name}">${
      options.map((o) => `<option value="${escape(o.value)}">${escape(o.label)}</option>`).join("")
    }</select></label>`;
  return `<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>Tap a card</title>
<style>body{font:16px system-ui;max-width:28rem;margin:3rem auto;padding:0 1rem;color-scheme:light dark}
label{display:block;margin:1rem 0}select,button{display:block;width:100%;font:inherit;padding:.7rem;margin-top:.25rem}</style>
<h1>Tap a card</h1><p>Holds a card of the demo to one of its virtual chargers.</p>
${notice ? `<p role="status"><strong>${escape(notice)}</strong></p>` : ""}
<form method="post">${select("chargeBoxId", "Charger", chargers)}${
    select("idTag", "Card", cards)
  }<button>Tap</button></form></html>`;
}

const escape = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
