import { rawClient } from "@deepiri/database";
import { beforeAll, describe, expect, test } from "vitest";
import { edit, history } from "../src/index.js";
import { useNotes } from "./use-notes.js";

const { db, migrate, sql } = useNotes();

beforeAll(async () => {
  await migrate(`
    CREATE TABLE notes.note (id int PRIMARY KEY, title text, views int NOT NULL DEFAULT 0);
    INSERT INTO notes.note VALUES (1, 'was there before');
    SELECT temporal.keep_versions('notes.note', excluded => '{views}');
    CREATE TABLE notes.favorite (note_id int REFERENCES notes.note ON DELETE CASCADE);`);
});

const versionsOf = async (id: number) =>
  (await sql(
    "SELECT version, operation, title, editor FROM notes.note_version WHERE id = $1 ORDER BY version",
    [id],
  )) as { version: number; operation: string; title: string; editor: string | null }[];
const operationsOf = async (id: number) =>
  (await versionsOf(id)).map(({ version, operation, title }) => `${version} ${operation} ${title}`);
const current = async (id: number) =>
  (await sql("SELECT version, title FROM notes.note WHERE id = $1", [id]))[0];

test("rows that were there get version 1", async () => {
  expect(await operationsOf(1)).toEqual(["1 insert was there before"]);
});

describe("a change", () => {
  test("makes a version, whatever way it is written", async () => {
    await sql("INSERT INTO notes.note VALUES (2, 'one')");
    await sql("UPDATE notes.note SET title = 'two' WHERE id = 2");
    await sql(
      "INSERT INTO notes.note VALUES (2, 'three') ON CONFLICT (id) DO UPDATE SET title = EXCLUDED.title",
    );
    await sql(`MERGE INTO notes.note USING (SELECT 2 AS id) AS given ON given.id = note.id
               WHEN MATCHED THEN UPDATE SET title = 'four'`);
    await sql("DELETE FROM notes.note WHERE id = 2");
    await sql("INSERT INTO notes.note VALUES (2, 'five')");
    expect(await operationsOf(2)).toEqual([
      "1 insert one",
      "2 update two",
      "3 update three",
      "4 update four",
      "5 delete four",
      "6 recover five",
    ]);
    expect(await current(2)).toEqual({ version: 6, title: "five" });
  });

  test("of nothing, of an excluded column or of the number alone makes none", async () => {
    await sql("INSERT INTO notes.note VALUES (3, 'same')");
    await sql("UPDATE notes.note SET title = 'same' WHERE id = 3");
    await sql("UPDATE notes.note SET views = 5 WHERE id = 3");
    await sql("UPDATE notes.note SET version = 9, valid_from = 'infinity' WHERE id = 3");
    await sql("INSERT INTO notes.note VALUES (3, 'other') ON CONFLICT DO NOTHING");
    expect(await operationsOf(3)).toEqual(["1 insert same"]);
    expect(await current(3)).toEqual({ version: 1, title: "same" });
  });

  test("follows the one before in time, also within a transaction and when the clock was set back", async () => {
    await sql("INSERT INTO notes.note VALUES (4, 'a')");
    // Nothing but the triggers writes times, so a clock of the future is played by what they find.
    await migrate(`
      ALTER TABLE notes.note DISABLE TRIGGER USER;
      UPDATE notes.note SET valid_from = '2999-01-01Z' WHERE id = 4;
      ALTER TABLE notes.note ENABLE TRIGGER USER;
      ALTER TABLE notes.note ENABLE ALWAYS TRIGGER zzz_versions_check, ENABLE ALWAYS TRIGGER zzz_versions_truncate;`);
    await migrate(
      ["b", "c", "d"]
        .map((title) => `UPDATE notes.note SET title = '${title}' WHERE id = 4`)
        .join(";"),
    );
    const found = await history(rawClient(db.owner), "notes.note", { id: 4 });
    expect(found.slice(1).map(({ validFrom }) => validFrom)).toEqual([
      "2999-01-01T00:00:00.000001Z",
      "2999-01-01T00:00:00.000002Z",
      "2999-01-01T00:00:00.000003Z",
    ]);
    expect(found[1]?.validTo).toBe(found[2]?.validFrom);
  });

  test("carries the editor of the request", async () => {
    const client = await db.owner.connect();
    await client.query("BEGIN; SELECT set_config('app.current_user_id', 'ada', true)");
    await client.query("INSERT INTO notes.note VALUES (5, 'by ada'); COMMIT");
    await edit(rawClient(client), "notes.note", { id: 5 }, { title: "by nobody" });
    client.release();
    expect((await versionsOf(5)).map(({ editor }) => editor)).toEqual(["ada", null]);
  });

  test("by a foreign key's action is a version like any other", async () => {
    await migrate(`
      CREATE TABLE notes.folder (id int PRIMARY KEY);
      CREATE TABLE notes.page (id int PRIMARY KEY, folder_id int REFERENCES notes.folder ON DELETE SET NULL);
      SELECT temporal.keep_versions('notes.page');
      INSERT INTO notes.folder VALUES (1);
      INSERT INTO notes.page VALUES (1, 1)`);
    await sql("DELETE FROM notes.folder");
    expect(await sql("SELECT version, folder_id FROM notes.page_version ORDER BY version")).toEqual(
      [
        { version: 1, folder_id: 1 },
        { version: 2, folder_id: null },
      ],
    );
  });

  test("of the key is refused with a sentence", async () => {
    await sql("INSERT INTO notes.note VALUES (6, 'a')");
    await expect(sql("UPDATE notes.note SET id = 60 WHERE id = 6")).rejects.toMatchObject({
      code: "23001",
      message: "the key of a row of notes.note names all its versions and cannot change",
    });
  });

  test("that a trigger makes after the numbering is refused", async () => {
    await migrate(`
      CREATE TABLE notes.late (id int PRIMARY KEY, title text);
      SELECT temporal.keep_versions('notes.late');
      CREATE FUNCTION notes.shout() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN NEW.title := NEW.title || '!'; RETURN NEW; END $$;
      CREATE TRIGGER zzzz_shout BEFORE UPDATE ON notes.late FOR EACH ROW EXECUTE FUNCTION notes.shout();
      INSERT INTO notes.late VALUES (1, 'a')`);
    await expect(sql("UPDATE notes.late SET title = title")).rejects.toThrow(
      /after its version was numbered/,
    );
    await migrate("ALTER TRIGGER zzzz_shout ON notes.late RENAME TO shout");
    await sql("UPDATE notes.late SET title = title");
    expect(await sql("SELECT title FROM notes.late_version WHERE version = 2")).toEqual([
      { title: "a!" },
    ]);
  });

  test("that a trigger makes of the same row after it is the next version", async () => {
    await migrate(`
      CREATE TABLE notes.nested (id int PRIMARY KEY, steps int);
      SELECT temporal.keep_versions('notes.nested');
      CREATE FUNCTION notes.step() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN UPDATE notes.nested SET steps = steps + 1 WHERE id = NEW.id AND steps < 3; RETURN NULL; END $$;
      CREATE TRIGGER step AFTER INSERT OR UPDATE ON notes.nested FOR EACH ROW EXECUTE FUNCTION notes.step();
      INSERT INTO notes.nested VALUES (1, 1)`);
    expect(await sql("SELECT version, steps FROM notes.nested_version ORDER BY version")).toEqual([
      { version: 1, steps: 1 },
      { version: 2, steps: 2 },
      { version: 3, steps: 3 },
    ]);
  });
});

