import type { Finding, FindingKind } from "../../src/findings/finding.js";

/** SQL that breaks a migrated database in one way, and the findings that it leads to. */
export interface BrokenCase {
  readonly title: string;
  readonly sql: string;
  readonly found: readonly (Pick<Finding, "kind" | "count"> & {
    /** The name of what the finding is about. */
    readonly on: string;
    readonly samples?: readonly string[];
  })[];
}

/** The id of a number, so that cases can name their rows. */
const id = (number: number): string =>
  `00000000-0000-0000-0000-${String(number).padStart(12, "0")}`;

const finding = (kind: FindingKind, on: string, count: number, ...samples: string[]) => ({
  kind,
  on,
  count,
  samples,
});

export const passwordHash = "$2b$12$secretsecretsecretsecre";
export const bearerToken = "bearer-token-of-ada";

const user = (number: number, email: string) =>
  `INSERT INTO public.users (id, email, password, name) VALUES ('${id(number)}', '${email}', '${passwordHash}', 'x')`;
const task = (number: number, parent: number | null = null) =>
  `INSERT INTO public.tasks (id, user_id, title, parent_task_id)
   VALUES ('${id(number)}', '${id(1)}', 'x', ${parent === null ? "NULL" : `'${id(parent)}'`})`;

/** Each breaks another table or column, so that all can be in one database. */
export const brokenCases: readonly BrokenCase[] = [
  {
    title: "nulls where the target has none",
    sql: `${user(1, "ada@example.com")}; ALTER TABLE public.users ALTER name DROP NOT NULL;
          UPDATE public.users SET name = NULL`,
    found: [finding("null rows", "public.users.name", 1, id(1))],
  },
  {
    title: "addresses that differ only in case, by a rule that is an expression",
    sql: `DROP INDEX public.users_email_lower_key; ${user(2, "Bob@example.com")}; ${user(3, "bob@EXAMPLE.com")}`,
    found: [
      finding("duplicate", "public.users", 2, id(2), id(3)),
      finding("rules", "public.users", 2),
    ],
  },
  {
    title: "a word outside the list of a CHECK",
    sql: `ALTER TABLE public.projects DROP CONSTRAINT projects_status_check;
          INSERT INTO public.projects (id, owner_id, name, status)
          SELECT ('00000000-0000-0000-0000-' || lpad(n::text, 12, '0'))::uuid, '${id(1)}', 'x', 'ghost'
            FROM generate_series(11, 17) AS n`,
    found: [
      finding("check", "public.projects.status", 7, id(11), id(12), id(13), id(14), id(15)),
      finding("rules", "public.projects", 1),
    ],
  },
  {
    title: "values longer than the target takes",
    sql: `ALTER TABLE public.roles ALTER name TYPE varchar(200);
          INSERT INTO public.roles (id, name) VALUES ('${id(20)}', repeat('x', 150))`,
    found: [
      finding("too long", "public.roles.name", 1, id(20)),
      finding("type", "public.roles.name", 5),
    ],
  },
  {
    title: "a word that the target's enum type lacks",
    sql: `ALTER TABLE intelligence.obligations ALTER obligation_type TYPE varchar(50);
          ALTER TABLE intelligence.obligations DROP CONSTRAINT obligations_parent_check;
          INSERT INTO intelligence.obligations (id, description, obligation_type, party)
          VALUES ('${id(30)}', 'x', 'SINGING', 'x'), ('${id(31)}', 'x', 'PAYMENT', 'x')`,
    found: [
      finding("cast", "intelligence.obligations.obligation_type", 1, id(30)),
      finding("type", "intelligence.obligations.obligation_type", 2),
      finding("check", "intelligence.obligations", 2, id(30), id(31)),
      finding("rules", "intelligence.obligations", 1),
    ],
  },
  {
    title: "text that is no id",
    sql: `ALTER TABLE public.quests DROP CONSTRAINT quests_season_id_fkey;
          ALTER TABLE public.quests ALTER season_id TYPE text;
          INSERT INTO public.quests (id, user_id, title, season_id) VALUES ('${id(40)}', '${id(1)}', 'x', 'spring')`,
    found: [
      finding("cast", "public.quests.season_id", 1, id(40)),
      finding("type", "public.quests.season_id", 1),
      finding("rules", "public.quests", 1),
    ],
  },
  {
    title: "orphans although the key is there, written while it slept",
    sql: `INSERT INTO public.subtasks (id, task_id, title) VALUES ('${id(50)}', '${id(999)}', 'x')`,
    found: [finding("orphan", "public.subtasks.task_id", 1, id(50))],
  },
  {
    title: "a task that is its own parent, and a cycle with one that hangs on it",
    sql: `ALTER TABLE public.tasks DROP CONSTRAINT tasks_parent_task_id_check;
          ${task(60, 60)}; ${task(61, 63)}; ${task(62, 61)}; ${task(63, 62)}; ${task(64, 63)}; ${task(65)}; ${task(66, 65)}`,
    found: [
      finding("self reference", "public.tasks.parent_task_id", 1, id(60)),
      finding("cycle", "public.tasks.parent_task_id", 3, id(61), id(62), id(63)),
      finding("check", "public.tasks", 1, id(60)),
      finding("rules", "public.tasks", 1),
    ],
  },
  {
    title: "dependencies in a cycle",
    sql: `INSERT INTO public.task_dependencies (id, task_id, depends_on_task_id) VALUES
          ('${id(70)}', '${id(61)}', '${id(62)}'), ('${id(71)}', '${id(62)}', '${id(61)}'), ('${id(72)}', '${id(63)}', '${id(61)}')`,
    found: [finding("cycle", "public.task_dependencies.depends_on_task_id", 2, id(70), id(71))],
  },
  {
    title: "a missing and an extra column with an odd name",
    sql: `ALTER TABLE public.seasons DROP COLUMN theme; ALTER TABLE public.seasons ADD "Odd ""one"" €" text;
          INSERT INTO public.seasons (id, name, start_date, end_date, "Odd ""one"" €") VALUES
          ('${id(80)}', 'x', '2026-01-01', '2026-02-01', 'full'), ('${id(81)}', 'x', '2026-01-01', '2026-02-01', NULL)`,
    found: [
      finding("missing column", "public.seasons.theme", 2),
      finding("extra column", 'public.seasons."Odd ""one"" €"', 1, id(80)),
    ],
  },
  {
    title: "a column in camelCase, whose rows are still checked",
    sql: `ALTER TABLE intelligence.leases RENAME lease_number TO "leaseNumber";
          DROP INDEX intelligence.leases_lease_number_key;
          INSERT INTO intelligence.leases (id, "leaseNumber", tenant_name, property_address, document_url, start_date, end_date)
          VALUES ('${id(90)}', 'L-1', 'x', 'x', 'x', now(), now()), ('${id(91)}', 'L-1', 'x', 'x', 'x', now(), now())`,
    found: [
      finding("column name", "intelligence.leases.leaseNumber", 2),
      finding("duplicate", "intelligence.leases", 2, id(90), id(91)),
      finding("rules", "intelligence.leases", 1),
    ],
  },
  {
    title: "a table that is not there",
    sql: "DROP TABLE public.progress_points",
    found: [finding("missing table", "public.progress_points", 0)],
  },
  {
    title: "a table in two schemas with a key in both",
    sql: `CREATE TABLE public.agents (LIKE cyrex.agents INCLUDING ALL);
          INSERT INTO cyrex.agents (agent_id, role, name, created_at, updated_at) VALUES ('a', 'x', 'new', 'epoch', 'epoch'), ('b', 'x', 'same', 'epoch', 'epoch');
          INSERT INTO public.agents (agent_id, role, name, created_at, updated_at) VALUES ('a', 'x', 'old', 'epoch', 'epoch'), ('b', 'x', 'same', 'epoch', 'epoch'), ('c', 'x', 'x', 'epoch', 'epoch')`,
    found: [finding("twins", "cyrex.agents", 2), finding("same key", "cyrex.agents", 2, "a", "b")],
  },
  {
    title: "a table in another schema",
    sql: "ALTER TABLE cyrex.memories SET SCHEMA public",
    found: [finding("other location", "public.memories", 0)],
  },
  {
    title: "another table under the same name",
    sql: `CREATE SCHEMA "Other-Team"; CREATE TABLE "Other-Team".workflows (id int PRIMARY KEY)`,
    found: [
      finding("other shape", "Other-Team.workflows", 1),
      finding("unmanaged table", "Other-Team.workflows", 0),
    ],
  },
  {
    title: "a table with an odd name that no package owns, with a key to one with an owner",
    sql: `CREATE TABLE public."Order-Items" ("Id" int PRIMARY KEY, "user" uuid REFERENCES public.users);
          INSERT INTO public."Order-Items" VALUES (1, NULL), (2, '${id(1)}')`,
    found: [
      finding("unmanaged table", "public.Order-Items", 2),
      finding("dependent key", "public.Order-Items", 1),
    ],
  },
  {
    title: "a placeholder",
    sql: `CREATE TABLE public."User" (id uuid PRIMARY KEY)`,
    found: [finding("placeholder", "public.User", 0)],
  },
  {
    title: "a shared history with a failed migration",
    sql: `CREATE TABLE public._prisma_migrations (id varchar(36) PRIMARY KEY, checksum text, migration_name text, logs text, finished_at timestamptz, rolled_back_at timestamptz);
          INSERT INTO public._prisma_migrations VALUES ('one', '', '', 'token=${bearerToken}', now(), NULL), ('two', '', '', NULL, NULL, NULL), ('three', '', '', NULL, NULL, now())`,
    found: [
      finding("history", "public._prisma_migrations", 3),
      finding("failed migration", "public._prisma_migrations", 1, "two"),
    ],
  },
  {
    title: "a trigger whose function names a table that is gone",
    sql: `CREATE FUNCTION public.log_it() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN -- not INTO audit.ignored
                 INSERT INTO audit."Gone-Log" VALUES (NEW.id); RETURN NEW; END $$;
          CREATE TRIGGER "log-it" AFTER DELETE ON public.quest_milestones FOR EACH ROW EXECUTE FUNCTION public.log_it()`,
    found: [finding("dangling trigger", "public.quest_milestones", 1)],
  },
  {
    title: "unmanaged views, functions and publications",
    sql: `CREATE VIEW public.all_rewards AS SELECT id FROM public.rewards;
          CREATE MATERIALIZED VIEW public.kept_rewards AS SELECT id FROM public.rewards;
          CREATE FUNCTION public.count_rewards() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM public.rewards';
          CREATE PUBLICATION "to-the-lake" FOR TABLE public.rewards, public."Order-Items"`,
    found: [
      finding("dependent view", "public.all_rewards", 1),
      finding("dependent view", "public.kept_rewards", 1),
      finding("dependent routine", "public.count_rewards", 1),
      finding("dependent publication", "to-the-lake", 1),
    ],
  },
  {
    title: "a key that is a secret, which is never shown",
    sql: `ALTER TABLE public.sessions DROP CONSTRAINT sessions_pkey, ADD PRIMARY KEY (token), ADD note text;
          INSERT INTO public.sessions (user_id, token, expires_at, note) VALUES ('${id(1)}', '${bearerToken}', now(), 'x')`,
    found: [
      finding("extra column", "public.sessions.note", 1),
      finding("rules", "public.sessions", 2),
    ],
  },
];
