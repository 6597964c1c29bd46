import { connectOnce, quoteIdentifier } from "@deepiri/database";
import type { Blocker } from "@deepiri/database/session";
import { createEmptyDatabase, type EmptyDatabase } from "@deepiri/test-database";
import type pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { LockUnavailableError, StepFailedError } from "../../src/session/errors.js";
import { Session } from "../../src/session/session.js";

let database: EmptyDatabase;
let program: pg.Client;
let session: Session;
beforeAll(async () => {
  database = await createEmptyDatabase();
  program = await connectOnce(database.url, { applicationName: "program" });
});
afterAll(async () => {
  await program.end();
  await database.drop();
});
beforeEach(async () => {
  await program.query(
    "DROP TABLE IF EXISTS public.agents; CREATE TABLE public.agents (id int); INSERT INTO public.agents VALUES (1)",
  );
});
afterEach(async () => {
  await program.query("ROLLBACK");
  await session.end();
});

const build = "CREATE INDEX CONCURRENTLY agents_id_idx ON public.agents (id)";
const cleanUp = "DROP INDEX IF EXISTS public.agents_id_idx";

/** Whether the index is valid, or undefined when there is none. */
async function isValid(): Promise<boolean | undefined> {
  const { rows } = await program.query<{ indisvalid: boolean }>(
    "SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass('public.agents_id_idx')",
  );
  return rows[0]?.indisvalid;
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 5));
}

it("builds an index again from the start when a transaction was in its way half way", async () => {
  session = new Session(database.url, { concurrentWaitMs: 50 });
  const writer = await connectOnce(database.url, { applicationName: "writer" });
  await writer.query("BEGIN; INSERT INTO public.agents VALUES (2)");
  const building = session.alone("build agents_id_idx", { sql: build, cleanUp, concurrent: true });
  await until(async () => (await isValid()) === false);
  // Past the timeout of the first attempt, which leaves the half-built index behind.
  await until(async () => {
    const { rowCount } = await program.query(
      "SELECT FROM pg_stat_activity WHERE pid = $1 AND state = 'idle' AND query LIKE 'ROLLBACK%'",
      [session.pid],
    );
    return rowCount === 1;
  });
  await writer.query("COMMIT");
  await writer.end();
  await building;
  expect(await isValid()).toBe(true);
});

it("has its commits outlive a crash, whatever the database was set to", async () => {
  await program.query(
    `ALTER DATABASE ${quoteIdentifier(database.name)} SET synchronous_commit = 'off'`,
  );
  session = new Session(database.url);
  expect(await session.query("SHOW synchronous_commit")).toEqual([{ synchronous_commit: "on" }]);
});

it("tells who is in its way while it waits for a lock, and when it gives up", async () => {
  session = new Session(database.url, { lockAttempts: 12, tellMs: 100 });
  const { rows } = await program.query("SELECT pg_backend_pid() AS pid");
  const { pid } = rows[0];
  await program.query("BEGIN; LOCK TABLE public.agents; SELECT 'a secret'");
  const told: (readonly Blocker[])[] = [];
  let conflicts = 0;
  const waiting = session.whileTelling(
    { onWaiting: (blockers) => told.push(blockers), onConflict: () => (conflicts += 1) },
    () => session.transaction("drop it", ["DROP TABLE public.agents"]),
  );
  const refused: LockUnavailableError = await waiting.catch((error) => error);
  expect(refused).toBeInstanceOf(LockUnavailableError);
  expect(conflicts).toBe(12);
  expect(told[0]).toEqual([
    {
      pid,
      application: "program",
      login: program.user,
      since: expect.stringMatching(/Z$/),
      state: "idle in transaction",
      statement: "BEGIN",
    },
  ]);
  expect(refused.message).toMatch(
    new RegExp(`12 attempts.*process ${pid} \\("program".*pg_terminate_backend\\(${pid}\\)`),
  );
  expect(`${refused.message} ${JSON.stringify(told)}`).not.toContain("secret");
});

it("tells who a statement that runs concurrently waits for, and goes on when he is gone", async () => {
  session = new Session(database.url, { tellMs: 50 });
  await program.query("BEGIN; INSERT INTO public.agents VALUES (2)");
  let told = 0;
  await session.whileTelling(
    {
      onWaiting: () => {
        told += 1;
        void program.query("COMMIT");
      },
    },
    () => session.alone("build agents_id_idx", { sql: build, cleanUp, concurrent: true }),
  );
  expect([told, await isValid()]).toEqual([1, true]);
});

it.each([
  ["53100", "could not extend file: No space left on device", "Make room on the server's disk"],
  ["53200", "out of memory", "memory to spare"],
  ["53400", "temporary file size exceeds it", "GRANT SET ON PARAMETER"],
  ["25006", "cannot execute UPDATE in a read-only transaction", "takes writes again"],
  ["58030", "could not read block 1", "Read the server's log"],
])(
  "says what helps when the server answers %s, and that nothing is half done",
  async (...failure) => {
    const [code, reason, remedy] = failure;
    session = new Session(database.url);
    await program.query(`CREATE OR REPLACE FUNCTION public.fail() RETURNS trigger LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION '${reason}' USING ERRCODE = '${code}'; END $$;
    CREATE TRIGGER fail BEFORE UPDATE ON public.agents EXECUTE FUNCTION public.fail()`);
    const sql = ["INSERT INTO public.agents VALUES (3)", "UPDATE public.agents SET id = 4"];
    const refused: Error = await session.transaction("repair it", sql).catch((error) => error);
    expect(refused).toBeInstanceOf(StepFailedError);
    expect(refused.message).toContain(
      `repair it failed: ${reason}. Nothing is lost, and nothing half`,
    );
    expect(refused.message).toMatch(new RegExp(`${remedy}, then run the same command again\\.$`));
    expect(await session.query("SELECT id FROM public.agents")).toEqual([{ id: 1 }]);
  },
);

it("prepares every connection as long as it is asked to, and leaves none open", async () => {
  session = new Session(database.url);
  await session.client();
  const prepared: pg.Client[] = [];
  await session.whilePrepared(
    async (client) => void prepared.push(client),
    async () => {
      await session.query("SELECT 1");
      await program.query("SELECT pg_terminate_backend($1, 5000)", [session.pid]);
      await expect(session.query("SELECT 1")).rejects.toThrow();
      await session.reconnect();
    },
  );
  const { rowCount } = await program.query("SELECT FROM pg_stat_activity WHERE pid = $1", [
    session.pid,
  ]);
  await session.query("SELECT 1");
  expect([new Set(prepared).size, rowCount]).toEqual([2, 0]);
});

it("is not bound by the timeouts that its login was given", async () => {
  const name = new URL(database.url).pathname.slice(1);
  await program.query(`ALTER DATABASE "${name}" SET statement_timeout = '20ms'`);
  session = new Session(database.url);
  await session.query("SELECT pg_sleep(0.1)");
});
