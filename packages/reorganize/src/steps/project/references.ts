import { type Catalog, type Constraint, sqlName } from "../../catalog/catalog.js";
import { plainName } from "../../catalog/table-name.js";
import { waiting } from "../../ledger/lineage.js";
import type { Mapping } from "../../plan/mapping.js";
import type { Projection } from "../../projection/projection.js";
import { literal } from "../../session/literal.js";
import { block } from "../shared/block.js";
import { at, givenValue, unitDocument } from "./columns.js";
import { cyclicKeys } from "./cyclic-keys.js";

/** A foreign key of the target table, all of whose columns the query gives. */
export interface Reference {
  readonly name: string;
  readonly columns: readonly string[];
  /** `schema.table`. */
  readonly parent: string;
  readonly parentColumns: readonly string[];
  /** Whether rows lead along it back to their own table. */
  readonly cyclic: boolean;
  /** Its columns that are null as long as the row that they lead to is not there. */
  readonly late: readonly string[];
  /** Whether the mapping says that rows form trees along it; then a link that would close a cycle waits. */
  readonly tree: boolean;
  /** SQL: whether the row gives a value that leads somewhere. */
  readonly given: (row: string) => string;
  /** SQL: whether the row that it leads to is there. */
  readonly found: (row: string) => string;
  /** SQL: whether another row may come by which it leads somewhere; in a tree none helps a row that leads to itself. */
  readonly mayCome: (row: string) => string;
  /** Whether it is only declared: the server does not check it. */
  readonly declared: boolean;
}

/** The foreign keys of the table that a projection leads to. */
export function referencesOf(
  projection: Projection,
  target: Catalog,
  { acyclic }: Pick<Mapping, "acyclic">,
): Reference[] {
  const trees = new Set(
    acyclic.flatMap((graph) =>
      graph.table === plainName(projection.to) && "parent" in graph ? [graph.parent] : [],
    ),
  );
  const cyclic = new Set(cyclicKeys(projection.to, target).map(({ name }) => name));
  const given = new Set(projection.columns.map(({ name }) => name));
  return [...projection.to.constraints, ...projection.refersTo]
    .filter(({ references, columns }) => references && columns.every((name) => given.has(name)))
    .map((key) =>
      referenceOf(key, projection, target, {
        cyclic: cyclic.has(key.name),
        tree: key.columns.length === 1 && trees.has(key.columns[0] ?? ""),
        declared: projection.refersTo.includes(key),
      }),
    );
}

function referenceOf(
  { name, columns, references }: Constraint,
  projection: Projection,
  target: Catalog,
  { cyclic, tree, declared }: Pick<Reference, "cyclic" | "tree" | "declared">,
): Reference {
  const { table, columns: parentColumns } = references as NonNullable<Constraint["references"]>;
  const parent = target.tables.get(table);
  const values = (row: string): string[] =>
    columns.map((column) => givenValue(projection, column, row));
  return {
    name,
    columns,
    parent: table,
    parentColumns,
    cyclic,
    late: columns.filter((column) => cyclic || projection.late.includes(column)),
    tree,
    declared,
    mayCome: (row) => {
      const [own, theirs] = [columns[0], parentColumns[0]].map((column) =>
        givenValue(projection, column as string, row),
      );
      return tree ? `${own} IS DISTINCT FROM ${theirs}` : "true";
    },
    given: (row) => columns.map((column) => `${at(row, column)} IS NOT NULL`).join(" AND "),
    found: (row) => {
      const own = values(row);
      const on = parentColumns.map(
        (column, index) => `parent.${at(undefined, column)} = ${own[index]}`,
      );
      const isThere = `EXISTS (SELECT FROM ${parent ? sqlName(parent) : ""} AS parent WHERE ${on.join(" AND ")})`;
      return tree
        ? `(${isThere} AND NOT ${closesCycle(projection, columns[0] as string, parentColumns[0] as string, row)})`
        : isThere;
    },
  };
}

