import { tablesOf, testTimes, useTestDatabase } from "@deepiri/test-database";
import { expect, it } from "vitest";
import { cyrexFactories } from "./factories.js";

const db = useTestDatabase("cyrex");
const factories = cyrexFactories(db);

testTimes(db, factories, [
  "cyrex.agent_states",
  "cyrex.agents",
  "cyrex.cyrex_sessions",
  "cyrex.cyrex_vendors",
  "cyrex.guardrail_rules",
  "cyrex.langgraph_states",
  "cyrex.workflows",
]);

it("every required time has a default, so that programs may leave it out", async () => {
  const rows = await db.query(
    `SELECT attrelid::pg_catalog.regclass::text AS table, attname AS column
     FROM pg_catalog.pg_attribute
     WHERE atttypid = 'timestamp'::pg_catalog.regtype AND attnotnull AND NOT atthasdef
       AND attrelid = ANY ($1::pg_catalog.regclass[])`,
    [tablesOf(factories)],
  );
  expect(rows).toEqual([]);
});

it("an id that is left out becomes the text of a uuid", async () => {
  const { messageId } = await factories.synapseMessages.create();
  expect(messageId).toMatch(/^[0-9a-f-]{36}$/);
});
