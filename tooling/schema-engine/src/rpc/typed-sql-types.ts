import type pg from "pg";

// PostgreSQL's types by the names that Prisma's generators know; what is missing is "unknown".
const names: Readonly<Record<string, string>> = {
  bool: "bool",
  bpchar: "string",
  bytea: "bytes",
  char: "char",
  cidr: "string",
  citext: "string",
  date: "date",
  float4: "float",
  float8: "double",
  inet: "string",
  int2: "int",
  int4: "int",
  int8: "bigint",
  json: "json",
  jsonb: "json",
  money: "decimal",
  name: "string",
  numeric: "decimal",
  oid: "bigint",
  text: "string",
  time: "time",
  timestamp: "datetime",
  timestamptz: "datetime",
  timetz: "time",
  uuid: "uuid",
  varbit: "string",
  bit: "string",
  varchar: "string",
  xml: "xml",
};

interface TypeRow {
  readonly oid: number;
  readonly name: string;
  readonly kind: string;
  readonly isArray: boolean;
}

/** Prisma's name for each of the given type OIDs. An enum type goes by its own name. */
export async function typedSqlTypes(
  client: pg.Client,
  oids: readonly number[],
): Promise<ReadonlyMap<number, string>> {
  const { rows } = await client.query<TypeRow>(
    `SELECT asked.oid::bigint::float8 AS oid, base.typname AS name, base.typtype AS kind,
            whole.typelem <> 0 AND whole.typcategory = 'A' AS "isArray"
     FROM unnest($1::oid[]) AS asked(oid)
     JOIN pg_catalog.pg_type AS given ON given.oid = asked.oid
     JOIN pg_catalog.pg_type AS whole ON whole.oid = coalesce(nullif(given.typbasetype, 0), given.oid)
     JOIN pg_catalog.pg_type AS base
       ON base.oid = CASE WHEN whole.typcategory = 'A' THEN whole.typelem ELSE whole.oid END`,
    [oids],
  );
  return new Map(rows.map((row) => [row.oid, nameOf(row)]));
}

function nameOf({ name, kind, isArray }: TypeRow): string {
  const known = names[name];
  if (isArray) return known || kind === "e" ? `${known ?? "string"}-array` : "unknown";
  return known ?? (kind === "e" ? name : "unknown");
}
