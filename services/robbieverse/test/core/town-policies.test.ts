import { useTestDatabase } from "@deepiri/test-database";
import { expect, it } from "vitest";
import { makeNotes } from "./use-notes.js";

const db = useTestDatabase("robbieverse");

/** Tables and partitions that refer to a town, or name one, and do not keep it from who is not in it. */
async function readOpenTables(): Promise<string[]> {
  const { rows } = await db.owner.query(`
    SELECT class.oid::pg_catalog.regclass::text AS name FROM pg_catalog.pg_class AS class
     WHERE relkind IN ('r', 'p') AND class.oid <> 'core.town_members'::pg_catalog.regclass
       AND (EXISTS (SELECT FROM pg_catalog.pg_attribute
                     WHERE attrelid = class.oid AND attname = 'town_id' AND NOT attisdropped)
            OR EXISTS (SELECT FROM pg_catalog.pg_constraint
                        WHERE conrelid = class.oid AND confrelid = 'core.towns'::pg_catalog.regclass))
       AND NOT EXISTS (SELECT FROM pg_catalog.pg_policy
                        WHERE polrelid = class.oid AND polname = 'towns' AND NOT polpermissive AND polcmd = '*'
                          AND polroles = '{0}' AND relrowsecurity AND relforcerowsecurity
                          AND pg_catalog.pg_get_expr(polqual, polrelid) = pg_catalog.pg_get_expr(polwithcheck, polrelid))
     ORDER BY 1`);
  return rows.map(({ name }) => name);
}

it("each table with rows of towns keeps them from who is not in the town", async () => {
  expect(await readOpenTables()).toEqual([]);
});

it("a partition, a table or a policy that was forgotten is found", async () => {
  await makeNotes(db);
  expect(await readOpenTables()).toEqual([]);
  await db.owner.query(`
    CREATE TABLE notes.daily_2027 PARTITION OF notes.daily FOR VALUES FROM ('2027-01-01') TO ('2028-01-01');
    CREATE TABLE notes.open (town_id uuid);
    DROP POLICY towns ON notes.note; CREATE POLICY towns ON notes.note USING (town_id IS NULL)`);
  expect(await readOpenTables()).toEqual(["notes.daily_2027", "notes.note", "notes.open"]);
  await db.owner.query("SELECT tenancy.enforce('notes'), core.isolate_towns('notes.daily')");
  expect(await readOpenTables()).not.toContain("notes.daily_2027");
});
