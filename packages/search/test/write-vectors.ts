import type pg from "pg";

/**
 * Writes rows `1`, `2` and so on with their vectors to a collection `corpus.items`, all at once: row n belongs to
 * tenant `a`, and is of the kind `rare` where n is a multiple of `rareEach`. Calls `onWritten` now and then.
 */
export async function writeVectors(
  connection: pg.ClientBase,
  vectors: readonly (readonly number[])[],
  rareEach: number,
  onWritten?: (amount: number) => void,
): Promise<void> {
  const { rows: owners } = await connection.query(
    "SELECT nspowner::regrole::text AS role FROM pg_namespace WHERE nspname = 'search'",
  );
  await connection.query(`
    CREATE SCHEMA corpus AUTHORIZATION ${owners[0].role};
    SET ROLE ${owners[0].role};
    CREATE TABLE corpus.items (id integer PRIMARY KEY, tenant text NOT NULL, kind text NOT NULL, title text NOT NULL);
    CREATE INDEX ON corpus.items (tenant, kind);
    CREATE FUNCTION corpus.visible(viewer text) RETURNS SETOF corpus.items LANGUAGE sql STABLE
      AS 'SELECT i.* FROM corpus.items AS i';
    SELECT search.register('corpus.items', key => 'id', tenant => 'tenant', visible => 'corpus.visible(text)',
      title => 'title', kind => 'kind');
    SELECT search.add_model('corpus.items', 'corpus', ${vectors[0]?.length})`);
  for (let from = 0; from < vectors.length; from += 1000) {
    const some = vectors.slice(from, from + 1000).map((vector) => `{${vector.join(",")}}`);
    await connection.query(
      `INSERT INTO corpus.items SELECT n, 'a', CASE WHEN n % $3 = 0 THEN 'rare' ELSE 'usual' END, 'Item ' || n
       FROM generate_series($1::integer + 1, $1 + $2::integer) AS n`,
      [from, some.length, rareEach],
    );
    await connection.query(
      `SELECT count(search.put_vector(e.id, e.content_hash, v.vector::real[]))
       FROM unnest($1::text[]) WITH ORDINALITY AS v(vector, n)
       JOIN search.embeddings AS e ON e.tenant = 'a' AND e.collection = 'corpus.items' AND e.model = 'corpus'
         AND e.key = ($2::integer + v.n)::text`,
      [some, from],
    );
    // Or each further row is looked up by an index that tells no rows apart: the planner knows nothing of them yet.
    if (from === 0) await connection.query("ANALYZE search.documents, search.embeddings");
    onWritten?.(from + some.length);
  }
  await connection.query("ANALYZE corpus.items, search.embeddings, search.vectors");
  await connection.query("RESET ROLE");
}
