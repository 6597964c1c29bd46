import { describe, expect, test } from "vitest";
import { fuzzPatience, fuzzTenants } from "../src/fuzz/index.js";
import { asMigrator, isolatePlaces, makePlaces, usePlaces } from "./use-places.js";

const db = usePlaces({ per: "test" });

const objects = `
  CREATE VIEW places.own_sites WITH (security_invoker = true) AS SELECT * FROM places.sites;
  CREATE FUNCTION places.names() RETURNS text LANGUAGE sql SET search_path = '' AS 'SELECT string_agg(name, '','') FROM places.sites';
  GRANT SELECT ON places.own_sites TO PUBLIC`;

async function prepare(): Promise<void> {
  await makePlaces(db);
  await asMigrator(db, isolatePlaces);
  await asMigrator(db, objects);
}

test("a thousand statements show and change nothing of another tenant", fuzzPatience, async () => {
  await prepare();
  expect(await fuzzTenants(db, { schema: "places" })).toBeGreaterThanOrEqual(1000);
});

describe("a hole is found:", () => {
  test.each([
    [
      "a policy that is missing",
      "DROP POLICY tenancy_tenant ON places.sites; CREATE POLICY open ON places.sites USING (true)",
    ],
    ["row security that is off", "ALTER TABLE places.sites DISABLE ROW LEVEL SECURITY"],
    [
      "a partition that was forgotten",
      "ALTER TABLE places.visits_default DISABLE ROW LEVEL SECURITY",
    ],
    [
      "a policy that lets writes through",
      "DROP POLICY tenancy_tenant ON places.sites; CREATE POLICY half ON places.sites USING (tenant_id::text = current_setting('app.tenant', true)) WITH CHECK (true)",
    ],
    [
      "a policy that reads any setting",
      "ALTER POLICY tenancy_tenant ON places.visits USING (current_setting('app.tenant', true) <> '')",
    ],
    [
      "a view that acts as a superuser",
      "ALTER VIEW places.own_sites SET (security_invoker = false); ALTER VIEW places.own_sites OWNER TO CURRENT_USER",
    ],
    ["a function that acts as its owner", "ALTER FUNCTION places.names() SECURITY DEFINER"],
  ])("%s", { timeout: 60_000 }, async (_, sql) => {
    await prepare();
    await db.owner.query(sql);
    // Far more than it takes: it ends with the first that comes through.
    await expect(fuzzTenants(db, { schema: "places", statements: 10_000 })).rejects.toThrow(
      /came back from|have changed|are seen/,
    );
  });
});
