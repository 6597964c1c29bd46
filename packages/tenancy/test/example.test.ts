import { rawClient } from "@deepiri/database";
import { readBreaches } from "@deepiri/tenancy";
import { useTestDatabase } from "@deepiri/test-database";
import { expect, test } from "vitest";

const db = useTestDatabase("promptcraft");

test("rows of a tenant are his alone", async () => {
  await db.owner.query(`
    CREATE SCHEMA shop;
    CREATE TABLE shop.orders (tenant_id uuid NOT NULL, id uuid DEFAULT gen_random_uuid(), PRIMARY KEY (tenant_id, id));
    GRANT USAGE ON SCHEMA shop TO PUBLIC; GRANT SELECT, INSERT ON shop.orders TO PUBLIC;
    SELECT tenancy.isolate('shop');`);
  const tenant = "0f8fad5b-d9cb-469f-a165-70867728950e";
  await db.owner.query("INSERT INTO shop.orders VALUES ($1), (gen_random_uuid())", [tenant]);
  expect(await db.query("SELECT * FROM shop.orders")).toEqual([]);
  const client = await db.pool.connect();
  await client.query("SELECT set_config('app.tenant', $1, false)", [tenant]);
  const { rows } = await client.query("SELECT tenant_id FROM shop.orders");
  client.release(true);
  expect(rows).toEqual([{ tenant_id: tenant }]);
  expect(await readBreaches(rawClient(db.owner), "shop")).toEqual([]);
});
