import { setTimeout as pause } from "node:timers/promises";
import { connectOnce } from "@deepiri/database";
import type pg from "pg";
import { expect, test } from "vitest";
import { lineageNames, projectAny, unprojected } from "../../../src/ledger/lineage.js";
import { programName, watchWaits } from "../../locks/watch-waits.js";
import { type Projected, send, withProjected } from "./ground.js";

const sql = `
  CREATE SCHEMA s; CREATE SCHEMA t;
  CREATE TABLE s.people (id int PRIMARY KEY, name text NOT NULL);
  CREATE TABLE s.turns (id int PRIMARY KEY, person int NOT NULL, session int, said text NOT NULL, writes int NOT NULL DEFAULT 0);
  INSERT INTO s.people SELECT n, 'p' || n FROM generate_series(1, 5) AS n;
  INSERT INTO s.turns SELECT n, n % 5 + 1, n % 3, 'said ' || n FROM generate_series(1, 300) AS n;
  CREATE TABLE t.talks (id text PRIMARY KEY, turns int NOT NULL, writes int NOT NULL);
  CREATE TABLE t.messages (id int PRIMARY KEY, talk text NOT NULL REFERENCES t.talks ON DELETE CASCADE, said text NOT NULL, writes int NOT NULL);
  CREATE TABLE t.named (id int PRIMARY KEY, name text NOT NULL)`;

const talk = "t.person || '/' || COALESCE(t.session::text, '-')";
const projections = {
  talks: {
    to: "t.talks",
    query: `SELECT ${talk} AS id, count(*) AS turns, sum(t.writes) AS writes FROM s.turns AS t GROUP BY t.person, t.session`,
  },
  messages: {
    to: "t.messages",
    query: `SELECT t.id, ${talk} AS talk, t.said, t.writes FROM s.turns AS t`,
  },
  named: {
    to: "t.named",
    query: "SELECT t.id, p.name FROM s.turns AS t JOIN s.people AS p ON p.id = t.person",
  },
};

const longest = 250;

test(
  "loses no write of several programs at once, and lets none of them wait long",
  {
    timeout: 120_000,
  },
  () =>
    withProjected(sql, projections, async (ground) => {
      const programs = ["READ COMMITTED", "READ COMMITTED", "REPEATABLE READ", "SERIALIZABLE"].map(
        (isolation, place) => startProgram(ground.url, isolation, place),
      );
      const watch = await watchWaits(ground.url, () => "");
      for (const { forward } of ground.steps)
        await send(ground.session, [forward], 20, () => pause(5));
      const waits = await watch.stop();
      await pause(1_000);
      const done = await Promise.all(programs.map(({ stop }) => stop()));
      expect(done.map(({ refused }) => refused)).toEqual(programs.map(() => []));
      expect(waits.filter(({ milliseconds }) => milliseconds > longest)).toEqual([]);
      expect(Math.min(...done.map(({ acknowledged }) => acknowledged))).toBeGreaterThan(5);
      // Whoever looks something up while another changes it may have come too early; nothing else differs.
      const differing = await ground.differences();
      expect(differing.filter((one) => !one.startsWith("named "))).toEqual([]);
      await projectAgain(ground);
      expect(await ground.differences()).toEqual([]);
      expect(await ground.aside()).toEqual([]);
      const [sum] = await ground.rows("SELECT sum(writes)::int AS writes FROM t.messages");
      const [own] = await ground.rows("SELECT sum(writes)::int AS writes FROM s.turns");
      expect(sum).toEqual(own);
    }),
);

/** Brings every unit in step once more: those of rows that are there, and those whose rows are gone. */
async function projectAgain({ client, projections: all }: Projected): Promise<void> {
  await client.query(
    `SELECT ${projectAny}(projection, array_agg(unit)) FROM ${unprojected} GROUP BY projection`,
  );
  for (const { name } of all.filter((one) => !one.query.grouped))
    await client.query(
      `SELECT ${projectAny}($1, array_agg(jsonb_build_object('_unit_1', id)))
         FROM (SELECT id FROM s.turns UNION SELECT _unit_1 FROM ${lineageNames(name).lineage}) AS unit`,
      [name],
    );
}

interface Done {
  readonly acknowledged: number;
  /** Errors that a program does not try again after. */
  readonly refused: readonly string[];
}

/** A program that writes transaction after transaction, and tries again what failed as servers ask for. */
function startProgram(url: string, isolation: string, place: number): { stop(): Promise<Done> } {
  let isStopped = false;
  let acknowledged = 0;
  const refused: string[] = [];
  const working = (async () => {
    const client = await connectOnce(url, { applicationName: programName });
    for (let turn = 0; !isStopped; turn += 1) {
      const outcome = await attempt(client, isolation, place, turn);
      if (outcome === "done") acknowledged += 1;
      else if (!again.has(outcome)) refused.push(outcome);
    }
    await client.end();
  })();
  return {
    stop: async () => {
      isStopped = true;
      await working;
      return { acknowledged, refused };
    },
  };
}

const again = new Set(["40001", "40P01"]);

async function attempt(
  client: pg.Client,
  isolation: string,
  place: number,
  turn: number,
): Promise<string> {
  const some = (range: number): number => Math.floor(Math.random() * range) + 1;
  const statements = [
    `INSERT INTO s.turns VALUES (${1_000_000 * (place + 1) + turn}, ${some(5)}, ${some(3)}, 'new')`,
    `UPDATE s.turns SET writes = writes + 1 WHERE id = ${some(300)}`,
    `UPDATE s.turns SET session = ${some(3)}, writes = writes + 1 WHERE id IN (${some(300)}, ${some(300)})`,
    `DELETE FROM s.turns WHERE id = ${1_000_000 * (place + 1) + turn - 10}`,
    `UPDATE s.people SET name = name || '${place}' WHERE id = ${some(5)} AND length(name) < 9`,
  ];
  try {
    await client.query(`BEGIN ISOLATION LEVEL ${isolation}`);
    const all = new Set([turn % statements.length, ...(turn % 3 === 0 ? [some(4)] : [])]);
    for (const one of all) await client.query(statements[one] as string);
    await client.query("COMMIT");
    return "done";
  } catch (error) {
    const { code = "", message } = error as pg.DatabaseError;
    await client.query("ROLLBACK");
    return again.has(code) ? code : `${code} ${message}`;
  }
}
