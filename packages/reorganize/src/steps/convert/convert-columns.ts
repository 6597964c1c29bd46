import { type Catalog, type Column, columnOf, sqlName, type Table } from "../../catalog/catalog.js";
import type { Step } from "../../plan/step.js";
import type { Queryable } from "../../session/queryable.js";
import { type CompatibilityView, dropView, makeView } from "../shared/compatibility-view.js";
import type { CompatibilityViews } from "../shared/compatibility-views.js";
import { readBlockingDependents } from "../shared/read-blocking-dependents.js";
import { type Dependent, readDependents } from "../shared/read-dependents.js";
import { rewritesOf, type Way, wayOf } from "./choose-way.js";
import type { Conversion } from "./conversion.js";
import { planConversion } from "./convert.js";
import { checksOf, indexesOf } from "./direction.js";
import { enumHazards } from "./hazards.js";
import { castOf } from "./read-cast.js";
import { readColumnAttributes } from "./read-column-attributes.js";
import { readFit } from "./read-fit.js";
import { planWidening } from "./widen.js";

/**
 * The steps that give columns of our tables the target's type where PostgreSQL would read or rewrite
 * the table for it, there or back. The other changes of type only touch the catalog.
 *
 * @param copy one connection to a database as it is before these steps, which has the target's types
 * @param from its catalog
 * @param views the views at the old names of a table, by the name of the table now
 * @throws ConversionRefusedError when a column has what its conversion would break
 */
export async function planConversions(
  copy: Queryable,
  from: Catalog,
  target: Catalog,
  ours: ReadonlySet<string>,
  views: CompatibilityViews,
): Promise<Step[]> {
  const rewrites = rewritesOf(copy);
  const steps: Step[] = [];
  for (const name of [...ours].sort()) {
    let table = from.tables.get(name);
    for (const goal of target.tables.get(name)?.columns ?? []) {
      const way = table && (await wayOf(rewrites, table, goal));
      if (!table || !way) continue;
      const subject = { table, wanted: target.tables.get(name) as Table, goal };
      const conversion = {
        ...(await conversionOf(copy, subject, views.get(name) ?? [], from)),
        hazards: enumHazards(name, goal, target.enums),
      };
      steps.push(...(way === "convert" ? planConversion(conversion) : planWidening(conversion)));
      table = tableAfter(conversion, way, goal);
    }
  }
  return steps;
}

interface Subject {
  readonly table: Table;
  readonly wanted: Table;
  readonly goal: Column;
}

async function conversionOf(
  copy: Queryable,
  { table, wanted, goal }: Subject,
  views: readonly CompatibilityView[],
  { tables }: Catalog,
): Promise<Conversion> {
  const before = columnOf(table, goal.name) as Column;
  const subject = { table, column: goal.name, to: goal.type };
  const fit = await readFit(copy, subject);
  return {
    ...subject,
    collation: goal.collation,
    defaultAfter: goal.default,
    forward: await castOf(copy, before.type, goal.type),
    back: await castOf(copy, goal.type, before.type),
    // What the target does not have need not be built, nor validated.
    keptChecks: fit.keptChecks.filter((kept) => has(wanted.constraints, kept)),
    droppedIndexes: indexesOf(subject)
      .map((index) => index.name)
      .filter((kept) => fit.droppedIndexes.includes(kept) || !has(wanted.indexes, kept)),
    dependents: await dependentsOf(copy, table, goal.name, views),
    restore: await readColumnAttributes(copy, table, goal.name),
    blocking: await readBlockingDependents(copy, table.oid, goal.name),
    enums: new Set(
      [before, goal].flatMap(({ type, enumType }) => (enumType === null ? [] : [type])),
    ),
    tables,
  };
}

function has(all: readonly { readonly name: string }[], name: string): boolean {
  return all.some((one) => one.name === name);
}

/** A view at an old name takes the rights that the table has at that moment; others keep theirs. */
async function dependentsOf(
  copy: Queryable,
  table: Table,
  column: string,
  views: readonly CompatibilityView[],
): Promise<Dependent[]> {
  const present = new Set(table.columns.map(({ name }) => name));
  return (await readDependents(copy, table.oid, [column])).map((found) => {
    const view = views.find((one) => found.name === sqlName(one.table));
    return view ? { createSql: makeView(view, present), dropSql: [dropView(view)] } : found;
  });
}

/** The table once the conversion is done, for that of its next column. */
function tableAfter(conversion: Conversion, way: Way, goal: Column): Table {
  const { table, column, keptChecks = [], droppedIndexes = [] } = conversion;
  const columns = table.columns.map((one) =>
    one.name === column ? { ...goal, notNull: one.notNull } : one,
  );
  if (way === "widen") return { ...table, columns };
  const gone = checksOf({ table, column }).filter(({ name }) => !keptChecks.includes(name));
  return {
    ...table,
    columns,
    constraints: table.constraints.filter(
      (one) => !gone.includes(one) && !(one.kind === "unique" && droppedIndexes.includes(one.name)),
    ),
    indexes: table.indexes.filter(({ name }) => !droppedIndexes.includes(name)),
  };
}