test("keys of several columns and any type name an entity", async () => {
  await migrate(`
    CREATE TABLE notes."Odd-Name" (tenant_id uuid, "Order" varchar(5), at timestamptz, "select" text,
      PRIMARY KEY (tenant_id, "Order", at));
    SELECT temporal.keep_versions('notes."Odd-Name"');`);
  const key = {
    tenant_id: "0e37df36-f698-11e6-8dd4-cb9ced3df976",
    Order: "a'b",
    at: "2026-03-01T00:00:00.123456Z",
  };
  await sql(`INSERT INTO notes."Odd-Name" VALUES ($1, $2, $3, 'one')`, Object.values(key));
  const client = rawClient(db.owner);
  expect(await edit(client, ["notes", "Odd-Name"], key, { select: "two" })).toBe(2);
  const found = await history<{ select: string }>(client, ["notes", "Odd-Name"], key);
  expect(found.map(({ row }) => row.select)).toEqual(["one", "two"]);
  // A longer text is another key, and not the first five letters of it.
  const longer = { ...key, Order: "a'b   and more" };
  expect(await history(client, ["notes", "Odd-Name"], longer)).toEqual([]);
  await expect(history(client, ["notes", "Odd-Name"], { at: key.at })).rejects.toThrow(
    'a key of notes."Odd-Name_version" is an object with the columns tenant_id, "Order", at',
  );
});
