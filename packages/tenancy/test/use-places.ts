import { migratorRole, packageRole } from "@deepiri/database";
import { type TestDatabase, useTestDatabase } from "@deepiri/test-database";
import { beforeAll } from "vitest";

export const tenants = [
  "aaaaaaaa-0000-4000-8000-000000000001",
  "bbbbbbbb-0000-4000-8000-000000000002",
  "cccccccc-0000-4000-8000-000000000003",
] as const;

const tables = `
  CREATE TABLE places.kinds (name text PRIMARY KEY);
  CREATE TABLE places.tenants (id uuid PRIMARY KEY, name text NOT NULL);
  CREATE TABLE places.sites (
    tenant_id uuid NOT NULL REFERENCES places.tenants (id),
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    name text NOT NULL,
    kind text REFERENCES places.kinds (name),
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, name)
  );
  CREATE TABLE places.visits (
    tenant_id uuid NOT NULL,
    id bigint GENERATED ALWAYS AS IDENTITY,
    site_id uuid,
    note text NOT NULL,
    at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, id, at),
    FOREIGN KEY (tenant_id, site_id) REFERENCES places.sites (tenant_id, id) ON DELETE CASCADE
  ) PARTITION BY RANGE (at);
  CREATE TABLE places.visits_old PARTITION OF places.visits FOR VALUES FROM (MINVALUE) TO ('2026-01-01+00');
  CREATE TABLE places.visits_default PARTITION OF places.visits DEFAULT;`;

/** How a schema's tables are isolated in the tests. */
export const isolatePlaces = `SELECT tenancy.isolate('places', shared => ARRAY['kinds'], columns => '{"tenants": "id"}')`;

/** Runs statements as the role that owns all there is, as migrations do. */
export async function asMigrator(
  db: TestDatabase,
  sql: string,
): Promise<Record<string, unknown>[]> {
  const client = await db.owner.connect();
  try {
    await client.query(`SET ROLE ${migratorRole(db.database)}`);
    const results = await client.query(sql);
    return (Array.isArray(results) ? results.at(-1) : results).rows;
  } finally {
    client.release(true);
  }
}

/** A database with the tables of a package of the reader's own, not yet isolated, that promptcraft's role may use. */
export function usePlaces({ per = "file" }: { per?: "file" | "test" } = {}): TestDatabase {
  const db = useTestDatabase("promptcraft", { per });
  const make = () => makePlaces(db);
  if (per === "file") beforeAll(make);
  return db;
}

export async function makePlaces(db: TestDatabase): Promise<void> {
  const role = packageRole("promptcraft", db.database);
  // A copy of a database lacks the migrator's right to make schemas.
  await db.owner.query(`CREATE SCHEMA places AUTHORIZATION ${migratorRole(db.database)}`);
  await asMigrator(db, tables);
  await asMigrator(
    db,
    `GRANT USAGE ON SCHEMA places TO ${role};
     GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA places TO ${role}`,
  );
  await db.owner.query("INSERT INTO places.kinds VALUES ('park')");
  for (const [index, tenant] of tenants.entries()) {
    await db.owner.query("INSERT INTO places.tenants VALUES ($1, $2)", [tenant, `tenant ${index}`]);
    await db.owner.query(
      `INSERT INTO places.sites (tenant_id, name) SELECT $1, 'site ' || n FROM generate_series(1, 10) AS n`,
      [tenant],
    );
    await db.owner.query(
      `INSERT INTO places.visits (tenant_id, site_id, note, at)
       SELECT tenant_id, id, 'canary ' || tenant_id, timestamptz '2025-12-31 12:00+00' + row_number() OVER () * interval '3 hours'
         FROM places.sites WHERE tenant_id = $1`,
      [tenant],
    );
  }
}
