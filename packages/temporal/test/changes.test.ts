import { rawClient } from "@deepiri/database";
import { beforeAll, describe, expect, test } from "vitest";
import {
  asOf,
  asOfAll,
  compare,
  edit,
  history,
  NoSuchRow,
  purge,
  purgeExpired,
  recover,
  remove,
  rollBackTo,
  VersionConflict,
} from "../src/index.js";
import { jobs } from "../src/jobs.js";
import { useNotes } from "./use-notes.js";

const { db, migrate, sql } = useNotes();
const notes = "notes.note";
const client = () => rawClient(db.owner);

beforeAll(async () => {
  await migrate(`
    CREATE TABLE notes.note (id int PRIMARY KEY, title text, body jsonb, "order" json, removed timestamp);
    CREATE TABLE notes.hard (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, title text, views int DEFAULT 0);
    CREATE TABLE notes.reader (hard_id int REFERENCES notes.hard);
    SELECT temporal.keep_versions('notes.note', deleted_at => 'removed', purge_after => '30 days');
    SELECT temporal.keep_versions('notes.hard', excluded => '{views}');
    INSERT INTO notes.note SELECT n, 'one' FROM generate_series(1, 9) AS n;`);
});

const instants = async (id: number) =>
  (await history(client(), notes, { id })).map(({ validFrom }) => validFrom);
/** The instant so many microseconds later. */
const after = async (instant: string | undefined, microseconds: number) =>
  (
    await sql<{ at: string }>(
      "SELECT ($1::timestamptz + $2 * interval '1 microsecond')::text AS at",
      [instant, microseconds],
    )
  )[0]?.at ?? "";

describe("as of", () => {
  test("an instant is within the version that begins at it, and a microsecond before in the one before", async () => {
    await edit(client(), notes, { id: 1 }, { title: "two" });
    await remove(client(), notes, { id: 1 });
    await recover(client(), notes, { id: 1 });
    const times = await instants(1);
    const seen = [];
    for (const time of times)
      for (const shift of [-1, 0])
        seen.push((await asOf(client(), notes, { id: 1 }, await after(time, shift)))?.version);
    expect(seen).toEqual([undefined, 1, 1, 2, 2, undefined, undefined, 4]);
    expect(await asOf(client(), notes, { id: 1 }, "infinity")).toMatchObject({
      version: 4,
      operation: "recover",
    });
    expect(await asOf(client(), notes, { id: 1 }, new Date(0))).toBeUndefined();
    expect(await asOf(client(), notes, { id: 999 }, new Date())).toBeUndefined();
  });

  test("a whole table, or a set of its keys", async () => {
    const before = (await instants(2))[0] ?? "";
    const now = await after("now", 0);
    await edit(client(), notes, { id: 2 }, { title: "later" });
    await remove(client(), notes, { id: 3 });
    const all = await asOfAll(client(), notes, now);
    expect(all).toHaveLength(9);
    expect(await asOfAll(client(), notes, "infinity")).toHaveLength(8);
    expect(await asOfAll(client(), notes, await after(before, -1_000_000))).toEqual([]);
    const some = await asOfAll<{ id: number; title: string }>(client(), notes, "infinity", {
      keys: [{ id: 2 }, { id: 3 }, { id: 2 }, { id: 77 }],
    });
    expect(some.map(({ row }) => row)).toMatchObject([{ id: 2, title: "later" }]);
  });

  test("reads only a table of versions", async () => {
    await expect(
      sql(`SELECT * FROM temporal.as_of(NULL::notes.note, '{"id": 1}', now())`),
    ).rejects.toThrow("notes.note is no table of versions");
  });
});

