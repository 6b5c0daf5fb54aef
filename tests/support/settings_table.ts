import { fileURLToPath } from "node:url";
import { settings } from "@/lib/platform/config.ts";

export const README = fileURLToPath(new URL("../../README.md", import.meta.url));
const BETWEEN_MARKERS = /(?<=<!-- settings:start -->\n)[\s\S]*(?=<!-- settings:end -->)/;

/** Every variable the process reads as a Markdown table, in the order of `settings`. */
export function settingsTable(): string {
  const rows = Object.entries(settings).map(([name, setting]) =>
    `| \`${name}\` | ${defaultOf(setting)} | ${setting.description ?? ""} |`
  );
  return ["| Variable | Default | Meaning |", "| --- | --- | --- |", ...rows, ""].join("\n");
}

/** The text with its settings table replaced; throws when the markers are gone. */
export function withSettingsTable(text: string): string {
  if (!BETWEEN_MARKERS.test(text)) throw new Error("README.md has lost its settings markers.");
  return text.replace(BETWEEN_MARKERS, () => settingsTable());
}

function defaultOf(setting: (typeof settings)[keyof typeof settings]): string {
  const parsed = setting.safeParse(undefined);
  return parsed.success && parsed.data !== undefined ? `\`${parsed.data}\`` : "";
}

if (import.meta.main) {
  Deno.writeTextFileSync(README, withSettingsTable(Deno.readTextFileSync(README)));
}
