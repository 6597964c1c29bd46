import { beforeAll, expect, test } from "vitest";
import { applyFile, fileOf, historyOf } from "../fixture/apply-files.js";
import { useDatabase } from "../fixture/use-database.js";

const database = useDatabase();
beforeAll(() =>
  database.query(`
    CREATE TABLE public.items (id int, name text);
    INSERT INTO public.items VALUES (1, 'one'), (1, 'two');
    CREATE SCHEMA other`),
);

const indexes = async () =>
  (
    await database.query<{ name: string }>(
      `SELECT indexrelid::regclass::text || CASE WHEN indisvalid THEN '' ELSE ' invalid' END AS name
         FROM pg_index WHERE indrelid = 'public.items'::regclass ORDER BY 1`,
    )
  ).map(({ name }) => name);

test("statements that refuse a transaction stand beside others, and what is SET holds for all after it", async () => {
  const file = fileOf(
    "1_indexes",
    `-- Why.
    SET search_path = other, public;
    CREATE TABLE made (id int);
    CREATE INDEX CONCURRENTLY items_id_idx ON public.items (id);
    CREATE INDEX CONCURRENTLY items_name_idx ON items (name);
    SET LOCAL search_path = public;
    CREATE TABLE late (id int); -- the end`,
  );
  await applyFile(database, file);
  expect(await indexes()).toEqual(["items_id_idx", "items_name_idx"]);
  expect(
    await database.query(
      "SELECT to_regclass('other.made') IS NOT NULL AS made, to_regclass('public.late') IS NOT NULL AS late",
    ),
  ).toEqual([{ made: true, late: true }]);
  expect(await historyOf(database, "1_indexes")).toMatchObject({
    checksum: file.checksum,
    steps: 6,
    finished: true,
  });
});

test("a new value of an enum is used in the same file", async () => {
  await database.query("CREATE TYPE public.mood AS ENUM ('fine')");
  await applyFile(
    database,
    fileOf(
      "2_mood",
      "ALTER TYPE mood ADD VALUE 'great'; CREATE TABLE moods AS SELECT 'great'::mood AS mood;",
    ),
  );
  expect(await database.query("SELECT mood::text FROM public.moods")).toEqual([{ mood: "great" }]);
});

test("a file with its own BEGIN and COMMIT is sent whole", async () => {
  const sql = "BEGIN; CREATE TABLE public.own (id int); COMMIT; INSERT INTO public.own VALUES (1);";
  await applyFile(database, fileOf("3_own", sql));
  expect(await database.query("SELECT id FROM public.own")).toEqual([{ id: 1 }]);
});

test("where a part fails, those before it stay, it leaves nothing, and the rest can be mended", async () => {
  const start = "CREATE TABLE public.kept (id int);\n";
  const broken = `${start}CREATE UNIQUE INDEX CONCURRENTLY items_unique ON public.items (id);\nSELECT 1;`;
  await expect(applyFile(database, fileOf("4_fails", broken))).rejects.toMatchObject({
    failure: { sqlstate: "23505", line: 2 },
    message: expect.stringContaining("What stands before line 2 was kept"),
  });
  expect(await indexes()).not.toContain("items_unique invalid");
  expect(await historyOf(database, "4_fails")).toMatchObject({ steps: 1, finished: false });

  const edited = fileOf("4_fails", broken.replace("id int", "id bigint"));
  await expect(applyFile(database, edited)).rejects.toThrow(
    "was edited where it is done already: its first statement",
  );

  const mended = fileOf("4_fails", broken.replace("(id);", "(id, name);"));
  const resumed: number[] = [];
  await applyFile(database, mended, { onResumed: (line) => resumed.push(line) });
  expect(resumed).toEqual([2]);
  expect(await indexes()).toContain("items_unique");
  expect(await historyOf(database, "4_fails")).toMatchObject({
    checksum: mended.checksum,
    steps: 3,
    finished: true,
  });
});

test("a failure in a later part is told by its line and column in the file", async () => {
  const sql = "SET x.y = 1;\nVACUUM public.items;\nSELECT 1;\nSELECT 'ü', nothing;";
  await expect(applyFile(database, fileOf("5_column", sql))).rejects.toMatchObject({
    failure: { sqlstate: "42703", line: 4, column: 13 },
  });
});

test("what Prisma's engine has run whole and not yet marked as finished is only marked", async () => {
  const file = fileOf("6_once", "CREATE TABLE public.once (id int);\nSELECT 1;");
  await applyFile(database, file);
  await database.query(
    "UPDATE _apply._prisma_migrations SET finished_at = NULL, applied_steps_count = 1 WHERE migration_name = '6_once'",
  );
  await applyFile(database, file);
  expect(await historyOf(database, "6_once")).toMatchObject({ finished: true, steps: 2 });
});
