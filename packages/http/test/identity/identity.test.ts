import { createServer as createPlainServer } from "node:http";
import type { AddressInfo } from "node:net";
import { currentContext } from "@deepiri/database";
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from "jose";
import { describe, expect, it, onTestFinished } from "vitest";
import { z } from "zod";
import {
  callerOf,
  callersOnly,
  callersOrAnybody,
  type HttpServer,
  hasRole,
  identityFromEnvironment,
} from "../../src/index.js";
import { signToken } from "../../src/testing.js";
import { openServer } from "../use-server.js";

const secret = "0123456789abcdef0123456789abcdef";
const env = { GATEWAY_SECRET: secret };
const key = new TextEncoder().encode(secret);

const context = z.object({
  actor: z.string(),
  tenant: z.string().optional(),
  ipAddress: z.string().optional(),
  userAgent: z.string().optional(),
});

const addRoutes = (server: HttpServer) => {
  server.get(
    "/me",
    { schema: { security: callersOnly, response: { 200: z.object({ id: z.string() }) } } },
    async (request) => ({ id: callerOf(request).id }),
  );
  server.get(
    "/any",
    { schema: { security: callersOrAnybody, response: { 200: z.object({ admin: z.boolean() }) } } },
    async (request) => ({ admin: hasRole(request, "admin") }),
  );
  server.get(
    "/context",
    { schema: { response: { 200: z.object({ context: context.nullable() }) } } },
    async () => {
      await new Promise(setImmediate);
      return { context: currentContext() ?? null };
    },
  );
};

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const as = async (id: string, rest: { roles?: string[]; tenant?: string } = {}) =>
  bearer(await signToken({ id, ...rest }, { secret, audience: "test" }));

const now = Math.floor(Date.now() / 1000);
const usual = { sub: "ada", iss: "deepiri-gateway", aud: "test", iat: now, exp: now + 300 };
const signed = (claims: JWTPayload, by = key) =>
  new SignJWT(claims).setProtectedHeader({ alg: "HS256" }).sign(by);

describe("a caller", () => {
  it("is who the gateway's token says, with roles", async () => {
    const { get } = await openServer(addRoutes, { env });
    expect(await (await get("/me", await as("ada"))).json()).toEqual({ id: "ada" });
    expect(await (await get("/any", await as("ada"))).json()).toEqual({ admin: false });
    const admin = await as("eve", { roles: ["admin"] });
    expect(await (await get("/any", admin)).json()).toEqual({ admin: true });
  });

  it("is needed where the route says so, and told how to say who he is", async () => {
    const { get } = await openServer(addRoutes, { env });
    const answer = await get("/me");
    expect(answer.status).toBe(401);
    expect(answer.headers.get("www-authenticate")).toBe("Bearer");
    expect((await get("/any")).status).toBe(200);
  });

  it("is known to the database for as long as the request lasts, by all that it says", async () => {
    const { get } = await openServer(addRoutes, { env });
    const token = await as("ada", { tenant: "acme" });
    const said = await (await get("/context", { ...token, "user-agent": "a browser" })).json();
    expect(said).toEqual({
      context: { actor: "ada", tenant: "acme", ipAddress: "127.0.0.1", userAgent: "a browser" },
    });
    expect(await (await get("/context")).json()).toEqual({ context: null });
  });

  it("is not taken for another who asks at the same time", async () => {
    const { get } = await openServer(addRoutes, { env });
    const ids = Array.from({ length: 50 }, (_, index) => `user-${index}`);
    const answers = await Promise.all(
      ids.map(async (id) => (await get("/context", await as(id))).json()),
    );
    expect(answers.map(({ context: { actor } }) => actor)).toEqual(ids);
  });

  it("has the address that a trusted proxy forwards, if it is one", async () => {
    const trusting = { ...env, TRUSTED_PROXIES: "10.0.0.1, 127.0.0.0/8" };
    const { get } = await openServer(addRoutes, { env: trusting });
    const from = async (forwarded: string) => {
      const headers = { ...(await as("ada")), "x-forwarded-for": forwarded };
      return (await (await get("/context", headers)).json()).context.ipAddress;
    };
    expect(await from("203.0.113.9")).toBe("203.0.113.9");
    expect(await from("'; DROP")).toBeUndefined();
  });
});

describe("trusted proxies", () => {
  it.each(["gateway", "10.0.0.0/33", "10.0.0/8", "::1/129", "true"])("are not %s", async (text) => {
    const opened = openServer(addRoutes, { env: { TRUSTED_PROXIES: text } });
    await expect(opened).rejects.toThrow("TRUSTED_PROXIES is not a list");
  });
});

