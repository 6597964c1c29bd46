import { DatabaseError, quoteIdentifier, type RawClient } from "@deepiri/database";

/** What there is now for a model: an index of its vectors, or why there is none. */
export type Acceleration =
  | { readonly index: string; readonly pgvector: string }
  | { readonly index: null; readonly reason: string };

/**
 * Builds an index for a model's vectors, where the server has pgvector 0.8 or later; searches use it from then on, and
 * find the same without it. It belongs to no migration, so that databases with and without pgvector have the same
 * history; `decelerate` removes it. For an administrator: making an extension may take a superuser.
 *
 * Writers do not wait for it. Interrupted, it leaves an index that nobody uses, and which the next call replaces.
 *
 * @param connection one session, not a pool, outside of a transaction
 */
export async function accelerate(connection: RawClient, model: string): Promise<Acceleration> {
  const dimensions = await dimensionsOf(connection, model);
  if (dimensions > 4000)
    return { index: null, reason: "pgvector indexes no vectors of more than 4,000 dimensions" };
  const pgvector = await installed(connection);
  if (!pgvector) return { index: null, reason: "the server does not offer the extension vector" };
  if (isOlder(pgvector.version, [0, 8, 0]))
    return {
      index: null,
      reason: `pgvector ${pgvector.version} cannot search on where a filter leaves too little; 0.8 can`,
    };

  const index = await indexName(connection, model);
  if (await isValid(connection, index)) return { index, pgvector: pgvector.version };
  await decelerate(connection, model);
  // Before 0.8.2 parallel workers write beyond a buffer.
  const serial = isOlder(pgvector.version, [0, 8, 2]);
  if (serial) await connection.$queryRawUnsafe("SET max_parallel_maintenance_workers = 0");
  try {
    await connection.$queryRawUnsafe(
      createIndex({ index, model, dimensions, schema: pgvector.schema }),
    );
  } finally {
    if (serial) await connection.$queryRawUnsafe("RESET max_parallel_maintenance_workers");
  }
  return { index, pgvector: pgvector.version };
}

/** Removes what `accelerate` built. */
export async function decelerate(connection: RawClient, model: string): Promise<void> {
  const index = quoteIdentifier(await indexName(connection, model));
  await connection.$queryRawUnsafe(`DROP INDEX CONCURRENTLY IF EXISTS search.${index}`);
}

function createIndex(built: {
  index: string;
  model: string;
  dimensions: number;
  schema: string;
}): string {
  // A vector has at most 2,000 dimensions in an index, at half the precision 4,000.
  const type = built.dimensions > 2000 ? "halfvec" : "vector";
  const schema = quoteIdentifier(built.schema);
  return `CREATE INDEX CONCURRENTLY ${quoteIdentifier(built.index)} ON search.vectors
    USING hnsw ((vector::${schema}.${type}(${built.dimensions})) ${schema}.${type}_ip_ops)
    WHERE model = '${built.model.replaceAll("'", "''")}'`;
}

async function dimensionsOf(client: RawClient, model: string): Promise<number> {
  const [row] = await client.$queryRawUnsafe<{ dimensions: number }[]>(
    "SELECT dimensions FROM search.collection_models WHERE model = $1 LIMIT 1",
    model,
  );
  if (row) return row.dimensions;
  throw new DatabaseError(
    `No collection of "search"."collection_models" is embedded by "${model}". Add the model to one first.`,
    { schema: "search", table: "collection_models" },
  );
}

async function installed(
  client: RawClient,
): Promise<{ version: string; schema: string } | undefined> {
  const offered = await client.$queryRawUnsafe<unknown[]>(
    "SELECT FROM pg_catalog.pg_available_extensions WHERE name = 'vector'",
  );
  if (offered.length === 0) return undefined;
  await client.$queryRawUnsafe("CREATE EXTENSION IF NOT EXISTS vector SCHEMA public");
  const [row] = await client.$queryRawUnsafe<{ version: string; schema: string }[]>(
    `SELECT x.extversion AS version, n.nspname::text AS schema
     FROM pg_catalog.pg_extension AS x JOIN pg_catalog.pg_namespace AS n ON n.oid = x.extnamespace
     WHERE x.extname = 'vector'`,
  );
  return row;
}

async function indexName(client: RawClient, model: string): Promise<string> {
  const [row] = await client.$queryRawUnsafe<{ name: string }[]>(
    "SELECT search.vector_index($1) AS name",
    model,
  );
  return row?.name ?? "";
}

async function isValid(client: RawClient, index: string): Promise<boolean> {
  const rows = await client.$queryRawUnsafe<unknown[]>(
    `SELECT FROM pg_catalog.pg_index
     WHERE indexrelid = to_regclass(format('search.%I', $1::text)) AND indisvalid`,
    index,
  );
  return rows.length > 0;
}

function isOlder(version: string, than: readonly number[]): boolean {
  const parts = version.split(".").map(Number);
  const place = than.findIndex((part, n) => part !== (parts[n] ?? 0));
  return place >= 0 && (parts[place] ?? 0) < (than[place] ?? 0);
}
