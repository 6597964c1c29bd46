import { type Database, findDatabase, readOwnership, readWorkspace } from "@deepiri/workspace";
import { describe, expect, test } from "vitest";
import {
  type PlatformDatabase,
  platformDatabases,
  useMigratedPlatform,
} from "../fixture/platform-database.js";
import { compareMatrix } from "../fixture/rights/compare-matrix.js";
import type { MatrixResult } from "../fixture/rights/matrix-result.js";

/** The matrix after a change, which is undone. */
async function matrixAfter(
  change: string,
  platform: PlatformDatabase,
  database: Database,
): Promise<MatrixResult> {
  const client = await platform.pool.connect();
  try {
    await client.query(`BEGIN; ${change}`);
    return await compareMatrix(client, database);
  } finally {
    await client.query("ROLLBACK");
    client.release();
  }
}

describe.each(platformDatabases)("in the database %s", (_, database) => {
  const platform = useMigratedPlatform(database);

  test("every role may do on every table and column what is declared, and nothing else", async () => {
    const { cells, wrong } = await matrixAfter("", platform, database);
    expect(wrong).toEqual([]);
    // Each role on each table and column, in three ways.
    expect(cells).toBeGreaterThan(20 * readOwnership(database).tables.size);
  });
});

const platform = useMigratedPlatform();

test.each([
  ["CREATE TABLE public.stray (id int PRIMARY KEY)", "public.stray has no owner"],
  ["CREATE VIEW audit.stray AS SELECT 1 AS id", "audit.stray has no owner"],
  [
    "GRANT SELECT (password) ON public.users TO deepiri_engagement",
    "deepiri_engagement: public.users select (password) is allowed",
  ],
  [
    "REVOKE UPDATE (status) ON public.tasks FROM deepiri_engagement",
    "deepiri_engagement: public.tasks update (status) is refused (42501)",
  ],
  [
    "GRANT TRUNCATE ON cyrex.events TO deepiri_cyrex",
    "deepiri_cyrex: the catalogue grants truncate on cyrex.events",
  ],
  [
    "GRANT CREATE ON SCHEMA analytics TO deepiri_engagement",
    "deepiri_engagement: analytics table is allowed",
  ],
  [
    "GRANT REFERENCES (id) ON public.users TO deepiri_auth",
    "deepiri_auth: public.users references is allowed",
  ],
  [
    "GRANT USAGE ON SCHEMA _core TO PUBLIC; GRANT SELECT ON _core._prisma_migrations TO PUBLIC",
    "deepiri_core: history _core select is allowed",
  ],
  [
    "REVOKE DELETE ON intelligence.leases FROM deepiri_intelligence",
    "deepiri_intelligence: intelligence.leases delete is refused (42501)",
  ],
  ["GRANT TEMPORARY ON DATABASE current TO PUBLIC", "deepiri_auth: database temporary is allowed"],
])("%s is found out", async (change, finding) => {
  const [database] = await platform.query<{ name: string }>("SELECT current_database() AS name");
  const sql = change.replace("DATABASE current", `DATABASE ${database?.name}`);
  const { wrong } = await matrixAfter(sql, platform, findDatabase(readWorkspace()));
  expect(wrong).toContain(finding);
});
