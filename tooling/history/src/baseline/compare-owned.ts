import { contentOf, type Fact, type Facts, keyOf } from "../catalog/facts.js";
import type { Stages } from "./stages.js";

/** How a live database differs from what the migrations of some packages build. */
export interface OwnedDifferences {
  readonly missing: readonly Fact[];
  /** What is there that no migration builds, on something that the packages own. */
  readonly superfluous: readonly Fact[];
  readonly different: readonly { readonly wanted: Fact; readonly found: Fact }[];
  /** The same under other names: constraints and indexes. */
  readonly renamed: readonly { readonly wanted: Fact; readonly found: Fact }[];
  /** What is there in schemas of the packages, and belongs to no package. */
  readonly unmanaged: readonly Fact[];
}

/**
 * Compares what the packages own in a database: what their migrations make or change, and what hangs
 * on that. What other packages own is not their matter.
 *
 * @param isSame whether two facts that read differently mean the same
 */
export async function compareOwned(
  { before, after, all }: Stages,
  live: Facts,
  isSame: (wanted: Fact, found: Fact) => Promise<boolean>,
): Promise<OwnedDifferences> {
  const owned = after.facts().filter((fact) => !isSaidBy(before, fact));
  const keys = new Set(owned.map(keyOf));
  const pairs = owned.flatMap((wanted) => {
    const found = live.get(wanted.id);
    return found && contentOf(found) !== contentOf(wanted) ? [{ wanted, found }] : [];
  });
  const different: { wanted: Fact; found: Fact }[] = [];
  for (const pair of pairs) if (!(await isSame(pair.wanted, pair.found))) different.push(pair);
  const strange = live.facts().filter(({ id }) => !all.has(id));
  const hangs = strange.filter((fact) =>
    ancestorsOf(fact, live).some((one) => keys.has(keyOf(one))),
  );
  const inSchemas = schemasOf(owned);
  const lost = owned.filter(({ id }) => !live.has(id));
  const renamed = pairNames(lost, hangs);
  const isPaired = (fact: Fact): boolean =>
    renamed.some(({ wanted, found }) => [wanted, found].includes(fact));
  return {
    missing: tops(lost, after).filter((fact) => !isPaired(fact)),
    superfluous: tops(hangs, live).filter((fact) => !isPaired(fact)),
    different,
    renamed,
    unmanaged: tops(
      strange.filter((fact) => !hangs.includes(fact) && inSchemas.has(schemaOf(fact))),
      live,
    ),
  };
}

function isSaidBy(facts: Facts, fact: Fact): boolean {
  const same = facts.get(fact.id);
  return same !== undefined && contentOf(same) === contentOf(fact);
}

/** Of facts those whose parents are not among them: with a table, its columns are missing too. */
function tops(some: readonly Fact[], facts: Facts): Fact[] {
  const keys = new Set(some.map(keyOf));
  return some.filter((fact) => !ancestorsOf(fact, facts).some((one) => keys.has(keyOf(one))));
}

function ancestorsOf({ parent }: Fact, facts: Facts): Fact[] {
  const above = parent && facts.get(parent);
  // What lies in a schema hangs on nothing.
  if (!above || above.id.kind === "schema") return [];
  return [above, ...ancestorsOf(above, facts)];
}

function schemaOf({ id }: Fact): string {
  return "schema" in id ? String(id.schema) : "";
}

function schemasOf(facts: readonly Fact[]): ReadonlySet<string> {
  return new Set(facts.filter(({ id }) => id.kind === "table").map(schemaOf));
}

/** Constraints and indexes of one table that say the same under two names. */
function pairNames(
  missing: readonly Fact[],
  superfluous: readonly Fact[],
): { wanted: Fact; found: Fact }[] {
  const free = new Set(superfluous);
  return missing.flatMap((wanted) => {
    const meaning = meaningOf(wanted);
    const found = [...free].find((one) => meaning !== undefined && meaningOf(one) === meaning);
    if (!found) return [];
    free.delete(found);
    return [{ wanted, found }];
  });
}

function meaningOf(fact: Fact): string | undefined {
  const { id, parent, payload } = fact;
  if (parent === undefined || !("name" in id)) return undefined;
  if (id.kind === "constraint") return `${keyOf({ id: parent })} ${contentOf(fact)}`;
  if (id.kind !== "index") return undefined;
  const definition = String((payload as { def?: unknown }).def);
  const [head = "", ...rest] = definition.split(" ON ");
  return `${keyOf({ id: parent })} ${head.startsWith("CREATE UNIQUE")} ${rest.join(" ON ")}`;
}
