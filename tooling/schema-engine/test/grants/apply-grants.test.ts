import { connectOnce } from "@deepiri/database";
import { findDatabase, readWorkspace } from "@deepiri/workspace";
import { describe, expect, onTestFinished, test } from "vitest";
import { type GrantOutcome, grant, previewGrants } from "../../src/grants/index.js";
import { migrate } from "../../src/migrator/index.js";
import { twoPackageWorkspace } from "../fixture/two-package-workspace.js";
import { useOwnServer } from "../fixture/use-own-server.js";

const { root, write } = twoPackageWorkspace();
const server = useOwnServer();
write(
  "services/auth/prisma/schema/external.prisma",
  `/// uses: select, update (email)
model User {
  id       String    @id @default(dbgenerated("gen_random_uuid()")) @db.Uuid
  email    String    @unique
  sessions Session[]

  @@map("users")
  @@schema("public")
}
`,
);
write(
  "services/auth/prisma/migrations/20260101000000_sessions/migration.sql",
  `CREATE FUNCTION public.is_short(text) RETURNS boolean IMMUTABLE LANGUAGE sql AS 'SELECT length($1) < 100';
CREATE TABLE public.sessions (
  id uuid NOT NULL DEFAULT gen_random_uuid() CONSTRAINT sessions_pkey PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES public.users ON DELETE CASCADE,
  no serial,
  other_no int GENERATED ALWAYS AS IDENTITY,
  note text CHECK (public.is_short(note))
);
CREATE FUNCTION public.count_sessions() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM public.sessions';
ALTER TABLE public.users ADD CHECK (public.is_short(email));`,
);

const database = findDatabase(readWorkspace(root));

async function migrateAll(url: string): Promise<GrantOutcome> {
  const results = await migrate(database, { url });
  return (results[0] as (typeof results)[0]).grants;
}

async function migratedDatabase(): Promise<string> {
  const url = await server.createDatabase();
  await migrateAll(url);
  return url;
}

async function grantAll(url: string): Promise<GrantOutcome> {
  return grant(database, { url });
}

/** Owners of all objects that are not the server's own. */
async function owners(url: string): Promise<unknown[]> {
  const rows = await server.query<{ owner: string }>(
    server.asSuperuser(url),
    `SELECT DISTINCT pg_get_userbyid(owner) AS owner FROM (
       SELECT nspowner AS owner FROM pg_namespace WHERE nspname !~ '^(pg_|information_schema)'
       UNION ALL SELECT relowner FROM pg_class WHERE relnamespace::regnamespace::text !~ '^(pg_|information_schema)'
       UNION ALL SELECT proowner FROM pg_proc WHERE pronamespace::regnamespace::text !~ '^(pg_|information_schema)'
     ) AS objects`,
  );
  return rows.map(({ owner }) => owner);
}

/** Runs statements as a role, in one transaction that is undone. */
async function as<Row = Record<string, unknown>>(
  role: string,
  url: string,
  sql: string,
): Promise<Row[]> {
  const client = await connectOnce(url);
  onTestFinished(() => client.end());
  await client.query(`BEGIN; SET LOCAL ROLE ${role}`);
  const { rows } = await client.query(sql);
  await client.query("ROLLBACK");
  return rows;
}

const denied = { code: "42501" };

describe("after migrating", () => {
  test("the migrator owns everything, and a second run finds nothing to do", async () => {
    const url = await server.createDatabase();
    const first = await migrateAll(url);
    expect(first).toMatchObject({ refused: [], strangers: [] });
    expect(first.applied.filter((sql) => sql.includes("OWNER TO"))).toEqual([
      'ALTER SCHEMA "public" OWNER TO "deepiri_migrator"',
    ]);
    expect(await owners(url)).toEqual(["deepiri_migrator"]);
    expect((await migrateAll(url)).applied).toEqual([]);
    expect((await grantAll(url)).applied).toEqual([]);
  });

  test("roles use their own tables, with numbers and functions that go with them", async () => {
    const url = await migratedDatabase();
    const user = await server.query<{ id: string }>(
      url,
      "INSERT INTO public.users (email) VALUES ('Ada') RETURNING id",
    );
    const insert = `INSERT INTO public.sessions (user_id, note) VALUES ('${user[0]?.id}', 'short')`;
    expect(await as("deepiri_auth", url, `${insert} RETURNING no, other_no`)).toEqual([
      { no: 1, other_no: 1 },
    ]);
    await as("deepiri_core", url, "UPDATE public.users SET email = 'Grace'");
    await as("deepiri_core", url, "DELETE FROM public.users");
    expect(await as("deepiri_auth", url, "SELECT public.count_sessions()")).toEqual([
      { count_sessions: "0" },
    ]);
    await expect(as("deepiri_core", url, "SELECT public.count_sessions()")).rejects.toMatchObject(
      denied,
    );
    await expect(as("deepiri_core", url, insert)).rejects.toMatchObject(denied);
  });

  test("a declared use is limited to its columns", async () => {
    const url = await migratedDatabase();
    await as("deepiri_auth", url, "SELECT id, email FROM public.users");
    await as("deepiri_auth", url, "UPDATE public.users SET email = 'x' WHERE id IS NULL");
    for (const sql of [
      "SELECT * FROM public.users, public.sessions, _core._prisma_migrations",
      "UPDATE public.users SET id = gen_random_uuid()",
      "INSERT INTO public.users (email) VALUES ('x')",
      "DELETE FROM public.users",
      "TRUNCATE public.sessions",
      "CREATE TABLE public.own (id int)",
      "CREATE TEMPORARY TABLE own (id int)",
      "ALTER TABLE public.sessions ADD COLUMN own int",
    ]) {
      await expect(as("deepiri_auth", url, sql), sql).rejects.toMatchObject(denied);
    }
  });
});

