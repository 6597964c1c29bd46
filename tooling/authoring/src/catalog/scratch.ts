import type { Session } from "./session.js";

/** A database as a package's migrations build it, and what its Prisma files add to that. */
export interface Scratch {
  readonly session: Session;
  /** What Prisma would write, seen from what the session sees now; empty without a difference. */
  difference(): Promise<string>;
  /** What Prisma would write to drop all that it sees. */
  teardown(): Promise<string>;
  /** Tables and enum types of other packages, as `schema.name`. */
  readonly external: readonly string[];
}
