import { refusalOf } from "@deepiri/test-database";
import { beforeAll, describe, expect, test } from "vitest";
import { useNotes } from "./use-notes.js";

const { db, migrate, sql } = useNotes();

beforeAll(async () => {
  await migrate(`
    CREATE TABLE notes.note (id int PRIMARY KEY, title text);
    SELECT temporal.keep_versions('notes.note');
    INSERT INTO notes.note VALUES (1, 'a');`);
});

const refused = { code: "23001", constraint: undefined };
const insert = `INSERT INTO notes.note_version (id, title, version, valid_from, operation)
                VALUES (1, 'forged', 2, now(), 'update')`;

describe("versions stay as they are", () => {
  test.each([
    "UPDATE notes.note_version SET title = 'b'",
    "UPDATE notes.note_version SET title = 'b' WHERE false",
    "DELETE FROM notes.note_version",
    "TRUNCATE notes.note_version",
    "TRUNCATE notes.note",
    insert,
  ])("%s is refused, whoever asks", async (statement) => {
    expect(await refusalOf(sql(statement))).toEqual(refused);
    expect(await refusalOf(migrate(statement))).toEqual(refused);
    const replica = `SET LOCAL session_replication_role = replica; ${statement}`;
    expect(
      await refusalOf(sql(`BEGIN; ${replica}; COMMIT`).finally(() => sql("ROLLBACK"))),
    ).toEqual(refused);
    expect(await sql("SELECT title FROM notes.note_version")).toEqual([{ title: "a" }]);
  });

  test("who may write to both tables cannot forge one from a trigger of his own", async () => {
    const role = `notes_forger_${process.pid}`;
    await sql(`CREATE ROLE ${role}`);
    try {
      await sql(`GRANT USAGE ON SCHEMA notes TO ${role}; GRANT ALL ON notes.note_version TO ${role};
                 GRANT TEMPORARY ON DATABASE "${(await sql<{ name: string }>("SELECT current_database() AS name"))[0]?.name}" TO ${role}`);
      const forge = sql(`BEGIN; SET LOCAL ROLE ${role};
        CREATE TEMPORARY TABLE bait (id int);
        CREATE FUNCTION pg_temp.forge() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN ${insert}; RETURN NEW; END $$;
        CREATE TRIGGER forge BEFORE INSERT ON bait FOR EACH ROW EXECUTE FUNCTION pg_temp.forge();
        INSERT INTO bait VALUES (1); COMMIT`);
      expect(await refusalOf(forge.finally(() => sql("ROLLBACK")))).toEqual(refused);
    } finally {
      await sql(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
    }
  });

  test("no two of one number or one instant can be, even without the triggers", async () => {
    const copies = (change: string) =>
      migrate(`ALTER TABLE notes.note_version DISABLE TRIGGER USER;
               INSERT INTO notes.note_version SELECT id, version + ${change}, editor, operation, title FROM notes.note_version`);
    expect(await refusalOf(copies("0, now()"))).toMatchObject({
      code: "23505",
      constraint: "note_version_pkey",
    });
    expect(await refusalOf(copies("1, valid_from"))).toMatchObject({
      code: "23505",
      constraint: "note_version_id_valid_from_key",
    });
  });
});

test("the replica role is refused where it would lose a version", async () => {
  const write = `BEGIN; SET LOCAL session_replication_role = replica; UPDATE notes.note SET title = 'lost'; COMMIT`;
  await expect(sql(write).finally(() => sql("ROLLBACK"))).rejects.toThrow(
    "notes.note keeps versions, and none is written under session_replication_role = replica",
  );
});

describe("a move", () => {
  const moving = "SET LOCAL temporal.moving = 'on'";
  const within = (...statements: string[]) =>
    sql(["BEGIN", ...statements, "COMMIT"].join("; ")).finally(() => sql("ROLLBACK"));

  const versions = (id: number) =>
    sql(
      `SELECT version, title, operation FROM notes.note_version WHERE id = ${id} ORDER BY version`,
    );
  const moved = [
    { version: 1, title: "once", operation: "insert" },
    { version: 2, title: "now", operation: "update" },
  ];
  const moveIn = (id: number) => [
    `INSERT INTO notes.note_version (id, title, version, valid_from, operation)
     VALUES (${id}, 'once', 1, '2020-01-01Z', 'insert'), (${id}, 'later', 2, '2020-02-01Z', 'update')`,
    `UPDATE notes.note_version SET title = 'now' WHERE id = ${id} AND version = 2`,
  ];

  test("writes rows and versions as they were in the replica role", async () => {
    const replica = "SET LOCAL session_replication_role = replica";
    const row =
      "INSERT INTO notes.note (id, title, version, valid_from) VALUES (8, 'now', 2, '2020-02-01Z')";
    await within(replica, moving, row, ...moveIn(8));
    expect(await versions(8)).toEqual(moved);
    await sql("UPDATE notes.note SET title = 'later' WHERE id = 8");
    expect(await versions(8)).toEqual([
      ...moved,
      { version: 3, title: "later", operation: "update" },
    ]);
    const away = ["note_version", "note"].map((name) => `DELETE FROM notes.${name} WHERE id = 8`);
    await within(replica, moving, ...away);
    expect(await versions(8)).toEqual([]);
  });

  test("writes versions in any role, of a table whose triggers it has silenced", async () => {
    await within(moving, ...moveIn(9));
    expect(await versions(9)).toEqual(moved);
    await within(moving, "DELETE FROM notes.note_version WHERE id = 9");
    expect(await versions(9)).toEqual([]);
  });

  test("is nobody's who may not set the replica role, whatever he says, the owner of the tables included", async () => {
    const before = await sql("TABLE notes.note_version");
    for (const statement of [
      insert,
      "UPDATE notes.note_version SET title = 'b'",
      "DELETE FROM notes.note_version",
    ])
      expect(await refusalOf(migrate(`${moving}; ${statement}`))).toEqual(refused);
    expect(await sql("TABLE notes.note_version")).toEqual(before);
  });
});

test.each([
  ["a view", "CREATE VIEW notes.it AS SELECT 1 AS id", "it is no table"],
  ["no key", "CREATE TABLE notes.it (id int)", "no primary key"],
  ["unlogged", "CREATE UNLOGGED TABLE notes.it (id int PRIMARY KEY)", "temporary or unlogged"],
  [
    "partitioned",
    "CREATE TABLE notes.it (id int PRIMARY KEY) PARTITION BY HASH (id)",
    "it is partitioned",
  ],
  [
    "an heir",
    "CREATE TABLE notes.it (PRIMARY KEY (id)) INHERITS (notes.note)",
    "part of an inheritance",
  ],
  [
    "a coarse time",
    "CREATE TABLE notes.it (id int PRIMARY KEY, valid_from timestamptz(3))",
    "valid_from",
  ],
  ["a column in the way", "CREATE TABLE notes.it (id int PRIMARY KEY, editor text)", "editor"],
  [
    "a long name",
    `CREATE TABLE notes.it (id int PRIMARY KEY); ALTER TABLE notes.it RENAME TO ${"x".repeat(46)}`,
    "longer than 45",
  ],
])("a table that is or has %s is refused by name", async (_, make, reason) => {
  const name = make.includes("RENAME") ? "x".repeat(46) : "it";
  const keep = migrate(`${make}; SELECT temporal.keep_versions('notes.${name}')`);
  await expect(keep).rejects.toThrow(new RegExp(`notes.${name} cannot keep versions: .*${reason}`));
});

test("a table of another owner is refused by name", async () => {
  await sql("CREATE TABLE notes.foreign (id int PRIMARY KEY)");
  await expect(sql("SELECT temporal.keep_versions('notes.foreign')")).rejects.toThrow(
    'notes."foreign" cannot keep versions: its owner is',
  );
});

test("a table keeps no versions until it is told to, and no more when it is released", async () => {
  await migrate("CREATE TABLE notes.free (id int PRIMARY KEY, title text)");
  await expect(sql(`SELECT temporal.remove('notes.free', '{"id": 1}')`)).rejects.toThrow(
    "notes.free keeps no versions",
  );
  await migrate(`SELECT temporal.keep_versions('notes.free'); INSERT INTO notes.free VALUES (1, 'a');
                 SELECT temporal.release_versions('notes.free'); UPDATE notes.free SET title = 'b'`);
  expect(await sql("SELECT version, title FROM notes.free_version")).toEqual([
    { version: 1, title: "a" },
  ]);
  await migrate("SELECT temporal.keep_versions('notes.free')");
  expect(await sql("SELECT version, title FROM notes.free_version ORDER BY 1")).toEqual([
    { version: 1, title: "a" },
    { version: 2, title: "b" },
  ]);
  expect(await refusalOf(db.owner.query("DELETE FROM notes.free_version"))).toEqual(refused);
});
