import { type connectOnce, quoteIdentifier } from "@deepiri/database";

type Client = Awaited<ReturnType<typeof connectOnce>>;

/** Versions of an entity, evenly over one year, before now. */
const versionsEach = 10;

/** How many entities have so many versions. */
export const entitiesOf = (versions: number): number => Math.ceil(versions / versionsEach);

/** The schema of the tables with so many versions. */
export const schemaOf = (versions: number): string => `bench_${versions}`;

/**
 * Makes a table `entity` that keeps `versions` versions of entities with uuid keys, and `plain`, the same table without
 * versions. The history is loaded as an old one is, so that no trigger takes part. When it ends nothing is left to do of
 * it: neither for autovacuum, nor pages to write.
 *
 * @param owner role of who runs migrations
 */
export async function fillHistory(client: Client, versions: number, owner: string): Promise<void> {
  const schema = schemaOf(versions);
  const columns =
    "id uuid PRIMARY KEY, title text NOT NULL, content jsonb NOT NULL, score int NOT NULL";
  const content = `'{"text": "' || repeat(md5(n::text), 4) || '"}'`;
  // In one transaction: what is written to a new table then needs no log.
  await client.query(`
    BEGIN;
    CREATE SCHEMA ${schema} AUTHORIZATION ${quoteIdentifier(owner)};
    SET LOCAL ROLE ${quoteIdentifier(owner)};
    SET LOCAL search_path = ${schema};
    CREATE TABLE entity (${columns});
    CREATE TABLE plain (${columns});
    SELECT temporal.keep_versions('entity');
    SELECT temporal.release_versions('entity');
    INSERT INTO entity_version (id, version, valid_from, operation, title, content, score)
    SELECT md5(n::text)::uuid, v, timestamptz '2026-01-01Z' + (v - 1) * interval '36 days' + n * interval '1 millisecond',
           CASE v WHEN 1 THEN 'insert' ELSE 'update' END, 'Entity ' || n, (${content})::jsonb, v
      FROM generate_series(1, ${entitiesOf(versions)}) AS n, generate_series(1, ${versionsEach}) AS v;
    INSERT INTO entity SELECT id, title, content, score FROM entity_version WHERE version = ${versionsEach};
    INSERT INTO plain SELECT id, title, content, score FROM entity;
    SELECT temporal.keep_versions('entity');
    COMMIT`);
  await client.query(`VACUUM ANALYZE ${schema}.entity, ${schema}.entity_version, ${schema}.plain`);
  await client.query("CHECKPOINT");
}
