import pg from "pg";
import type { CatalogColumn, CatalogTable } from "./catalog-columns.js";
import { ignoredColumns } from "./ignored.js";
import type { UserSchemas } from "./user-schema.js";
import { identityOf, isOfIndex, valueSql } from "./value-sql.js";

/** The columns of a catalog that are told: those that say something by themselves, and those that name other things. */
export interface ToldColumns {
  readonly settings: readonly CatalogColumn[];
  readonly relations: readonly CatalogColumn[];
}

/** Shorter names come first. */
export function toldColumns({ name: catalog, columns }: CatalogTable): ToldColumns {
  const ignored = ignoredColumns[catalog] ?? [];
  const told = columns
    .filter(({ name }) => name !== "oid" && !ignored.includes(name))
    .sort(({ name: one }, { name: other }) => one.length - other.length || (one < other ? -1 : 1));
  return {
    settings: told.filter(isSetting),
    relations: told.filter((column) => !isSetting(column)),
  };
}

/**
 * SQL: the rows of a catalog that are about objects which users made, each with what it is about by name,
 * the table that it belongs to, and the values of the columns that are told.
 */
export function rowsSql(
  catalog: CatalogTable,
  { settings, relations }: ToldColumns,
  schemas: UserSchemas,
): string {
  return `SELECT ${pg.escapeLiteral(catalog.name)} AS catalog, ${nameSql(catalog)} AS name,
       ${ownNameSql(catalog)} AS "ownName", ${numberSql(catalog)} AS number, ${rootSql(catalog)} AS root,
       ${isPart(catalog)} AS "isPart",
       ${valuesSql(catalog, settings)} AS settings, ${valuesSql(catalog, relations)} AS relations
  FROM pg_catalog.${catalog.name} AS r
 WHERE ${conditions(catalog, schemas).join("\n   AND ")}`;
}

// Without the names, which would be sent with each of thousands of rows.
function valuesSql(catalog: CatalogTable, columns: readonly CatalogColumn[]): string {
  const values = columns.map((one) => valueSql(catalog, one));
  return `pg_catalog.json_build_array(${values.join(",\n         ")})`;
}

/** Whether it says by itself what it says, without the name of anything else, or its own. */
function isSetting({ type, refers }: CatalogColumn): boolean {
  return refers === null && !["name", "pg_node_tree", "aclitem[]"].includes(type);
}

/** Whether its rows only say more of things that have a row in another catalog. */
function isPart({ name, columns }: CatalogTable): boolean {
  const stands = ["oid", "classoid"].some((own) => columns.some((one) => one.name === own));
  return !stands && name !== "pg_attribute";
}

/** SQL: the name that the thing has among its like, in its table or schema. */
function ownNameSql({ name, columns }: CatalogTable): string {
  // The name of an index's column is only what that was called when the index was built.
  if (name === "pg_attribute") return `CASE WHEN NOT ${isOfIndex} THEN r.attname::text END`;
  const column = columns.find(({ type }) => type === "name");
  return column === undefined ? "NULL::text" : `r.${column.name}::text`;
}

/** SQL: what the row is known by as long as it is there, whatever it is called. */
function numberSql({ name, columns, key }: CatalogTable): string {
  if (name === "pg_depend") return "NULL::text";
  const parts = columns.some((one) => one.name === "oid") ? ["oid"] : key;
  return `${pg.escapeLiteral(name)} || ' ' || ${parts.map((part) => `r.${part}::text`).join(" || ' ' || ")}`;
}

const labels: Readonly<Record<string, string>> = {
  pg_description: "comment",
  pg_seclabel: "security label",
};

/** SQL: what a row is about, as the server names it. */
function nameSql({ name, columns, key }: CatalogTable): string {
  if (name === "pg_attribute")
    return `'column ' || CASE WHEN ${isOfIndex} THEN r.attnum || ' of ' || ${identityOf("pg_class", "r.attrelid")} ELSE ${identityOf("pg_class", "r.attrelid")} || '.' || pg_catalog.quote_ident(r.attname) END`;
  if (name === "pg_enum")
    return `'value ' || r.enumlabel || ' of ' || ${identityOf("pg_type", "r.enumtypid")}`;
  // Its own name is made of numbers.
  const plain = ofOid(name, "r.oid");
  if (name === "pg_trigger")
    return `CASE WHEN tgisinternal THEN 'trigger ' || tgfoid::pg_catalog.regproc || ' of ' || ${identityOf("pg_constraint", "r.tgconstraint")} || ' on ' || ${identityOf("pg_class", "r.tgrelid")} ELSE ${plain} END`;
  if (columns.some((one) => one.name === "oid")) return plain;
  if (columns.some((one) => one.name === "classoid"))
    return `${pg.escapeLiteral(`${labels[name] ?? name} on `)} || ${described("r.classoid", "r.objoid", "r.objsubid")}`;
  if (name === "pg_depend")
    return `${described("r.classid", "r.objid", "r.objsubid")} || ' belongs to ' || ${described("r.refclassid", "r.refobjid", "r.refobjsubid")}`;
  const parts = key.map((part) => {
    const column = columns.find((one) => one.name === part) as CatalogColumn;
    return column.refers?.to === "object"
      ? identityOf(column.refers.catalog, `r.${part}`)
      : `r.${part}::text`;
  });
  return `${pg.escapeLiteral(`${name} of `)} || ${parts.join(" || ' ' || ")}`;
}

