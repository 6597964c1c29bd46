import { readMigrations, type TablePackage } from "@deepiri/workspace";
import { type Catalog, sqlName, type Table } from "../../catalog/catalog.js";
import { parentsFirst } from "../../catalog/parents-first.js";
import { plainName } from "../../catalog/table-name.js";
import { ReorganizeError } from "../../session/errors.js";
import type { Queryable } from "../../session/queryable.js";

/** A migration that inserts rows, and can be run again: rows that are there already stay as they are. */
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
 * @throws UnknownSeedError when the workspace has no such migration
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
  if (!found) throw new UnknownSeedError(name);
  return found.sql;
}

/** The mapping names a seed that the workspace does not have. */
class UnknownSeedError extends ReorganizeError {
  override readonly name = "UnknownSeedError";

  constructor(readonly seed: string) {
    super(
      `The mapping's seed ${seed} is no migration of this workspace. Write package/migration, as under prisma/migrations.`,
    );
  }
}

/** Which of the tables hold any row. */
export async function readFilled(
  reader: Queryable,
  tables: readonly Table[],
): Promise<Set<string>> {
  const filled = new Set<string>();
  for (const table of tables) {
    const rows = await reader.query(`SELECT FROM ${sqlName(table)} LIMIT 1`);
    if (rows.length > 0) filled.add(plainName(table));
  }
  return filled;
}
