import type { CatalogColumn, CatalogTable } from "./catalog-columns.js";

/** SQL: the name of an object, given its catalog and its number; null for none. */
export function identityOf(catalog: string, oid: string): string {
  const named = `CASE WHEN ${oid} <> 0 THEN (SELECT identity FROM pg_catalog.pg_identify_object('pg_catalog.${catalog}'::pg_catalog.regclass, ${oid}, 0)) END`;
  const short = shortly[catalog];
  return `(${short === undefined ? named : `CASE WHEN ${oid} >= ${short.from} THEN ${oid}::pg_catalog.${short.type}::text ELSE ${named} END`})`;
}

// A cast says the same, many times faster: what users made is in no schema of the empty search_path.
const shortly: Readonly<Record<string, { readonly type: string; readonly from: number }>> = {
  pg_authid: { type: "regrole", from: 1 },
  pg_class: { type: "regclass", from: 16_384 },
  pg_namespace: { type: "regnamespace", from: 1 },
  pg_type: { type: "regtype", from: 16_384 },
};

/** SQL: what the column of the row `r` of a catalog says, as a text in which nothing is called by a number. */
export function valueSql(catalog: CatalogTable, { name, type, refers }: CatalogColumn): string {
  const value = `r.${name}`;
  const known = printed[`${catalog.name}.${name}`];
  if (known !== undefined) return known;
  if (refers?.to === "object") return objectSql(refers.catalog, value, refers.isArray);
  if (refers?.to === "columns")
    return refers.isArray
      ? unlessNull(value, columnsSql(`r.${refers.relation}`, `${value}::int2[]`))
      : columnsSql(`r.${refers.relation}`, `ARRAY[${value}]`);
  if (type === "pg_node_tree") return expressionSql(catalog, name);
  if (type === "aclitem[]") return rightsSql(catalog, value);
  // Options, whose order says nothing.
  if (type === "text[]")
    return `CASE WHEN ${value} IS NULL THEN '{}' ELSE ARRAY(SELECT one FROM pg_catalog.unnest(${value}) AS one ORDER BY 1)::text END`;
  return `${value}::text`;
}

function objectSql(catalog: string, value: string, isArray: boolean): string {
  if (!isArray) return identityOf(catalog, value);
  return unlessNull(
    value,
    `ARRAY(SELECT ${identityOf(catalog, "one.number")} FROM pg_catalog.unnest(${value}::oid[]) WITH ORDINALITY AS one (number, place) ORDER BY one.place)::text`,
  );
}

/** SQL: the texts of an array, or those of an empty one: most of thousands of rows have none. */
function unlessNull(array: string, texts: string): string {
  return `CASE WHEN ${array} IS NULL THEN '{}' ELSE ${texts} END`;
}

function columnsSql(relation: string, numbers: string): string {
  return `ARRAY(SELECT COALESCE((SELECT attname::text FROM pg_catalog.pg_attribute WHERE attrelid = ${relation} AND attnum = one.number), one.number::text)
                 FROM pg_catalog.unnest(${numbers}) WITH ORDINALITY AS one (number, place) ORDER BY one.place)::text`;
}

/** SQL: whether the column `r` is one of an index, whose name is only what it was called when it was built. */
export const isOfIndex = "EXISTS (SELECT FROM pg_catalog.pg_index WHERE indexrelid = r.attrelid)";

/** SQL: the names of columns whose order says nothing. */
const columnNamesSql = (relation: string, numbers: string): string =>
  unlessNull(
    numbers,
    `ARRAY(SELECT attname::text FROM pg_catalog.pg_attribute
                 WHERE attrelid = ${relation} AND attnum = ANY (${numbers}::int2[]) ORDER BY 1)::text`,
  );

