import { rawClient } from "@deepiri/database";
import { expect, test } from "vitest";
import { asOf, compare, edit, history, rollBackTo } from "../src/index.js";
import { useNotes } from "./use-notes.js";

const { db, migrate } = useNotes();

test("a note keeps its versions", async () => {
  await migrate(`
    CREATE TABLE notes.note (id int PRIMARY KEY, title text NOT NULL, body jsonb);
    SELECT temporal.keep_versions('notes.note');
    INSERT INTO notes.note VALUES (7, 'Draft', '{"tags": ["new"]}');`);
  const [client, key] = [rawClient(db.owner), { id: 7 }];
  await edit(client, "notes.note", key, { title: "Ready" }, { expectedVersion: 1 });
  const [first] = await history(client, "notes.note", key);
  expect((await asOf(client, "notes.note", key, first?.validFrom ?? ""))?.row.title).toBe("Draft");
  expect(await compare(client, "notes.note", key, 1, 2)).toEqual([
    { path: ["title"], kind: "changed", before: "Draft", after: "Ready" },
  ]);
  expect(await rollBackTo(client, "notes.note", key, 1, { expectedVersion: 2 })).toBe(3);
});
