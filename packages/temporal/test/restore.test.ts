import { execFileSync } from "node:child_process";
import { connectOnce, findPgDump } from "@deepiri/database";
import { createEmptyDatabase, refusalOf } from "@deepiri/test-database";
import { expect, test } from "vitest";
import { useNotes } from "./use-notes.js";

const { db, migrate, sql } = useNotes();

test("rows that COPY brings are versions", async () => {
  await migrate(`
    CREATE TABLE notes.copied (id int PRIMARY KEY, title text);
    SELECT temporal.keep_versions('notes.copied');`);
  await sql("COPY notes.copied (id, title) FROM PROGRAM 'echo 1,a; echo 2,b' (FORMAT csv)");
  expect(
    await sql("SELECT id, version, operation, title FROM notes.copied_version ORDER BY id"),
  ).toEqual([
    { id: 1, version: 1, operation: "insert", title: "a" },
    { id: 2, version: 1, operation: "insert", title: "b" },
  ]);
  const forge = "COPY notes.copied_version FROM PROGRAM 'true'";
  expect(await refusalOf(sql(forge))).toMatchObject({ code: "23001" });
});

test("a table that was dumped and restored goes on, guarded, and knows its columns again", async ({
  skip,
}) => {
  const found = await findPgDump({ url: db.url, query: (text) => sql(text) });
  if (found.code !== "found") return skip("no pg_dump as new as the server is on this machine");
  await migrate(`
    CREATE TYPE notes.kind AS ENUM ('draft', 'final');
    CREATE TABLE notes.note (id int PRIMARY KEY, kind notes.kind, title varchar(20) COLLATE "C", size int GENERATED ALWAYS AS (length(title)) STORED);
    SELECT temporal.keep_versions('notes.note');
    INSERT INTO notes.note (id, kind, title) VALUES (1, 'draft', 'a');
    UPDATE notes.note SET kind = 'final';`);
  const dump = execFileSync(found.program, ["--inserts", db.url], { encoding: "utf8" });
  const empty = await createEmptyDatabase("restored");
  const restored = await connectOnce(empty.url, { applicationName: "test" });
  const states = "SELECT state FROM temporal.kept_tables WHERE table_name = 'note'";
  try {
    // Recent versions write a command of psql around the dump.
    await restored.query(dump.replaceAll(/^\\(un)?restrict .*$/gm, ""));
    await restored.query("RESET ALL");
    const { rows: before } = await restored.query(states);
    expect(before).toEqual(await sql(states));
    await restored.query("UPDATE notes.note SET title = 'b'");
    const { rows: versions } = await restored.query(
      "SELECT version, kind, title, size FROM notes.note_version ORDER BY version",
    );
    expect(versions).toEqual([
      { version: 1, kind: "draft", title: "a", size: 1 },
      { version: 2, kind: "final", title: "a", size: 1 },
      { version: 3, kind: "final", title: "b", size: 1 },
    ]);
    expect((await restored.query(states)).rows).not.toEqual(before);
    await restored.query("ALTER TABLE notes.note ADD COLUMN more text");
    await expect(restored.query("DELETE FROM notes.note")).rejects.toMatchObject({ code: "55000" });
    expect(await refusalOf(restored.query("DELETE FROM notes.note_version"))).toMatchObject({
      code: "23001",
    });
  } finally {
    await restored.end();
    await empty.drop();
  }
});