// A tree that is no expression over one relation is printed as what it is part of. Of a number that only
// orders, the order counts.
const printed: Readonly<Record<string, string>> = {
  "pg_attribute.attname": `CASE WHEN NOT ${isOfIndex} THEN r.attname END`,
  // A table that has none is the same as one that nothing was set for.
  "pg_class.reltoastrelid":
    "(SELECT reloptions::text FROM pg_catalog.pg_class AS toast WHERE toast.oid = r.reltoastrelid)",
  "pg_enum.enumsortorder":
    "(SELECT pg_catalog.count(*) FROM pg_catalog.pg_enum AS one WHERE one.enumtypid = r.enumtypid AND one.enumsortorder <= r.enumsortorder)::text",
  "pg_rewrite.ev_qual": "NULL",
  "pg_rewrite.ev_action": "pg_catalog.pg_get_ruledef(r.oid)",
  "pg_trigger.tgname": "CASE WHEN NOT r.tgisinternal THEN r.tgname END",
  "pg_trigger.tgqual": "CASE WHEN NOT r.tgisinternal THEN pg_catalog.pg_get_triggerdef(r.oid) END",
  "pg_statistic_ext.stxkeys": columnNamesSql("r.stxrelid", "r.stxkeys"),
  // The server says of neither that its numbers are those of columns.
  "pg_constraint.confdelsetcols": columnNamesSql("r.conrelid", "r.confdelsetcols"),
  "pg_publication_rel.prattrs": columnNamesSql("r.prrelid", "r.prattrs"),
  "pg_statistic_ext.stxexprs": "pg_catalog.pg_get_statisticsobjdef_expressions(r.oid)::text",
  "pg_proc.prosqlbody": "pg_catalog.pg_get_function_sqlbody(r.oid)",
  "pg_constraint.conbin": "pg_catalog.pg_get_constraintdef(r.oid)",
};

function expressionSql({ name, columns }: CatalogTable, column: string): string {
  const relations = columns.filter(
    ({ refers }) => refers?.to === "object" && refers.catalog === "pg_class" && !refers.isArray,
  );
  const relation =
    name === "pg_class"
      ? "oid"
      : (relations.find((one) => one.name === "indrelid") ?? relations[0])?.name;
  return `pg_catalog.pg_get_expr(r.${column}, ${relation === undefined ? "0" : `r.${relation}`})`;
}

const ownerColumns: Readonly<Record<string, string>> = {
  pg_class: "relowner",
  pg_proc: "proowner",
  pg_namespace: "nspowner",
  pg_type: "typowner",
  pg_language: "lanowner",
  pg_foreign_data_wrapper: "fdwowner",
  pg_foreign_server: "srvowner",
};
const kinds: Readonly<Record<string, string>> = {
  pg_class: "CASE r.relkind WHEN 'S' THEN 's' ELSE 'r' END",
  pg_proc: "'f'",
  pg_namespace: "'n'",
  pg_type: "'T'",
  pg_language: "'l'",
  pg_foreign_data_wrapper: "'F'",
  pg_foreign_server: "'S'",
};

// Rights that were never changed are the same as those that were granted one by one. A document of them
// by who has them.
function rightsSql({ name }: CatalogTable, value: string): string {
  const [owner, kind] = [ownerColumns[name], kinds[name]];
  const all =
    owner === undefined
      ? value
      : `COALESCE(${value}, pg_catalog.acldefault((${kind})::"char", r.${owner}))`;
  return `CASE WHEN ${all} IS NOT NULL THEN (SELECT pg_catalog.jsonb_object_agg(grantee, rights)::text FROM (
           SELECT CASE one.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_catalog.pg_get_userbyid(one.grantee)::text END AS grantee,
                  pg_catalog.jsonb_agg(ARRAY[privilege_type, is_grantable::text, pg_catalog.pg_get_userbyid(one.grantor)::text]
                    ORDER BY privilege_type, one.grantor::regrole::text) AS rights
             FROM pg_catalog.aclexplode(${all}) AS one GROUP BY 1) AS granted) END`;
}
