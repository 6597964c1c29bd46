import { runWithContext } from "@deepiri/database";
import { useClient, useTestDatabase } from "@deepiri/test-database";
import { createPromptcraftClient } from "../src/client.js";
import { asOwner } from "./as-owner.js";
import { factories } from "./factories.js";

/** A row that says who asks. */
interface Person {
  readonly id: string;
  readonly tenantId: string;
}

/**
 * For a test file: a database of its own, the client on it (`open.client`), and factories, which write for every tenant;
 * `as(person, work)` does something in a person's name.
 */
export function usePromptcraft() {
  const db = useTestDatabase("promptcraft");
  const open = useClient(db, createPromptcraftClient);
  const as = <Result>({ id, tenantId }: Person, work: () => PromiseLike<Result>) =>
    runWithContext({ actor: id, tenant: tenantId }, work);
  return { db, open, as, ...factories(asOwner(db)) };
}
