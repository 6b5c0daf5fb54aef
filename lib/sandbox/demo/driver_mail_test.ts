import assert from "node:assert/strict";
import { mailLine, signInLink } from "./driver_mail.ts";
import { DRIVER_EMAIL } from "./people.ts";

Deno.test("only a sign-in mail is called one and shows its link", () => {
  const text = "Sign in here:\nhttp://app.localhost:8000/auth/link?token=abc\nOr ignore it.";
  const signIn = { category: "magic_link", subject: "Your sign-in link", text };
  assert.equal(
    mailLine(signIn),
    `Sign-in link for ${DRIVER_EMAIL}: http://app.localhost:8000/auth/link?token=abc`,
  );
  const receipt = { category: "receipt", subject: "Your receipt of 3 May", text };
  assert.equal(signInLink(receipt), null);
  assert.equal(mailLine(receipt), `Mail to ${DRIVER_EMAIL} (receipt): Your receipt of 3 May`);
  assert.equal(
    mailLine({ ...signIn, text: "no link" }),
    `Mail to ${DRIVER_EMAIL} (magic_link): Your sign-in link`,
  );
});