test("two versions differ by column, and in JSON by path", async () => {
  await sql(
    `UPDATE notes.note SET body = '{"a": {"b": 1, "c": [1, {"d": 2}]}, "gone": 1, "null": null}', "order" = '{"a":1,"b":2}' WHERE id = 4`,
  );
  await sql(
    `UPDATE notes.note SET body = '{"a": {"b": 1.0, "c": [1, {"d": 3}, 4]}, "null": {}, "new": null}', "order" = '{"b":2,"a":1}', title = NULL WHERE id = 4`,
  );
  expect(await compare(client(), notes, { id: 4 }, 2, 3)).toEqual([
    { path: ["title"], kind: "removed", before: "one" },
    { path: ["body", "a", "b"], kind: "changed", before: 1, after: 1 },
    { path: ["body", "a", "c", "1", "d"], kind: "changed", before: 2, after: 3 },
    { path: ["body", "a", "c", "2"], kind: "added", after: 4 },
    { path: ["body", "gone"], kind: "removed", before: 1 },
    { path: ["body", "new"], kind: "added", after: null },
    { path: ["body", "null"], kind: "changed", before: null, after: {} },
    { path: ["order"], kind: "changed", before: { a: 1, b: 2 }, after: { a: 1, b: 2 } },
  ]);
  expect(await compare(client(), notes, { id: 4 }, 3, 3)).toEqual([]);
  await expect(compare(client(), notes, { id: 4 }, 3, 8)).rejects.toThrow(
    '{"id": 4} of notes.note_version has no version 8',
  );
});

describe("a writer who expects a version", () => {
  test("writes to that one, and is told when it is another by now", async () => {
    expect(await edit(client(), notes, { id: 5 }, { title: "mine" }, { expectedVersion: 1 })).toBe(
      2,
    );
    const seen = { expectedVersion: 1 };
    for (const late of [
      () => edit(client(), notes, { id: 5 }, { title: "late" }, seen),
      () => rollBackTo(client(), notes, { id: 5 }, 1, seen),
      () => remove(client(), notes, { id: 5 }, seen),
    ]) {
      const error = await late().catch((reason) => reason);
      expect(error).toBeInstanceOf(VersionConflict);
      expect(error.message).toBe('{"id": 5} of notes.note is at version 2 by now, not 1');
    }
    expect(await instants(5)).toHaveLength(2);
  });

  test("learns that there is no such row, column or version", async () => {
    await expect(edit(client(), notes, { id: 77 }, { title: "x" })).rejects.toThrow(NoSuchRow);
    await expect(edit(client(), notes, { id: 5 }, { tittle: "x" })).rejects.toThrow(
      "notes.note has no column tittle",
    );
    await expect(rollBackTo(client(), notes, { id: 5 }, 9)).rejects.toThrow(NoSuchRow);
    await expect(recover(client(), notes, { id: 5 })).rejects.toThrow("it is not deleted");
  });
});

test("a roll back is a new version with the old content; nothing is rewritten", async () => {
  await edit(client(), notes, { id: 6 }, { title: "two", body: { a: [1] } });
  const before = await history(client(), notes, { id: 6 });
  expect(await rollBackTo(client(), notes, { id: 6 }, 1, { expectedVersion: 2 })).toBe(3);
  const found = await history<{ title: string }>(client(), notes, { id: 6 });
  expect(found.slice(0, 1)).toEqual(before.slice(0, 1));
  expect(await compare(client(), notes, { id: 6 }, 1, 3)).toEqual([]);
  // It is that content already.
  expect(await rollBackTo(client(), notes, { id: 6 }, 1)).toBe(3);
});

