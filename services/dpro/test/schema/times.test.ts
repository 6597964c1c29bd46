import { tablesOf, testTimes, useTestDatabase } from "@deepiri/test-database";
import { expect, it } from "vitest";
import { dproFactories } from "../factories.js";

const db = useTestDatabase("dpro");
const factories = dproFactories(db);

testTimes(db, factories, [
  "ai_agents.agents",
  "communication.conversations",
  "iam.user_preferences",
  "iam.users",
  "marketplace.tools",
  "system.configurations",
  "tasks.tasks",
  "workflow.boards",
  "workflow.workflows",
]);

it("every time has a zone", async () => {
  const zoneless = await db.query(
    `SELECT attrelid::pg_catalog.regclass::text AS table, attname AS column FROM pg_catalog.pg_attribute
     WHERE atttypid = 'timestamp'::pg_catalog.regtype AND attrelid = ANY ($1::pg_catalog.regclass[])`,
    [tablesOf(factories)],
  );
  expect(zoneless).toEqual([]);
});
