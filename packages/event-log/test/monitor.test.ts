import { expect, test } from "vitest";
import { append, runProjection } from "../src/index.js";
import { metrics } from "../src/monitor.js";
import { counted, useEventLog } from "./use-event-log.js";

const { database, client } = useEventLog();

async function measured(): Promise<Record<string, unknown>> {
  const samples = metrics.map(async ({ name, read }) => [name, await read(client)] as const);
  return Object.fromEntries(await Promise.all(samples));
}

test("the metrics say how far the log and each projection are", async () => {
  await append(client, counted(3));
  const failing = () => Promise.reject(new Error("no"));
  await runProjection(client, { name: "p", version: 2, apply: failing }).catch(() => {});
  await append(client, counted(2));
  await database.query("SELECT pg_sleep(0.01)");
  const labels = { projection: "p", version: "2" };
  expect(await measured()).toEqual({
    event_log_position: [{ value: 3 }],
    event_log_unstamped_events: [{ value: 2 }],
    event_log_lag_seconds: [{ value: expect.closeTo(0.5, 0) }],
    event_log_projection_behind_events: [{ value: 3, labels }],
    event_log_projection_failed: [{ value: 1, labels }],
  });
});