describe("a token is refused, even where none is needed,", () => {
  it.each([
    ["when it has expired", () => signed({ ...usual, exp: now - 60 })],
    [
      "when it was signed by another",
      () => signed(usual, new TextEncoder().encode("x".repeat(32))),
    ],
    ["when it is for another service", () => signed({ ...usual, aud: "other" })],
    ["when it is of another issuer", () => signed({ ...usual, iss: "other" })],
    ["when it never ends", () => signed({ ...usual, exp: undefined } as never)],
    ["when it is old, whatever it says itself", () => signed({ ...usual, iat: now - 3600 })],
    ["when it names nobody", () => signed({ ...usual, sub: undefined } as never)],
    ["when its roles are no list", () => signed({ ...usual, roles: "admin" })],
    ["when it is not signed", async () => new UnsecuredJWT(usual).encode()],
    ["when it is no token", async () => "s3cret"],
  ])("%s", async (_when, token) => {
    const { get, log, logged } = await openServer(addRoutes, { env });
    const text = await token();
    const answer = await get("/any", bearer(text));
    expect(answer.status).toBe(401);
    expect(answer.headers.get("www-authenticate")).toBe('Bearer error="invalid_token"');
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    await logged("answered");
    expect((await answer.text()) + log()).not.toContain(text);
  });

  it("when the service has no key", async () => {
    const { get } = await openServer(addRoutes);
    expect((await get("/any", await as("ada"))).status).toBe(401);
    expect((await get("/any")).status).toBe(200);
  });

  it("and so are headers that are not trusted", async () => {
    const { get } = await openServer(addRoutes, { env });
    expect((await get("/me", { "x-user-id": "ada" })).status).toBe(401);
  });
});

describe("public keys", () => {
  const makeKeys = async () => {
    const { publicKey, privateKey } = await generateKeyPair("ES256", { extractable: true });
    const jwk = { ...(await exportJWK(publicKey)), kid: "1", alg: "ES256" };
    const token = await new SignJWT(usual)
      .setProtectedHeader({ alg: "ES256", kid: "1" })
      .sign(privateKey);
    return { keys: JSON.stringify({ keys: [jwk] }), token };
  };

  it("check a token, from the environment", async () => {
    const { keys, token } = await makeKeys();
    const { get } = await openServer(addRoutes, { env: { GATEWAY_JWKS: keys } });
    expect((await get("/me", bearer(token))).status).toBe(200);
    // Signed with the public key as if it were a secret.
    const forged = await signed(usual, new TextEncoder().encode(keys));
    expect((await get("/me", bearer(forged))).status).toBe(401);
  });

  it("check a token, from the gateway, without which it is a 503 and no refusal", async () => {
    const { keys, token } = await makeKeys();
    let isUp = false;
    const gateway = createPlainServer((_request, response) => {
      response.writeHead(isUp ? 200 : 500, { "content-type": "application/json" }).end(keys);
    });
    await new Promise<void>((resolve) => gateway.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void gateway.close());
    const { port } = gateway.address() as AddressInfo;
    const { get } = await openServer(addRoutes, {
      env: { GATEWAY_JWKS_URL: `http://127.0.0.1:${port}/jwks` },
    });
    expect((await get("/me", bearer(token))).status).toBe(503);
    isUp = true;
    expect((await get("/me", bearer(token))).status).toBe(200);
  });
});

describe("headers in place of a token", () => {
  it("are believed where that is switched on", async () => {
    const { get } = await openServer(addRoutes, { env: { TRUST_IDENTITY_HEADERS: "1" } });
    const headers = { "x-user-id": "ada", "x-user-roles": "user, admin", "x-tenant-id": "acme" };
    expect(await (await get("/any", headers)).json()).toEqual({ admin: true });
    expect((await (await get("/context", headers)).json()).context.tenant).toBe("acme");
    expect((await get("/any", { "x-user-id": "x".repeat(300) })).status).toBe(401);
  });
});

describe("a service does not start", () => {
  const production = { NODE_ENV: "production" };
  it.each([
    ["in production without a key", production, "No key"],
    [
      "in production with trusted headers",
      { ...production, TRUST_IDENTITY_HEADERS: "1" },
      "refused in production",
    ],
    [
      "with a secret that is too short",
      { GATEWAY_SECRET: "hunter22" },
      "GATEWAY_SECRET is shorter",
    ],
    ["with keys that are none", { GATEWAY_JWKS: "hunter22" }, "GATEWAY_JWKS is not"],
    ["with a URL that is none", { GATEWAY_JWKS_URL: "hunter22" }, "GATEWAY_JWKS_URL is not"],
    ["with two keys", { GATEWAY_JWKS: "{}", ...env }, "GATEWAY_SECRET and GATEWAY_JWKS are set"],
  ])("%s", (_with, wrong, message) => {
    const identity = () => identityFromEnvironment("test", wrong);
    expect(identity).toThrow(message);
    expect(identity).not.toThrow("hunter22");
  });
});
