import { describe, expect, test } from "vitest";
import { useNotes } from "./use-notes.js";

const { migrate, sql } = useNotes();

const make = (name: string) => `
  CREATE TABLE notes.${name} (id int PRIMARY KEY, title varchar(20), size int);
  SELECT temporal.keep_versions('notes.${name}');
  INSERT INTO notes.${name} VALUES (1, 'a', 1);`;
const keep = (name: string) => `SELECT temporal.keep_versions('notes.${name}');`;
const versions = (name: string, columns: string) =>
  sql(`SELECT version, ${columns} FROM notes.${name}_version ORDER BY version`);

describe("when the columns of a table change", () => {
  test.each([
    ["added", "ALTER TABLE notes.%s ADD COLUMN more text"],
    ["dropped", "ALTER TABLE notes.%s DROP COLUMN size"],
    ["retyped", "ALTER TABLE notes.%s ALTER COLUMN size TYPE bigint"],
    ["renamed", "ALTER TABLE notes.%s RENAME COLUMN size TO width"],
    ["retyped in the versions", "ALTER TABLE notes.%s_version ALTER COLUMN size TYPE smallint"],
  ])("one that was %s makes writes fail until versions follow", async (what, change) => {
    const name = `t_${what.replaceAll(" ", "_")}`;
    await migrate(make(name) + change.replace("%s", name));
    const writes = [
      `UPDATE notes.${name} SET title = 'b'`,
      `INSERT INTO notes.${name} (id) VALUES (2)`,
      `DELETE FROM notes.${name}`,
    ];
    for (const write of writes) {
      await expect(sql(write)).rejects.toMatchObject({
        code: "55000",
        hint: `SELECT temporal.keep_versions('notes.${name}') in the migration that changes them.`,
      });
    }
    await migrate(keep(name));
    await sql(`UPDATE notes.${name} SET title = 'b'`);
    expect((await versions(name, "title")).at(-1)).toMatchObject({ title: "b" });
  });

  test("what is no change of the columns keeps nobody from writing", async () => {
    await migrate(
      `${make("analyzed")} ALTER TABLE notes.analyzed ALTER COLUMN size SET STATISTICS 500;`,
    );
    await sql("UPDATE notes.analyzed SET size = 2");
    expect(await versions("analyzed", "size")).toHaveLength(2);
  });

  test("old versions have of a new column what old rows got", async () => {
    await migrate(`${make("added")} UPDATE notes.added SET size = 2;
      ALTER TABLE notes.added ADD COLUMN kind text NOT NULL DEFAULT 'it''s', ADD COLUMN tags text[] NOT NULL DEFAULT '{a,"b c"}';
      ALTER TABLE notes.added ALTER COLUMN kind DROP DEFAULT; ${keep("added")}`);
    const had = { kind: "it's", tags: ["a", "b c"] };
    expect(await versions("added", "size, kind, tags")).toEqual([
      { version: 1, size: 1, ...had },
      { version: 2, size: 2, ...had },
    ]);
  });

  test("what a migration made of the rows is one more version of those that it changed", async () => {
    await migrate(`${make("moved")} INSERT INTO notes.moved VALUES (2, '7', 2);
      ALTER TABLE notes.moved ALTER COLUMN title TYPE text USING CASE id WHEN 1 THEN upper(title) ELSE title END; ${keep("moved")}`);
    expect(await versions("moved", "id, title, operation")).toEqual(
      expect.arrayContaining([
        { version: 1, id: 1, title: "a", operation: "insert" },
        { version: 2, id: 1, title: "A", operation: "update" },
        { version: 1, id: 2, title: "7", operation: "insert" },
      ]),
    );
    expect(await versions("moved", "id")).toHaveLength(3);
  });

  test("versions keep a dropped column, and a type that they cannot have is refused with the way out", async () => {
    await migrate(
      `${make("old")} ALTER TABLE notes.old DROP COLUMN size; ${keep("old")} UPDATE notes.old SET title = '1';`,
    );
    expect(await versions("old", "size")).toEqual([
      { version: 1, size: 1 },
      { version: 2, size: null },
    ]);
    const retype = "ALTER TABLE notes.old ALTER COLUMN title TYPE int USING title::int;";
    await expect(migrate(retype + keep("old"))).rejects.toMatchObject({
      message: expect.stringMatching(
        /^column notes.old_version.title cannot become integer: invalid input/,
      ),
      hint: expect.stringContaining("RENAME COLUMN title TO title_before"),
    });
    await migrate(
      `${retype} ALTER TABLE notes.old_version RENAME COLUMN title TO title_before; ${keep("old")}`,
    );
    expect((await versions("old", "title_before, title")).at(-1)).toEqual({
      version: 3,
      title_before: null,
      title: 1,
    });
  });

  test("other triggers and forced row security are as before, and did not disturb", async () => {
    await migrate(`${make("guarded")}
      CREATE FUNCTION notes.touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.size := 99; RETURN NEW; END $$;
      CREATE TRIGGER touch BEFORE UPDATE ON notes.guarded FOR EACH ROW EXECUTE FUNCTION notes.touch();
      ALTER TABLE notes.guarded ENABLE ALWAYS TRIGGER touch;
      ALTER TABLE notes.guarded FORCE ROW LEVEL SECURITY, ENABLE ROW LEVEL SECURITY, ALTER COLUMN title TYPE text USING title || '!';
      ${keep("guarded")}`);
    expect(await versions("guarded", "title, size")).toEqual([
      { version: 1, title: "a", size: 1 },
      { version: 2, title: "a!", size: 1 },
    ]);
    expect(
      await sql(`SELECT relname, relrowsecurity, relforcerowsecurity, (SELECT tgenabled FROM pg_trigger WHERE tgrelid = pg_class.oid AND tgname = 'touch')
                 FROM pg_class WHERE relname IN ('guarded', 'guarded_version') ORDER BY relname`),
    ).toEqual([
      { relname: "guarded", relrowsecurity: true, relforcerowsecurity: true, tgenabled: "A" },
      {
        relname: "guarded_version",
        relrowsecurity: true,
        relforcerowsecurity: false,
        tgenabled: null,
      },
    ]);
  });
});

