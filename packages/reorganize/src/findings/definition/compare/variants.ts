import type { Table } from "../../../catalog/catalog.js";
import type { Difference } from "../../../catalog/compare-tables.js";
import { differencesOf } from "../load/compare-skipped.js";
import type { LoadedFamily } from "../load/load-family.js";
import type { TableDefinition, Wanted } from "../load/loaded.js";

/** One shape in which a family wants a table. */
export interface Variant {
  readonly family: string;
  /** Where it is defined; absent where no statement does, but what one runs. Of one that loads, others may alter it. */
  readonly place?: { readonly file: string; readonly line: number };
  /** "loads" where the family ends up with it. */
  readonly outcome: "loads" | "skipped" | "failed";
  /** A, B, C..., in the order of families; null where the server could not make it even by itself. */
  readonly shape: string | null;
}

/** A shape that a table has somewhere. */
export interface TableShape {
  readonly letter: string;
  readonly variants: readonly Variant[];
  /** `wanted` is shape A, `found` this one; none for A. */
  readonly differences: readonly Difference[];
}

/** A table name with every shape that files want it in. */
export interface ComparedTable {
  /** `schema.table` */
  readonly name: string;
  readonly variants: readonly Variant[];
  readonly shapes: readonly TableShape[];
}

/** Every table that families define, in the order of names. */
export function compareFamilyTables(families: readonly LoadedFamily[]): ComparedTable[] {
  const names = families.flatMap(({ catalog, tables }) => [
    ...catalog.tables.keys(),
    ...tables.filter(({ outcome }) => outcome !== "made").map(({ name }) => name),
  ]);
  return [...new Set(names)].sort().map((name) => compareTable(name, families));
}

type Unlettered = Omit<Variant, "shape"> & { readonly wanted: Wanted | undefined };

function compareTable(name: string, families: readonly LoadedFamily[]): ComparedTable {
  const all = families.flatMap((family) => variantsIn(family, name));
  const shapes: { letter: string; wanted: Wanted; variants: Variant[] }[] = [];
  const variants: Variant[] = [];
  // What is loaded first: letters tell first what a database may have.
  const inOrder = [...all].sort((one, other) => Number(isLoaded(other)) - Number(isLoaded(one)));
  for (const { wanted, ...variant } of inOrder) {
    const alike = wanted && shapes.find((shape) => isAlike(shape.wanted, wanted));
    const shape = alike ?? (wanted && { letter: letterOf(shapes.length), wanted, variants: [] });
    if (shape && !alike) shapes.push(shape);
    const lettered = { ...variant, shape: shape?.letter ?? null };
    variants.push(lettered);
    shape?.variants.push(lettered);
  }
  const [first] = shapes;
  return {
    name,
    variants,
    shapes: shapes.map(({ letter, wanted, variants }) => ({
      letter,
      variants,
      differences: first && first.wanted !== wanted ? differencesBetween(first.wanted, wanted) : [],
    })),
  };
}

function isLoaded({ outcome }: Unlettered): boolean {
  return outcome === "loads";
}

function variantsIn({ name: family, catalog, tables }: LoadedFamily, name: string): Unlettered[] {
  const loaded = catalog.tables.get(name);
  const others = tables.filter(
    (one) => one.name === name && one.outcome !== "made" && !(loaded && isAs(one, loaded)),
  );
  const maker = tables.findLast((one) => one.name === name && one.outcome === "made");
  return [
    ...(loaded
      ? [
          {
            family,
            ...(maker && { place: { file: maker.file, line: maker.line } }),
            outcome: "loads" as const,
            wanted: { table: loaded, withoutForeignKeys: false },
          },
        ]
      : []),
    ...others.map(({ file, line, outcome, wanted }) => ({
      family,
      place: { file, line },
      outcome: outcome as "skipped" | "failed",
      wanted,
    })),
  ];
}

function isAs({ wanted }: TableDefinition, table: Table): boolean {
  return wanted !== undefined && isAlike(wanted, { table, withoutForeignKeys: false });
}

function isAlike(one: Wanted, other: Wanted): boolean {
  return differencesBetween(one, other).length === 0;
}

function differencesBetween(one: Wanted, other: Wanted): Difference[] {
  return differencesOf(one.table, other.table, one.withoutForeignKeys || other.withoutForeignKeys);
}

/** A to Z, then AA, AB... */
function letterOf(index: number): string {
  const rest = Math.floor(index / 26);
  return (rest > 0 ? letterOf(rest - 1) : "") + String.fromCharCode(65 + (index % 26));
}
