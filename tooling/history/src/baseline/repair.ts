import { quoteIdentifier, quoteTable } from "@deepiri/database/without-client";
import { buildFactBase } from "@supabase/pg-delta/core";
import { plan } from "@supabase/pg-delta/plan";
import { type Fact, type Facts, keyOf } from "../catalog/facts.js";
import type { OwnedDifferences } from "./compare-owned.js";
import { isHarmless } from "./findings.js";

/** One statement of a repair. */
export interface RepairStatement {
  readonly sql: string;
  /** Whether rows or values may be lost by it. */
  readonly mayLoseData: boolean;
}

/**
 * The statements that would make the database what the migrations build, as pg-delta plans them; undefined
 * where it cannot. They are for people to look at: none is carried out here.
 */
export function planRepair(
  live: Facts,
  after: Facts,
  differences: OwnedDifferences,
): RepairStatement[] | undefined {
  const renames = differences.renamed.map(({ wanted, found }) => ({
    sql: renameSql(found, wanted),
    mayLoseData: false,
  }));
  try {
    const [from, to] = sides(live, after, differences);
    const { actions } = plan(from, to, { scope: "database" });
    return [
      ...renames,
      ...actions.map(({ sql, dataLoss }) => ({ sql, mayLoseData: dataLoss === "destructive" })),
    ];
  } catch {
    return renames.length > 0 && renames.length === countOf(differences) ? renames : undefined;
  }
}

/** What is there, and what should be: the same but for the differences that count. */
function sides(
  live: Facts,
  after: Facts,
  { missing, superfluous, different, renamed }: OwnedDifferences,
): [Facts, Facts] {
  const setAside = new Set(renamed.map(({ found }) => keyOf(found)));
  const from = live.facts().filter((fact) => !setAside.has(keyOf(fact)));
  const dropped = withChildren(
    live,
    superfluous.filter((fact) => !isHarmless(fact)),
  );
  const changed = new Map(different.map(({ wanted }) => [keyOf(wanted), wanted]));
  const kept = from.filter((fact) => !dropped.has(keyOf(fact)));
  const added = withChildren(after, missing);
  const to = [
    ...kept.map((fact) => changed.get(keyOf(fact)) ?? fact),
    ...after.facts().filter((fact) => added.has(keyOf(fact))),
  ];
  return [
    buildFactBase(from, [...live.edges]),
    buildFactBase(to, uniqueEdges([...live.edges, ...after.edges])),
  ];
}

function withChildren(facts: Facts, some: readonly Fact[]): Set<string> {
  const found = new Set(some.map(keyOf));
  const all = facts.facts();
  for (let size = -1; size !== found.size; ) {
    size = found.size;
    for (const fact of all)
      if (fact.parent && found.has(keyOf({ id: fact.parent }))) found.add(keyOf(fact));
  }
  return found;
}

function uniqueEdges(edges: Facts["edges"][number][]): Facts["edges"][number][] {
  const keyed = edges.map((edge): [string, typeof edge] => [
    `${keyOf({ id: edge.from })} ${edge.kind} ${keyOf({ id: edge.to })}`,
    edge,
  ]);
  return [...new Map(keyed).values()];
}

function renameSql({ id }: Fact, { id: wanted }: Fact): string {
  const { schema, table, name } = id as { schema: string; table?: string; name: string };
  const newName = quoteIdentifier((wanted as { name: string }).name);
  if (id.kind === "constraint" && table !== undefined)
    return `ALTER TABLE ${quoteTable(schema, table)} RENAME CONSTRAINT ${quoteIdentifier(name)} TO ${newName}`;
  return `ALTER INDEX ${quoteTable(schema, name)} RENAME TO ${newName}`;
}

function countOf(differences: OwnedDifferences): number {
  const { missing, different, renamed } = differences;
  return missing.length + different.length + renamed.length;
}
