import { migratorRole, quoteTable } from "@deepiri/database/without-client";
import type { CatalogueObject } from "./catalogue.js";
import { groupBy } from "./group-by.js";
import type { Rights, TableRight } from "./rights.js";

/** One right that a role should hold on one object, or on one of its columns. */
export interface WantedRight {
  readonly target: string;
  readonly column: string | null;
  readonly role: string;
  readonly privilege: string;
}

/**
 * The rights that should be held in this database: those of packages that have a history in it, on
 * objects that are there. The owner's own are not among them.
 */
export function wantedRights(rights: Rights, catalogue: readonly CatalogueObject[]): WantedRight[] {
  const schemas = new Set(
    catalogue.filter(({ kind }) => kind === "schema").map(({ name }) => name),
  );
  const present = new Set(
    rights.holders
      .filter(({ historySchema }) => schemas.has(historySchema))
      .map(({ role }) => role),
  );
  const tables = new Set(
    catalogue.filter(({ kind }) => kind === "table").map(({ target }) => target),
  );
  const grants = rights.grants.filter(
    (right) => present.has(right.role) && tables.has(targetOf(right)),
  );
  const byTable = groupBy(grants, ({ schema, name }) => quoteTable(schema, name));
  const wanted = catalogue.flatMap((object) => {
    if (object.kind === "sequence") return onSequence(object, rights, byTable, present);
    return object.kind === "routine" ? onRoutine(object, rights, byTable, present) : [];
  });
  const onTables = grants.flatMap(onTable);
  const places = [...grants, ...wantedPlaces(wanted, catalogue)];
  return [...onMigrator(rights, catalogue), ...onSchemas(places, schemas), ...onTables, ...wanted];
}

/** How a table is named in GRANT and in the catalogue. */
function targetOf({ schema, name }: { schema: string; name: string }): string {
  return `TABLE ${quoteTable(schema, name)}`;
}

function onTable(right: TableRight): WantedRight[] {
  const { role, privilege, columns } = right;
  const target = targetOf(right);
  return (columns ?? [null]).map((column) => ({ target, column, role, privilege }));
}

// The owner of all objects also makes new ones: schemas, and tables that migrations use for a while.
function onMigrator({ database }: Rights, catalogue: readonly CatalogueObject[]): WantedRight[] {
  return catalogue
    .filter(({ kind }) => kind === "database")
    .flatMap(({ target }) =>
      ["CREATE", "TEMPORARY"].map((privilege) => ({
        target,
        column: null,
        role: migratorRole(database),
        privilege,
      })),
    );
}

interface Place {
  readonly role: string;
  readonly schema: string;
}

function wantedPlaces(
  wanted: readonly WantedRight[],
  catalogue: readonly CatalogueObject[],
): Place[] {
  const schemaOf = new Map(catalogue.map(({ target, schema }) => [target, schema]));
  return wanted.map(({ role, target }) => ({ role, schema: schemaOf.get(target) ?? "" }));
}

function onSchemas(places: readonly Place[], schemas: ReadonlySet<string>): WantedRight[] {
  const pairs = new Map(places.map(({ role, schema }) => [`${role} ${schema}`, { role, schema }]));
  return [...pairs.values()]
    .filter(({ schema }) => schemas.has(schema))
    .map(({ role, schema }) => ({
      target: `SCHEMA "${schema.replaceAll('"', '""')}"`,
      column: null,
      role,
      privilege: "USAGE",
    }));
}

/** By `"schema"."name"`: a database can have thousands of tables, each with its sequence. */
type GrantsByTable = ReadonlyMap<string, readonly TableRight[]>;

// Who may insert a row must be able to draw its number. One made for itself is its package's.
function onSequence(
  { target, schema, name, usedBy }: CatalogueObject,
  { sequences }: Rights,
  grants: GrantsByTable,
  present: ReadonlySet<string>,
): WantedRight[] {
  const makers = sequences.filter((one) => one.schema === schema && one.name === name);
  const roles = [...writersOf(usedBy, grants, ["INSERT"]), ...makers.map(({ role }) => role)];
  return distinct(roles, present).map((role) => ({
    target,
    column: null,
    role,
    privilege: "USAGE",
  }));
}

// A trigger function runs whoever writes: its right is asked for when the trigger is made, only.
function onRoutine(
  { target, schema, name, usedBy, isTrigger }: CatalogueObject,
  { routines }: Rights,
  grants: GrantsByTable,
  present: ReadonlySet<string>,
): WantedRight[] {
  if (isTrigger) return [];
  const makers = routines.filter((one) => one.schema === schema && one.name === name);
  const writers = writersOf(usedBy, grants, ["INSERT", "UPDATE"]);
  const roles = [...writers, ...makers.map(({ role }) => role)];
  return distinct(roles, present).map((role) => ({
    target,
    column: null,
    role,
    privilege: "EXECUTE",
  }));
}

function writersOf(
  tables: readonly string[],
  grants: GrantsByTable,
  privileges: readonly string[],
): string[] {
  return tables
    .flatMap((table) => grants.get(table) ?? [])
    .filter(({ privilege }) => privileges.includes(privilege))
    .map(({ role }) => role);
}

function distinct(roles: readonly string[], present: ReadonlySet<string>): string[] {
  return [...new Set(roles)].filter((role) => present.has(role));
}
