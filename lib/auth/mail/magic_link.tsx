import { renderToString } from "preact-render-to-string";

/** What the sign-in mail says; times in seconds. */
export interface MagicLinkMail {
  url: string;
  /** Where the driver reaches the operator; the line is left out when unset. */
  contactEmail?: string;
  ttlSec: number;
  kind: "sign_in" | "invitation";
}

/** Subject, HTML and plain text of a sign-in or invitation mail. */
export function magicLinkMail(
  mail: MagicLinkMail,
): { subject: string; html: string; text: string } {
  const words = WORDS[mail.kind];
  const life = lifeInWords(mail.ttlSec);
  const text = [
    words.lead,
    "",
    mail.url,
    "",
    `The link works once and for ${life}.`,
    words.ignore,
    ...(mail.contactEmail ? ["", `Questions: ${mail.contactEmail}`] : []),
    "",
    "Polaris Express",
  ].join("\n");
  const html = "<!doctype html>" + renderToString(<Mail mail={mail} life={life} />);
  return { subject: words.subject, html, text };
}

const WORDS = {
  sign_in: {
    subject: "Your sign-in link for Polaris Express",
    lead: "Use this link to sign in to Polaris Express:",
    button: "Sign in",
    ignore: "If you did not ask for it, ignore this mail: nobody can sign in without it.",
  },
  invitation: {
    subject: "Your charging account at Polaris Express",
    lead: "An account for charging was opened for you. Use this link to sign in:",
    button: "Open my account",
    ignore: "If you did not expect this mail, you can ignore it.",
  },
};

function lifeInWords(seconds: number): string {
  const [amount, unit] = seconds >= 7_200
    ? [Math.round(seconds / 3_600), "hour"]
    : [Math.max(1, Math.round(seconds / 60)), "minute"];
  return `${amount} ${unit}${amount === 1 ? "" : "s"}`;
}

/** Styles stand on the elements: mail readers drop style sheets. */
function Mail({ mail, life }: { mail: MagicLinkMail; life: string }) {
  const words = WORDS[mail.kind];
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <meta name="color-scheme" content="light" />
        <title>{words.subject}</title>
      </head>
      <body style={STYLE.body}>
        <div role="article" aria-label={words.subject} style={STYLE.card}>
          <p style={STYLE.brand}>
            <span style={STYLE.bolt}>⚡</span> Polaris Express
          </p>
          <p style={STYLE.lead}>{words.lead}</p>
          <p style="margin:0">
            <a href={mail.url} target="_top" style={STYLE.button}>{words.button}</a>
          </p>
          <p style={STYLE.note}>The link works once and for {life}. {words.ignore}</p>
          <p style={STYLE.url}>{mail.url}</p>
          {mail.contactEmail && (
            <p style={STYLE.url}>
              Questions: <a href={`mailto:${mail.contactEmail}`}>{mail.contactEmail}</a>
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
