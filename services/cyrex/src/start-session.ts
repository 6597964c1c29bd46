import type { CyrexClient } from "./client.js";
import type { CyrexSession, Prisma } from "./generated/client.js";

/** Who talks with whom, and for how long. */
export interface NewSession {
  /** A user's uuid as text, any other text, or nobody: no key checks it. */
  readonly userId?: string;
  readonly agentId?: string;
  readonly context?: Prisma.InputJsonValue;
  readonly metadata?: Prisma.InputJsonValue;
  /** When the session ends by itself; never, if left out. */
  readonly expiresAt?: Date;
}

/** Opens a session, active from now on. The database gives it its id and its times. */
export function startSession(client: CyrexClient, session: NewSession): Promise<CyrexSession> {
  return client.cyrexSession.create({ data: { ...session, status: "active" } });
}
