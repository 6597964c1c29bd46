import { runWithContext } from "@deepiri/database";
import { useClient, useTestDatabase } from "@deepiri/test-database";
import { createRobbieverseClient } from "../src/client.js";
import { asOwner } from "./as-owner.js";
import { factories } from "./factories.js";

/** A row that says who asks, and where. */
interface Member {
  readonly userId: string;
  readonly organizationId: string;
}

/**
 * For a test file: a database of its own, a client on it (`open.client`), and factories, which write for every
 * organization; `as(membership, work)` does something in a member's name.
 */
export function useRobbieverse() {
  const db = useTestDatabase("robbieverse");
  const open = useClient(db, createRobbieverseClient);
  const as = <Result>({ userId, organizationId }: Member, work: () => PromiseLike<Result>) =>
    runWithContext({ actor: userId, tenant: organizationId }, work);
  return { db, open, as, ...factories(asOwner(db)) };
}
