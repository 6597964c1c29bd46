import { quoteIdentifier, quoteTable } from "@deepiri/database";
import { readMigrations, type TablePackage } from "@deepiri/workspace";
import { type Catalog, plainName, primaryKey, sqlName, type Table } from "../../catalog/catalog.js";
import { parentsFirst } from "../../catalog/parents-first.js";
import { originals } from "../../ledger/originals.js";
import { stepKey } from "../../ledger/step-key.js";
import type { Step, StepId } from "../../plan/step.js";
import { ReorganizeError } from "../../session/errors.js";
import { literal } from "../../session/literal.js";
import type { Queryable } from "../../session/queryable.js";

/** A migration that brings rows, and can be run again: what is there already stays as it is. */
export interface Seed {
  /** As the mapping writes it, `package/migration`. */
  readonly name: string;
  readonly sql: string;
  /** Tables that it inserts into, parents first. */
  readonly tables: readonly Table[];
}

/**
 * Reads the seeds that the mapping names. Which tables they fill is seen in the target: nothing else
 * has put rows into it.
 *
 * @throws ReorganizeError when the workspace has no such migration
 */
export function readSeeds(
  names: readonly string[],
  packages: readonly TablePackage[],
  target: Catalog,
  filled: ReadonlySet<string>,
): Seed[] {
  const tables = parentsFirst(filled, target).map((name) => target.tables.get(name) as Table);
  return names.map((name) => ({ name, sql: migrationOf(name, packages), tables }));
}

function migrationOf(name: string, packages: readonly TablePackage[]): string {
  const [key, migration] = name.split("/");
  const owner = packages.find((one) => one.key === key);
  const found = owner && readMigrations(owner).find((one) => one.name === migration);
  if (!found)
    throw new ReorganizeError(
      `The mapping's seed ${name} is no migration of this workspace. Write package/migration, as under prisma/migrations.`,
    );
  return found.sql;
}

/** Which of the tables hold any row. */
export async function readFilled(reader: Queryable, names: Iterable<string>): Promise<Set<string>> {
  const filled = new Set<string>();
  for (const name of names) {
    const [schema = "", table = ""] = name.split(".");
    const rows = await reader.query(`SELECT FROM ${quoteTable(schema, table)} LIMIT 1`);
    if (rows.length > 0) filled.add(name);
  }
  return filled;
}

/** The step that runs a seed and remembers which rows it has added. */
export function planSeed({ name, sql, tables }: Seed, target: Catalog): Step {
  const step: StepId = { kind: "seed", action: "seed", on: name };
  const id = stepKey(step);
  return {
    id: step,
    forward: {
      how: "transaction",
      sql: [`${sql.trim().replace(/;$/, "")}\n`, ...tables.map((table) => remember(id, table))],
    },
    inverse: [
      {
        how: "transaction",
        sql: [
          ...[...tables].reverse().map((table) => forget(id, table, target)),
          `DELETE FROM ${originals} WHERE step = ${literal(id)}`,
        ],
      },
    ],
    lock: "ROW EXCLUSIVE",
    hazards: [],
    rows: 0,
    seconds: 0.05,
  };
}

/** Rows of this very transaction are those that the seed has added. */
function remember(id: string, table: Table): string {
  const key = primaryKey(table).map((name) => `${literal(name)}, ${quoteIdentifier(name)}`);
  return `INSERT INTO ${originals} (step, key, before, after)
    SELECT ${literal(id)}, pg_catalog.jsonb_build_object('table', ${literal(plainName(table))}, ${key.join(", ")}), '{}', '{}'
      FROM ${sqlName(table)}
     WHERE xmin::text::bigint = pg_catalog.pg_current_xact_id()::text::bigint % 4294967296`;
}

/** A row that somebody has come to need stays. */
function forget(id: string, table: Table, target: Catalog): string {
  const same = primaryKey(table)
    .map((name) => `added.key ->> ${literal(name)} = r.${quoteIdentifier(name)}::text`)
    .join(" AND ");
  const unneeded = referencesTo(table, target).map(
    ({ from, on }) => ` AND NOT EXISTS (SELECT FROM ${sqlName(from)} AS child WHERE ${on})`,
  );
  return `DELETE FROM ${sqlName(table)} AS r USING ${originals} AS added
     WHERE added.step = ${literal(id)} AND added.key ->> 'table' = ${literal(plainName(table))} AND ${same}${unneeded.join("")}`;
}

function referencesTo(table: Table, { tables }: Catalog): { from: Table; on: string }[] {
  return [...tables.values()].flatMap((from) =>
    from.constraints.flatMap(({ references, columns }) => {
      if (references?.table !== plainName(table)) return [];
      const on = columns.map(
        (name, at) =>
          `child.${quoteIdentifier(name)} = r.${quoteIdentifier(references.columns[at] as string)}`,
      );
      return [{ from, on: on.join(" AND ") }];
    }),
  );
}
