/** `system` follows the device. */
export const THEMES = ["light", "dark", "system"] as const;
export type Theme = (typeof THEMES)[number];

export const THEME_COOKIE = "theme";

/** Theme chosen by the reader, from a Cookie header; `system` when none or an unknown one is set.
 * Put it on `<html data-theme>`. */
export function readTheme(cookieHeader: string | null): Theme {
  const value = /(?:^|;\s*)theme=([a-z]+)/.exec(cookieHeader ?? "")?.[1];
  return THEMES.find((theme) => theme === value) ?? "system";
}

/** Cookie text that keeps the choice for a year. No secret, and the switch writes it in the
 * browser, so it is not HttpOnly. */
export function themeCookie(theme: Theme): string {
  return `${THEME_COOKIE}=${theme}; Path=/; Max-Age=31536000; SameSite=Lax`;
}
