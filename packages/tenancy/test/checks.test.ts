import { migratorRole, type Problem, rawClient } from "@deepiri/database";
import { expect, test } from "vitest";
import { checks } from "../src/checks.js";
import { asMigrator, isolatePlaces, usePlaces } from "./use-places.js";

const db = usePlaces();

/** What all checks find in `places`, as the doctor asks: as who owns it all, and without a search_path. */
async function problems(): Promise<Problem[]> {
  const client = await db.owner.connect();
  try {
    await client.query(`SET ROLE ${migratorRole(db.database)}; SET search_path = ''`);
    const found = await Promise.all(checks.map((check) => check.find(rawClient(client))));
    return found.flat().filter(({ subject }) => subject.schema === "places");
  } finally {
    client.release(true);
  }
}

test("what no longer keeps tenants apart is found, and what the remedies say ends it", async () => {
  await asMigrator(db, isolatePlaces);
  expect(await problems()).toEqual([]);

  await asMigrator(
    db,
    `ALTER TABLE places.sites NO FORCE ROW LEVEL SECURITY;
     GRANT TRUNCATE ON places.sites TO PUBLIC;
     CREATE UNIQUE INDEX ON places.sites (kind);
     CREATE POLICY open ON places.visits USING (true);
     CREATE TABLE places."Later" (tenant_id uuid NOT NULL);
     CREATE VIEW places.all_sites AS SELECT * FROM places.sites;
     CREATE FUNCTION places.total() RETURNS bigint LANGUAGE sql SECURITY DEFINER
       SET search_path = pg_catalog, pg_temp AS 'SELECT count(*) FROM places.sites'`,
  );
  const found = await problems();
  const isolate = { sql: "SELECT tenancy.isolate('places')", inMigration: true };
  expect(found.map(({ severity, subject, remedy }) => [severity, subject.name, remedy])).toEqual([
    ["error", "Later", isolate],
    [
      "error",
      "all_sites",
      { sql: "ALTER VIEW places.all_sites SET (security_invoker = true)", inMigration: true },
    ],
    ["info", "sites", undefined],
    ["error", "sites", { sql: "REVOKE TRUNCATE ON places.sites FROM PUBLIC" }],
    ["error", "sites", { sql: "SELECT tenancy.enforce('places')" }],
    ["error", "visits", undefined],
  ]);
  expect(found[1]).toMatchObject({
    subject: { kind: "view", schema: "places", name: "all_sites" },
    message: "acts as its owner, past row security",
  });

  const remedies = found.flatMap(({ remedy }) => (remedy ? [remedy.sql] : []));
  for (const sql of remedies.filter((sql) => sql !== isolate.sql)) await asMigrator(db, sql);
  await asMigrator(
    db,
    `DROP POLICY open ON places.visits;
     SELECT tenancy.isolate(ARRAY['places."Later"']::regclass[])`,
  );
  expect((await problems()).map(({ message }) => message)).toEqual([
    "its key sites_kind_idx does not hold the tenant",
  ]);
});
