import { formatNumber, type FormatSettings } from "@/components/format.ts";
import type { FoundCharger, Position } from "@/lib/charging/mod.ts";
import { msg, type Translate } from "@/lib/platform/i18n/translate.ts";
import { plugText } from "../../(_components)/plug_text.ts";

/** Words of a charger's state, for the islands that show it as it changes. */
export const STATE_WORDS = [msg("Free"), msg("In use"), msg("Reserved"), msg("Offline")] as const;

/** Plugs and power in words: "2 × Type 2 · 22 kW". */
export function outfitOf(charger: FoundCharger, t: Translate, reader: FormatSettings): string {
  const { connectors, connectorType } = charger;
  const plugs = connectors.length > 0
    ? [...new Set(connectors.map((one) => plugText(one.type, t)))].map((plug) => {
      const count = connectors.filter((one) => plugText(one.type, t) === plug).length;
      return `${count} × ${plug ?? t("connector")}`;
    })
    : [plugText(connectorType, t) ?? ""];
  const maxKw = Math.max(charger.maxKw ?? 0, ...connectors.map((one) => one.maxKw ?? 0));
  return [...plugs, maxKw > 0 ? kilowatts(maxKw, reader) : ""].filter(Boolean).join(" · ");
}

export const kilowatts = (kw: number, reader: FormatSettings) =>
  `${formatNumber(kw, reader, { digits: 1 })}\u00a0kW`;

/** Metres as people say them: "350 m", "4.2 km", "120 km". */
export function distanceText(meters: number | null, reader: FormatSettings): string | null {
  if (meters === null) return null;
  if (meters < 995) return `${formatNumber(Math.round(meters / 10) * 10, reader)}\u00a0m`;
  const km = meters / 1_000;
  return `${formatNumber(km, reader, { digits: km < 10 ? 1 : 0 })}\u00a0km`;
}

/** Ways there, by maps that need no account. The first is a link that phones hand to their own app. */
export function directions({ lat, lon }: Position): { name: string; href: string }[] {
  const to = `${lat},${lon}`;
  return [
    {
      name: "Google Maps",
      href: `https://www.google.com/maps/dir/?api=1&travelmode=driving&destination=${to}`,
    },
    { name: "Apple Maps", href: `https://maps.apple.com/?dirflg=d&daddr=${to}` },
    { name: "OpenStreetMap", href: `https://www.openstreetmap.org/directions?to=${to}` },
  ];
}
