import { useTestDatabase } from "@deepiri/test-database";
import { beforeAll, describe, expect, it } from "vitest";
import { insertValidRows } from "./valid-rows.js";

const database = useTestDatabase("cyrex");
beforeAll(() => insertValidRows(database));

describe("updated_at", () => {
  it.each([
    "agent_states",
    "agents",
    "cyrex_sessions",
    "cyrex_vendors",
    "guardrail_rules",
    "langgraph_states",
    "workflows",
  ])("of %s becomes the time of the write, whatever the writer says", async (table) => {
    const rows = await database.query(
      `UPDATE cyrex.${table} SET updated_at = '2001-01-01'
       RETURNING updated_at = pg_catalog.timezone('utc', now()) AS now`,
    );
    expect(rows).toEqual([{ now: true }]);
  });

  it("is kept on every table that has it", async () => {
    const rows = await database.query(
      `SELECT attrelid::regclass::text AS table FROM pg_catalog.pg_attribute
       JOIN pg_catalog.pg_class ON pg_class.oid = attrelid
       WHERE relnamespace = 'cyrex'::regnamespace AND relkind = 'r' AND attname = 'updated_at'
         AND NOT EXISTS (SELECT FROM pg_catalog.pg_trigger
                         WHERE tgrelid = attrelid AND tgname = relname || '_set_updated_at')`,
    );
    expect(rows).toEqual([]);
  });
});

describe("what a program leaves out", () => {
  it("is filled: ids are text of a uuid", async () => {
    const rows = await database.query(
      `INSERT INTO cyrex.synapse_messages (channel, sender, priority, payload)
       VALUES ('reviews', 'agent-1', 'high', '{}') RETURNING message_id`,
    );
    expect(rows).toEqual([{ message_id: expect.stringMatching(/^[0-9a-f-]{36}$/) }]);
  });

  it("is filled: a graph's state can be saved without its times", async () => {
    const client = await database.pool.connect();
    try {
      await client.query("BEGIN");
      await client.query("SET LOCAL TIME ZONE 'Asia/Tokyo'");
      const { rows } = await client.query(
        `INSERT INTO cyrex.langgraph_states (state_id, workflow_id, status)
         VALUES ('state-2', 'workflow-9', 'running')
         RETURNING created_at = now() AT TIME ZONE 'UTC' AS created,
                   updated_at = now() AT TIME ZONE 'UTC' AS updated`,
      );
      expect(rows).toEqual([{ created: true, updated: true }]);
    } finally {
      await client.query("ROLLBACK");
      client.release();
    }
  });

  it("is filled: every required time has a default", async () => {
    const rows = await database.query(
      `SELECT attrelid::regclass::text AS table, attname AS column FROM pg_catalog.pg_attribute
       JOIN pg_catalog.pg_class ON pg_class.oid = attrelid
       WHERE relnamespace = 'cyrex'::regnamespace AND relkind = 'r'
         AND atttypid = 'timestamp'::regtype AND attnotnull AND NOT atthasdef`,
    );
    expect(rows).toEqual([]);
  });
});
