import { migratorRole, packageRole, rawClient } from "@deepiri/database";
import { useTestDatabase } from "@deepiri/test-database";
import { expect, test } from "vitest";
import { readModel, refresh } from "../src/index.js";

const db = useTestDatabase("read-models");

test("a tenant reads its own totals, and how old they are", async () => {
  const [owner, service] = [migratorRole(db.database), packageRole("read-models", db.database)];
  const connection = await db.owner.connect();
  await connection.query(`CREATE SCHEMA store AUTHORIZATION ${owner}; SET ROLE ${owner}`);

  // What a migration of the package says: a view that nobody may read, and one in front of it.
  await connection.query(`
    CREATE TABLE store.orders (tenant_id text, total numeric);
    CREATE MATERIALIZED VIEW store.turnover AS
      SELECT tenant_id, sum(total) AS total FROM store.orders GROUP BY tenant_id WITH NO DATA;
    CREATE UNIQUE INDEX turnover_tenant_id_key ON store.turnover (tenant_id);
    CREATE VIEW store.own_turnover WITH (security_barrier) AS
      SELECT * FROM store.turnover WHERE tenant_id = nullif(current_setting('app.tenant', true), '');
    SELECT read_models.register('store.turnover', every => '1 hour')`);
  await connection.query(`
    GRANT USAGE ON SCHEMA store TO ${service}; GRANT SELECT ON store.own_turnover TO ${service};
    INSERT INTO store.orders VALUES ('north', 2), ('north', 3), ('south', 7)`);

  expect(await refresh(connection, "store.turnover")).toBe("refreshed");
  const { isOverdue, rows } = await readModel(rawClient(db.pool), "store.turnover");
  expect({ isOverdue, rows }).toEqual({ isOverdue: false, rows: 2 });

  await connection.query(`SET ROLE ${service}; SET app.tenant = 'north'`);
  const own = await connection.query(`SELECT total FROM store.own_turnover`);
  expect(own.rows).toEqual([{ total: "5" }]);
  await expect(connection.query(`TABLE store.turnover`)).rejects.toThrow("permission denied");
  connection.release(true);
});
