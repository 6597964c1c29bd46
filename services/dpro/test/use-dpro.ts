import { useClient, useTestDatabase } from "@deepiri/test-database";
import { createDproClient } from "../src/client.js";
import { dproFactories } from "./factories.js";

/** For a test file: a database of its own, dpro's client on it (`open.client`), and factories. */
export function useDpro() {
  const db = useTestDatabase("dpro");
  const open = useClient(db, createDproClient);
  return { db, open, ...dproFactories(db) };
}
