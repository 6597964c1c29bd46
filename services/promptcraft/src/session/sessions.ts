import { defined, hashOfToken, newToken, whoAsks } from "@deepiri/database";
import type { PromptcraftClient, PromptcraftTransaction } from "../client.js";

/** A session to begin. */
export interface NewSession {
  readonly expiresAt: Date;
  readonly ipAddress?: string;
  readonly userAgent?: string;
}

/** What a client keeps to be known by. Only hashes of it are stored. */
export interface SessionTokens {
  readonly accessToken: string;
  readonly refreshToken: string;
}

/** Begins a session of who asks, who has proved who he is. */
export async function openSession(
  client: PromptcraftClient,
  { expiresAt, ...others }: NewSession,
): Promise<SessionTokens> {
  const { tenant, user } = whoAsks();
  const [accessToken, refreshToken] = [newToken(), newToken()];
  await client.session.create({
    data: {
      tenantId: tenant,
      userId: user,
      expiresAt,
      accessTokenHash: hashOfToken(accessToken),
      refreshTokenHash: hashOfToken(refreshToken),
      ...defined(others),
    },
  });
  return { accessToken, refreshToken };
}

/** Whose session it is, for the request context. */
export interface SessionOwner {
  readonly sessionId: string;
  readonly tenant: string;
  readonly actor: string;
}

/** Whose session holds under an access token; null when none does. It is asked before anybody is known. */
export async function findSession(
  client: PromptcraftTransaction,
  accessToken: string,
): Promise<SessionOwner | null> {
  const [found] = await client.$queryRaw<SessionOwner[]>`
    SELECT session_id AS "sessionId", tenant_id AS tenant, user_id AS actor
    FROM promptcraft.session_of(${hashOfToken(accessToken)})`;
  return found ?? null;
}

/** Ends a session of who asks, or all of his. Returns how many ended. */
export async function endSessions(client: PromptcraftClient, sessionId?: string): Promise<number> {
  const where = { userId: whoAsks().user, revokedAt: null, ...defined({ id: sessionId }) };
  return (await client.session.updateMany({ where, data: { revokedAt: new Date() } })).count;
}
