import { type Catalog, type Constraint, sqlName } from "../../catalog/catalog.js";
import { plainName } from "../../catalog/table-name.js";
import { waiting } from "../../ledger/lineage.js";
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
  /** SQL: whether the row gives a value that leads somewhere. */
  readonly given: (row: string) => string;
  /** SQL: whether the row that it leads to is there. */
  readonly found: (row: string) => string;
}

/** The foreign keys of the table that a projection leads to. */
export function referencesOf(projection: Projection, target: Catalog): Reference[] {
  const cyclic = new Set(cyclicKeys(projection.to, target).map(({ name }) => name));
  const given = new Set(projection.columns.map(({ name }) => name));
  return projection.to.constraints
    .filter(({ references, columns }) => references && columns.every((name) => given.has(name)))
    .map((key) => referenceOf(key, projection, target, cyclic.has(key.name)));
}

function referenceOf(
  { name, columns, references }: Constraint,
  projection: Projection,
  target: Catalog,
  cyclic: boolean,
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
    given: (row) => columns.map((column) => `${at(row, column)} IS NOT NULL`).join(" AND "),
    found: (row) => {
      const own = values(row);
      const on = parentColumns.map(
        (column, index) => `parent.${at(undefined, column)} = ${own[index]}`,
      );
      return `EXISTS (SELECT FROM ${parent ? sqlName(parent) : ""} AS parent WHERE ${on.join(" AND ")})`;
    },
  };
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

/** The lists of columns of the target table that foreign keys lead to, as far as the query gives them. */
export function referencedColumns({ to, columns }: Projection, { tables }: Catalog): string[][] {
  const given = new Set(columns.map(({ name }) => name));
  const lists = [...tables.values()].flatMap(({ constraints }) =>
    constraints.flatMap(({ references }) =>
      references?.table === plainName(to) ? [[...references.columns]] : [],
    ),
  );
  const distinct = new Map(lists.map((list) => [JSON.stringify(list), list]));
  return [...distinct.values()].filter((list) => list.every((name) => given.has(name)));
}