function ofOid(catalog: string, oid: string): string {
  return described(`'pg_catalog.${catalog}'::pg_catalog.regclass`, oid, "0");
}

function described(catalog: string, oid: string, column: string): string {
  return `(SELECT type || ' ' || identity FROM pg_catalog.pg_identify_object(${catalog}, ${oid}, ${column}))`;
}

/** SQL: the oid of the table that a row belongs to, null for one that belongs to none. */
function rootSql(catalog: CatalogTable): string {
  const place = relationOf(catalog);
  if (!place) return "NULL::oid";
  return `COALESCE((SELECT indrelid FROM pg_catalog.pg_index WHERE indexrelid = ${place}), NULLIF(${place}, 0))`;
}

/** The relation that a row is about, as SQL. */
function relationOf({ name, columns }: CatalogTable): string | undefined {
  if (name === "pg_class") return "r.oid";
  const column = columns.find(({ refers }) => isReferenceTo(refers, "pg_class"));
  // What is about objects of any kind is about no relation.
  const isOfAny = columns.some((one) => one.name === "classoid" || one.name === "classid");
  return isOfAny || column === undefined ? undefined : `r.${column.name}`;
}

function isReferenceTo(refers: CatalogColumn["refers"], catalog: string): boolean {
  return refers?.to === "object" && refers.catalog === catalog && !refers.isArray;
}

function conditions(catalog: CatalogTable, schemas: UserSchemas): string[] {
  const { name, columns } = catalog;
  const has = (column: string): boolean => columns.some((one) => one.name === column);
  return [
    ...(has("oid")
      ? ["r.oid >= 16384", notOfExtension(`'pg_catalog.${name}'::pg_catalog.regclass`, "r.oid")]
      : []),
    ...(has("classoid") ? ["r.objoid >= 16384", notOfExtension("r.classoid", "r.objoid")] : []),
    ...inNamespace(catalog, schemas),
    ...(special(schemas)[name] ?? []),
  ];
}

function notOfExtension(catalog: string, oid: string): string {
  return `NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS part WHERE part.classid = ${catalog} AND part.objid = ${oid} AND part.deptype = 'e')`;
}

/** That it lies in a schema of users, or in none. */
function inNamespace(catalog: CatalogTable, schemas: UserSchemas): string[] {
  const { name, columns } = catalog;
  if (name === "pg_namespace") return [schemas.holds("r.nspname")];
  const own = columns.find(({ refers }) => isReferenceTo(refers, "pg_namespace"));
  const relation = relationOf(catalog);
  const type = columns.find(({ refers }) => isReferenceTo(refers, "pg_type"));
  if (own) return [`(r.${own.name} = 0 OR ${isUserSchema(schemas, `r.${own.name}`)})`];
  if (relation)
    return [
      `EXISTS (SELECT FROM pg_catalog.pg_class AS placed WHERE placed.oid = ${relation} AND ${isUserSchema(schemas, "placed.relnamespace")}
                AND ${notOfExtension("'pg_catalog.pg_class'::pg_catalog.regclass", "placed.oid")})`,
    ];
  if (!columns.some((one) => one.name === "oid") && type)
    return [
      `EXISTS (SELECT FROM pg_catalog.pg_type AS placed WHERE placed.oid = r.${type.name} AND ${isUserSchema(schemas, "placed.typnamespace")})`,
    ];
  return [];
}

function isUserSchema(schemas: UserSchemas, oid: string): string {
  return `EXISTS (SELECT FROM pg_catalog.pg_namespace AS namespace WHERE namespace.oid = ${oid} AND ${schemas.holds("namespace.nspname")})`;
}

/** That a comment or label is on nothing in a hidden schema. */
const isVisible = ({ holds, isNamedOutside }: UserSchemas): string =>
  `COALESCE((SELECT ${holds("COALESCE(about.schema, '')")} AND ${isNamedOutside("about.identity")} FROM pg_catalog.pg_identify_object(r.classoid, r.objoid, r.objsubid) AS about), false)`;

// Of dependencies only those that no definition says, such as whose a sequence is; of types not those that
// come with a table or with another type.
const special = (schemas: UserSchemas): Readonly<Record<string, readonly string[]>> => ({
  pg_attribute: ["r.attnum > 0", "NOT r.attisdropped"],
  pg_aggregate: ["r.aggfnoid::oid >= 16384"],
  pg_depend: [
    "r.deptype IN ('a', 'x')",
    "r.objid >= 16384",
    `NOT EXISTS (SELECT FROM pg_catalog.pg_class AS own WHERE own.oid IN (r.objid, r.refobjid)
                  AND NOT ${isUserSchema(schemas, "own.relnamespace")})`,
  ],
  pg_description: [isVisible(schemas)],
  pg_seclabel: [isVisible(schemas)],
  pg_ts_config_map: ["r.mapcfg >= 16384"],
  pg_type: [
    "NOT EXISTS (SELECT FROM pg_catalog.pg_type AS element WHERE element.typarray = r.oid)",
    "(r.typrelid = 0 OR EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = r.typrelid AND relkind = 'c'))",
  ],
});
