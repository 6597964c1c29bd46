import type { RobbieverseTransaction } from "../client.js";

/** Who signs in, before he has proved it. */
export interface Login {
  readonly userId: string;
  readonly passwordHash: string;
  /** Those that he may act for, the longest first. */
  readonly organizationIds: readonly string[];
}

/** The active user of an address or a username, in any capitals; null when there is none. No context is needed. */
export async function findLogin(
  client: RobbieverseTransaction,
  name: string,
): Promise<Login | null> {
  const [found] = await client.$queryRaw<Login[]>`
    SELECT user_id AS "userId", password_hash AS "passwordHash", organization_ids AS "organizationIds"
    FROM core.login_of(${name})`;
  return found ?? null;
}
