import { useClient, useTestDatabase } from "@deepiri/test-database";
import { createIntelligenceClient } from "../src/client.js";
import { intelligenceFactories } from "./factories.js";

/** For a test file: a database of its own, intelligence's client on it (`open.client`), and factories. */
export function useIntelligence() {
  const db = useTestDatabase("intelligence");
  const open = useClient(db, createIntelligenceClient);
  return { db, open, ...intelligenceFactories(db) };
}
