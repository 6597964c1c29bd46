import { fillEveryTable, useTestDatabase } from "@deepiri/test-database";
import { expect, it } from "vitest";
import { asOwner } from "../as-owner.js";
import { businessTables } from "../factories/business.js";
import { integrationTables } from "../factories/integration.js";
import { ofTables } from "../factories/of-tables.js";
import { factories } from "../factories.js";

const db = asOwner(useTestDatabase("robbieverse"));
const made = factories(db);

it("updated_at of business and integration is when a row was last written, whatever the writer says", async () => {
  await fillEveryTable(ofTables(made, { ...businessTables, ...integrationTables }));
  const tables = await db.query<{ name: string }>(
    `SELECT attrelid::pg_catalog.regclass::text AS name FROM pg_catalog.pg_attribute
     JOIN pg_catalog.pg_class ON pg_class.oid = attrelid
     WHERE attname = 'updated_at' AND relkind = 'r'
       AND relnamespace = ANY ('{business,integration}'::pg_catalog.regnamespace[])`,
  );
  expect(tables).not.toEqual([]);
  for (const { name } of tables) {
    const written = await db.query<{ is_now: boolean }>(
      `UPDATE ${name} SET updated_at = '2001-01-01' RETURNING updated_at = now() AS is_now`,
    );
    expect(written, name).toContainEqual({ is_now: true });
    expect(written, name).not.toContainEqual({ is_now: false });
  }
});

it("every time of business and integration has a zone", async () => {
  const zoneless = await db.query(
    `SELECT attrelid::pg_catalog.regclass::text, attname FROM pg_catalog.pg_attribute
     JOIN pg_catalog.pg_class ON pg_class.oid = attrelid
     WHERE atttypid = 'timestamp'::pg_catalog.regtype
       AND relnamespace = ANY ('{business,integration}'::pg_catalog.regnamespace[])`,
  );
  expect(zoneless).toEqual([]);
});
