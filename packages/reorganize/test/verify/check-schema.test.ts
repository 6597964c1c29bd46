import { connectOnce } from "@deepiri/database";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readCatalog } from "../../src/catalog/read-catalog.js";
import { problemText } from "../../src/cli/problem-text.js";
import type { Problem } from "../../src/plan/problem.js";
import { Session } from "../../src/session/session.js";
import { checkSchema } from "../../src/verify/check-schema.js";
import { atMessyDatabase } from "../fixture/at-messy-database.js";
import { type OpenTarget, openTarget } from "../fixture/open-target.js";

let target: OpenTarget;
beforeAll(async () => {
  target = await openTarget();
});
afterAll(() => target.drop());

/** What differs in a database at the target after this was done to it. */
function differencesAfter(sql: string): Promise<readonly Problem[]> {
  return atMessyDatabase("at-target", async (url) => {
    const client = await connectOnce(url);
    await client.query(sql).finally(() => client.end());
    const session = new Session(url);
    try {
      return await checkSchema(session, await readCatalog(session), target);
    } finally {
      await session.end();
    }
  });
}

it.each([
  ["nothing at all", "SELECT"],
  [
    "unmanaged tables, views and functions",
    `CREATE SCHEMA mlflow; CREATE TABLE mlflow.runs (id int PRIMARY KEY, user_id uuid REFERENCES public.users);
     CREATE TABLE public.chats (id int); CREATE VIEW public.names AS SELECT name FROM public.users;
     CREATE FUNCTION public.one() RETURNS int LANGUAGE sql AS 'SELECT 1'`,
  ],
  [
    "an unmanaged trigger on a table of the target",
    `CREATE FUNCTION public.tell() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
     CREATE TRIGGER tell AFTER INSERT ON public.users FOR EACH ROW EXECUTE FUNCTION public.tell()`,
  ],
  ["rights", "GRANT SELECT ON public.users TO PUBLIC"],
  [
    "row security and policies of others",
    `ALTER TABLE public.users ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
     CREATE POLICY own ON public.users USING (true); COMMENT ON POLICY own ON public.users IS 'of somebody'`,
  ],
])("finds no difference in %s", async (_, sql) => {
  expect(await differencesAfter(sql)).toEqual([]);
});

it.each([
  [
    "a key that is gone",
    "ALTER TABLE public.tasks DROP CONSTRAINT tasks_user_id_fkey",
    {
      about: "keys",
      code: "missing",
      kind: "constraint",
      object: "public.tasks.tasks_user_id_fkey",
    },
    "keys: constraint public.tasks.tasks_user_id_fkey is missing",
  ],
  [
    "a rule that is another",
    "ALTER TABLE public.tasks DROP CONSTRAINT tasks_priority_check, ADD CONSTRAINT tasks_priority_check CHECK (priority <> '')",
    {
      about: "keys",
      code: "different",
      kind: "constraint",
      object: "public.tasks.tasks_priority_check",
    },
    "keys: constraint public.tasks.tasks_priority_check is not as in the target",
  ],
  [
    "an index too many",
    "CREATE INDEX one_more_idx ON public.tasks (title)",
    { about: "indexes", code: "unexpected", kind: "index", object: "public.one_more_idx" },
    "indexes: index public.one_more_idx is not in the target",
  ],
  [
    "a column too many",
    "ALTER TABLE public.tasks ADD COLUMN colour text",
    { about: "schema", code: "unexpected", kind: "column", object: "public.tasks.colour" },
    "schema: column public.tasks.colour is not in the target",
  ],
  [
    "a column of another type",
    "ALTER TABLE public.tasks ALTER COLUMN title TYPE varchar(499)",
    { about: "schema", code: "different", kind: "column", object: "public.tasks.title" },
    "schema: column public.tasks.title is not as in the target",
  ],
  [
    "a table that is gone",
    "DROP TABLE cyrex.events",
    { about: "schema", code: "missing", kind: "table", object: "cyrex.events" },
    "schema: table cyrex.events is missing",
  ],
])("names %s", async (_, sql, difference, text) => {
  const differences = await differencesAfter(sql);
  expect(differences).toContainEqual(difference);
  expect(differences.map(problemText)).toContain(text);
});
