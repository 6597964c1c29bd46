import { beforeAll, describe, expect, test } from "vitest";
import { useNotes } from "./use-notes.js";

const { db, migrate, sql } = useNotes();

beforeAll(async () => {
  await migrate(`
    CREATE TABLE notes.note (id int PRIMARY KEY, title text);
    SELECT temporal.keep_versions('notes.note');`);
});

/** What a restore leaves: the state of another database. */
const forget = () => sql("UPDATE temporal.kept_tables SET state = 0");
const state = async () =>
  (await sql<{ state: string | null }>("SELECT state FROM temporal.kept_tables"))[0]?.state;
const write = "UPDATE notes.note SET title = 'a' WHERE false";

test("no trigger names what is another thing in another database", async () => {
  const triggers = await sql<{ name: string; arguments: string }>(
    `SELECT tgname AS name, encode(tgargs, 'escape') AS arguments FROM pg_trigger
     WHERE tgrelid = 'notes.note'::regclass AND tgnargs > 0 ORDER BY tgname`,
  );
  expect(triggers).toEqual([
    {
      name: "zzz_versions_check",
      arguments: String.raw`notes.note_version\000`,
    },
    {
      name: "zzz_versions_truncate",
      arguments: String.raw`it would remove rows without a version that says so; use DELETE\000`,
    },
  ]);
});

describe("the state of the columns", () => {
  test("is noted by the first write, and by no other until a column changes", async () => {
    await sql(write);
    const known = await state();
    expect(known).toMatch(/^-?\d+$/);
    const place = () => sql("SELECT ctid, xmin FROM temporal.kept_tables");
    const before = await place();
    await sql("INSERT INTO notes.note VALUES (1, 'a'); UPDATE notes.note SET title = 'b'");
    expect(await place()).toEqual(before);
    await migrate("ALTER TABLE notes.note ALTER COLUMN title SET STATISTICS 500");
    await sql(write);
    expect(await state()).not.toBe(known);
  });

  test("is noted anew where it is another database's", async () => {
    await sql(write);
    const known = await state();
    await forget();
    await sql(write);
    expect(await state()).toBe(known);
  });

  test("is left to whoever notes it already, for whom nobody waits", async () => {
    await forget();
    const [first, second] = [await db.owner.connect(), await db.owner.connect()];
    try {
      await first.query(`BEGIN; ${write}`);
      await second.query(
        `SET lock_timeout = '1ms'; INSERT INTO notes.note VALUES (2, 'not waiting')`,
      );
      expect(await state()).toBe("0");
      await first.query("COMMIT");
    } finally {
      first.release();
      second.release(true);
    }
    expect(await state()).not.toBe("0");
  });

  test.each(["REPEATABLE READ", "SERIALIZABLE"])("harms no writer in %s", async (isolation) => {
    await forget();
    const client = await db.owner.connect();
    try {
      await client.query(`BEGIN ISOLATION LEVEL ${isolation}; SELECT FROM notes.note`);
      await sql(write);
      await client.query(
        "INSERT INTO notes.note VALUES (3, 'in a snapshot from before'); ROLLBACK",
      );
    } finally {
      client.release();
    }
  });

  test("goes with a transaction that is rolled back", async () => {
    await forget();
    await sql(`BEGIN; ${write}; ROLLBACK`);
    expect(await state()).toBe("0");
    await sql(write);
    expect(await state()).not.toBe("0");
  });
});

test("a table that was renamed, or is not recorded, is not written to until versions follow", async () => {
  await migrate(`
    CREATE TABLE notes.old (id int PRIMARY KEY);
    SELECT temporal.keep_versions('notes.old');
    ALTER TABLE notes.old RENAME TO young;
    ALTER TABLE notes.old_version RENAME TO young_version;`);
  const refused = {
    code: "55000",
    hint: "SELECT temporal.keep_versions('notes.young') in the migration that changes them.",
  };
  await expect(sql("INSERT INTO notes.young VALUES (1)")).rejects.toMatchObject(refused);
  await migrate("SELECT temporal.keep_versions('notes.young'); INSERT INTO notes.young VALUES (1)");
  expect(await sql("SELECT id, version FROM notes.young_version")).toEqual([{ id: 1, version: 1 }]);
  await sql("DELETE FROM temporal.kept_tables WHERE table_name = 'young'");
  await expect(sql("INSERT INTO notes.young VALUES (2)")).rejects.toMatchObject(refused);
});
