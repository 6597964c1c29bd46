import { brand } from "@deepiri/database";
import { createLocalJWKSet, createRemoteJWKSet, type JSONWebKeySet } from "jose";
import { Unauthenticated } from "../problem/problem.js";
import { SettingError } from "../setting/setting-error.js";
import { byHeaders } from "./by-headers.js";
import { byToken, type TokenRules } from "./by-token.js";
import type { Identify } from "./caller.js";

/** HS256 asks for as many bytes as its hash has. */
const shortestSecret = 32;

/** How the environment says by what the gateway's tokens are checked: one of them, at most. */
const keyVariables: Readonly<Record<string, (value: string) => TokenRules["key"]>> = {
  GATEWAY_SECRET: secretKey,
  GATEWAY_JWKS: keySet,
  GATEWAY_JWKS_URL: remoteKeySet,
};

/**
 * How a service knows its callers, as the environment says. Throws SettingError for a key that cannot be
 * used, for more than one way, and in production for none or for headers that are believed as they stand.
 *
 * @param service key of the package, which is the audience of its tokens
 */
export function identityFromEnvironment(
  service: string,
  env: NodeJS.ProcessEnv = process.env,
): Identify {
  const isProduction = env.NODE_ENV === "production";
  const keys = Object.keys(keyVariables).filter((name) => env[name]?.trim());
  const trustsHeaders = env.TRUST_IDENTITY_HEADERS?.trim() === "1";
  const named = [...keys, ...(trustsHeaders ? ["TRUST_IDENTITY_HEADERS"] : [])];
  if (named.length > 1)
    throw new SettingError(`${named.join(" and ")} are set; leave the one that is meant.`);
  if (trustsHeaders && isProduction)
    throw new SettingError(
      "TRUST_IDENTITY_HEADERS lets anybody be anyone and is refused in production. " +
        `Set one of ${Object.keys(keyVariables).join(", ")} instead.`,
    );
  if (trustsHeaders) return byHeaders;
  const [variable] = keys;
  if (variable !== undefined) return byToken(tokenRules(variable, service, env));
  if (isProduction)
    throw new SettingError(
      `No key to check the gateway's tokens. Set one of ${Object.keys(keyVariables).join(", ")}.`,
    );
  return byNobody;
}

/** Believes nobody. */
const byNobody: Identify = ({ authorization }) => {
  if (authorization === undefined) return undefined;
  throw new Unauthenticated("This service has no key to check a token.");
};

function tokenRules(variable: string, service: string, env: NodeJS.ProcessEnv): TokenRules {
  const read = keyVariables[variable] as (value: string) => TokenRules["key"];
  return {
    key: read((env[variable] as string).trim()),
    issuer: env.GATEWAY_ISSUER?.trim() || `${brand.name}-gateway`,
    audience: service,
  };
}

function secretKey(value: string): Uint8Array {
  const bytes = new TextEncoder().encode(value);
  if (bytes.length < shortestSecret)
    throw new SettingError(
      `GATEWAY_SECRET is shorter than ${shortestSecret} bytes. Make one by: openssl rand -hex 32`,
    );
  return bytes;
}

function keySet(value: string): TokenRules["key"] {
  try {
    return createLocalJWKSet(JSON.parse(value) as JSONWebKeySet);
  } catch {
    throw new SettingError('GATEWAY_JWKS is not a set of keys: {"keys":[...]} of public JWKs.');
  }
}

function remoteKeySet(value: string): TokenRules["key"] {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol))
    throw new SettingError("GATEWAY_JWKS_URL is not a URL of http or https.");
  return createRemoteJWKSet(url, { timeoutDuration: 3000 });
}