describe("a removed row", () => {
  test("with a column for it stays, deleted, and comes back", async () => {
    await remove(client(), notes, { id: 7 });
    expect(
      await sql("SELECT removed IS NOT NULL AS removed, version FROM notes.note WHERE id = 7"),
    ).toEqual([{ removed: true, version: 2 }]);
    await expect(edit(client(), notes, { id: 7 }, { title: "x" })).rejects.toThrow(NoSuchRow);
    await expect(remove(client(), notes, { id: 7 })).rejects.toThrow("is deleted");
    await expect(rollBackTo(client(), notes, { id: 7 }, 2)).rejects.toThrow("it was deleted then");
    expect(await recover(client(), notes, { id: 7 })).toBe(3);
    expect((await history(client(), notes, { id: 7 })).map(({ operation }) => operation)).toEqual([
      "insert",
      "delete",
      "recover",
    ]);
  });

  test("without one is gone, and comes back under its key as it was", async () => {
    const [row] = await sql<{ id: number }>(
      "INSERT INTO notes.hard (title, views) VALUES ('a', 9) RETURNING id",
    );
    const key = { id: row?.id };
    expect(await remove(client(), "notes.hard", key)).toBe(2);
    expect(await asOf(client(), "notes.hard", key, "infinity")).toBeUndefined();
    expect(await recover(client(), "notes.hard", key)).toBe(3);
    expect(await sql("SELECT id, title, views, version FROM notes.hard")).toEqual([
      { ...key, title: "a", views: 0, version: 3 },
    ]);
  });
});

describe("a purge", () => {
  test("lets nothing go of a key that contains the purged one", async () => {
    await migrate(`
      CREATE TABLE notes.listed (id jsonb PRIMARY KEY);
      SELECT temporal.keep_versions('notes.listed');
      INSERT INTO notes.listed VALUES ('{"a": 1}'), ('{"a": 1, "b": 2}');
      DELETE FROM notes.listed;`);
    const both = `DO $$ BEGIN
      PERFORM temporal.open_purge('notes.listed', '{"id": {"a": 1}}', max(valid_from), true) FROM notes.listed_version WHERE id = '{"a": 1}';
      DELETE FROM notes.listed_version WHERE id = '{"a": 1, "b": 2}';
    END $$`;
    await expect(sql(both)).rejects.toThrow(/by temporal.purge/);
  });

  test("takes an entity with all its versions, after the declared time or on demand", async () => {
    await expect(purge(client(), notes, { id: 8 })).rejects.toThrow("is not deleted");
    await remove(client(), notes, { id: 8 });
    await expect(purge(client(), notes, { id: 8 })).rejects.toThrow("may be purged from");
    expect(await purge(client(), notes, { id: 8 }, { early: true })).toBe(2);
    expect(await history(client(), notes, { id: 8 })).toEqual([]);
    expect(await sql("SELECT FROM notes.note WHERE id = 8")).toEqual([]);
    expect(await sql("SELECT key, versions FROM temporal.purges")).toEqual([
      { key: { id: 8 }, versions: 2 },
    ]);
    await expect(purge(client(), notes, { id: 8 })).rejects.toThrow(NoSuchRow);
    // The others are as guarded as before.
    await expect(sql("DELETE FROM notes.note_version")).rejects.toThrow(/by temporal.purge/);
  });

  test("of what has expired takes the oldest first, and leaves what others refer to", async () => {
    await migrate(`
      CREATE TABLE notes.soft (id int PRIMARY KEY, deleted_at timestamptz);
      CREATE TABLE notes.pointer (id int REFERENCES notes.soft);
      SELECT temporal.keep_versions('notes.soft', purge_after => '1 millisecond');
      INSERT INTO notes.soft SELECT generate_series(1, 4); INSERT INTO notes.pointer VALUES (1);
      UPDATE notes.soft SET deleted_at = now() WHERE id < 4;`);
    await sql("SELECT pg_sleep(0.01)");
    expect(await purgeExpired(client(), { atMost: 1 })).toEqual([
      { table: "notes.note", purged: 0, held: 0 },
      { table: "notes.soft", purged: 1, held: 1 },
    ]);
    const connection = await db.owner.connect();
    const context = { database: db.database, url: db.url, signal: new AbortController().signal };
    expect(await jobs[0]?.run(connection, context)).toEqual({
      summary: "1 entities purged, 1 held by what refers to them",
    });
    connection.release();
    expect(await sql("SELECT id FROM notes.soft ORDER BY id")).toEqual([{ id: 1 }, { id: 4 }]);
    expect(await sql("SELECT DISTINCT id FROM notes.soft_version ORDER BY id")).toEqual([
      { id: 1 },
      { id: 4 },
    ]);
  });
});
