import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { useNotes } from "./use-notes.js";

const { migrate, sql } = useNotes();

const migration = readFileSync(
  new URL(
    "../prisma/migrations/20261130092000_moves_without_a_role/migration.sql",
    import.meta.url,
  ),
  "utf8",
);

test("tables that kept versions before moves needed no role get the triggers of those that begin to", async () => {
  await migrate(
    'CREATE TABLE notes."A note" (id int PRIMARY KEY); SELECT temporal.keep_versions(\'notes."A note"\')',
  );
  const triggers = () =>
    sql(`SELECT pg_get_triggerdef(oid), tgenabled FROM pg_trigger
          WHERE tgrelid::regclass::text LIKE 'notes.%' AND NOT tgisinternal ORDER BY tgrelid, tgname`);
  const made = await triggers();
  expect(made).toHaveLength(8);
  // As they were: without the condition.
  await migrate(`CREATE OR REPLACE TRIGGER zzz_versions_keep BEFORE UPDATE OR TRUNCATE ON notes."A note_version"
    EXECUTE FUNCTION temporal.refuse_change('versions do not change')`);
  expect(await triggers()).not.toEqual(made);
  await migrate(migration);
  expect(await triggers()).toEqual(made);
});
