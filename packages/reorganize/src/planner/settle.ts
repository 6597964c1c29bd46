import type { Observation } from "@deepiri/observer";
import { commentSql } from "../catalog/objects/comment-sql.js";
import { notNullNameSql } from "../catalog/objects/not-null-name-sql.js";
import type { Step } from "../plan/step.js";
import { body } from "../session/body.js";
import type { Queryable } from "../session/queryable.js";

/**
 * What belongs to objects and goes with them when they are made again, whatever step does that: for what the
 * catalogs know it by in an observation, the statements that give it back.
 */
export type Settling = ReadonlyMap<string, readonly string[]>;

/**
 * Reads it before the first step: comments, statistics targets of columns of indexes, indexes by which replicas know
 * rows or tables are clustered, and names of NOT NULLs, which servers have from 18 on. Statements that make an object
 * leave these out.
 */
export async function readSettling(copy: Queryable): Promise<Settling> {
  const settling = new Map<string, string[]>();
  for (const { number, sql } of await copy.query<{ number: string; sql: string }>(question))
    settling.set(number, [...(settling.get(number) ?? []), sql]);
  return settling;
}

/** The statements for what is not as it was. */
export function settlingFor(
  settling: Settling,
  start: Observation,
  end: Observation,
): readonly string[] {
  const isAsBefore = (key: string, number: string | null): boolean => {
    const now = end.get(key);
    const before = start.get(key);
    return (
      number === null ||
      (now !== undefined && JSON.stringify(now.settings) === JSON.stringify(before?.settings))
    );
  };
  const sql = [...start].flatMap(([key, { number }]) =>
    isAsBefore(key, number) ? [] : (settling.get(number ?? "") ?? []),
  );
  return [...new Set(sql)].map(unlessGone);
}

// Others may have dropped since what it is about.
function unlessGone(sql: string): string {
  const gone =
    "undefined_table OR undefined_column OR undefined_object OR undefined_function OR invalid_schema_name";
  return `DO ${body(`BEGIN ${sql}; EXCEPTION WHEN ${gone} THEN NULL; END`)}`;
}

/** The steps, the first of which does that when it is undone, which is the end of a rollback. */
export function settled(steps: readonly Step[], sql: readonly string[]): readonly Step[] {
  const [first, ...others] = steps;
  if (first === undefined || sql.length === 0) return steps;
  return [{ ...first, inverse: [...first.inverse, { how: "transaction", sql }] }, ...others];
}

const question = `
  SELECT pg_catalog.format('pg_description %s %s %s', objoid, classoid, objsubid) AS number,
         ${commentSql} AS sql
    FROM pg_catalog.pg_description, pg_catalog.pg_identify_object(classoid, objoid, objsubid)
   WHERE objoid >= 16384
  UNION ALL
  SELECT pg_catalog.format('pg_attribute %s %s', attrelid, attnum),
         pg_catalog.format('ALTER INDEX %s ALTER COLUMN %s SET STATISTICS %s', attrelid::pg_catalog.regclass, attnum, attstattarget)
    FROM pg_catalog.pg_attribute JOIN pg_catalog.pg_index ON indexrelid = attrelid WHERE attstattarget >= 0
  UNION ALL
  SELECT pg_catalog.format('pg_index %s', indexrelid),
         pg_catalog.format('ALTER TABLE %s REPLICA IDENTITY USING INDEX %I', indrelid::pg_catalog.regclass, relname)
    FROM pg_catalog.pg_index JOIN pg_catalog.pg_class AS class ON class.oid = indexrelid WHERE indisreplident
  UNION ALL
  SELECT pg_catalog.format('pg_index %s', indexrelid),
         pg_catalog.format('ALTER TABLE %s CLUSTER ON %I', indrelid::pg_catalog.regclass, relname)
    FROM pg_catalog.pg_index JOIN pg_catalog.pg_class AS class ON class.oid = indexrelid WHERE indisclustered
  UNION ALL
  SELECT pg_catalog.format('pg_constraint %s', con.oid),
         ${notNullNameSql("conrelid::pg_catalog.regclass", "attname", "conname")}
    FROM pg_catalog.pg_constraint AS con
    JOIN pg_catalog.pg_attribute ON attrelid = conrelid AND attnum = ANY (conkey)
   WHERE contype = 'n' AND conrelid >= 16384`;
