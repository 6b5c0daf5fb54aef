import nodemailer from "nodemailer";
import type { Config } from "./config.ts";
import { hmacSha256Hex, randomToken } from "./crypto.ts";

/** One mail as a transport sees it. */
export interface MailEnvelope {
  /** Row of the outbox. */
  id: number;
  to: string;
  from: string;
  category: string;
  subject: string;
  html: string;
  text: string;
}

/** Hands mail to the outside; throws when it was not accepted within ten seconds. */
export interface MailTransport {
  send(mail: MailEnvelope, nowMs: number): Promise<void>;
  close(): void;
}

const TIMEOUT_MS = 10_000;

type MailSettings = Pick<
  Config,
  "SMTP_URL" | "CF_EMAIL_WORKER_URL" | "CF_EMAIL_WORKER_SECRET" | "OPERATOR_CONTACT_EMAIL"
>;

/** Whether this configuration lets mail leave the process. */
export const hasMailTransport = (config: MailSettings): boolean =>
  Boolean(config.SMTP_URL || (config.CF_EMAIL_WORKER_URL && config.CF_EMAIL_WORKER_SECRET));

/** SMTP when SMTP_URL is set, else the signed edge worker, else none (ruling 30). */
export function openMailTransport(config: MailSettings): MailTransport | null {
  if (config.SMTP_URL) return smtpTransport(config.SMTP_URL, config.OPERATOR_CONTACT_EMAIL);
  if (config.CF_EMAIL_WORKER_URL && config.CF_EMAIL_WORKER_SECRET) {
    return workerTransport(
      config.CF_EMAIL_WORKER_URL,
      config.CF_EMAIL_WORKER_SECRET,
      config.OPERATOR_CONTACT_EMAIL,
    );
  }
  return null;
}

function smtpTransport(url: string, replyTo: string | undefined): MailTransport {
  const smtp = nodemailer.createTransport({
    url,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    send: async ({ id, to, from, subject, html, text }) => {
      // The same Message-ID at each try lets a mailbox drop the double of a repeated delivery.
      const domain = /@([^>\s]+)/.exec(from)?.[1] ?? "localhost";
      const sending = smtp.sendMail({
        to,
        from,
        subject,
        html,
        text,
        replyTo,
        messageId: `<outbox-${id}@${domain}>`,
        headers: { "Auto-Submitted": "auto-generated" },
      });
      await withTimeout(sending);
    },
    close: () => smtp.close(),
  };
}

/** The edge worker's form: the raw JSON body is signed, a nonce and a time stop replays (spec 4.10). */
function workerTransport(
  url: string,
  secret: string,
  replyTo: string | undefined,
): MailTransport {
  const endpoint = new URL(url);
  if (endpoint.pathname === "/") endpoint.pathname = "/send";
  return {
    send: async ({ to, from, category, subject, html, text }, nowMs) => {
      const body = JSON.stringify({
        to,
        from,
        category,
        subject,
        html,
        text,
        replyTo,
        ts: nowMs,
        nonce: randomToken(16),
      });
      const response = await fetch(endpoint, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          "x-polaris-sig": hmacSha256Hex(secret, body),
        },
        body,
        redirect: "error",
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      await response.body?.cancel();
      if (!response.ok) throw new Error(`The mail worker answered ${response.status}.`);
    },
    close: () => {},
  };
}

async function withTimeout(work: Promise<unknown>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise((_, reject) => {
    timer = setTimeout(
      () => reject(new Error("The mail server did not answer in time.")),
      TIMEOUT_MS,
    );
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
