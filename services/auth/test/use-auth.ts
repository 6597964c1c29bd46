import { coreFactories } from "@deepiri/core/testing";
import { useClient, useTestDatabase } from "@deepiri/test-database";
import { createAuthClient } from "../src/client.js";
import { authFactories } from "./factories.js";

/** For a test file: a database of its own, auth's client on it (`open.client`), and factories. */
export function useAuth() {
  const db = useTestDatabase("auth");
  const open = useClient(db, createAuthClient);
  return { db, open, ...coreFactories(db), ...authFactories(db) };
}
