import { useClient, useTestDatabase } from "@deepiri/test-database";
import { createPromptcraftClient } from "../src/client.js";
import { factories } from "./factories.js";

/** For a test file: a database of its own, a client on it (`open.client`), and factories. */
export function usePromptcraft() {
  const db = useTestDatabase("promptcraft");
  const open = useClient(db, createPromptcraftClient);
  return { db, open, ...factories(db) };
}
