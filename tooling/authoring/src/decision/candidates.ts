import { type Catalog, type EnumType, find, type Table } from "../catalog/catalog.js";
import { formatName } from "../catalog/names.js";
import type { Movable, MoveQuestion } from "../question/question.js";

/**
 * Tables and enum types that would go, each with every one that would come.
 *
 * @param unseen names of those that stay because the Prisma files no longer name their schema
 */
export function tableCandidates(
  before: Catalog,
  after: Catalog,
  unseen: ReadonlySet<string> = new Set(),
): MoveQuestion[] {
  const goes = (all: readonly { oid: number }[]) => (one: Table | EnumType) =>
    unseen.has(formatName([one.schema, one.name])) || !all.some(({ oid }) => oid === one.oid);
  const tables = before.tables.filter(goes(after.tables));
  const enums = before.enums.filter(goes(after.enums));
  return [
    ...pairs("table", tables, newIn(after.tables, before.tables), (one, other) =>
      shared(one.columns.map(described), other.columns.map(described)),
    ),
    ...pairs("enum type", enums, newIn(after.enums, before.enums), (one, other) =>
      shared(one.values, other.values),
    ),
  ];
}

/** Those of `after` whose name was not there before. */
export function newIn<T extends { schema: string; name: string }>(
  after: readonly T[],
  before: readonly T[],
): T[] {
  return after.filter(({ schema, name }) => !find(before, schema, name));
}

/** The same for columns of one table and values of one enum type. */
export function partCandidates(before: Catalog, after: Catalog): MoveQuestion[] {
  return [...columnCandidates(before, after), ...valueCandidates(before, after)];
}

function pairs<T extends Table | EnumType>(
  object: Movable,
  gone: readonly T[],
  made: readonly T[],
  likeness: (one: T, other: T) => number,
): MoveQuestion[] {
  const all = gone.flatMap((from) =>
    made.map((to) => ({ from, to, likeness: likenessOf(from, to, likeness) })),
  );
  const isBest = (one: (typeof all)[number]) =>
    !all.some(
      ({ from, to, likeness }) => (from === one.from || to === one.to) && likeness > one.likeness,
    );
  return all.map((one) => ({
    kind: "move",
    object,
    from: [one.from.schema, one.from.name],
    to: [one.to.schema, one.to.name],
    alike: one.likeness >= 0.5 && isBest(one),
  }));
}

// A name that stayed says as much as all columns do.
function likenessOf<T extends Table | EnumType>(
  from: T,
  to: T,
  likeness: (one: T, other: T) => number,
): number {
  return likeness(from, to) + (from.name === to.name ? 1 : 0);
}

function columnCandidates(before: Catalog, after: Catalog): MoveQuestion[] {
  return before.tables.flatMap((table) => {
    const { columns = [] } = after.tables.find(({ oid }) => oid === table.oid) ?? {};
    const gone = table.columns.filter(
      (one) => !columns.some(({ number }) => number === one.number),
    );
    const made = columns.filter((one) => !table.columns.some(({ name }) => name === one.name));
    const missing = gone.filter((one) => !columns.some(({ name }) => name === one.name));
    return missing.flatMap((from) =>
      made.map((to) => ({
        kind: "move" as const,
        object: "column" as const,
        from: [table.schema, table.name, from.name],
        to: [table.schema, table.name, to.name],
        alike: from.baseType === to.baseType,
      })),
    );
  });
}

function valueCandidates(before: Catalog, after: Catalog): MoveQuestion[] {
  return before.enums.flatMap(({ schema, name, values }) => {
    const now = find(after.enums, schema, name)?.values ?? [];
    const made = now.filter((value) => !values.includes(value));
    const gone = now.length > 0 ? values.filter((value) => !now.includes(value)) : [];
    return gone.flatMap((from) =>
      made.map((to) => ({
        kind: "move" as const,
        object: "enum value" as const,
        from: [schema, name, from],
        to: [schema, name, to],
        alike: true,
      })),
    );
  });
}

const described = ({ name, type }: { name: string; type: string }) => `${name} ${type}`;

/** How much of the larger one is in both: 0 to 1. */
function shared(one: readonly string[], other: readonly string[]): number {
  const both = one.filter((value) => other.includes(value)).length;
  return both / Math.max(1, one.length, other.length);
}
