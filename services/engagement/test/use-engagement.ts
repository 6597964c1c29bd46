import { coreFactories } from "@deepiri/core/testing";
import { useClient, useTestDatabase } from "@deepiri/test-database";
import { createEngagementClient } from "../src/client.js";
import { engagementFactories } from "./factories.js";

/** For a test file: a database of its own, engagement's client on it (`open.client`), and factories. */
export function useEngagement() {
  const db = useTestDatabase("engagement");
  const open = useClient(db, createEngagementClient);
  return { db, open, ...coreFactories(db), ...engagementFactories(db) };
}
