import { quoteTable } from "@deepiri/database";
import { readMigrations, type TablePackage } from "@deepiri/workspace";

import type { Step } from "../../plan/step.js";
import { literal } from "../../session/literal.js";
import type { Queryable } from "../../session/queryable.js";

/** A migration as Prisma's history tells it. */
interface HistoryRow {
  readonly name: string;
  readonly checksum: string;
  readonly steps: number;
}

const history = "_prisma_migrations";

/** Names of the tables in which the packages keep which of their migrations ran, as `schema.table`. */
export function historyTables(historySchemas: readonly string[]): string[] {
  return historySchemas.map((schema) => `${schema}.${history}`);
}

/** The migrations that the packages' own histories know, as `package/migration`. */
export async function readRecorded(
  here: Queryable,
  packages: readonly TablePackage[],
): Promise<Set<string>> {
  const recorded = new Set<string>();
  for (const { key, historySchema } of packages)
    for (const { name } of await readHistory(here, historySchema)) recorded.add(`${key}/${name}`);
  return recorded;
}

/** Keys of the packages whose every migration is in their own history: their tables are as they should be. */
export function settledPackages(
  packages: readonly TablePackage[],
  recorded: ReadonlySet<string>,
): Set<string> {
  const isSettled = (one: TablePackage): boolean =>
    readMigrations(one).every(({ name }) => recorded.has(`${one.key}/${name}`));
  return new Set(packages.filter(isSettled).map(({ key }) => key));
}

/**
 * One step per package that writes down the migrations whose effect is there now, with the checksums
 * that belong to them, so that `db:migrate` goes on from here. What is written down already stays.
 */
export async function planRecords(
  here: Queryable,
  target: Queryable,
  packages: readonly TablePackage[],
): Promise<Step[]> {
  const known = await readRecorded(here, packages);
  const steps: Step[] = [];
  for (const { key, historySchema } of packages) {
    const rows = await readHistory(target, historySchema);
    const missing = rows.filter(({ name }) => !known.has(`${key}/${name}`));
    if (missing.length > 0) steps.push(recordStep(historySchema, missing));
  }
  return steps;
}

async function readHistory(reader: Queryable, schema: string): Promise<HistoryRow[]> {
  const [there] = await reader.query<{ is: boolean }>(
    "SELECT pg_catalog.to_regclass($1) IS NOT NULL AS is",
    [quoteTable(schema, history)],
  );
  if (!there?.is) return [];
  return reader.query<HistoryRow>(
    `SELECT migration_name AS name, checksum, applied_steps_count AS steps
       FROM ${quoteTable(schema, history)}
      WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY migration_name`,
  );
}

function recordStep(schema: string, rows: readonly HistoryRow[]): Step {
  const table = quoteTable(schema, history);
  const values = rows.map(
    ({ name, checksum, steps }) =>
      `(pg_catalog.gen_random_uuid()::text, ${literal(checksum)}, pg_catalog.clock_timestamp(), ${literal(name)}, ${steps})`,
  );
  const names = rows.map(({ name }) => literal(name)).join(", ");
  return {
    id: { kind: "record", action: "record", on: schema },
    about: { migrations: rows.length },
    table: `${schema}.${history}`,
    forward: {
      how: "transaction",
      sql: [
        `INSERT INTO ${table} (id, checksum, finished_at, migration_name, applied_steps_count) VALUES ${values.join(", ")}`,
      ],
    },
    inverse: [
      { how: "transaction", sql: [`DELETE FROM ${table} WHERE migration_name IN (${names})`] },
    ],
    lock: "ROW EXCLUSIVE",
    hazards: [],
    rows: rows.length,
    seconds: 0.01,
  };
}
