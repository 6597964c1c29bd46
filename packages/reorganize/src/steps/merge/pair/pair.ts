import { type Column, columnOf, primaryKey } from "../../../catalog/catalog.js";
import { plainName } from "../../../catalog/table-name.js";
import { mergeStep } from "../../../ledger/merge-step.js";
import { stepKey } from "../../../ledger/step-key.js";
import { comparableType } from "../../shared/comparable-type.js";
import type { TwinTables } from "./twin-tables.js";
import { UnmergeableError } from "./unmergeable-error.js";

/** A column of the twin and the survivor's column that takes its values. */
export interface ColumnPair {
  readonly twin: Column;
  readonly survivor: Column;
  /** Its name in what is remembered of a row: the survivor's in the end. */
  readonly as: string;
}

/** Everything that the statements of one merge have to know. */
export interface Pair extends TwinTables {
  /** Columns whose values go from one to the other; those that PostgreSQL generates do not. */
  readonly common: readonly ColumnPair[];
  /** The primary key's, in the order of the twin's. */
  readonly key: readonly ColumnPair[];
  /** What remembered keys and quarantined rows are filed under. */
  readonly step: string;
}

/** @throws UnmergeableError when the rows of one cannot be found in the other by primary key */
export function pairOf(tables: TwinTables): Pair {
  const all = commonColumns(tables);
  const { survivor, twin } = tables;
  const key = primaryKey(twin).flatMap((name) => all.filter((pair) => pair.twin.name === name));
  const reason = whyUnmergeable(tables, key);
  if (reason) throw new UnmergeableError(plainName(survivor), plainName(twin), reason);
  const common = all.filter((pair) => !pair.survivor.generated);
  return { ...tables, common, key, step: stepKey(mergeStep("copy", plainName(twin))) };
}

/** The same pair once the survivor is where it goes. */
export function afterCutOver(pair: Pair): Pair {
  const { goal } = pair;
  if (!goal) return pair;
  const moved = (one: ColumnPair): ColumnPair => ({
    ...one,
    survivor: { ...one.survivor, name: one.as },
  });
  const survivor = { ...pair.survivor, schema: goal.schema, name: goal.name };
  return { ...pair, survivor, common: pair.common.map(moved), key: pair.key.map(moved) };
}

function commonColumns({ survivor, twin, columns, goal }: TwinTables): ColumnPair[] {
  return twin.columns.flatMap((column) => {
    const found = columnOf(survivor, columns.get(column.name) ?? "");
    if (!found) return [];
    return [{ twin: column, survivor: found, as: goal?.rename.get(found.name) ?? found.name }];
  });
}

function whyUnmergeable(
  { survivor, twin }: TwinTables,
  key: readonly ColumnPair[],
): string | undefined {
  if (primaryKey(twin).length === 0) return "it has no primary key to walk along";
  const names = key.map((pair) => pair.survivor.name);
  if (key.length < primaryKey(twin).length || !sameNames(names, primaryKey(survivor)))
    return "their primary keys are not the same columns";
  if (key.some((one) => comparableType(one.twin.type) !== comparableType(one.survivor.type)))
    return "their primary keys are of different types";
  if (survivor.partitioned || twin.partitioned) return "one of them is partitioned";
  return undefined;
}

function sameNames(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((name) => others.includes(name));
}