describe("what others changed", () => {
  test("is put right: owners, rights of PUBLIC and of the platform's roles", async () => {
    const url = await migratedDatabase();
    await server.query(
      url,
      `CREATE ROLE deepiri_former;
       GRANT ALL ON public.sessions TO PUBLIC, deepiri_former, deepiri_core;
       GRANT SELECT ON public.users TO deepiri_auth WITH GRANT OPTION;
       REVOKE ALL ON public.users FROM deepiri_core;
       GRANT ALL ON SCHEMA public TO PUBLIC, deepiri_auth;
       GRANT EXECUTE ON FUNCTION public.count_sessions() TO PUBLIC;
       ALTER TABLE public.sessions OWNER TO CURRENT_USER;
       ALTER FUNCTION public.is_short OWNER TO CURRENT_USER;
       ALTER SCHEMA _auth OWNER TO CURRENT_USER`,
    );
    const { applied, refused } = await grantAll(url);
    expect(applied).not.toEqual([]);
    expect(refused).toEqual([]);
    expect(await owners(url)).toEqual(["deepiri_migrator"]);
    await as("deepiri_core", url, "SELECT * FROM public.users");
    await as(
      "deepiri_auth",
      url,
      "SELECT id, email FROM public.users; SELECT * FROM public.sessions",
    );
    await expect(as("deepiri_core", url, "SELECT FROM public.sessions")).rejects.toMatchObject(
      denied,
    );
    await expect(as("deepiri_auth", url, "CREATE TABLE public.x ()")).rejects.toMatchObject(denied);
    expect((await grantAll(url)).applied).toEqual([]);
  });

  test("is put right by the next migration run, though it has nothing to migrate", async () => {
    const url = await migratedDatabase();
    await server.query(url, "GRANT SELECT ON public.sessions TO deepiri_core");
    const kinds: string[] = [];
    await migrate(database, { url, onEvent: ({ kind }) => kinds.push(kind) });
    expect(kinds).toEqual(["granted"]);
    await expect(as("deepiri_core", url, "SELECT FROM public.sessions")).rejects.toMatchObject(
      denied,
    );
  });

  test("is left and told when it is a stranger's", async () => {
    const url = await migratedDatabase();
    const reporting = await server.createLogin();
    await server.query(
      url,
      `GRANT SELECT ON public.users TO ${reporting}; GRANT UPDATE (email) ON public.users TO ${reporting}`,
    );
    const { applied, strangers } = await grantAll(url);
    expect(applied).toEqual([]);
    const target = 'TABLE "public"."users"';
    expect(strangers).toEqual([
      { grantee: reporting, target, privileges: ["SELECT"] },
      { grantee: reporting, target, privileges: ['UPDATE ("email")'] },
    ]);
  });

  test("of the roles themselves is put right too: attributes, and other roles' rights", async () => {
    const url = await migratedDatabase();
    await server.query(
      url,
      "ALTER ROLE deepiri_auth SUPERUSER BYPASSRLS; GRANT deepiri_core, pg_read_all_data TO deepiri_auth",
    );
    expect((await grantAll(url)).applied).toEqual([
      'ALTER ROLE "deepiri_auth" NOSUPERUSER NOBYPASSRLS',
      expect.stringContaining('REVOKE "deepiri_core" FROM "deepiri_auth"'),
      expect.stringContaining('REVOKE "pg_read_all_data" FROM "deepiri_auth"'),
    ]);
    await expect(
      as("deepiri_auth", url, "SELECT * FROM _core._prisma_migrations"),
    ).rejects.toMatchObject(denied);
  });

  test("is only shown by a preview", async () => {
    const url = await migratedDatabase();
    await server.query(url, "GRANT SELECT ON public.sessions TO deepiri_core");
    const revoke = 'REVOKE SELECT ON TABLE "public"."sessions" FROM "deepiri_core" CASCADE';
    for (const _ of [1, 2])
      expect(await previewGrants(database, { url })).toMatchObject({ roles: [], grants: [revoke] });
    await as("deepiri_core", url, "SELECT FROM public.sessions");
  });
});

test("a package that has no history in a database has no rights in it", async () => {
  const url = await server.createDatabase();
  await migrate(database, { url, packages: database.packages.slice(0, 1) });
  await expect(as("deepiri_auth", url, "SELECT id FROM public.users")).rejects.toMatchObject(
    denied,
  );
  await migrateAll(url);
  await as("deepiri_auth", url, "SELECT id FROM public.users");
});

test("databases that the login made all objects of are taken over", async () => {
  const url = await migratedDatabase();
  await server.query(
    url,
    "REASSIGN OWNED BY deepiri_migrator TO CURRENT_USER; DROP OWNED BY deepiri_auth",
  );
  expect(await owners(url)).toEqual(["postgres"]);
  write(
    "services/auth/prisma/migrations/20260101000200_more/migration.sql",
    "ALTER TABLE public.sessions ADD COLUMN more int;",
  );
  onTestFinished(() =>
    write("services/auth/prisma/migrations/20260101000200_more/migration.sql", "SELECT 1;"),
  );
  const { refused } = await migrateAll(url);
  expect(refused).toEqual([]);
  expect(await owners(url)).toEqual(["deepiri_migrator"]);
});
