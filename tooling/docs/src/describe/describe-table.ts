import { packageRole } from "@deepiri/database";
import type { Model, Owned, Ownership } from "@deepiri/workspace";
import type { Catalogue } from "../catalogue/read-catalogue.js";
import type { TableRow } from "../catalogue/read-tables.js";
import type { Column, Table, TableId } from "../model/model.js";
import { proseOf } from "./prose.js";
import { shortDefault, shortType } from "./short-type.js";

/** What tables are described from. */
export interface Sources {
  /** As the workspace calls the database. */
  readonly database: string;
  readonly ownership: Ownership;
  readonly catalogue: Catalogue;
  /** Keys of all packages that have a role there. */
  readonly packages: readonly string[];
}

/** All tables of a catalogue, in its order. */
export function describeTables(sources: Sources): Table[] {
  const { catalogue } = sources;
  const ids = new Map(catalogue.tables.map(({ oid }, index) => [oid, index]));
  const parts = {
    columns: byTable(catalogue.columns),
    rules: byTable(catalogue.rules),
    keys: byTable(catalogue.keys),
    indexes: byTable(catalogue.indexes),
    triggers: byTable(catalogue.triggers),
    policies: byTable(catalogue.policies),
    rights: byTable(catalogue.rights),
  };
  const roles = new Map(sources.packages.map((key) => [packageRole(key, sources.database), key]));
  return catalogue.tables.map((row) => describeTable(row, sources, parts, ids, roles));
}

type Parts = {
  readonly [Part in
    | "columns"
    | "rules"
    | "keys"
    | "indexes"
    | "triggers"
    | "policies"
    | "rights"]: ReadonlyMap<number, Catalogue[Part][number][]>;
};

function describeTable(
  row: TableRow,
  { ownership, catalogue }: Sources,
  parts: Parts,
  ids: ReadonlyMap<number, TableId>,
  roles: ReadonlyMap<string, string>,
): Table {
  const { oid, schema, name, kind, rowSecurity, partitions } = row;
  const owned = ownership.tables.get(`${schema}.${name}`);
  const of = <Row>(rows: ReadonlyMap<number, Row[]>): Row[] => rows.get(oid) ?? [];
  const size = catalogue.sizes.get(oid);
  return {
    schema,
    name,
    kind,
    ...present({ owner: owned?.owner.key, comment: commentOf(row, owned) }),
    ...size,
    columns: of(parts.columns).map((one) => describeColumn(one, owned)),
    rules: of(parts.rules).map(clean),
    keys: of(parts.keys).map(({ target, ...one }) => ({
      ...clean(one),
      table: ids.get(target) as TableId,
    })),
    indexes: of(parts.indexes).map(clean),
    triggers: of(parts.triggers).map(clean),
    policies: of(parts.policies).map(clean),
    rowSecurity,
    rights: of(parts.rights).map((one) => ({
      ...clean(one),
      ...present({ package: roles.get(one.role) }),
    })),
    partitions,
    ...present({ query: row.query }),
  };
}

function describeColumn(
  { comment, ...column }: Catalogue["columns"][number],
  owned: Owned<Model> | undefined,
): Column {
  const field = owned?.declared.fields.find((one) => one.column === column.name);
  return {
    ...clean(column),
    type: shortType(column.type),
    ...present({ default: column.default && shortDefault(column.default) }),
    ...present({ comment: comment ?? (field && proseOf(field)) }),
  };
}

function commentOf({ comment }: TableRow, owned: Owned<Model> | undefined): string | undefined {
  return comment ?? (owned && proseOf(owned.declared));
}

/** Rows by the oid of their table. */
function byTable<Row extends { readonly oid: number }>(rows: readonly Row[]): Map<number, Row[]> {
  const groups = new Map<number, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.oid);
    if (group) group.push(row);
    else groups.set(row.oid, [row]);
  }
  return groups;
}

type WithoutNull<Row> = {
  [Key in keyof Row as null extends Row[Key] ? never : Key]: Row[Key];
} & { [Key in keyof Row as null extends Row[Key] ? Key : never]?: Exclude<Row[Key], null> };

/** The row without the oid of its table and without what is null. */
function clean<Row extends { readonly oid: number }>({
  oid: _,
  ...row
}: Row): WithoutNull<Omit<Row, "oid">> {
  return present(row) as WithoutNull<Omit<Row, "oid">>;
}

type Present<Values> = { [Key in keyof Values]?: Exclude<Values[Key], null | undefined | ""> };

/** Without what is null, undefined or an empty text. */
function present<Values extends object>(values: Values): Present<Values> {
  return Object.fromEntries(
    Object.entries(values).filter(
      ([, value]) => value !== null && value !== undefined && value !== "",
    ),
  ) as Present<Values>;
}
