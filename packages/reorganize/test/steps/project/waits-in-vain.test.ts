import { connectOnce } from "@deepiri/database";
import type pg from "pg";
import { expect, it } from "vitest";
import { mend } from "../../../src/lifecycle/mend.js";
import { verifyProjections } from "../../../src/verify/projections/verify-projections.js";
import { type Projected, send, withProjected } from "./ground.js";

const sql = `
  CREATE SCHEMA s; CREATE SCHEMA t;
  CREATE TABLE s.people (id int PRIMARY KEY, name text NOT NULL);
  CREATE TABLE s.turns (id int PRIMARY KEY, person int NOT NULL, session text NOT NULL, said text NOT NULL);
  INSERT INTO s.people VALUES (1, 'Ada');
  INSERT INTO s.turns VALUES (1, 1, 'first', 'hello');
  CREATE TABLE t.people (id int PRIMARY KEY, name text NOT NULL);
  CREATE TABLE t.talks (id text PRIMARY KEY, person int NOT NULL REFERENCES t.people);
  CREATE TABLE t.messages (id int PRIMARY KEY, talk text NOT NULL REFERENCES t.talks, said text NOT NULL)`;

const talk = "t.person || '/' || t.session";
const projections = {
  people: { to: "t.people", query: "SELECT p.id, p.name FROM s.people AS p" },
  talks: {
    to: "t.talks",
    query: `SELECT ${talk} AS id, t.person FROM s.turns AS t GROUP BY t.person, t.session`,
  },
  messages: {
    to: "t.messages",
    query: `SELECT t.id, ${talk} AS talk, t.said FROM s.turns AS t`,
  },
};

it("a row that is written before what it refers to is filled, and committed after its own table is, comes in", () =>
  withProjected(sql, projections, async (ground) => {
    const [toTalks, toMessages] = [placeOf(ground, "people"), placeOf(ground, "messages")];
    await withPrograms(ground, 1, async ([program]) => {
      await sendSteps(ground, 0, toTalks);
      await program?.query("BEGIN; INSERT INTO s.turns VALUES (2, 1, 'second', 'still writing')");
      await sendSteps(ground, toTalks, toMessages + 1);
      await program?.query("COMMIT");
    });
    await sendSteps(ground, toMessages + 1);
    expect(await ground.aside()).toEqual([]);
    expect(await messagesOf(ground)).toEqual(["1/first", "1/second"]);
  }));

it("a row that was written while another program wrote what it refers to is missing to a verification, and comes in when it is mended", () =>
  withProjected(sql, projections, async (ground) => {
    await sendSteps(ground, 0);
    await withPrograms(ground, 2, async ([one, other]) => {
      await one?.query("BEGIN; INSERT INTO s.people VALUES (2, 'Bob')");
      await other?.query("INSERT INTO s.turns VALUES (2, 2, 'first', 'who am I?')");
      expect(await verified(ground)).toMatchObject({ ok: true });
      await one?.query("COMMIT");
    });
    expect(await verified(ground)).toMatchObject({
      ok: false,
      projections: [
        { name: "people", ok: true },
        { name: "talks", differing: [{ how: "missing", keys: [["2/first"]] }] },
        { name: "messages", ok: true },
      ],
    });
    await mend(ground.session, { projections: ground.planned });
    expect(await verified(ground)).toMatchObject({ ok: true });
    expect(await messagesOf(ground)).toEqual(["1/first", "2/first"]);
  }));

async function withPrograms(
  { url }: Projected,
  count: number,
  body: (programs: readonly pg.Client[]) => Promise<void>,
): Promise<void> {
  const connecting = Array.from({ length: count }, () => connectOnce(url));
  const programs = await Promise.all(connecting);
  try {
    await body(programs);
  } finally {
    await Promise.all(programs.map((one) => one.end()));
  }
}

const placeOf = ({ steps }: Projected, filled: string): number =>
  steps.findIndex(({ id }) => id.action === "fill" && id.on === filled);

async function sendSteps({ session, steps }: Projected, from: number, to?: number): Promise<void> {
  for (const { forward } of steps.slice(from, to)) await send(session, [forward], 20);
}

const verified = ({ session, planned }: Projected) =>
  verifyProjections(session, { projections: planned, retired: [] }, false);

async function messagesOf({ rows }: Projected): Promise<unknown[]> {
  return (await rows("SELECT talk FROM t.messages ORDER BY id")).map(({ talk: id }) => id);
}
