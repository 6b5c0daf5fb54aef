import { HttpFailure } from "@/lib/platform/http_failure.ts";
import { readLimited } from "@/lib/platform/http_body.ts";

/** An invoice of a thousand lines has well under a megabyte. */
const MAX_BYTES = 20 * 2 ** 20;
const TIMEOUT_MS = 15_000;
/** From Lago to its storage, and once more inside it. */
const MAX_REDIRECTS = 2;
const STORED = "/rails/active_storage/";

export interface InvoiceFileDeps {
  fetch?: typeof fetch;
  /** For the whole file, redirects included. */
  timeoutMs?: number;
}

/**
 * Reads the PDF that an invoice's `file_url` names. The address is Lago's word and not trusted: it is
 * asked for without our key, at the Lago we are configured for only, and what comes back has to be a
 * PDF. A redirect may lead on to a public storage host by https.
 * @param apiUrl LAGO_API_URL
 * @throws HttpFailure: `bad_body` for a foreign address or something that is no PDF, `too_large`,
 * `timeout`, `network`, `status`. The message never holds the address: it is a secret.
 */
export async function readInvoiceFile(
  apiUrl: string,
  fileUrl: string,
  { fetch: send = fetch, timeoutMs = TIMEOUT_MS }: InvoiceFileDeps = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    let at = firstAddress(apiUrl, fileUrl);
    for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
      const response = await send(at, {
        headers: { accept: "application/pdf" },
        redirect: "manual",
        signal,
      });
      const next = response.headers.get("location");
      if (response.status >= 300 && response.status < 400 && next) {
        await response.body?.cancel();
        at = nextAddress(apiUrl, new URL(next, at));
        continue;
      }
      return await pdfOf(response);
    }
    throw refused("Lago's file leads from one address to the next.");
  } catch (error) {
    if (error instanceof HttpFailure) throw error;
    throw signal.aborted
      ? new HttpFailure("Lago did not send the file in time.", {
        kind: "timeout",
        outcomeKnown: true,
      })
      // The cause names the address, which must not reach a log.
      : new HttpFailure("Lago's file could not be reached.", {
        kind: "network",
        outcomeKnown: true,
      });
  }
}

async function pdfOf(response: Response): Promise<Uint8Array<ArrayBuffer>> {
  if (!response.ok) {
    await response.body?.cancel();
    throw new HttpFailure(`Lago answered ${response.status} for the file.`, {
      kind: "status",
      status: response.status,
      outcomeKnown: true,
    });
  }
  const bytes = await readLimited("Lago", response, MAX_BYTES);
  // The type in the header is what a server believes; the first bytes are what a reader opens.
  if (new TextDecoder("latin1").decode(bytes.subarray(0, 5)) !== "%PDF-") {
    throw refused("Lago sent a file that is not a PDF.");
  }
  return new Uint8Array(bytes);
}

/**
 * Lago signs its files under the name it knows itself by, which inside a private network differs from
 * ours for it: what it stores is asked for at our address.
 */
function firstAddress(apiUrl: string, fileUrl: string): URL {
  const own = new URL(apiUrl);
  const given = parse(fileUrl);
  if (given.host === own.host) return withoutLogin(given, own.protocol);
  if (given.pathname.startsWith(STORED)) return new URL(given.pathname + given.search, own.origin);
  throw refused("Lago names a file at an address that is not its own.");
}

function nextAddress(apiUrl: string, to: URL): URL {
  const own = new URL(apiUrl);
  if (to.host === own.host) return withoutLogin(to, own.protocol);
  if (to.protocol !== "https:" || to.username || to.password || !isPublicName(to.hostname)) {
    throw refused("Lago's file leads to an address that is not allowed.");
  }
  return to;
}

function withoutLogin(url: URL, protocol: string): URL {
  if (url.username || url.password || !["https:", protocol].includes(url.protocol)) {
    throw refused("Lago names a file at an address that is not allowed.");
  }
  return url;
}

/** A name of the public internet: no address in numbers, no name of the local network. */
function isPublicName(hostname: string): boolean {
  if (!hostname.includes(".") || hostname.startsWith("[") || /^[\d.]+$/.test(hostname)) {
    return false;
  }
  return !/\.(local|localhost|internal|lan|home|arpa|test)\.?$/.test(hostname);
}

function parse(text: string): URL {
  try {
    return new URL(text);
  } catch {
    throw refused("Lago names a file by an address that is none.");
  }
}

const refused = (message: string) =>
  new HttpFailure(message, { kind: "bad_body", outcomeKnown: true });
