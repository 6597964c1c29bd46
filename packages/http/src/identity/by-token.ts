import { errors, type JWTVerifyGetKey, type JWTVerifyOptions, jwtVerify } from "jose";
import { Unauthenticated, Unavailable } from "../problem/problem.js";
import { type Caller, callerSchema, type Identify } from "./caller.js";

/** With what, and for whom, tokens are signed. */
export interface TokenRules {
  /** The secret of HS256, or what finds the public key that a token names. */
  readonly key: Uint8Array | JWTVerifyGetKey;
  readonly issuer: string;
  /** Who a token has to be meant for: this service. */
  readonly audience: string;
}

/** No token is older, whatever its own `exp` says. */
const longestTokenAge = "15 minutes";

const asymmetric = ["EdDSA", "ES256", "RS256", "PS256"];

/**
 * Believes `Authorization: Bearer` with a JSON Web Token that the gateway has signed for this service, not
 * long ago. A token that is there and cannot be believed is refused, even where none is needed.
 */
export function byToken({ key, issuer, audience }: TokenRules): Identify {
  const options: JWTVerifyOptions = {
    issuer,
    audience,
    // A public key must never be taken for the secret of HS256, nor the other way round.
    algorithms: key instanceof Uint8Array ? ["HS256"] : asymmetric,
    requiredClaims: ["sub", "exp", "iat"],
    maxTokenAge: longestTokenAge,
    clockTolerance: 5,
  };
  return async ({ authorization }) => {
    if (authorization === undefined) return undefined;
    const [, token] = /^Bearer +([\w.-]+)$/i.exec(authorization) ?? [];
    if (token === undefined) throw refused();
    return callerIn(await claimsOf(token, key, options));
  };
}

async function claimsOf(token: string, key: TokenRules["key"], options: JWTVerifyOptions) {
  try {
    const { payload } =
      key instanceof Uint8Array
        ? await jwtVerify(token, key, options)
        : await jwtVerify(token, key, options);
    return payload;
  } catch (error) {
    if (error instanceof errors.JWTExpired) throw refused("The token has expired.");
    if (isAboutKeys(error)) throw new Unavailable("The gateway's keys cannot be read.", error);
    throw refused();
  }
}

/** The set of keys could not be fetched, which says nothing of the token. */
function isAboutKeys(error: unknown): boolean {
  if (!(error instanceof errors.JOSEError)) return true;
  return (
    error instanceof errors.JWKSTimeout ||
    error instanceof errors.JWKSInvalid ||
    error.code === errors.JOSEError.code
  );
}

function callerIn({ sub, roles, tenant }: Record<string, unknown>): Caller {
  const { data } = callerSchema.safeParse({ id: sub, roles, tenant });
  if (data === undefined) throw refused();
  return data;
}

function refused(why = "The token is not valid."): Unauthenticated {
  return new Unauthenticated(why, "invalid_token");
}
