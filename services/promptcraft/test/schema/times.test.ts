import { tablesOf, testTimes, useTestDatabase } from "@deepiri/test-database";
import { expect, it } from "vitest";
import { asOwner } from "../as-owner.js";
import { factories } from "../factories.js";

const db = asOwner(useTestDatabase("promptcraft"));
const made = factories(db);

testTimes(db, made, ["promptcraft.entity", "promptcraft.tenant", "promptcraft.user"]);

it("every time has a zone", async () => {
  const zoneless = await db.query(
    `SELECT attrelid::pg_catalog.regclass::text AS table, attname AS column FROM pg_catalog.pg_attribute
     WHERE atttypid = 'timestamp'::pg_catalog.regtype AND attrelid = ANY ($1::pg_catalog.regclass[])`,
    [tablesOf(made)],
  );
  expect(zoneless).toEqual([]);
});
