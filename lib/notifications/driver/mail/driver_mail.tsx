import { renderToString } from "preact-render-to-string";
import type { Language } from "@/lib/platform/i18n/languages.ts";
import { translator } from "@/lib/platform/i18n/translate.ts";

/** What a mail to a driver says; addresses are absolute. */
export interface DriverMail {
  title: string;
  body: string;
  url: string;
  /** Where the driver changes what is mailed. */
  choicesUrl: string;
  contactEmail?: string;
  language: Language;
}

/** Subject, HTML and plain text of a notice by mail, in the driver's language. */
export function driverMail(mail: DriverMail): { subject: string; html: string; text: string } {
  const t = translator(mail.language);
  const text = [
    mail.title,
    "",
    mail.body,
    "",
    mail.url,
    "",
    `${t("You chose to get this mail. Change it here:")} ${mail.choicesUrl}`,
    ...(mail.contactEmail ? [`${t("Questions:")} ${mail.contactEmail}`] : []),
    "",
    "Polaris Express",
  ].join("\n");
  const html = "<!doctype html>" + renderToString(<Mail mail={mail} />);
  return { subject: mail.title, html, text };
}

/** Styles stand on the elements: mail readers drop style sheets. */
function Mail({ mail }: { mail: DriverMail }) {
  const t = translator(mail.language);
  return (
    <html lang={mail.language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <meta name="color-scheme" content="light" />
        <title>{mail.title}</title>
      </head>
      <body style={STYLE.body}>
        <div role="article" aria-label={mail.title} style={STYLE.card}>
          <p style={STYLE.brand}>
            <span style={STYLE.bolt}>⚡</span> Polaris Express
          </p>
          <h1 style={STYLE.title}>{mail.title}</h1>
          <p style={STYLE.lead}>{mail.body}</p>
          <p style="margin:0">
            <a href={mail.url} target="_top" style={STYLE.button}>{t("Open")}</a>
          </p>
          <p style={STYLE.note}>
            {t("You chose to get this mail. Change it here:")}{" "}
            <a href={mail.choicesUrl}>{t("Notification settings")}</a>
          </p>
          {mail.contactEmail && (
            <p style={STYLE.note}>
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
  title: "margin:0 0 8px;font-size:20px;line-height:28px",
  lead: "margin:0 0 24px;font-size:16px;line-height:24px",
  button:
    "display:inline-block;padding:14px 28px;border-radius:10px;background:#2c7a40;color:#ffffff;font-weight:600;text-decoration:none",
  note: "margin:24px 0 0;font-size:12px;line-height:18px;color:#4a5560",
};
