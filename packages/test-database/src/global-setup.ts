import { randomBytes } from "node:crypto";
import { performance } from "node:perf_hooks";
import type { TestProject } from "vitest/node";
import { dropDeadRuns, dropRun, markRun } from "./run/run.js";
import { startTestServer } from "./server/start-test-server.js";
import type { TestServer } from "./server/test-server.js";
import { type Keeper, startKeeper } from "./warm/keeper.js";

interface Started extends TestServer {
  readonly keeper: Keeper;
  unmark(): Promise<void>;
}

interface Shared {
  readonly runId: string;
  readonly server: Promise<Started>;
  users: number;
}

// All projects of a run set up in one process, but each loads its own copy of this module.
const place = Symbol.for("@deepiri/test-database/server");
const global = globalThis as { [place]?: Shared | undefined };

/** Gives a project the run's server; the first to ask starts it, the last to leave stops it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const runId = randomBytes(4).toString("hex");
  global[place] ??= { runId, server: start(runId), users: 0 };
  const shared = global[place];
  shared.users += 1;
  const { url, keeper } = await shared.server;
  project.provide("testServerUrl", url);
  project.provide("testRunId", shared.runId);
  project.provide("testKeeperPort", keeper.port);
  project.onTestsRerun(async () => keeper.forget());
  return async () => {
    shared.users -= 1;
    if (shared.users > 0) return;
    global[place] = undefined;
    await finish(shared);
  };
}

async function start(runId: string): Promise<Started> {
  const begin = performance.now();
  const server = await startTestServer();
  const keeper = await startKeeper(server.url, runId);
  let unmark = async () => {};
  if (server.outlivesRun) {
    await dropDeadRuns(server.url);
    unmark = await markRun(server.url, runId);
  }
  performance.measure("test database: server", { start: begin });
  return { ...server, keeper, unmark };
}

async function finish({ server, runId }: Shared): Promise<void> {
  const { url, outlivesRun, stop, keeper, unmark } = await server;
  await keeper.close();
  if (outlivesRun) await dropRun(url, runId);
  await unmark();
  await stop();
}
