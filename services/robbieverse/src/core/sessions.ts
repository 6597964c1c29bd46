import { defined, hashOfToken, newToken, whoAsks } from "@deepiri/database";
import type { RobbieverseClient, RobbieverseTransaction } from "../client.js";

/** A session to begin. */
export interface NewSession {
  readonly expiresAt: Date;
  readonly ipAddress?: string;
  readonly userAgent?: string;
  /** Of the server where it begins. */
  readonly nodeName?: string;
}

/** For whom somebody acts, as the request context takes it. */
export interface Acting {
  readonly tenant: string;
  readonly actor: string;
}

/** Begins a session of who asks, who has proved who he is, and notes his login. Only a hash of its token is stored. */
export async function openSession(
  client: RobbieverseClient,
  { expiresAt, ...others }: NewSession,
): Promise<{ token: string }> {
  const { tenant, user } = whoAsks();
  const token = newToken();
  await client.transaction(async (tx) => {
    await tx.session.create({
      data: {
        organizationId: tenant,
        userId: user,
        expiresAt,
        tokenHash: hashOfToken(token),
        ...defined(others),
      },
    });
    await tx.user.update({ where: { id: user }, data: { lastLogin: new Date() } });
  });
  return { token };
}

/** Whose session holds under a token; null when none does. It is asked before anybody is known. */
export async function findSession(
  client: RobbieverseTransaction,
  token: string,
): Promise<(Acting & { readonly sessionId: string }) | null> {
  const [found] = await client.$queryRaw<(Acting & { sessionId: string })[]>`
    SELECT session_id AS "sessionId", organization_id AS tenant, user_id AS actor
    FROM core.session_of(${hashOfToken(token)})`;
  return found ?? null;
}

/** Ends a session of who asks, or all of his in the organization. Returns how many ended. */
export async function endSessions(client: RobbieverseClient, sessionId?: string): Promise<number> {
  const { tenant, user } = whoAsks();
  const where = {
    ...{ organizationId: tenant, userId: user, revokedAt: null },
    ...defined({ id: sessionId }),
  };
  return (await client.session.updateMany({ where, data: { revokedAt: new Date() } })).count;
}
