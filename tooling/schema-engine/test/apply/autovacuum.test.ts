import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { applyFile, fileOf } from "../fixture/apply-files.js";
import { useOwnServer } from "../fixture/use-own-server.js";

const server = useOwnServer();

// It takes hours so: a page each tenth of a second.
const slow = `autovacuum_vacuum_threshold = 0, autovacuum_vacuum_scale_factor = 0,
  autovacuum_vacuum_cost_delay = 100, autovacuum_vacuum_cost_limit = 1`;

test.each([
  [
    "of a login that may shorten its deadlock_timeout",
    "GRANT SET ON PARAMETER deadlock_timeout TO",
  ],
  ["of any other login", "REVOKE SET ON PARAMETER deadlock_timeout FROM"],
])("an automatic vacuum of a large table gives way to a migration %s", async (_who, right) => {
  const login = await server.createLogin();
  const url = await server.createDatabase(login);
  const query = <Row>(sql: string, values?: unknown[]) =>
    server.query<Row>(server.asSuperuser(url), sql, values);
  await query(`${right} ${login}`);
  await query("ALTER SYSTEM SET autovacuum_naptime = '2s'");
  await query("ALTER SYSTEM SET autovacuum = on");
  await query("SELECT pg_reload_conf()");
  await server.query(
    url,
    `CREATE TABLE public.large (id int, filler text) WITH (${slow});
     INSERT INTO public.large SELECT id, repeat('x', 500) FROM generate_series(1, 20000) AS id;
     DELETE FROM public.large WHERE id % 2 = 0`,
  );
  const vacuums = () =>
    query(
      "SELECT FROM pg_locks WHERE relation = 'public.large'::regclass AND mode ~ 'ShareUpdate'",
    );
  while ((await vacuums()).length === 0) await pause(50);
  const database = { url, query, name: "large" };
  const file = fileOf("1_column", "ALTER TABLE public.large ADD COLUMN extra int;");
  await applyFile(database, file, { lockWaitMs: 20_000 });
  expect(await query("SELECT extra FROM public.large LIMIT 1")).toEqual([{ extra: null }]);
});
