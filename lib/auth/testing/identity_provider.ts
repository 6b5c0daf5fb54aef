import { Buffer } from "node:buffer";

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** An OpenID provider on loopback: discovery, keys, and a token endpoint that signs `claims`. */
export async function startIdentityProvider() {
  const algorithm = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
  const keys = await crypto.subtle.generateKey(
    { ...algorithm, modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) },
    true,
    ["sign", "verify"],
  );
  const jwk = { ...await crypto.subtle.exportKey("jwk", keys.publicKey), kid: "k1", alg: "RS256" };
  const state = {
    claims: {} as Record<string, unknown>,
    nonce: "",
    down: false,
    tokenRequests: [] as URLSearchParams[],
  };

  async function idToken(issuer: string): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    const body = `${encode({ alg: "RS256", kid: "k1", typ: "JWT" })}.${
      encode({
        iss: issuer,
        aud: "polaris",
        iat: now,
        exp: now + 300,
        nonce: state.nonce,
        ...state.claims,
      })
    }`;
    const signature = await crypto.subtle.sign(
      algorithm,
      keys.privateKey,
      new TextEncoder().encode(body),
    );
    return `${body}.${Buffer.from(signature).toString("base64url")}`;
  }

  const server: Deno.HttpServer<Deno.NetAddr> = Deno.serve({
    hostname: "127.0.0.1",
    port: 0,
    onListen: () => {},
  }, async (req) => {
    const { pathname } = new URL(req.url);
    if (state.down) return new Response("down", { status: 503 });
    if (pathname === "/.well-known/openid-configuration") {
      return Response.json({
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        userinfo_endpoint: `${issuer}/userinfo`,
        jwks_uri: `${issuer}/jwks`,
        id_token_signing_alg_values_supported: ["RS256"],
      });
    }
    if (pathname === "/jwks") return Response.json({ keys: [jwk] });
    if (pathname === "/token") {
      state.tokenRequests.push(new URLSearchParams(await req.text()));
      return Response.json({
        access_token: "access",
        token_type: "Bearer",
        expires_in: 300,
        id_token: await idToken(issuer),
      });
    }
    return new Response("not here", { status: 404 });
  });
  const issuer: string = `http://127.0.0.1:${server.addr.port}`;
  return { issuer, state, stop: () => server.shutdown() };
}
