import pg from "pg";
import { expect, onTestFinished, test } from "vitest";
import { invalidIndexes } from "../../src/checks/invalid-indexes.js";
import { sessions } from "../../src/checks/sessions.js";
import { useExaminedDatabase } from "../fixture/examined-database.js";

const database = useExaminedDatabase();

async function connect(application: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: database.url,
    application_name: application,
  });
  client.on("error", () => {});
  await client.connect();
  onTestFinished(() => client.end());
  return client;
}

async function pidOf(client: pg.Client): Promise<string> {
  const { rows } = await client.query("SELECT pg_backend_pid()::text AS pid");
  return rows[0].pid;
}

async function untilSomeoneWaits(): Promise<void> {
  const client = await connect("watcher");
  const waiting =
    "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
  await expect.poll(async () => (await client.query(waiting)).rowCount).toBe(1);
}

const patient = {
  longTransactionSeconds: { warning: 3600, error: 7200 },
  idleTransactionSeconds: 3600,
  lockWaitSeconds: 3600,
};

test("a transaction that is open for long is told, and ended by its remedy", async () => {
  const client = await connect("a long one");
  await client.query("BEGIN");
  const pid = await pidOf(client);
  const limits = { ...patient, longTransactionSeconds: { warning: 0, error: 7200 } };
  const { findings } = await database.examine(sessions, limits);
  expect(findings).toMatchObject([
    {
      code: "long-transaction",
      severity: "warning",
      subject: { kind: "session", name: pid },
      evidence: { application: "a long one" },
    },
  ]);
  await database.run(...(findings[0]?.remedy.sql ?? []));
  await expect.poll(() => database.examine(sessions, limits)).toMatchObject({ findings: [] });
});

test("one that does nothing meanwhile is told as that", async () => {
  const client = await connect("idle");
  await client.query("BEGIN");
  const pid = await pidOf(client);
  const { findings } = await database.examine(sessions, { ...patient, idleTransactionSeconds: 0 });
  expect(findings).toMatchObject([{ code: "idle-in-transaction", subject: { name: pid } }]);
  expect(await database.examine(sessions)).toMatchObject({ findings: [] });
});

test("who waits for a lock is told with whom it waits for", async () => {
  await database.run('CREATE TABLE public."Wanted" (id int)');
  const [holder, waiter] = [await connect("holder"), await connect("waiter")];
  await holder.query('BEGIN; LOCK TABLE public."Wanted"');
  const pid = await pidOf(holder);
  const waiting = waiter.query('SELECT * FROM public."Wanted"');
  await untilSomeoneWaits();
  const limits = { ...patient, lockWaitSeconds: 0 };
  const { findings } = await database.examine(sessions, limits);
  expect(findings).toMatchObject([
    {
      code: "session-waits-for-lock",
      evidence: { application: "waiter", relation: 'public."Wanted"', blockedBy: [pid] },
      remedy: { sql: [`SELECT pg_catalog.pg_terminate_backend(${pid})`] },
    },
  ]);
  await database.run(...(findings[0]?.remedy.sql ?? []));
  await waiting;
  expect(await database.examine(sessions, limits)).toMatchObject({ findings: [] });
});

test("an index that is just being built is not taken for an invalid one", async () => {
  await database.run("CREATE TABLE public.busy (id int)");
  const [writer, builder] = [await connect("writer"), await connect("builder")];
  await writer.query("BEGIN; INSERT INTO public.busy VALUES (1)");
  const built = builder.query("CREATE INDEX CONCURRENTLY being_built ON public.busy (id)");
  await untilSomeoneWaits();
  expect(await database.examine(invalidIndexes)).toEqual({ findings: [], notExamined: [] });
  await writer.query("COMMIT");
  await built;
});
