import type { FuzzOptions } from "@deepiri/tenancy/testing";
import { factories } from "./factories.js";

type Seed = NonNullable<FuzzOptions["seed"]>;
type Owner = Parameters<Seed>[1];

/** Columns of a table that hold any text or document, in no key. */
const freeColumns = `
  SELECT attname AS name, pg_catalog.format_type(atttypid, NULL) AS type FROM pg_catalog.pg_attribute
   WHERE attrelid = $1::pg_catalog.regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
     AND atttypid IN ('text'::pg_catalog.regtype, 'varchar'::pg_catalog.regtype, 'jsonb'::pg_catalog.regtype, 'text[]'::pg_catalog.regtype)
     AND NOT EXISTS (SELECT FROM pg_catalog.pg_index
                      WHERE indrelid = attrelid AND indisunique AND attnum = ANY (indkey::smallint[]))`;

/** Broken where a column takes certain words only, or no document of that kind. */
const refusals = ["23514", "23503", "22001"];

/**
 * Makes the fuzzer's seed for a schema: two rows of every table for a tenant, with his canary in each text that may be
 * any.
 */
export function fillTenant(schema: string): Seed {
  return async ({ id, canary }, owner) => {
    const made = factories(owner);
    await made.organizations.create({ id, name: canary });
    const own = Object.values(made).filter(({ table }) => table.startsWith(`${schema}.`));
    for (const { table, createMany } of own) {
      if (table === "core.organizations" || !(await isOfOrganizations(owner, table))) continue;
      await createMany(2, { organizationId: id });
      await write(owner, table, id, canary);
    }
  };
}

async function isOfOrganizations(owner: Owner, table: string): Promise<boolean> {
  const { rowCount } = await owner.query(
    `SELECT FROM pg_catalog.pg_attribute
      WHERE attrelid = $1::pg_catalog.regclass AND attname = 'organization_id'`,
    [table],
  );
  return rowCount === 1;
}

async function write(owner: Owner, table: string, id: string, canary: string): Promise<void> {
  const { rows } = await owner.query(freeColumns, [table]);
  const client = await owner.connect();
  try {
    // Past triggers: what is only added to is written too.
    await client.query("SET session_replication_role = replica");
    for (const { name, type } of rows) {
      const value = { jsonb: JSON.stringify({ canary }), "text[]": [canary] }[type as string];
      const update = `UPDATE ${table} SET "${name}" = $1 WHERE organization_id = $2`;
      await client.query(update, [value ?? canary, id]).catch((error) => {
        if (!refusals.includes(error.code)) throw error;
      });
    }
    await client.query("RESET session_replication_role");
  } finally {
    client.release();
  }
}
