import { useClient, useTestDatabase } from "@deepiri/test-database";
import { createCyrexClient } from "../src/client.js";
import { cyrexFactories } from "./factories.js";

/** For a test file: a database of its own, cyrex's client on it (`open.client`), and factories. */
export function useCyrex() {
  const db = useTestDatabase("cyrex");
  const open = useClient(db, createCyrexClient);
  return { db, open, ...cyrexFactories(db) };
}
