import { useClient, useTestDatabase } from "@deepiri/test-database";
import { createCoreClient } from "../src/client.js";
import { coreFactories } from "../src/testing.js";

/** For a test file: a database of its own, core's client on it (`open.client`), and factories. */
export function useCore() {
  const db = useTestDatabase("core");
  const open = useClient(db, createCoreClient);
  return { db, open, ...coreFactories(db) };
}
