import { Buffer } from "node:buffer";
import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
} from "node:crypto";

/** Base64 HMAC-SHA256 of the raw body, as in `X-Lago-Signature`. */
export function hmacSignature(body: string, key: string): string {
  return createHmac("sha256", key).update(body).digest("base64");
}

/** A fresh RS256 private key in PEM. */
export function newPrivateKey(): string {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return privateKey.export({ type: "pkcs8", format: "pem" }).toString();
}

/** The public half in PEM. */
export function publicKeyOf(privateKeyPem: string): string {
  return createPublicKey(createPrivateKey(privateKeyPem))
    .export({ type: "spki", format: "pem" }).toString();
}

/** RS256 token whose `data` claim is the body and `iss` the API's URL. */
export function jwtSignature(body: string, issuer: string, privateKeyPem: string): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const signed = `${part({ alg: "RS256" })}.${part({ data: body, iss: issuer })}`;
  const signature = sign("sha256", Buffer.from(signed), privateKeyPem).toString("base64url");
  return `${signed}.${signature}`;
}
