import path from "node:path";
import { circumstances, median, writeResults } from "@deepiri/bench";
import { connectOnce } from "@deepiri/database";
import { brand } from "@deepiri/database/brand";
import { startServer, throwAwayDirectory } from "@deepiri/postgres";
import { migrate } from "@deepiri/schema-engine";
import { databasesOf, findPackage, findWorkspaceRoot, readWorkspace } from "@deepiri/workspace";

// Times what a service does with an isolated table and with the same one that is not, in turns, on a throw-away
// server: a role that owns nothing, prepared statements, one connection, the tenant set before.

const rounds = 1000;
const tenant = "00000000-0000-4000-8000-000000000007";
const root = findWorkspaceRoot();
const workspace = readWorkspace(root);
const [database] = databasesOf(workspace, findPackage(workspace, "tenancy"));
if (!database) throw new Error("No database has tenants.");
const directory = await throwAwayDirectory(path.join(root, brand.dataFolder, "bench"));
const server = await startServer({ directory, kind: "throw-away", databases: [database.name] });

const table = (name: string) => `
  CREATE TABLE bench.${name} (tenant_id uuid NOT NULL, id uuid NOT NULL DEFAULT gen_random_uuid(), at timestamptz NOT NULL,
    title text NOT NULL, PRIMARY KEY (tenant_id, id));
  CREATE INDEX ON bench.${name} (tenant_id, at);
  INSERT INTO bench.${name} (tenant_id, at, title)
    SELECT ('00000000-0000-4000-8000-' || lpad((n % 100)::text, 12, '0'))::uuid, timestamptz '2026-01-01' + n * interval '1 minute', 'title ' || n
      FROM generate_series(1, 200000) AS n;
  GRANT SELECT, INSERT ON bench.${name} TO bench_service;
  ANALYZE bench.${name};`;

try {
  const url = new URL(`/${database.name}`, server.url).href;
  await migrate(database, { url });
  const client = await connectOnce(url, { applicationName: "bench" });
  try {
    await client.query(`CREATE ROLE bench_service; CREATE SCHEMA bench; GRANT USAGE ON SCHEMA bench TO bench_service;
      ${table("on_rows")} ${table("off_rows")}
      SELECT tenancy.isolate(ARRAY['bench.on_rows']::regclass[]);
      SET ROLE bench_service; SET app.tenant = '${tenant}'`);
    const { rows } = await client.query("SELECT id FROM bench.on_rows LIMIT 1");
    const { rows: others } = await client.query(
      `SELECT id FROM bench.off_rows WHERE tenant_id = '${tenant}' LIMIT 1`,
    );
    const ids = { on: rows[0].id, off: others[0].id };
    // The plain table has to be asked for the tenant; the isolated one adds that by itself.
    const cases = {
      pointRead: (on: boolean) => ({
        text: `SELECT * FROM bench.${on ? "on" : "off"}_rows WHERE tenant_id = $1 AND id = $2`,
        values: [tenant, on ? ids.on : ids.off],
      }),
      pageOf50: (on: boolean) => ({
        text: `SELECT * FROM bench.${on ? "on" : "off"}_rows WHERE tenant_id = $1 ORDER BY at DESC LIMIT 50`,
        values: [tenant],
      }),
      insert: (on: boolean) => ({
        text: `INSERT INTO bench.${on ? "on" : "off"}_rows (tenant_id, at, title) VALUES ($1, now(), 'new')`,
        values: [tenant],
      }),
    };
    const results: Record<string, { on: number; off: number; ratio: number }> = {};
    for (const [name, statement] of Object.entries(cases)) {
      const times: Record<"on" | "off", number[]> = { on: [], off: [] };
      for (let round = 0; round < rounds; round += 1)
        for (const how of round % 2 === 0 ? (["on", "off"] as const) : (["off", "on"] as const)) {
          const begin = performance.now();
          await client.query({ name: `${name} ${how}`, ...statement(how === "on") });
          times[how].push(performance.now() - begin);
        }
      const [on, off] = [median(times.on), median(times.off)];
      results[name] = {
        on: Number(on.toPrecision(3)),
        off: Number(off.toPrecision(3)),
        ratio: Number((on / off).toPrecision(3)),
      };
    }
    console.table(results);
    writeResults(root, "tenancy", {
      ...circumstances(server.version),
      rows: 200_000,
      tenants: 100,
      results,
    });
  } finally {
    await client.end();
  }
} finally {
  await server.stop();
}
