import { connectOnce } from "@deepiri/database/without-client";
import type {
  IntrospectSqlParams,
  IntrospectSqlResult,
  SqlQueryInput,
  SqlQueryOutput,
} from "@prisma/schema-engine-wasm";
import type pg from "pg";
import { type DescribedColumn, describeStatement } from "./describe-statement.js";
import { commentedDescription, commentedParameters } from "./typed-sql-comments.js";
import { typedSqlTypes } from "./typed-sql-types.js";

/**
 * Answers what `generate --sql` asks about queries: their parameters and columns with types.
 *
 * Prisma's engine overflows its stack on this in WebAssembly; the server knows the answer.
 */
export async function introspectSql(
  url: string,
  { queries }: IntrospectSqlParams,
): Promise<IntrospectSqlResult> {
  const client = await connectOnce(url);
  try {
    const outputs: SqlQueryOutput[] = [];
    for (const query of queries) outputs.push(await introspect(client, query));
    return { queries: outputs };
  } finally {
    await client.end();
  }
}

async function introspect(client: pg.Client, query: SqlQueryInput): Promise<SqlQueryOutput> {
  const { name, source } = query;
  const { parameters, columns } = await describeStatement(client, source);
  const types = await typedSqlTypes(client, [...parameters, ...columns.map(({ type }) => type)]);
  const required = await requiredColumns(client, source, columns);
  const comments = commentedParameters(source);
  return {
    name,
    source,
    documentation: commentedDescription(source),
    parameters: parameters.map((oid, index) => {
      const comment = comments.get(index + 1);
      return {
        name: comment?.name ?? `_${index}`,
        typ: comment?.type ?? types.get(oid) ?? "unknown",
        documentation: comment?.documentation ?? null,
        nullable: comment?.nullable ?? false,
      };
    }),
    resultColumns: columns.map((column) => ({
      name: column.name,
      typ: types.get(column.type) ?? "unknown",
      nullable: !required.has(column),
    })),
  };
}

/** The columns that can never be null: NOT NULL in their table, and no outer join about. */
async function requiredColumns(
  client: pg.Client,
  source: string,
  columns: readonly DescribedColumn[],
): Promise<ReadonlySet<DescribedColumn>> {
  if (/\b(LEFT|RIGHT|FULL)\b/i.test(source)) return new Set();
  const { rows } = await client.query<{ table: number; attribute: number }>(
    `SELECT attrelid::bigint::float8 AS table, attnum AS attribute
     FROM pg_catalog.pg_attribute
     WHERE attnotnull AND attrelid = ANY ($1::oid[])`,
    [columns.map(({ table }) => table)],
  );
  const isRequired = ({ table, attribute }: DescribedColumn) =>
    rows.some((row) => row.table === table && row.attribute === attribute);
  return new Set(columns.filter(isRequired));
}
