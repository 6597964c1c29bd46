import { brand } from "@deepiri/database";
import { SignJWT } from "jose";
import type { Caller } from "./identity/caller.js";

/** What a token says beside the caller. */
export interface TokenOptions {
  /** GATEWAY_SECRET of the service. */
  readonly secret: string;
  /** Key of the service. */
  readonly audience: string;
}

/** A token as the gateway gives it, good for five minutes, by the shared secret. For tests. */
export async function signToken(
  { id, roles, tenant }: Partial<Caller> & Pick<Caller, "id">,
  { secret, audience }: TokenOptions,
): Promise<string> {
  return await new SignJWT({ roles: roles ?? [], ...(tenant !== undefined && { tenant }) })
    .setProtectedHeader({ alg: "HS256" })
    .setSubject(id)
    .setIssuer(`${brand.name}-gateway`)
    .setAudience(audience)
    .setIssuedAt()
    .setExpirationTime("5 minutes")
    .sign(new TextEncoder().encode(secret));
}
