import { randomBytes } from "node:crypto";
import type { TestProject } from "vitest/node";
import { dropDeadRuns, dropRun, markRun } from "./run.js";
import { startTestServer } from "./server/start-test-server.js";
import type { TestServer } from "./server/test-server.js";

declare module "vitest" {
  interface ProvidedContext {
    /** Address of the maintenance database of the run's server, as a user who may create more. */
    testServerUrl: string;
    /** Names this run in the databases it makes. */
    testRunId: string;
  }
}

interface Shared {
  readonly runId: string;
  readonly server: Promise<TestServer & { unmark(): Promise<void> }>;
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
  const { url } = await shared.server;
  project.provide("testServerUrl", url);
  project.provide("testRunId", shared.runId);
  return async () => {
    shared.users -= 1;
    if (shared.users > 0) return;
    global[place] = undefined;
    await finish(shared);
  };
}

async function start(runId: string): Promise<TestServer & { unmark(): Promise<void> }> {
  const server = await startTestServer();
  if (!server.outlivesRun) return { ...server, unmark: async () => {} };
  await dropDeadRuns(server.url);
  return { ...server, unmark: await markRun(server.url, runId) };
}

async function finish({ server, runId }: Shared): Promise<void> {
  const { url, outlivesRun, stop, unmark } = await server;
  if (outlivesRun) await dropRun(url, runId);
  await unmark();
  await stop();
}
