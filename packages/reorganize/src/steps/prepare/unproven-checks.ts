import type { Table } from "../../catalog/catalog.js";
import { plainNameSql } from "../../catalog/table-name.js";
import type { Step } from "../../plan/step.js";
import type { Queryable } from "../../session/queryable.js";
import { checkDropped } from "./hazards.js";

interface UnprovenCheck {
  readonly table: string;
  readonly name: string;
  readonly drop: string;
  readonly restore: readonly string[];
}

/**
 * The steps that drop the CHECKs of these tables which are NOT VALID. A row that violates one may stay as
 * it is, but PostgreSQL refuses every change of it, and refuses it when it comes back from the quarantine;
 * so the check is there again only when all rows are. One that the target has too is added with its rules.
 */
export async function planUnprovenChecks(
  copy: Queryable,
  tables: readonly Table[],
): Promise<Step[]> {
  const found = await copy.query<UnprovenCheck>(question, [tables.map(({ oid }) => oid)]);
  return found.map(({ table, name, drop, restore }) => ({
    id: { kind: "prepare", action: "drop check", on: table, part: name },
    table,
    forward: { how: "transaction", sql: [drop] },
    inverse: [{ how: "transaction", sql: restore }],
    lock: "ACCESS EXCLUSIVE",
    hazards: [checkDropped(table, name)],
    rows: 0,
    seconds: 0.02,
  }));
}

const question = `
  SELECT ${plainNameSql("nspname", "relname")} AS table, conname::text AS name,
         altered || pg_catalog.format(' DROP CONSTRAINT %I', conname) AS drop,
         ARRAY[altered || pg_catalog.format(' ADD CONSTRAINT %I %s', conname, pg_catalog.pg_get_constraintdef(con.oid))]
           || ARRAY(SELECT pg_catalog.format('COMMENT ON CONSTRAINT %I ON %I.%I IS %L', conname, nspname, relname, words)
                      FROM pg_catalog.obj_description(con.oid, 'pg_constraint') AS words WHERE words IS NOT NULL) AS restore
    FROM pg_catalog.pg_constraint AS con
    JOIN pg_catalog.pg_class AS class ON class.oid = conrelid
    JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = relnamespace
   CROSS JOIN pg_catalog.format('ALTER TABLE %I.%I', nspname, relname) AS altered
   WHERE contype = 'c' AND NOT convalidated AND coninhcount = 0 AND conrelid = ANY ($1)
   ORDER BY 1, 2`;
