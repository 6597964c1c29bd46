import {
  type Catalog,
  type Constraint,
  columnOf,
  primaryKey,
  type Table,
} from "../../catalog/catalog.js";

/** A table without primary key, with the one that the target has. */
export interface MissingKey {
  /** As it will be once it has the key. */
  readonly table: Table;
  readonly key: Constraint;
}

/** The tables whose rows nothing tells apart yet, and which have the columns of the target's key. */
export function missingKeys(
  here: Catalog,
  target: Catalog,
  ours: ReadonlySet<string>,
): MissingKey[] {
  return [...ours].sort().flatMap((name) => {
    const [table, wanted] = [here.tables.get(name), target.tables.get(name)];
    const key = wanted?.constraints.find(({ kind }) => kind === "primary key");
    if (!table || !key || table.partitioned || primaryKey(table).length > 0) return [];
    if (!key.columns.every((column) => columnOf(table, column))) return [];
    return [{ table: { ...table, constraints: [...table.constraints, key] }, key }];
  });
}

/** Why the quarantine has rows that the key cannot have. */
export function missingKeyReason({ key }: MissingKey): string {
  return `breaks ${key.name}: an earlier row has the same key, or it has none`;
}
