import { readStatements } from "@deepiri/sql";
import type { Catalog } from "../catalog/catalog.js";
import { formatName } from "../catalog/names.js";
import type { Scratch } from "../catalog/scratch.js";
import { droppedBy } from "../statement/tree.js";
import { newIn } from "./candidates.js";

/**
 * Tables and enum types in schemas that the Prisma files no longer name: Prisma would leave them behind
 * and make new ones. What it has no models for is among them; nothing new looks like that.
 */
export async function readUnseen(
  { teardown, external }: Pick<Scratch, "teardown" | "external">,
  before: Catalog,
  after: Catalog,
): Promise<Set<string>> {
  const made = [...newIn(after.tables, before.tables), ...newIn(after.enums, before.enums)];
  if (made.length === 0) return new Set();
  const seen = (await readStatements(await teardown())).flatMap((one) => droppedBy(one).names);
  const known = new Set([...seen.map(({ schema, name }) => `${schema}.${name}`), ...external]);
  const all = [...before.tables, ...before.enums];
  return new Set(
    all
      .filter(({ schema, name }) => !known.has(`${schema}.${name}`))
      .map(({ schema, name }) => formatName([schema, name])),
  );
}
