import type { Catalog, Column } from "../catalog/catalog.js";
import { plainColumn } from "../catalog/table-name.js";
import { nameAfter } from "../plan/name-after.js";
import type { Plan, Source } from "../plan/plan.js";
import type { ColumnFates } from "./captured-table.js";

/** What becomes of the columns of a source, by the names that they get. */
export function columnFates(plan: Plan, source: Source, catalog: Catalog): ColumnFates {
  const [first = new Map<string, Column>(), ...others] = columnsTogether(plan, source, catalog);
  const shared = [...first.keys()].filter((name) => others.every((other) => other.has(name)));
  const differs = (name: string): boolean =>
    others.some((other) => other.has(name) && other.get(name)?.type !== first.get(name)?.type);
  const converted = new Set(
    plan.steps.filter(({ id }) => id.kind === "convert").map(({ id }) => id.on),
  );
  const given = new Map(
    plan.steps
      .filter(({ id }) => id.kind === "convert")
      .map(({ id, about }) => [id.on, about?.type] as const)
      .filter((one): one is [string, string] => typeof one[1] === "string"),
  );
  const types = new Map(
    [...first.keys()].flatMap((name) => {
      const type = source.to === undefined ? undefined : given.get(plainColumn(source.to, name));
      return type === undefined ? [] : [[name, type] as const];
    }),
  );
  const isConverted = (name: string): boolean =>
    source.to !== undefined && converted.has(plainColumn(source.to, name));
  return {
    types,
    shared: new Set(shared),
    converted: new Set([...first.keys()].filter((name) => isConverted(name) || differs(name))),
  };
}

/** The columns, by their new names, of every table that becomes one with the source; its own come first. */
function columnsTogether(
  { sources }: Plan,
  { from, to }: Source,
  { tables }: Catalog,
): Map<string, Column>[] {
  const together = sources.filter((one) => one.from !== from && to && one.to === to);
  return [...sources.filter((one) => one.from === from), ...together].flatMap((one) => {
    const columns = tables.get(one.from)?.columns;
    return columns ? [new Map(columns.map((column) => [nameAfter(one, column.name), column]))] : [];
  });
}
