import { renderToString } from "preact-render-to-string";
import type { Language } from "@/lib/platform/i18n/languages.ts";
import { msg, type Translate, translator } from "@/lib/platform/i18n/translate.ts";

/** What the sign-in mail says; times in seconds. */
export interface MagicLinkMail {
  url: string;
  /** Where the driver reaches the operator; the line is left out when unset. */
  contactEmail?: string;
  ttlSec: number;
  kind: "sign_in" | "invitation";
  language: Language;
}

/** Subject, HTML and plain text of a sign-in or invitation mail. */
export function magicLinkMail(
  mail: MagicLinkMail,
): { subject: string; html: string; text: string } {
  const t = translator(mail.language);
  const words = WORDS[mail.kind];
  const text = [
    t(words.lead),
    "",
    mail.url,
    "",
    lifeInWords(t, mail.ttlSec),
    t(words.ignore),
    ...(mail.contactEmail ? ["", `${t("Questions:")} ${mail.contactEmail}`] : []),
    "",
    "Polaris Express",
  ].join("\n");
  const html = "<!doctype html>" + renderToString(<Mail mail={mail} t={t} />);
  return { subject: t(words.subject), html, text };
}

const WORDS = {
  sign_in: {
    subject: msg("Your sign-in link for Polaris Express"),
    lead: msg("Use this link to sign in to Polaris Express:"),
    button: msg("Sign in"),
    ignore: msg("If you did not ask for it, ignore this mail: nobody can sign in without it."),
  },
  invitation: {
    subject: msg("Your charging account at Polaris Express"),
    lead: msg("An account for charging was opened for you. Use this link to sign in:"),
    button: msg("Open my account"),
    ignore: msg("If you did not expect this mail, you can ignore it."),
  },
};

function lifeInWords(t: Translate, seconds: number): string {
  if (seconds >= 7_200) {
    return t("The link works once and for {n} hours.", { n: Math.round(seconds / 3_600) });
  }
  return t.plural(
    Math.max(1, Math.round(seconds / 60)),
    "The link works once and for {n} minute.",
    "The link works once and for {n} minutes.",
  );
}

/** Styles stand on the elements: mail readers drop style sheets. */
function Mail({ mail, t }: { mail: MagicLinkMail; t: Translate }) {
  const words = WORDS[mail.kind];
  return (
    <html lang={t.language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <meta name="color-scheme" content="light" />
        <title>{t(words.subject)}</title>
      </head>
      <body style={STYLE.body}>
        <div role="article" aria-label={t(words.subject)} style={STYLE.card}>
          <p style={STYLE.brand}>
            <span style={STYLE.bolt}>⚡</span> Polaris Express
          </p>
          <p style={STYLE.lead}>{t(words.lead)}</p>
          <p style="margin:0">
            <a href={mail.url} target="_top" style={STYLE.button}>{t(words.button)}</a>
          </p>
          <p style={STYLE.note}>{lifeInWords(t, mail.ttlSec)} {t(words.ignore)}</p>
          <p style={STYLE.url}>{mail.url}</p>
          {mail.contactEmail && (
            <p style={STYLE.url}>
              {t("Questions:")} <a href={`mailto:${mail.contactEmail}`}>{mail.contactEmail}</a>
            </p>
          )}
        </div>
      </body>
    </html>
  );
}

const FONT = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif;";
const STYLE = {
  body: `margin:0;padding:24px;background:#f5fafb;color:#1b2128;${FONT}`,
  card:
    "max-width:480px;margin:0 auto;padding:32px;background:#ffffff;border:1px solid #d8e0e5;border-radius:14px",
  brand: "margin:0 0 24px;font-size:18px;font-weight:700;color:#2c7a40",
  bolt: "color:#3a9a52",
  lead: "margin:0 0 24px;font-size:16px;line-height:24px",
  button:
    "display:inline-block;padding:14px 28px;border-radius:10px;background:#2c7a40;color:#ffffff;font-weight:600;text-decoration:none",
  note: "margin:24px 0 8px;font-size:14px;line-height:20px;color:#4a5560",
  url: "margin:8px 0 0;font-size:12px;line-height:18px;color:#4a5560;word-break:break-all",
};
