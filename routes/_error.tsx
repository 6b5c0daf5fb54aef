import { HttpError, type PageProps, type RouteConfig } from "fresh";
import { Head } from "fresh/runtime";
import { LinkButton } from "@/components/LinkButton.tsx";
import { PlainShell } from "@/components/PlainShell.tsx";
import type { State } from "@/define.ts";
import { AppError } from "@/lib/platform/errors.ts";
import { msg, translator } from "@/lib/platform/i18n/translate.ts";

/** It stands alone: the console around it may be what failed. */
export const config: RouteConfig = { skipInheritedLayouts: true };

/** What went wrong, in words, on either host. The request id is what an operator searches the log for. */
export default function ErrorPage({ error, state }: PageProps<unknown, State>) {
  const t = translator(state.language ?? "en");
  const words = wordsOf(statusOf(error));
  const [title, text] = [t(words.title), t(words.text)];
  const contact = state.services?.config.OPERATOR_CONTACT_EMAIL;
  return (
    <PlainShell
      title={title}
      accent={state.surface === "admin" ? "cyan" : "green"}
      lead={text}
      footer={state.requestId && (
        <p>
          {t("Request")} <code class="font-mono text-xs">{state.requestId}</code>
        </p>
      )}
    >
      <Head>
        <title>{title}</title>
      </Head>
      <LinkButton href="/" variant="primary" wide>{t("Back to the start")}</LinkButton>
      {state.surface === "customer" && contact && (
        <p class="text-center text-sm text-ink-muted">
          {t("Still stuck? Write to")}{" "}
          <a href={`mailto:${contact}`} class="underline">{contact}</a>.
        </p>
      )}
    </PlainShell>
  );
}

/** Status of anything thrown on a page; expected failures of services have theirs. */
function statusOf(error: unknown): number {
  if (error instanceof HttpError) return error.status;
  if (error instanceof AppError) return BY_KIND[error.kind] ?? 500;
  return 500;
}

const BY_KIND: Partial<Record<AppError["kind"], number>> = {
  invalid: 400,
  unauthorized: 403,
  forbidden: 403,
  not_found: 404,
  gone: 404,
  conflict: 409,
  precondition: 409,
  limit: 429,
  upstream: 503,
  unavailable: 503,
};

/** Statuses that mean the same to a reader as another one. */
const SAME_AS: Record<number, number> = { 401: 403, 410: 404, 422: 409, 502: 503, 504: 503 };

const wordsOf = (status: number) =>
  WORDS[SAME_AS[status] ?? status] ?? WORDS[status < 500 ? 400 : 500];

const WORDS: Record<number, { title: string; text: string }> = {
  400: {
    title: msg("That did not make sense"),
    text: msg(
      "The address or the form holds something this page cannot read. Go back and try again.",
    ),
  },
  403: {
    title: msg("Not for this account"),
    text: msg(
      "Your account may not open this page. Sign in with another one, or ask an administrator.",
    ),
  },
  404: {
    title: msg("Nothing here"),
    text: msg("This page does not exist, or it is not yours to see. The link may be old."),
  },
  405: {
    title: msg("That did not work"),
    text: msg("This address does not take what was sent. Go back and try again."),
  },
  409: {
    title: msg("That no longer fits"),
    text: msg(
      "Something changed in the meantime. Go back, look at it as it is now, and try again.",
    ),
  },
  413: {
    title: msg("Too much at once"),
    text: msg("What was sent is larger than this page takes."),
  },
  429: {
    title: msg("Too many tries"),
    text: msg("Please wait a minute, then try again."),
  },
  500: {
    title: msg("Something broke on our side"),
    text: msg("It has been noted. Try again in a moment; if it stays, pass the number below on."),
  },
  503: {
    title: msg("Back in a moment"),
    text: msg("A part this page needs is away right now. Nothing is lost; try again shortly."),
  },
};
