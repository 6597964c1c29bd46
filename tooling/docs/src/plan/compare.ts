import type {
  Change,
  ChangeSource,
  DatabaseModel,
  Fate,
  PlanModel,
  Table,
} from "../model/model.js";
import type { PlanFile } from "./read-plan.js";

/** What a plan makes of the tables of `before`: where each goes, and what is new in `after`. */
export function comparePlan(
  plan: PlanFile,
  before: DatabaseModel,
  after: DatabaseModel,
): PlanModel {
  const ids = byName(before.tables);
  const targets = byName(after.tables);
  const leadingTo = (name: string | undefined): PlanFile["sources"] =>
    plan.sources.filter(({ to }) => to === name);
  const described = (sources: PlanFile["sources"]): ChangeSource[] =>
    sources.map(({ from, rows, columns }) => {
      const table = ids.get(from);
      return { name: from, rows, columns, ...(table !== undefined && { table }) };
    });
  const reached = [...targets].map(([name, target]): Change => {
    const sources = leadingTo(name);
    return { fate: fateOf(name, sources), sources: described(sources), target };
  });
  const parked = described(leadingTo(undefined)).map(
    (source): Change => ({ fate: "parked", sources: [source] }),
  );
  const named = new Set(plan.sources.map(({ from }) => from));
  const unmanaged = [...ids]
    .filter(([name]) => !named.has(name))
    .map(([name, table]): Change => {
      const rows = before.tables[table]?.rows?.count ?? 0;
      return { fate: "unmanaged", sources: [{ name, table, rows, columns: {} }] };
    });
  return {
    database: plan.database,
    before: before.tables,
    changes: [...reached, ...parked, ...unmanaged],
  };
}

function fateOf(name: string, sources: PlanFile["sources"]): Fate {
  const [first, ...more] = sources;
  if (!first) return "new";
  if (more.length > 0 || first.merged) return "merged";
  if (first.from === name) return "kept";
  return schemaOf(first.from) === schemaOf(name) ? "renamed" : "moved";
}

function byName(tables: readonly Table[]): Map<string, number> {
  return new Map(tables.map(({ schema, name }, id) => [`${plain(schema)}.${plain(name)}`, id]));
}

/** A part of a name as plans write it: quoted when it holds a dot or a quote. */
function plain(name: string): string {
  return /[."]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name;
}

function schemaOf(name: string): string {
  return /^("(?:[^"]|"")*"|[^."]+)\./.exec(name)?.[1] ?? "";
}
