import { expect, test } from "vitest";
import { emptyDatabase } from "../fixture/empty-database.js";
import { runDb } from "../fixture/run-db.js";
import { migrationFile, smallWorkspace } from "../fixture/small-workspace.js";

const unqualified = `RESET ALL;
CREATE EXTENSION citext;
CREATE TABLE names (name citext UNIQUE);
CREATE FUNCTION known(wanted citext) RETURNS bool LANGUAGE sql
  AS $$ SELECT EXISTS (SELECT FROM names WHERE name = wanted) $$;
INSERT INTO names VALUES ('Ada');
DO $$ BEGIN
  IF NOT known('ADA') THEN RAISE 'compared as case matters'; END IF;
  IF current_schemas(false) <> ARRAY['public']::name[] THEN RAISE 'path %', current_schemas(false); END IF;
END $$;
`;

test("a migration's statements run in public, never in the history schema", async () => {
  const { root } = smallWorkspace({ [migrationFile("packages/core", "3_names")]: unqualified });
  const { url, query } = await emptyDatabase();
  const { code, stderr } = await runDb(["migrate", "--all"], {
    cwd: root,
    env: { DATABASE_URL: url },
  });
  expect({ code, stderr }).toMatchObject({ code: 0 });
  const made = await query(`
    SELECT 'table' AS kind, relnamespace::regnamespace::text AS schema FROM pg_class WHERE relname = 'names'
    UNION ALL SELECT 'extension', extnamespace::regnamespace::text FROM pg_extension WHERE extname = 'citext'
    UNION ALL SELECT 'function', pronamespace::regnamespace::text FROM pg_proc WHERE proname = 'known'
    ORDER BY 1`);
  expect(made.map((row) => Object.values(row as object).join(" "))).toEqual([
    "extension public",
    "function public",
    "table public",
  ]);
  const inHistory = await query(
    "SELECT relname FROM pg_class WHERE relnamespace = '_core'::regnamespace AND relkind = 'r'",
  );
  expect(inHistory).toEqual([{ relname: "_prisma_migrations" }]);
});

test("what a role or database sets of path and limits reaches no migration", async () => {
  const { root } = smallWorkspace({
    [migrationFile("packages/core", "3_slow")]:
      "SELECT pg_sleep(0.3);\nCREATE TABLE slow (at timestamptz DEFAULT '2026-01-01 00:00');\n",
  });
  const { url, query } = await emptyDatabase();
  const name = new URL(url).pathname.slice(1);
  await query(
    `ALTER DATABASE "${name}" SET statement_timeout = '200ms';
     ALTER DATABASE "${name}" SET search_path = 'elsewhere';
     ALTER DATABASE "${name}" SET DateStyle = 'German';
     ALTER DATABASE "${name}" SET default_transaction_isolation = 'serializable';
     ALTER DATABASE "${name}" SET TimeZone = 'Asia/Tokyo';
     ALTER DATABASE "${name}" SET idle_in_transaction_session_timeout = '1ms'`,
  );
  const run = { cwd: root, env: { DATABASE_URL: url } };
  const { code, stderr } = await runDb(["migrate", "--all"], run);
  expect({ code, stderr }).toMatchObject({ code: 0 });
  expect(await runDb(["status"], run)).toMatchObject({ code: 0 });
  const [row] = await query<{ text: string }>(
    "SELECT pg_get_expr(adbin, adrelid) AS text FROM pg_attrdef WHERE adrelid = 'public.slow'::regclass",
  );
  expect(row?.text).toContain("2026");
});
