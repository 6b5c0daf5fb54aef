import { createHash, randomBytes } from "node:crypto";
import type { TestApp } from "./app.ts";

/** What the app tells of a phone. */
export const PHONE = {
  platform: "ios",
  model: "iPhone18,1",
  osVersion: "26.1",
  appVersion: "3.4.0",
  pushToken: "",
  apnsEnvironment: "sandbox",
};

export interface TestDevice {
  deviceId: string;
  deviceToken: string;
  deviceSecret: string;
}

let visitors = 0;
/** An address of its own, so that limits per address do not meet; needs `TRUST_PROXY`. */
export const ownAddress = () => `203.0.113.${++visitors % 250}`;

/** A verifier and its S256 challenge. */
export function newPkce(): { codeVerifier: string; codeChallenge: string } {
  const codeVerifier = randomBytes(32).toString("base64url");
  return {
    codeVerifier,
    codeChallenge: createHash("sha256").update(codeVerifier).digest("base64url"),
  };
}

/** Sends JSON as the app does: to the operators' host, without Origin and cookie. */
export function callApi(
  app: TestApp,
  method: string,
  path: string,
  options: { body?: unknown; token?: string; key?: string; ip?: string; headers?: HeadersInit } =
    {},
): Promise<Response> {
  const headers = new Headers(options.headers);
  headers.set("x-forwarded-for", options.ip ?? ownAddress());
  headers.set("user-agent", "ExpresScan/3.4.0 (iOS)");
  if (options.body !== undefined) headers.set("content-type", "application/json");
  if (options.token) headers.set("authorization", `Bearer ${options.token}`);
  if (options.key) headers.set("idempotency-key", options.key);
  return app.handle(
    new Request(app.adminUrl + path, {
      method,
      headers,
      body: options.body === undefined ? undefined : JSON.stringify(options.body),
    }),
  );
}

/** The code that an operator's confirmation of the registration page makes. */
export async function mintCode(
  app: TestApp,
  cookie: string,
  codeChallenge: string,
  path = "/app/register",
): Promise<string> {
  const response = await app.request("admin", path, {
    method: "POST",
    cookie,
    body: new URLSearchParams({ codeChallenge, codeChallengeMethod: "S256", label: "Desk phone" }),
  });
  await response.body?.cancel();
  const code = URL.parse(response.headers.get("location") ?? "")?.searchParams.get("code");
  if (!code) throw new Error(`The registration page answered ${response.status} without a code.`);
  return code;
}

/** Registers a device of the operator behind `cookie`, from the page to the token. */
export async function registerDevice(
  app: TestApp,
  cookie: string,
  over: Record<string, unknown> = {},
): Promise<TestDevice> {
  const { codeVerifier, codeChallenge } = newPkce();
  const oneTimeCode = await mintCode(app, cookie, codeChallenge);
  const response = await callApi(app, "POST", "/api/devices/register", {
    body: { ...PHONE, oneTimeCode, codeVerifier, label: "Desk phone", ...over },
  });
  if (response.status !== 200) throw new Error(await response.text());
  return await response.json();
}
