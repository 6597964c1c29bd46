import { readOwnership } from "@deepiri/workspace";
import pg from "pg";
import { describe, expect, test } from "vitest";
import { platformDatabases, useMigratedPlatform } from "../fixture/platform-database.js";

describe.each(platformDatabases)("the database %s", (_, platform) => {
  const database = useMigratedPlatform(platform);
  const owned = [...readOwnership(platform).tables.values()].map(({ declared }) => declared);
  const schemas = [...new Set(owned.map(({ schema }) => schema))].sort();

  /** All tables in the schemas of the packages; histories are not among them, and a partition is its table's. */
  const platformTables = `
    SELECT class.oid, namespace.nspname AS schema, class.relname AS name
      FROM pg_class AS class JOIN pg_namespace AS namespace ON namespace.oid = class.relnamespace
     WHERE class.relkind IN ('r', 'p') AND NOT class.relispartition AND namespace.nspname IN (${schemas.map(pg.escapeLiteral)})`;

  test("the database holds the tables that packages own, and no others", async () => {
    const rows = await database.query<{ name: string }>(
      `SELECT schema || '.' || name AS name FROM (${platformTables}) AS t`,
    );
    const names = owned.map(({ schema, object }) => `${schema}.${object}`);
    expect(rows.map(({ name }) => name).sort()).toEqual(names.sort());
    expect(names.length).toBeGreaterThan(0);
  });

  test("there are no other schemas than theirs and one history for each package", async () => {
    const rows = await database.query<{ name: string }>(
      `SELECT nspname AS name FROM pg_namespace WHERE nspname !~ '^(pg_|information_schema)'
          AND (nspname <> 'public' OR EXISTS (SELECT FROM pg_class WHERE relnamespace = pg_namespace.oid))`,
    );
    const histories = platform.packages.map(({ historySchema }) => historySchema);
    // Where partitions wait that were detached.
    if (platform.packages.some(({ key }) => key === "partitions")) histories.push("_retired");
    expect(rows.map(({ name }) => name).sort()).toEqual([...histories, ...schemas].sort());
  });

  test("every CHECK says in words what it demands", async () => {
    const rows = await database.query<{ name: string }>(
      `SELECT conrelid::regclass || ' ' || conname AS name FROM pg_constraint
        WHERE contype = 'c' AND conrelid IN (SELECT oid FROM (${platformTables}) AS t)
          AND obj_description(oid, 'pg_constraint') IS NULL`,
    );
    expect(rows).toEqual([]);
  });

  test("whatever has an updated_at keeps it by trigger", async () => {
    const rows = await database.query(
      `SELECT t.schema, t.name FROM (${platformTables}) AS t
         JOIN pg_attribute AS a ON a.attrelid = t.oid AND a.attname = 'updated_at'
        WHERE NOT EXISTS (SELECT 1 FROM pg_trigger AS trigger WHERE trigger.tgrelid = t.oid
                            AND trigger.tgname = t.name || '_set_updated_at')`,
    );
    expect(rows).toEqual([]);
  });

  test("times all have a zone, or none has and every default of now is UTC", async () => {
    const times = await database.query<{ type: string; expression: string | null }>(
      `SELECT format_type(a.atttypid, -1) AS type, pg_get_expr(d.adbin, d.adrelid) AS expression
         FROM (${platformTables}) AS t
         JOIN pg_attribute AS a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
         LEFT JOIN pg_attrdef AS d ON d.adrelid = t.oid AND d.adnum = a.attnum
        WHERE a.atttypid = ANY ('{timestamp,timestamptz}'::regtype[])`,
    );
    const [kind, ...others] = new Set(times.map(({ type }) => type));
    expect(others).toEqual([]);
    if (kind === "timestamp with time zone") return;
    const local = times.filter(
      ({ expression }) =>
        /\b(now|current_timestamp|current_date)\b/i.test(expression ?? "") &&
        !/timezone\('utc'|AT TIME ZONE 'utc'/i.test(expression ?? ""),
    );
    expect(local).toEqual([]);
  });

  test("every key called id has a value by itself, but for that of a version, which is its row's", async () => {
    const rows = await database.query(
      `SELECT t.schema, t.name FROM (${platformTables}) AS t
         JOIN pg_attribute AS a ON a.attrelid = t.oid AND a.attname = 'id' AND NOT a.atthasdef AND a.attidentity = ''
        WHERE NOT EXISTS (SELECT FROM pg_index AS i
                            JOIN pg_attribute AS v ON v.attrelid = i.indrelid AND v.attnum = ANY (i.indkey)
                           WHERE i.indrelid = t.oid AND i.indisprimary AND v.attname = 'version')`,
    );
    expect(rows).toEqual([]);
  });

  test("no plain index repeats the columns of a unique one", async () => {
    const rows = await database.query(
      `SELECT plain.indexrelid::regclass::text AS redundant, uniq.indexrelid::regclass::text AS beside
         FROM pg_index AS plain JOIN pg_index AS uniq
           ON uniq.indrelid = plain.indrelid AND uniq.indexrelid <> plain.indexrelid
          AND uniq.indkey = plain.indkey AND uniq.indisunique AND NOT plain.indisunique
          AND uniq.indpred IS NULL AND plain.indexprs IS NULL
          AND (SELECT relam FROM pg_class WHERE oid = plain.indexrelid)
            = (SELECT relam FROM pg_class WHERE oid = uniq.indexrelid)
        WHERE plain.indrelid IN (SELECT oid FROM (${platformTables}) AS t)`,
    );
    expect(rows).toEqual([]);
  });

  test("constraints and indexes are named by Prisma's convention", async () => {
    const rows = await database.query(
      `SELECT conname FROM pg_constraint JOIN (${platformTables}) AS t ON t.oid = conrelid
        WHERE conname NOT LIKE t.name || CASE contype
                WHEN 'p' THEN '_pkey' WHEN 'f' THEN '_%_fkey' WHEN 'c' THEN '_%_check'
                WHEN 'u' THEN '_%_key' ELSE '%' END
       UNION ALL
       SELECT index.relname FROM pg_index JOIN (${platformTables}) AS t ON t.oid = indrelid
         JOIN pg_class AS index ON index.oid = indexrelid
        WHERE index.relname !~ '_(pkey|key|idx)$' OR NOT starts_with(index.relname, t.name)`,
    );
    expect(rows).toEqual([]);
  });
});
