import { rawClient } from "@deepiri/database";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { asOf, asOfAll, edit, history, NoSuchRow, purge, remove } from "../src/index.js";
import { useNotes } from "./use-notes.js";

const { db, migrate, sql } = useNotes();
// Stands for a service: it may write to both tables, as a package may to those that its Prisma files declare.
const role = `notes_service_${process.pid}`;
const tenant = (table: string) => `
  ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
  CREATE POLICY tenant ON ${table} USING (tenant_id = NULLIF(current_setting('app.tenant', true), '')::int);
  CREATE POLICY owner ON ${table} USING (CURRENT_USER = (SELECT tableowner FROM pg_catalog.pg_tables WHERE schemaname = 'notes' LIMIT 1));`;
let pool: pg.Pool;

beforeAll(async () => {
  await migrate(`
    CREATE TABLE notes.note (tenant_id int, id int, title text, PRIMARY KEY (tenant_id, id));
    SELECT temporal.keep_versions('notes.note');
    ${tenant("notes.note")} ${tenant("notes.note_version")}
    CREATE TABLE notes.plain (id int PRIMARY KEY, title text);
    SELECT temporal.keep_versions('notes.plain');
    CREATE TABLE notes.half (id int PRIMARY KEY, deleted_at timestamptz);
    ALTER TABLE notes.half ENABLE ROW LEVEL SECURITY;
    CREATE POLICY everyone ON notes.half USING (true);
    SELECT temporal.keep_versions('notes.half');`);
  await sql(`CREATE ROLE ${role};
    GRANT USAGE ON SCHEMA notes, temporal TO ${role};
    GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA temporal TO ${role};
    GRANT SELECT, INSERT, UPDATE, DELETE ON notes.note, notes.note_version, notes.half TO ${role};
    GRANT SELECT ON notes.plain, notes.plain_version, notes.half_version TO ${role}`);
  pool = new pg.Pool({ connectionString: db.url, options: `-c role=${role} -c search_path=` });
  // Its idle connections may outlive the database.
  pool.on("error", () => {});
});
afterAll(async () => {
  await pool.end();
  await sql(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
});

/** Works as the service for a tenant. */
async function asTenant<T>(
  id: number | undefined,
  work: (client: ReturnType<typeof rawClient>) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query("SELECT set_config('app.tenant', $1, false)", [
      id === undefined ? "" : `${id}`,
    ]);
    return await work(rawClient(client));
  } finally {
    client.release();
  }
}
const insert = (id: number) =>
  asTenant(id, (client) =>
    client.$queryRawUnsafe("INSERT INTO notes.note VALUES ($1, 1, 'a')", id),
  );

describe("row security of the version table", () => {
  test("holds for every read and write, in SQL of this block too", async () => {
    await insert(1);
    await insert(2);
    const other = { tenant_id: 2, id: 1 };
    await asTenant(1, async (client) => {
      expect(await edit(client, "notes.note", { tenant_id: 1, id: 1 }, { title: "b" })).toBe(2);
      expect(await history(client, "notes.note", { tenant_id: 1, id: 1 })).toHaveLength(2);
      expect(await history(client, "notes.note", other)).toEqual([]);
      expect(await asOf(client, "notes.note", other, "infinity")).toBeUndefined();
      expect(await asOfAll(client, "notes.note", "infinity")).toHaveLength(1);
      await expect(edit(client, "notes.note", other, { title: "b" })).rejects.toThrow(NoSuchRow);
      await expect(remove(client, "notes.note", other)).rejects.toThrow(NoSuchRow);
    });
    await asTenant(undefined, async (client) => {
      expect(await asOfAll(client, "notes.note", "infinity")).toEqual([]);
    });
  });

  test("holds for a purge, though what the owner does passes", async () => {
    await insert(3);
    const key = { tenant_id: 3, id: 1 };
    await asTenant(3, (client) => remove(client, "notes.note", key));
    await asTenant(
      4,
      async (client) => await expect(purge(client, "notes.note", key)).rejects.toThrow(NoSuchRow),
    );
    expect(await asTenant(3, (client) => purge(client, "notes.note", key))).toBe(2);
  });

  test("holds though a purge is opened by hand, which does not tell a hidden key from none", async () => {
    await insert(5);
    const key = { tenant_id: 5, id: 1 };
    await asTenant(5, (client) => remove(client, "notes.note", key));
    const open = (one: object, seen: string) =>
      `SELECT temporal.open_purge('notes.note', '${JSON.stringify(one)}', ${seen}, true)`;
    await asTenant(6, async (client) => {
      for (const one of [key, { tenant_id: 5, id: 404 }])
        for (const seen of ["now()", "NULL"])
          await expect(client.$queryRawUnsafe(open(one, seen))).rejects.toMatchObject({
            code: "DT002",
            message: expect.stringMatching(/^notes.note_version has no versions of [^;]+$/),
          });
    });
    const last = "(SELECT max(valid_from) FROM notes.note_version WHERE id = 1)";
    await asTenant(5, async (client) => {
      await expect(client.$queryRawUnsafe(open(key, last))).rejects.toThrow(
        "was begun and not ended",
      );
      const all = `DO $$ BEGIN PERFORM temporal.close_purge((${open(key, last)}), 'notes.note', 2); END $$`;
      await expect(client.$queryRawUnsafe(all)).rejects.toThrow("something is left");
      expect(await history(client, "notes.note", key)).toHaveLength(2);
    });
  });

  test("shows nothing as long as a version table that was made for a guarded table has no policy", async () => {
    await sql("INSERT INTO notes.half VALUES (1, now())");
    await asTenant(1, async (client) => {
      expect(await client.$queryRawUnsafe("SELECT FROM notes.half_version")).toEqual([]);
    });
    expect(await sql("SELECT FROM notes.half_version")).toHaveLength(1);
  });
});

test("who may only read a table can neither change nor purge it by way of this block", async () => {
  await sql(
    "INSERT INTO notes.plain VALUES (1, 'a'); DELETE FROM notes.plain; INSERT INTO notes.plain VALUES (2, 'b')",
  );
  await asTenant(1, async (client) => {
    await expect(edit(client, "notes.plain", { id: 2 }, { title: "x" })).rejects.toMatchObject({
      code: "42501",
    });
    await expect(purge(client, "notes.plain", { id: 1 })).rejects.toMatchObject({ code: "42501" });
  });
});

test.each([
  "SELECT temporal.keep_versions('notes.plain')",
  "SELECT temporal.release_versions('notes.plain')",
  "INSERT INTO temporal.purges (schema_name, table_name, key) VALUES ('notes', 'note', '{}')",
  "DELETE FROM notes.plain_version",
])("a service cannot: %s", async (statement) => {
  await expect(pool.query(statement)).rejects.toMatchObject({ code: "42501" });
});

test("a writer needs no right on the versions", async () => {
  await sql(
    `GRANT INSERT ON notes.plain TO ${role}; REVOKE ALL ON notes.plain_version FROM ${role}`,
  );
  await pool.query("INSERT INTO notes.plain VALUES (9, 'a')");
  expect(await sql("SELECT version FROM notes.plain_version WHERE id = 9")).toEqual([
    { version: 1 },
  ]);
});
