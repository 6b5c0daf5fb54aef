import { renderToString } from "preact-render-to-string";
import { type Translate, translator } from "@/lib/platform/i18n/translate.ts";
import type { DocumentReader } from "./reader.ts";
import type { ReceiptText } from "./receipt_lines.ts";

/** Subject, HTML and plain text of a receipt; `url` leads to the session, where the PDF is. */
export function receiptMail(
  text: ReceiptText,
  reader: DocumentReader,
  url: string,
): { subject: string; html: string; text: string } {
  const t = translator(reader.language);
  const plain = [
    text.title,
    "",
    ...text.facts.map(([key, value]) => `${key}: ${value}`),
    "",
    ...text.lines.map((cells) => cells.filter(Boolean).join("  ")),
    text.total.join(": "),
    "",
    ...text.notes,
    "",
    `${t("The receipt as a PDF:")} ${url}`,
    "",
    text.footer,
  ].join("\n");
  return {
    subject: text.title,
    html: "<!doctype html>" + renderToString(<Mail text={text} url={url} t={t} />),
    text: plain,
  };
}

/** Styles stand on the elements: mail readers drop style sheets. */
function Mail({ text, url, t }: { text: ReceiptText; url: string; t: Translate }) {
  return (
    <html lang={t.language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <meta name="color-scheme" content="light" />
        <title>{text.title}</title>
      </head>
      <body style={STYLE.body}>
        <div role="article" aria-label={text.title} style={STYLE.card}>
          <p style={STYLE.brand}>Polaris Express</p>
          <h1 style={STYLE.title}>{text.title}</h1>
          <table role="presentation" style={STYLE.table}>
            {text.facts.map(([key, value]) => <Row key={key} cells={[key, value]} />)}
          </table>
          <table style={STYLE.table}>
            <tr>
              {text.head.map((cell) => <th key={cell} scope="col" style={STYLE.head}>{cell}</th>)}
            </tr>
            {text.lines.map((cells, at) => <Row key={at} cells={cells} />)}
            <Row cells={[text.total[0], "", "", text.total[1]]} bold />
          </table>
          {text.notes.map((note) => <p key={note} style={STYLE.note}>{note}</p>)}
          <p style={STYLE.note}>
            <a href={url} style={STYLE.link}>{t("Open the session and its PDF")}</a>
          </p>
          <p style={STYLE.foot}>{text.footer}</p>
        </div>
      </body>
    </html>
  );
}

function Row({ cells, bold }: { cells: readonly string[]; bold?: boolean }) {
  const weight = bold ? "font-weight:600;" : "";
  return (
    <tr>
      {cells.map((cell, at) => (
        <td key={at} style={`${weight}${at === 0 ? STYLE.first : STYLE.cell}`}>{cell}</td>
      ))}
    </tr>
  );
}

const FONT = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif;";
const STYLE = {
  body: `margin:0;padding:24px;background:#f5fafb;color:#1b2128;${FONT}`,
  card:
    "max-width:560px;margin:0 auto;padding:32px;background:#ffffff;border:1px solid #d8e0e5;border-radius:14px",
  brand: "margin:0 0 16px;font-size:16px;font-weight:700;color:#2c7a40",
  title: "margin:0 0 16px;font-size:20px;line-height:28px",
  table: "width:100%;border-collapse:collapse;margin:0 0 20px;font-size:14px;line-height:20px",
  head:
    "padding:6px 0;border-bottom:1px solid #d8e0e5;font-size:12px;color:#4a5560;text-align:left",
  first: "padding:6px 12px 6px 0;border-bottom:1px solid #eef2f4;color:#4a5560",
  cell: "padding:6px 0;border-bottom:1px solid #eef2f4;text-align:right",
  note: "margin:0 0 8px;font-size:14px;line-height:20px;color:#4a5560",
  link: "color:#2c7a40;font-weight:600",
  foot: "margin:24px 0 0;font-size:12px;line-height:18px;color:#4a5560",
};
