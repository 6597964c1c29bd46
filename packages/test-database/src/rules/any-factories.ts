import type { AnyFactories } from "../factory/index.js";

/** Names of the tables that the factories write. */
export function tablesOf(factories: AnyFactories): string[] {
  return Object.values(factories).map(({ table }) => table);
}

/** The factory of a table. */
export function factoryFor(factories: AnyFactories, table: string): AnyFactories[string] {
  const found = Object.values(factories).find((factory) => factory.table === table);
  if (!found) throw new Error(`no factory of ${table} is among: ${tablesOf(factories).join(", ")}`);
  return found;
}

/** Makes a row in each table. */
export async function fillEveryTable(factories: AnyFactories): Promise<void> {
  for (const factory of Object.values(factories)) await factory.create();
}
