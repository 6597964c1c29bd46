import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { OpenTransactionError } from "../../src/engine/errors.js";
import { runScript } from "../../src/engine/run-script.js";
import { useDatabase } from "../fixture/use-database.js";

const database = useDatabase();
let pool: pg.Pool;
let client: pg.PoolClient;

beforeAll(async () => {
  pool = new pg.Pool({ connectionString: database.url });
  client = await pool.connect();
  await client.query("CREATE TABLE epilogue (ran int)");
});
afterAll(async () => {
  client.release();
  await pool.end();
});

const epilogue = "INSERT INTO public.epilogue VALUES (1);";
const exists = async (table: string) =>
  (await database.query("SELECT to_regclass($1) IS NOT NULL AS yes", [table]))[0]?.yes;
const epilogues = async () => (await database.query("DELETE FROM epilogue RETURNING ran")).length;

describe("a script is sent whole (point 1)", () => {
  test.each([
    [
      "a body in $$ with semicolons",
      "CREATE FUNCTION f1() RETURNS int LANGUAGE sql AS $$ SELECT 1; SELECT 2; $$",
    ],
    ["a string with a semicolon", "CREATE TABLE s1 (a text DEFAULT 'a;b')"],
    ["a comment on its last line", "CREATE TABLE s2 (a int); -- the end; really"],
    ["no semicolon at its end", "CREATE TABLE s3 (a int)"],
    ["nothing but a comment", "-- This is an empty migration."],
    ["nothing at all", ""],
  ])("%s", async (_title, script) => {
    expect(await runScript(client, script, { epilogue })).toEqual({ epilogueRan: true });
    expect(await epilogues()).toBe(1);
  });

  test("nothing is left of a script that fails half way", async () => {
    const script = "CREATE TABLE half (a int); SELECT 1 / 0;";
    await expect(runScript(client, script, { epilogue })).rejects.toThrow("division by zero");
    expect(await exists("half")).toBe(false);
    expect(await epilogues()).toBe(0);
  });

  test("nothing is left of a script whose epilogue fails", async () => {
    const broken = { epilogue: "INSERT INTO public.absent VALUES (1);" };
    await expect(runScript(client, "CREATE TABLE half (a int)", broken)).rejects.toThrow("absent");
    expect(await exists("half")).toBe(false);
  });

  test("a deferred key that is violated at the end takes the script with it", async () => {
    const script = `CREATE TABLE parent (id int PRIMARY KEY);
      CREATE TABLE child (id int REFERENCES parent DEFERRABLE INITIALLY DEFERRED);
      INSERT INTO child VALUES (1);`;
    await expect(runScript(client, script, { epilogue })).rejects.toThrow("child_id_fkey");
    expect(await exists("parent")).toBe(false);
    expect(await epilogues()).toBe(0);
  });
});

describe("statements that refuse a transaction", () => {
  test("CREATE INDEX CONCURRENTLY alone in a script runs, without the epilogue", async () => {
    await client.query("CREATE TABLE indexed (a int)");
    const script = "-- why\nCREATE INDEX CONCURRENTLY indexed_a_idx ON public.indexed (a);";
    expect(await runScript(client, script, { epilogue })).toEqual({ epilogueRan: false });
    expect(await exists("indexed_a_idx")).toBe(true);
    expect(await epilogues()).toBe(0);
  });

  test("beside other statements it is refused, and nothing of them remains", async () => {
    const script = "CREATE TABLE beside (a int); CREATE INDEX CONCURRENTLY ON public.indexed (a);";
    await expect(runScript(client, script, { epilogue })).rejects.toThrow("transaction block");
    expect(await exists("beside")).toBe(false);
  });

  test("in a disposable database it runs beside others, statement by statement", async () => {
    const script = `CREATE TYPE mood AS ENUM ('fine');
      CREATE TABLE moods (mood mood); -- ; not a statement
      ALTER TYPE mood ADD VALUE 'great';
      INSERT INTO moods VALUES ('great');
      CREATE INDEX CONCURRENTLY moods_idx ON moods (mood)`;
    await runScript(client, script, { disposable: true });
    expect(await exists("moods_idx")).toBe(true);
  });

  test("what a script committed itself is not run a second time", async () => {
    const script = `BEGIN; INSERT INTO epilogue VALUES (2); COMMIT;
      CREATE INDEX CONCURRENTLY ON public.indexed (a);`;
    await expect(runScript(client, script, { epilogue })).rejects.toThrow();
    expect(await epilogues()).toBe(1);
  });
});

describe("the session after a script", () => {
  test("has none of the script's settings", async () => {
    await runScript(client, "SET search_path = pg_catalog; SET ROLE pg_monitor;", { epilogue });
    const { rows } = await client.query("SHOW search_path");
    expect(rows).toEqual([{ search_path: '"$user", public' }]);
    const user = await client.query("SELECT current_user = session_user AS same");
    expect(user.rows).toEqual([{ same: true }]);
    expect(await epilogues()).toBe(1);
  });

  test("is in no transaction, although the script began one and failed", async () => {
    await expect(runScript(client, "BEGIN; SELECT 1 / 0;")).rejects.toThrow();
    expect(client.getTransactionStatus()).toBe("I");
  });

  test("a script that does not end its transaction is refused, and nothing of it remains", async () => {
    const script = "BEGIN; CREATE TABLE open (a int);";
    await expect(runScript(client, script, { epilogue })).rejects.toThrow(OpenTransactionError);
    expect(await exists("open")).toBe(false);
    expect(await epilogues()).toBe(0);
  });
});
