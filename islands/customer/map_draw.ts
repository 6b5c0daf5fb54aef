// @ts-types="@types/leaflet"
import type Leaflet from "leaflet";
import { groupDots } from "../../components/pin_groups.ts";
import { type ChargerStatus, STATE_LOOK, type StateWords } from "./charger_state.ts";

export interface MapPin {
  chargeBoxId: string;
  href: string;
  name: string;
  status: ChargerStatus;
  lat: number;
  lon: number;
  directions: string;
}

export type MapWords =
  & StateWords
  & Record<
    | "Map of the chargers in the list"
    | "Zoom in"
    | "Zoom out"
    | "{n} chargers, {free} free"
    | "You are about here",
    string
  >;

/** Pins closer than this cover each other, px: one target of a finger. */
const REACH_PX = 44;
const CLOSEST_ZOOM = 18;

/** State by shape as well as by colour. */
const SIGN: Record<ChargerStatus, string> = {
  online: "✓",
  in_use: "⚡",
  reserved: "◷",
  offline: "×",
};

interface DrawOptions {
  leaflet: typeof Leaflet;
  box: HTMLElement;
  here: { lat: number; lon: number } | null;
  tiles: { url: string; attribution: string } | null;
  words: MapWords;
  onChoose: (chargeBoxId: string) => void;
}

/** Draws the map into `box`; `show` draws the pins anew, `stop` takes the map away. */
export function drawMap({ leaflet: L, box, here, tiles, words, onChoose }: DrawOptions) {
  const map = L.map(box, {
    zoomControl: false,
    attributionControl: tiles !== null && tiles.attribution !== "",
    maxZoom: CLOSEST_ZOOM,
    scrollWheelZoom: false,
    worldCopyJump: true,
  });
  map.attributionControl?.setPrefix(false);
  L.control.zoom({ zoomInTitle: words["Zoom in"], zoomOutTitle: words["Zoom out"] }).addTo(map);
  L.control.scale({ imperial: false }).addTo(map);
  if (tiles) {
    // The attribution is HTML to Leaflet, and plain text to us.
    const said = document.createElement("span");
    said.textContent = tiles.attribution;
    L.tileLayer(tiles.url, { attribution: said.innerHTML, maxZoom: CLOSEST_ZOOM }).addTo(map);
  }
  if (here) {
    L.circleMarker([here.lat, here.lon], { radius: 7, className: "map-here", interactive: false })
      .bindTooltip(words["You are about here"]).addTo(map);
  }
  const layer = L.layerGroup().addTo(map);
  let pins: readonly MapPin[] = [];
  let isPlaced = false;

  const redraw = () => {
    // Pins are made anew: who stood on one by keyboard goes on standing there.
    const focused = document.activeElement?.querySelector<HTMLElement>(".map-pin")?.dataset.id;
    layer.clearLayers();
    const dots = pins.map((pin) => ({ pin, ...map.project([pin.lat, pin.lon]) }));
    for (const group of groupDots(dots, map.getZoom() >= CLOSEST_ZOOM ? 1 : REACH_PX)) {
      const [{ pin }, ...others] = group;
      const marker = L.marker([pin.lat, pin.lon], {
        icon: L.divIcon({
          className: "map-pin-box",
          html: others.length > 0
            ? clusterOf(group.map((dot) => dot.pin), words)
            : pinOf(pin, words),
          iconSize: [REACH_PX, REACH_PX],
        }),
        keyboard: true,
      });
      const press = () => {
        if (others.length === 0) onChoose(pin.chargeBoxId);
        else zoomTo(group.map((dot) => dot.pin));
      };
      marker.on("click", press);
      // Leaflet makes a marker a button and leaves its keys to popups.
      marker.on("keydown", ({ originalEvent }) => {
        if (!["Enter", " "].includes(originalEvent.key)) return;
        originalEvent.preventDefault();
        press();
      });
      layer.addLayer(marker);
      if (focused === pin.chargeBoxId) marker.getElement()?.focus({ preventScroll: true });
    }
  };
  const zoomTo = (some: readonly MapPin[]) => {
    const bounds = L.latLngBounds(some.map(({ lat, lon }) => [lat, lon] as [number, number]));
    const isOnePlace = bounds.getNorthEast().equals(bounds.getSouthWest(), 1e-7);
    if (isOnePlace) map.setView(bounds.getCenter(), CLOSEST_ZOOM);
    else map.fitBounds(bounds, { padding: [48, 48], maxZoom: CLOSEST_ZOOM });
  };
  map.on("zoomend", redraw);
  const resized = new ResizeObserver(() => map.invalidateSize());
  resized.observe(box);

  return {
    show(shown: readonly MapPin[]) {
      pins = shown;
      if (isPlaced) redraw();
      else if (pins.length > 0) {
        isPlaced = true;
        const points = pins.map(({ lat, lon }) => [lat, lon] as [number, number]);
        if (here) points.push([here.lat, here.lon]);
        map.fitBounds(L.latLngBounds(points), { padding: [36, 36], maxZoom: 16, animate: false });
        redraw();
      }
    },
    stop() {
      resized.disconnect();
      map.remove();
    },
  };
}

function element(className: string, text: string): HTMLElement {
  const made = document.createElement("span");
  made.className = className;
  made.textContent = text;
  return made;
}

/** A pin says its name and state as text: its look alone never tells. */
function pinOf({ chargeBoxId, name, status }: MapPin, words: StateWords): HTMLElement {
  const made = element("map-pin", "");
  made.dataset.state = status;
  made.dataset.id = chargeBoxId;
  const sign = element("map-pin-sign", SIGN[status]);
  sign.ariaHidden = "true";
  made.append(
    sign,
    element("map-pin-name", name),
    element("sr-only", `, ${words[STATE_LOOK[status].word]}`),
  );
  return made;
}

function clusterOf(pins: readonly MapPin[], words: MapWords): HTMLElement {
  const free = pins.filter((pin) => pin.status === "online").length;
  const made = element("map-pin", "");
  made.dataset.state = free > 0 ? "online" : "offline";
  made.dataset.id = pins[0].chargeBoxId;
  const sign = element("map-pin-sign", `${free}/${pins.length}`);
  sign.ariaHidden = "true";
  const said = words["{n} chargers, {free} free"]
    .replace("{n}", String(pins.length)).replace("{free}", String(free));
  made.append(sign, element("sr-only", said));
  return made;
}
