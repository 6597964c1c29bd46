import type { ChildProcess } from "node:child_process";
import { access } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { because, noSweeps } from "@deepiri/vitest/skip";
import { beforeAll, describe, expect, test } from "vitest";
import { withClient } from "../src/maintenance/databases.js";
import { launchProject, runProject } from "./fixture/run-project.js";
import { useServer } from "./fixture/use-server.js";

const server = useServer();
const ownServer = () => ({ TEST_DATABASE: "url", TEST_DATABASE_URL: server.url });
const template = expect.stringMatching(/^template_deepiri_core_[0-9a-f]{16}$/);

// What fails in one way or another, and what would hide that it does.
const faulty = ["failing", "database-each", "failing-set-up", ...(noSweeps ? [] : ["crashing"])];

test("a run on a server by address leaves its template and nothing else", async () => {
  const { code, output } = await runProject(["passing"], ownServer());
  expect(code, output).toBe(0);
  expect(await server.databases()).toEqual([template]);
});

test("databases of failing tests are dropped too, and a set-up that fails is the only error", async () => {
  const { code, output } = await runProject(faulty, ownServer());
  expect(code).toBe(1);
  expect(await server.databases()).toEqual([template]);
  expect(output).toContain("Error: the first error");
  expect(output).not.toMatch(/TypeError|TestDatabaseNotReady|Cannot read/);
});

describe("what is to be kept", () => {
  let output: string;
  beforeAll(async () => {
    ({ output } = await runProject(faulty, { ...ownServer(), KEEP_DB: "1" }));
  });

  /** The address and the name of the database that was kept, as the run says it. */
  function keptOf(what: RegExp): readonly [url: string, name: string] {
    const [, url = "", name = ""] =
      new RegExp(`kept ${what.source}: (\\S+/(kept_\\w+))`).exec(output) ?? [];
    return [url, name];
  }

  test("is the database of a failing test", async () => {
    const [url] = keptOf(/the database of failing.case.ts, which failed/);
    const { rows } = await withClient(url, (client) => client.query("TABLE public.users"));
    expect(rows).toEqual([]);
  });

  test("is the failing test's, of tests with a database each", async () => {
    const [url] = keptOf(/.* of "fails", which failed/);
    const { rows } = await withClient(url, (client) =>
      client.query("SELECT name FROM public.roles"),
    );
    expect(rows).toContainEqual({ name: "fails" });
  });

  test.skipIf(noSweeps)(`is that of a crashed worker${because(noSweeps)}`, async () => {
    const [url] = keptOf(/.* worker that ended early/);
    await withClient(url, (client) => client.query("TABLE public.users"));
  });

  test("is nothing else", async () => {
    const failed = [/the database of failing.case.ts, which failed/, /.* of "fails", which failed/];
    const crashed = noSweeps ? [] : [/.* worker that ended early/];
    const names = [...failed, ...crashed].map((what) => keptOf(what)[1]);
    expect(await server.databases()).toEqual([...names.sort(), template]);
    for (const name of names) await server.run(`DROP DATABASE ${name}`);
  });
});

test.skipIf(noSweeps)(
  `what a killed run left on a server by address is dropped by the next run${because(noSweeps)}`,
  async () => {
    const run = launchProject(["hanging"], ownServer());
    const { database } = await serverOf(run);
    run.kill("SIGKILL");
    expect(await server.databases()).toContain(database);
    await untilAlone();
    await runProject(["passing"], ownServer());
    expect(await server.databases()).toEqual([template]);
  },
);

test.skipIf(noSweeps)(
  `the embedded server of a killed run is gone with its data, and so are the workers${because(noSweeps)}`,
  async () => {
    const run = launchProject(["hanging"]);
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
