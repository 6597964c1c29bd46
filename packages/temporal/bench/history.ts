import { type connectOnce, quoteIdentifier } from "@deepiri/database";

type Client = Awaited<ReturnType<typeof connectOnce>>;

/** Versions of an entity, evenly over one year, before now. */
export const versionsEach = 10;

/**
 * Makes `bench.entity` keep `versions` versions of entities with uuid keys, and `bench.plain`, the same
 * table without versions. The history is loaded as an old one is, so that no trigger takes part.
 *
 * @param owner role of who runs migrations
 */
export async function fillHistory(client: Client, versions: number, owner: string): Promise<void> {
  const entities = Math.ceil(versions / versionsEach);
  const columns =
    "id uuid PRIMARY KEY, title text NOT NULL, content jsonb NOT NULL, score int NOT NULL";
  await client.query(`
    CREATE SCHEMA bench AUTHORIZATION ${quoteIdentifier(owner)};
    SET ROLE ${quoteIdentifier(owner)};
    CREATE TABLE bench.entity (${columns});
    CREATE TABLE bench.plain (${columns});
    SELECT temporal.keep_versions('bench.entity');
    SELECT temporal.release_versions('bench.entity')`);
  const content = `'{"text": "' || repeat(md5(n::text), 4) || '"}'`;
  await client.query(
    `INSERT INTO bench.entity_version (id, version, valid_from, operation, title, content, score)
     SELECT md5(n::text)::uuid, v, timestamptz '2026-01-01Z' + (v - 1) * interval '36 days' + n * interval '1 millisecond',
            CASE v WHEN 1 THEN 'insert' ELSE 'update' END, 'Entity ' || n, (${content})::jsonb, v
     FROM generate_series(1, $1::int) AS n, generate_series(1, ${versionsEach}) AS v`,
    [entities],
  );
  await client.query(
    `INSERT INTO bench.entity SELECT id, title, content, score FROM bench.entity_version WHERE version = ${versionsEach}`,
  );
  await client.query("INSERT INTO bench.plain SELECT id, title, content, score FROM bench.entity");
  await client.query("SELECT temporal.keep_versions('bench.entity')");
  await client.query("RESET ROLE");
  await client.query("VACUUM ANALYZE bench.entity, bench.entity_version, bench.plain");
}
