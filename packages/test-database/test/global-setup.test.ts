import type { ChildProcess } from "node:child_process";
import { access } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { because, noSweeps } from "@deepiri/vitest/skip";
import { expect, test } from "vitest";
import { withClient } from "../src/maintenance/databases.js";
import { launchProject, runProject } from "./fixture/run-project.js";
import { useServer } from "./fixture/use-server.js";

const server = useServer();
const ownServer = () => ({ TEST_DATABASE: "url", TEST_DATABASE_URL: server.url });
const template = expect.stringMatching(/^template_deepiri_core_[0-9a-f]{16}$/);

test("a run on a server by address leaves its template and nothing else", async () => {
  const { code, output } = await runProject("passing", ownServer());
  expect(code, output).toBe(0);
  expect(await server.databases()).toEqual([template]);
});

test("the database of a failing test is dropped too, unless it is to be kept", async () => {
  expect((await runProject("failing", ownServer())).code).toBe(1);
  expect(await server.databases()).toEqual([template]);

  const { output } = await runProject("failing", { ...ownServer(), KEEP_DB: "1" });
  const [, url = "", name] =
    /kept the database of failing.case.ts, which failed: (\S+\/(kept_\w+))/.exec(output) ?? [];
  expect(await server.databases()).toEqual([name, template]);
  expect(await withClient(url, (client) => client.query("TABLE public.users"))).toMatchObject({
    rows: [],
  });
  await server.run(`DROP DATABASE ${name}`);
});

test("of tests with a database each, the failing one's is kept", async () => {
  const { output } = await runProject("database-each", { ...ownServer(), KEEP_DB: "1" });
  const [, url = "", name] =
    /kept .* of "fails", which failed: (\S+\/(kept_\w+))/.exec(output) ?? [];
  expect(await server.databases()).toEqual([name, template]);
  const { rows } = await withClient(url, (client) => client.query("SELECT name FROM public.roles"));
  expect(rows).toContainEqual({ name: "fails" });
  await server.run(`DROP DATABASE ${name}`);
});

test.skipIf(noSweeps)(
  `a crashed worker's database is dropped too, unless it is to be kept${because(noSweeps)}`,
  async () => {
    expect((await runProject("crashing", ownServer())).code).toBe(1);
    expect(await server.databases()).toEqual([template]);

    const { output } = await runProject("crashing", { ...ownServer(), KEEP_DB: "1" });
    const [, name] = /kept .* worker that ended early: \S+\/(kept_\w+)/.exec(output) ?? [];
    expect(await server.databases()).toEqual([name, template]);
    await server.run(`DROP DATABASE ${name}`);
  },
);

test.skipIf(noSweeps)(
  `what a killed run left on a server by address is dropped by the next run${because(noSweeps)}`,
  async () => {
    const run = launchProject("hanging", ownServer());
    const { database } = await serverOf(run);
    run.kill("SIGKILL");
    expect(await server.databases()).toContain(database);
    await untilAlone();
    await runProject("passing", ownServer());
    expect(await server.databases()).toEqual([template]);
  },
);

test("a set-up that fails is the only error, whatever was to come after it", async () => {
  const { code, output } = await runProject("failing-set-up", ownServer());
  expect(code).toBe(1);
  expect(output).toContain("Error: the first error");
  expect(output).not.toMatch(/TypeError|TestDatabaseNotReady|Cannot read/);
});

test.skipIf(noSweeps)(
  `the embedded server of a killed run is gone with its data, and so are the workers${because(noSweeps)}`,
  async () => {
    const run = launchProject("hanging");
    const { data, worker } = await serverOf(run);
    await access(data);
    run.kill("SIGKILL");
    await until(async () => !(await isThere(data)) && !(await isThere(`/proc/${worker}/exe`)));
  },
);

// A zombie has no program any more.
async function isThere(file: string): Promise<boolean> {
  return await access(file).then(
    () => true,
    () => false,
  );
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await sleep(20);
}

interface Hanging {
  readonly data: string;
  readonly database: string;
  readonly worker: number;
}

async function serverOf(run: ChildProcess): Promise<Hanging> {
  let output = "";
  for await (const text of run.stdout ?? []) {
    output += text;
    const [, server] = /server: (\{.*\})/.exec(output) ?? [];
    if (server) return JSON.parse(server);
  }
  throw new Error(`the run ended early:\n${output}`);
}

// The server notices the end of a killed client only when it next reads from it.
async function untilAlone(): Promise<void> {
  const others = `SELECT 1 FROM pg_stat_activity WHERE application_name LIKE 'deepiri-tests %'`;
  const count = async () =>
    await withClient(server.url, async (client) => (await client.query(others)).rowCount);
  await until(async () => (await count()) === 0);
}