/** SQL: whether the row is among those that its parent leads to. */
function closesCycle(
  projection: Projection,
  column: string,
  referenced: string,
  row: string,
): string {
  const table = sqlName(projection.to);
  const next = at("above", column);
  return `EXISTS (
    WITH RECURSIVE ancestors (id) AS (
      SELECT ${givenValue(projection, column, row)}
      UNION SELECT ${next} FROM ancestors JOIN ${table} AS above ON ${at("above", referenced)} = ancestors.id WHERE ${next} IS NOT NULL)
    SELECT FROM ancestors WHERE ancestors.id = ${givenValue(projection, referenced, row)})`;
}

/** SQL that has the units of rows wait for the rows that they lead to. */
export function waitSql(
  projection: Projection,
  { parent, parentColumns, columns, given }: Reference,
  where: string,
): string {
  const pairs = parentColumns.map(
    (name, index) => `${literal(name)}, ${givenValue(projection, columns[index] as string, "one")}`,
  );
  return block`
    INSERT INTO ${waiting} (parent, key, projection, unit)
    SELECT ${literal(parent)}, pg_catalog.jsonb_build_object(${pairs.join(", ")}), ${literal(projection.name)}, ${unitDocument(projection, "one")}
      FROM pg_catalog.unnest(_rows) AS one WHERE ${given("one")} AND ${where}
    ON CONFLICT DO NOTHING;`;
}

/** A foreign key that leads to the target table. */
export interface Referrer {
  /** Of the table that has it: `schema.table`, and as SQL. */
  readonly table: string;
  readonly sqlName: string;
  readonly columns: readonly string[];
  readonly referenced: readonly string[];
  /** Whether rows refer to others of the same table by it. */
  readonly ownTable: boolean;
}

/** The foreign keys that lead to the table of a projection. */
export function referrersOf(
  { to }: Projection,
  { tables }: Catalog,
  all: readonly Projection[],
): Referrer[] {
  return [...tables].flatMap(([name, table]) =>
    [...table.constraints, ...declaredKeys(name, all)].flatMap(({ columns, references }) =>
      references?.table === plainName(to)
        ? [
            {
              table: name,
              sqlName: sqlName(table),
              columns,
              referenced: references.columns,
              ownTable: name === plainName(to),
            },
          ]
        : [],
    ),
  );
}

// Several projections may lead to a table, and declare the same key of it.
function declaredKeys(table: string, all: readonly Projection[]): Constraint[] {
  const keys = all.flatMap(({ to, refersTo }) => (plainName(to) === table ? refersTo : []));
  return [...new Map(keys.map((key) => [JSON.stringify(key), key])).values()];
}

/** Lists of columns of the target table by which units wait for a row of it to come or to go. */
export interface WatchedKeys {
  /** Foreign keys lead to them. */
  readonly referenced: readonly (readonly string[])[];
  /** No two rows have the same. */
  readonly unique: readonly (readonly string[])[];
  /** Its own foreign keys: who is referred to waits for that to end. */
  readonly referring: readonly (readonly string[])[];
}

/** The keys of its target table that a projection watches, as far as the query gives them. */
export function watchedKeys(
  { to, columns, refersTo }: Projection,
  referrers: readonly Referrer[],
): WatchedKeys {
  const given = new Set(columns.map(({ name }) => name));
  const able = (lists: (readonly string[])[]): (readonly string[])[] =>
    distinct(lists).filter((list) => list.every((name) => given.has(name)));
  const rules = to.indexes.filter(({ unique, hasExpressions }) => unique && !hasExpressions);
  return {
    referenced: able(referrers.map(({ referenced }) => referenced)),
    unique: able(rules.map(({ keyColumns }) => keyColumns)),
    referring: distinct(
      [...to.constraints, ...refersTo].flatMap(({ references, columns: own }) =>
        references ? [own] : [],
      ),
    ),
  };
}

function distinct(lists: readonly (readonly string[])[]): (readonly string[])[] {
  return [...new Map(lists.map((list) => [JSON.stringify([...list].sort()), list])).values()];
}

/** SQL of a key by which units wait; null where a part of it is. */
export function watchedKey(pairs: readonly (readonly [name: string, value: string])[]): string {
  const all = pairs.map(([name, value]) => `${literal(name)}, ${value}`).join(", ");
  const there = pairs.map(([, value]) => `${value} IS NOT NULL`).join(" AND ");
  return `CASE WHEN ${there} THEN pg_catalog.jsonb_build_object(${all}) END`;
}
