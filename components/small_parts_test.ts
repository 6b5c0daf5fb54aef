import assert from "node:assert/strict";
import { CLEAR_FLASH_COOKIE, flashCookie, readFlash } from "./flash.ts";
import { splitPublicId } from "./public_id.ts";
import { statusLook } from "./status.ts";
import { readTheme, themeCookie } from "./theme.ts";

const pair = (setCookie: string) => setCookie.split(";")[0];

const http = { scheme: "http" } as const;

Deno.test("a flash travels by TLS alone where the hosts do", () => {
  const message = { tone: "info", text: "a" } as const;
  assert.match(flashCookie(message, { scheme: "https" }), /; Secure$/);
  assert.doesNotMatch(flashCookie(message, http), /Secure/);
});

Deno.test("a flash survives the cookie, whatever characters it holds", () => {
  const message = { tone: "success", text: 'Voided "INV; 7" – 12,50 €' } as const;
  assert.deepEqual(readFlash(`a=b; ${pair(flashCookie(message, http))}; c=d`), message);
});

Deno.test("a long flash is cut, a foreign one ignored, a cleared one gone", () => {
  const long = readFlash(pair(flashCookie({ tone: "error", text: "x".repeat(900) }, http)));
  assert.equal(long?.text.length, 300);
  assert.equal(readFlash("flash=bm90IGpzb24"), undefined);
  assert.equal(
    readFlash(`flash=${btoa('{"tone":"evil","text":"x"}').replaceAll("=", "")}`),
    undefined,
  );
  assert.equal(readFlash(pair(CLEAR_FLASH_COOKIE)), undefined);
  assert.equal(readFlash(null), undefined);
});

Deno.test("the theme comes from its own cookie and falls back to the device", () => {
  assert.equal(readTheme(`x=1; ${pair(themeCookie("dark"))}`), "dark");
  assert.equal(readTheme("mytheme=dark"), "system");
  assert.equal(readTheme("theme=pink"), "system");
  assert.equal(readTheme(null), "system");
});

Deno.test("a status word is found in any case, and an unknown one is shown as it is", () => {
  assert.deepEqual(statusLook("charger", "SuspendedEV"), { tone: "info", label: "Paused by car" });
  assert.equal(statusLook("session", "completed").tone, "neutral");
  assert.equal(statusLook("sync", "completed").tone, "success");
  assert.deepEqual(statusLook("invoice", "partly_paid"), { tone: "neutral", label: "Partly paid" });
});

Deno.test("a public id splits into 4 + 4 and runs of letters and digits", () => {
  assert.deepEqual(splitPublicId("AB23C4DE"), [
    [{ kind: "letter", text: "AB" }, { kind: "digit", text: "23" }],
    [
      { kind: "letter", text: "C" },
      { kind: "digit", text: "4" },
      { kind: "letter", text: "DE" },
    ],
  ]);
});

Deno.test("look-alike characters and other lengths are no public id", () => {
  for (const bad of ["AB23C4D", "AB23C4DEF", "AB23C4D0", "AB23C4DI", "AB23C4DL", "ab23c4de"]) {
    assert.equal(splitPublicId(bad), undefined);
  }
});
