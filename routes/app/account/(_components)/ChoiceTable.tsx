import { useT } from "@/components/translate.ts";
import {
  type Channel,
  CHANNELS,
  type Choices,
  DRIVER_EVENTS,
  type DriverEvent,
} from "@/lib/notifications/mod.ts";
import { msg } from "@/lib/platform/i18n/translate.ts";

const EVENTS: Record<DriverEvent, { name: string; meaning: string }> = {
  charging_started: {
    name: msg("Charging has started"),
    meaning: msg("With one of your cards."),
  },
  charging_finished: {
    name: msg("Charging has finished"),
    meaning: msg("With energy, time and cost."),
  },
  charging_idle: {
    name: msg("Your car takes no more energy"),
    meaning: msg("Full or paused for ten minutes, and still plugged in."),
  },
  charger_free: {
    name: msg("A charger is free again"),
    meaning: msg("One that you wait for."),
  },
  reservation_soon: {
    name: msg("A reservation begins soon"),
    meaning: msg("A quarter of an hour before."),
  },
  card_lost: {
    name: msg("A card was reported lost"),
    meaning: msg("It charges no more from then on."),
  },
};
const CHANNEL_NAMES: Record<Channel, string> = { email: msg("E-mail"), push: msg("Push") };

/** The field of one choice in the form. */
export const fieldOf = (event: DriverEvent, channel: Channel) => `${event}.${channel}`;

/** Every event with a box per channel. */
export function ChoiceTable({ chosen, disabled }: {
  chosen: Choices;
  disabled: Record<Channel, boolean>;
}) {
  const t = useT();
  return (
    <table class="w-full text-sm">
      <caption class="sr-only">{t("What you are told, and how")}</caption>
      <thead>
        <tr class="border-b border-border-subtle text-ink-muted">
          <th scope="col" class="py-2 pr-2 text-left font-medium">{t("Event")}</th>
          {CHANNELS.map((channel) => (
            <th key={channel} scope="col" class="w-16 px-1 py-2 text-center font-medium sm:w-24">
              {t(CHANNEL_NAMES[channel])}
            </th>
          ))}
        </tr>
      </thead>
      <tbody class="divide-y divide-border-subtle">
        {DRIVER_EVENTS.map((event) => (
          <tr key={event}>
            <th scope="row" class="py-2 pr-2 text-left font-normal">
              <span class="block font-medium">{t(EVENTS[event].name)}</span>
              <span class="block text-ink-muted">{t(EVENTS[event].meaning)}</span>
            </th>
            {CHANNELS.map((channel) => (
              <td key={channel} class="px-1 text-center">
                <label class="tap-square inline-flex items-center justify-center">
                  <span class="sr-only">
                    {t("{event}: {channel}", {
                      event: t(EVENTS[event].name),
                      channel: t(CHANNEL_NAMES[channel]),
                    })}
                  </span>
                  <input
                    type="checkbox"
                    name={fieldOf(event, channel)}
                    checked={chosen[event][channel]}
                    disabled={disabled[channel]}
                    class="size-5 accent-accent-solid"
                  />
                </label>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
