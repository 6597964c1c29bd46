import { randomUUID } from "node:crypto";
import { rawClient } from "@deepiri/database";
import { refusalOf } from "@deepiri/test-database";
import type pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  append,
  forgetProjection,
  importEvents,
  purgeKeys,
  readEvents,
  readLag,
  readProjections,
  readStream,
} from "../src/index.js";
import { counted, useEventLog } from "./use-event-log.js";

const { database } = useEventLog("file");

/** A session as a service has it: a role that may call the block's functions, and nothing else. */
let service: pg.PoolClient;
const role = `service_${randomUUID().replaceAll("-", "")}`;

beforeEach(async () => {
  service = await database.owner.connect();
  await service.query(`CREATE ROLE ${role}`);
  await service.query(`GRANT USAGE ON SCHEMA event_log TO ${role}`);
  await service.query(`GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA event_log TO ${role}`);
  await service.query(`SET ROLE ${role}`);
});

afterEach(async () => {
  await service.query("RESET ROLE");
  await service.query(`DROP OWNED BY ${role}`);
  await service.query(`DROP ROLE ${role}`);
  service.release(true);
});

test("a service appends, reads and runs projections by functions", async () => {
  const client = rawClient(service);
  await append(client, counted(2, { key: "k" }));
  expect(await readStream(client, { tenant: "a", stream: "s" })).toHaveLength(2);
  expect(await readEvents(client)).toHaveLength(2);
  expect(await readLag(client)).toMatchObject({ position: 2 });
  await client.$queryRawUnsafe("SELECT * FROM event_log.claim_projection('p', 1)");
  await client.$queryRawUnsafe("SELECT event_log.advance_projection('p', 1, 2)");
  await client.$queryRawUnsafe("SELECT event_log.fail_projection('p', 1, 'why')");
  expect(await readProjections(client)).toMatchObject([{ position: 2, status: "failed" }]);
  await forgetProjection(client, { name: "p", version: 1 });
  expect(await readProjections(client)).toEqual([]);
});

test("a service can choose no times, and neither forget keys nor change partitions", async () => {
  const client = rawClient(service);
  const event = { type: "t", data: 1, occurredAt: new Date(0) };
  const denied = { code: "42501" };
  const importing = importEvents(client, { tenant: "a", stream: "s", events: [event] });
  await expect(importing).rejects.toMatchObject(denied);
  const past = `SELECT event_log.write_events('a', 's',
    '[{"type": "t", "data": 1, "occurred_at": "2001-01-01"}]', NULL, NULL, true)`;
  expect(await refusalOf(service.query(past))).toMatchObject(denied);
  expect(await refusalOf(purgeKeys(client, 0))).toMatchObject(denied);
});

test.each(["streams", "events", "event_keys", "log_position", "projections"])(
  "a service cannot ask %s",
  async (table) => {
    const asked = service.query(`SELECT FROM event_log.${table}`);
    expect(await refusalOf(asked)).toMatchObject({ code: "42501" });
  },
);

test("functions that have more rights than their caller look up names in no schema of the caller's", async () => {
  const open = await database.query(`
    SELECT proname FROM pg_catalog.pg_proc
    WHERE pronamespace = 'event_log'::regnamespace AND prosecdef
      AND NOT coalesce(proconfig::text LIKE '%search_path=pg_catalog, pg_temp%', false)`);
  expect(open).toEqual([]);
});
