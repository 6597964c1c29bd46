import { findDatabase, readWorkspace } from "@deepiri/workspace";
import { beforeEach, expect, test } from "vitest";
import { grant } from "../../src/grants/index.js";
import { migrate } from "../../src/migrator/index.js";
import { twoPackageWorkspace } from "../fixture/two-package-workspace.js";
import { useOwnServer } from "../fixture/use-own-server.js";

const { root, write } = twoPackageWorkspace();
const server = useOwnServer();
write(
  "services/auth/prisma/schema/logs.prisma",
  `model Log {
  id BigInt
  at DateTime @db.Timestamptz(6)

  @@id([id, at])
  @@map("logs")
  @@schema("public")
}
`,
);
write(
  "services/auth/prisma/migrations/20260101000001_logs/migration.sql",
  `CREATE TABLE public.logs (id bigserial, at timestamptz(6) NOT NULL, CONSTRAINT logs_pkey PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE MATERIALIZED VIEW public.log_days AS SELECT at::date AS day, count(*) FROM public.logs GROUP BY 1;
CREATE VIEW public.own_log_days WITH (security_barrier) AS SELECT * FROM public.log_days;`,
);
const database = findDatabase(readWorkspace(root));

let url: string;
beforeEach(async () => {
  url = await server.createDatabase();
  await migrate(database, { url });
});

const as = (role: string, sql: string) =>
  server.query(url, `BEGIN; SET LOCAL ROLE ${role}; ${sql}; COMMIT`);
const owner = "deepiri_migrator";

test("a partition that another login made gets the owner of its table, and nobody a right on it", async () => {
  await server.query(
    server.asSuperuser(url),
    `CREATE TABLE public.logs_2026 PARTITION OF public.logs FOR VALUES FROM ('2026-01-01+00') TO ('2027-01-01+00') PARTITION BY RANGE (at);
     CREATE TABLE public."Logs 1" PARTITION OF public.logs_2026 DEFAULT;
     GRANT SELECT ON public."Logs 1" TO deepiri_auth, PUBLIC`,
  );
  await grant(database, { url });
  const rows = await server.query(
    url,
    `SELECT relname, pg_get_userbyid(relowner) AS owner FROM pg_class
      WHERE relispartition AND relkind IN ('r', 'p') ORDER BY 1`,
  );
  expect(rows).toEqual([
    { relname: "Logs 1", owner },
    { relname: "logs_2026", owner },
  ]);
  await as("deepiri_auth", `INSERT INTO public.logs (at) VALUES ('2026-05-05'); TABLE public.logs`);
  await expect(as("deepiri_auth", `TABLE public."Logs 1"`)).rejects.toThrow("permission denied");
  expect((await grant(database, { url })).applied).toEqual([]);
});

test("a materialized view that another login made gets the owner who refreshes it", async () => {
  await server.query(
    server.asSuperuser(url),
    `ALTER MATERIALIZED VIEW public.log_days OWNER TO CURRENT_USER; GRANT SELECT ON public.log_days TO PUBLIC`,
  );
  await grant(database, { url });
  await as(owner, "REFRESH MATERIALIZED VIEW public.log_days");
  await expect(as("deepiri_auth", "TABLE public.log_days")).rejects.toThrow("permission denied");
});

test("a materialized view is closed, and the view in front of it may be read", async () => {
  await as("deepiri_auth", "TABLE public.own_log_days");
  await expect(as("deepiri_auth", "TABLE public.log_days")).rejects.toThrow("permission denied");
  await expect(as("deepiri_core", "TABLE public.own_log_days")).rejects.toThrow(
    "permission denied",
  );
  expect((await grant(database, { url })).applied).toEqual([]);
});

test("the function of a trigger, named in no file, gets the owner of its table", async () => {
  await server.query(
    server.asSuperuser(url),
    `CREATE FUNCTION public."note it"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN RETURN NULL; END $$;
     CREATE FUNCTION public.of_nobody() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
     CREATE TRIGGER note_it AFTER INSERT ON public.logs FOR EACH ROW EXECUTE FUNCTION public."note it"()`,
  );
  await grant(database, { url });
  const rows = await server.query(
    url,
    `SELECT proname, pg_get_userbyid(proowner) = '${owner}' AS owned, proacl::text AS rights
     FROM pg_proc WHERE proname IN ('note it', 'of_nobody') ORDER BY 1`,
  );
  expect(rows).toEqual([
    { proname: "note it", owned: true, rights: `{${owner}=X/${owner}}` },
    { proname: "of_nobody", owned: false, rights: null },
  ]);
  expect((await grant(database, { url })).applied).toEqual([]);
});
