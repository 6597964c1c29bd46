import { connectOnce } from "@deepiri/database";
import { createEmptyDatabase, type EmptyDatabase, testServerUrl } from "@deepiri/test-database";
import type pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Table } from "../../src/catalog/catalog.js";
import { readCatalog } from "../../src/catalog/read-catalog.js";
import { beginJournal } from "../../src/ledger/begin-journal.js";
import { applicationName } from "../../src/session/open.js";
import { Session } from "../../src/session/session.js";
import { makeView } from "../../src/steps/shared/compatibility-view.js";

let database: EmptyDatabase;
let session: Session;
let program: pg.Client;
const role = `program_${process.pid}`;
beforeAll(async () => {
  database = await createEmptyDatabase();
  session = new Session(database.url);
  await beginJournal(session, {}, "of this test");
  await session.transaction("move", [
    `CREATE ROLE ${role}`,
    "CREATE TABLE public.agents (id int PRIMARY KEY, phase text NOT NULL DEFAULT 'new')",
    `GRANT SELECT ON public.agents TO ${role}`,
  ]);
  const table = (await readCatalog(session)).tables.get("public.agents") as Table;
  await session.transaction("move", [
    "CREATE SCHEMA cyrex",
    "ALTER TABLE public.agents SET SCHEMA cyrex",
    "ALTER TABLE cyrex.agents RENAME phase TO state",
    ...makeView({
      table,
      to: { schema: "cyrex", name: "agents" },
      rename: new Map([["phase", "state"]]),
    }),
  ]);
});
afterAll(async () => {
  await session.transaction("end", [`DROP OWNED BY ${role}`, `DROP ROLE ${role}`]);
  await session.end();
  await database.drop();
});

beforeEach(async () => {
  await session.query(
    "TRUNCATE _reorganize.usage; TRUNCATE cyrex.agents; INSERT INTO cyrex.agents VALUES (1, 'one'), (2, 'two')",
  );
  program = await connectOnce(database.url, { applicationName: "old program" });
  return () => program.end();
});

const noted = () =>
  session.query("SELECT view, login, application FROM _reorganize.usage ORDER BY id");
const login = new URL(testServerUrl()).username;
const once = [{ view: "public.agents", login, application: "old program" }];

describe("a view at an old name does what the table did, and notes it once", () => {
  it.each<[string, string, unknown[]]>([
    ["SELECT", "SELECT phase FROM public.agents ORDER BY id", [{ phase: "one" }, { phase: "two" }]],
    [
      "SELECT FOR UPDATE",
      "SELECT id FROM public.agents WHERE phase = 'two' FOR UPDATE SKIP LOCKED",
      [{ id: 2 }],
    ],
    [
      "INSERT with a default and RETURNING",
      "INSERT INTO public.agents (id) VALUES (3), (4) RETURNING id, phase",
      [
        { id: 3, phase: "new" },
        { id: 4, phase: "new" },
      ],
    ],
    [
      "INSERT ON CONFLICT DO UPDATE",
      `INSERT INTO public.agents AS a (id, phase) VALUES (1, 'again') ON CONFLICT (id) DO UPDATE
         SET phase = EXCLUDED.phase || ' ' || a.phase WHERE a.phase <> 'x' RETURNING phase`,
      [{ phase: "again one" }],
    ],
    [
      "INSERT ON CONFLICT DO NOTHING",
      "INSERT INTO public.agents VALUES (1, 'again'), (9, 'nine') ON CONFLICT (id) DO NOTHING RETURNING id",
      [{ id: 9 }],
    ],
    [
      "UPDATE",
      "UPDATE public.agents SET phase = 'won' WHERE phase = 'one' RETURNING *",
      [{ id: 1, phase: "won" }],
    ],
    ["DELETE", "DELETE FROM public.agents WHERE phase = 'one' RETURNING id", [{ id: 1 }]],
    [
      "a join with itself",
      "SELECT a.id FROM public.agents a LEFT JOIN public.agents b ON b.id = a.id + 1 WHERE b.id IS NULL",
      [{ id: 2 }],
    ],
  ])("%s", async (_, sql, rows) => {
    expect((await program.query(sql)).rows).toEqual(rows);
    expect(await noted()).toEqual(once);
  });

  it.each(["READ COMMITTED", "REPEATABLE READ", "SERIALIZABLE"])("at %s", async (level) => {
    await program.query(`BEGIN ISOLATION LEVEL ${level}`);
    await program.query("UPDATE public.agents SET phase = phase");
    await program.query("COMMIT");
    expect(await noted()).toEqual(once);
  });

  it("prepared, run again and again", async () => {
    const query = { name: "by id", text: "SELECT phase FROM public.agents WHERE id = $1" };
    for (let turn = 0; turn < 8; turn += 1)
      expect((await program.query({ ...query, values: [1] })).rows).toEqual([{ phase: "one" }]);
    expect(await noted()).toEqual(once);
  });
});

it("notes nothing in a transaction that may only read, and does not fail it", async () => {
  await program.query("BEGIN READ ONLY");
  expect((await program.query("SELECT FROM public.agents")).rowCount).toBe(2);
  await program.query("COMMIT");
  expect(await noted()).toEqual([]);
});

it("forgets a use that is rolled back, and notes the next", async () => {
  await program.query("BEGIN; SELECT FROM public.agents; ROLLBACK");
  expect(await noted()).toEqual([]);
  await program.query("SELECT FROM public.agents");
  expect(await noted()).toEqual(once);
});

it("tells apart roles and programs that share a connection, without rights on our schema too", async () => {
  await program.query("SELECT FROM public.agents");
  await program.query(`SET ROLE ${role}; SELECT FROM public.agents; RESET ROLE`);
  await program.query("SET application_name = 'another'; SELECT FROM public.agents");
  expect(await noted()).toEqual([
    ...once,
    { view: "public.agents", login: role, application: "old program" },
    { view: "public.agents", login, application: "another" },
  ]);
});

it("does not note what reorganize itself reads", async () => {
  await program.query(`SET application_name = '${applicationName}'; SELECT FROM public.agents`);
  expect(await noted()).toEqual([]);
});

it("waits for no lock and fails no statement, whatever locks its table", async () => {
  await withAnother(async (other) => {
    await other.query("BEGIN; LOCK TABLE _reorganize.usage IN SHARE MODE");
    await program.query("SET lock_timeout = '2s'");
    const begin = performance.now();
    expect((await program.query("SELECT FROM public.agents")).rowCount).toBe(2);
    expect(performance.now() - begin).toBeLessThan(500);
  });
});

it("fails no serializable transactions that would not have failed", async () => {
  await withAnother(async (other) => {
    const both = [program, other];
    for (const client of both)
      await client.query("SET enable_seqscan = off; BEGIN ISOLATION LEVEL SERIALIZABLE");
    for (const [index, client] of both.entries())
      await client.query("UPDATE public.agents SET phase = 'x' WHERE id = $1", [index + 1]);
    for (const client of both) await client.query("COMMIT");
  });
  expect(await noted()).toEqual([...once, ...once]);
});

/** Another connection of the same program, gone afterwards. */
async function withAnother(body: (other: pg.Client) => Promise<void>): Promise<void> {
  const other = await connectOnce(database.url, { applicationName: "old program" });
  await body(other).finally(() => other.end());
}
