import assert from "node:assert/strict";
import { magicLinkMail } from "./magic_link.tsx";

const url = "https://app.example.org/login/link?token=abc&next=%2Fsessions";
const base = { url, ttlSec: 900, kind: "sign_in", language: "en" } as const;

Deno.test("both bodies carry the link, its life and how to reach the operator", () => {
  const { html, text, subject } = magicLinkMail({ ...base, contactEmail: "desk@example.org" });
  assert.equal(subject, "Your sign-in link for Polaris Express");
  assert(text.split("\n").includes(url), "on a line of its own, so that readers link it whole");
  assert(html.includes(`href="${url.replace("&", "&amp;")}"`));
  for (const body of [html, text]) {
    assert.match(body, /15 minutes/);
    assert.match(body, /desk@example\.org/);
  }
});

Deno.test("life is told in words that fit", () => {
  const life = (ttlSec: number) =>
    /for (\d+ \w+)/.exec(magicLinkMail({ ...base, ttlSec }).text)![1];
  assert.deepEqual([30, 60, 900, 7_200, 86_400].map(life), [
    "1 minute",
    "1 minute",
    "15 minutes",
    "2 hours",
    "24 hours",
  ]);
});

Deno.test("what is put in is escaped, and nothing is loaded from elsewhere", () => {
  const { html } = magicLinkMail({ ...base, contactEmail: `"><script>x</script>@e.org` });
  assert.doesNotMatch(html, /<script|src=|@import|url\(/);
});

Deno.test("the mail speaks the reader's language", () => {
  const { subject, html, text } = magicLinkMail({ ...base, language: "de" });
  assert.match(html, /<html lang="de">/);
  assert.notEqual(subject, magicLinkMail(base).subject);
  assert.match(text, /15 Minuten/);
});