test("an old history that is loaded before goes on from its last version", async () => {
  await migrate(`
    CREATE TABLE notes.past (id int PRIMARY KEY, title text NOT NULL);
    CREATE TABLE notes.past_version (id int, version int, valid_from timestamptz(6) NOT NULL, title text NOT NULL, editor text, operation text NOT NULL,
      PRIMARY KEY (id, version), UNIQUE (id, valid_from));
    INSERT INTO notes.past VALUES (1, 'second'), (2, 'other');
    INSERT INTO notes.past_version VALUES (1, 1, '2020-01-01Z', 'first', 'ada', 'insert'), (1, 2, '2021-01-01Z', 'second', NULL, 'update'),
      (2, 5, '2022-01-01Z', 'before', NULL, 'insert'), (3, 1, '2023-01-01Z', 'gone', NULL, 'insert');
    ${keep("past")}`);
  expect(
    await sql("SELECT id, version, title, operation FROM notes.past_version ORDER BY id, version"),
  ).toEqual([
    { id: 1, version: 1, title: "first", operation: "insert" },
    { id: 1, version: 2, title: "second", operation: "update" },
    { id: 2, version: 5, title: "before", operation: "insert" },
    { id: 2, version: 6, title: "other", operation: "update" },
    { id: 3, version: 1, title: "gone", operation: "insert" },
    { id: 3, version: 2, title: "gone", operation: "delete" },
  ]);
  expect(await sql("SELECT id, version FROM notes.past ORDER BY id")).toEqual([
    { id: 1, version: 2 },
    { id: 2, version: 6 },
  ]);
  // One unique index on key and time is enough.
  expect(await sql("SELECT FROM pg_indexes WHERE tablename = 'past_version'")).toHaveLength(2);
});
