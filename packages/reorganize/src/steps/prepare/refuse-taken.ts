import { type Named, readNames } from "../../catalog/objects/read-names.js";
import { parseTableName, plainName } from "../../catalog/table-name.js";
import { namesOf } from "../../catalog/target-facts.js";
import { OpenDecisionsError } from "../../findings/open-decisions-error.js";
import { runFirst } from "../../findings/run-first.js";
import type { Rehearsal } from "../rehearsal.js";

/**
 * Asks about what others made under a name that something of the target is to have: another kind of thing, an
 * index of another table, or an enum type with words that the target's does not have.
 *
 * @throws OpenDecisionsError that names them
 */
export async function refuseTaken({
  copy,
  target,
  assigned,
}: Pick<Rehearsal, "copy" | "target" | "assigned">): Promise<void> {
  const wanted = new Map<string, Named[]>();
  for (const one of await namesOf(target))
    wanted.set(one.name, [...(wanted.get(one.name) ?? []), one]);
  const sources = new Set([...assigned.values()].flat().map(({ table }) => plainName(table)));
  const taken = (await readNames(copy)).flatMap((there) => {
    const one = wanted.get(there.name)?.find((other) => isInTheWay(there, other, sources));
    return one ? [askAbout(there, one)] : [];
  });
  if (taken.length > 0) throw new OpenDecisionsError(taken);
}

function isInTheWay(there: Named, wanted: Named, sources: ReadonlySet<string>): boolean {
  const isSameSpace = (there.isRelation && wanted.isRelation) || (there.isType && wanted.isType);
  if (!isSameSpace) return false;
  if (there.kind !== wanted.kind) return !sources.has(there.name);
  if (there.table !== null) return there.table !== wanted.table && !sources.has(there.table);
  if (there.labels === null || wanted.labels === null) return there.labels !== wanted.labels;
  return wordsOnlyIn(there, wanted).length > 0;
}

function wordsOnlyIn({ labels }: Named, other: Named): string[] {
  return (labels ?? []).filter((word) => !other.labels?.includes(word));
}

function askAbout(there: Named, wanted: Named) {
  const words = there.kind === wanted.kind ? wordsOnlyIn(there, wanted) : [];
  return runFirst(
    { table: there.name },
    {
      code: "name taken",
      name: parseTableName(there.name).name,
      kind: there.kind,
      wanted: wanted.kind,
      ...(there.table !== null && { of: there.table }),
      ...(words.length > 0 && { words }),
    },
    [there.rename],
  );
}
