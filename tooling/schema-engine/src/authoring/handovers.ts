import { HandoverError } from "@deepiri/authoring/errors";
import { brand } from "@deepiri/database/brand";
import {
  findDatabase,
  readMigrations,
  readOwnership,
  type TablePackage,
  type Workspace,
} from "@deepiri/workspace";
import { loadAuthoring } from "./draft-files.js";

/** A table that a package's Prisma files have taken over from another's. */
export interface Handover {
  /** As `schema.table`. */
  readonly table: string;
  readonly from: TablePackage;
}

/**
 * The tables that a package owns by its Prisma files although another one's migrations make them. They
 * stay as they are: a new database gets them from those, which have to run first.
 *
 * @throws HandoverError when they do not
 */
export async function readHandovers(
  workspace: Workspace,
  tablePackage: TablePackage,
): Promise<Handover[]> {
  const { tablesMadeBy } = await loadAuthoring();
  const database = findDatabase(workspace, tablePackage.database);
  const owned = [...readOwnership(database).tables]
    .filter(([, { owner }]) => owner.key === tablePackage.key)
    .map(([table]) => table);
  const own = await tablesMadeBy(sqlOf(tablePackage));
  const foreign = owned.filter((table) => !own.has(table));
  const others = database.packages.filter(({ key }) => key !== tablePackage.key);
  const handovers: Handover[] = [];
  if (foreign.length === 0) return handovers;
  for (const from of others) {
    const made = await tablesMadeBy(sqlOf(from));
    for (const table of foreign.filter((one) => made.has(one))) handovers.push({ table, from });
  }
  for (const one of handovers) assertOrder(one, tablePackage);
  return handovers;
}

function sqlOf(tablePackage: TablePackage): string[] {
  return readMigrations(tablePackage).map(({ sql }) => sql);
}

function assertOrder(
  { table, from }: Handover,
  { key, dependencies, directory }: TablePackage,
): void {
  if (dependencies.some((one) => one.key === from.key)) return;
  if (from.dependencies.some((one) => one.key === key))
    throw new HandoverError(
      table,
      `${from.key}'s, which run after those of ${key}, so ${key} cannot have it on a new database; leave it in ${from.key}`,
    );
  throw new HandoverError(
    table,
    `${from.key}'s, which have to run first: add "${brand.name}": { "takesFrom": ["${from.key}"] } to ${directory}/package.json`,
  );
}
