import { expect, it } from "vitest";
import { send, withProjected } from "./ground.js";

const tables = `
  CREATE SCHEMA s; CREATE SCHEMA t;
  CREATE TABLE s.r (id int PRIMARY KEY, team text);
  CREATE TABLE t.teams (id text PRIMARY KEY, members int);
  INSERT INTO s.r VALUES (1, 'x'), (2, 'y')`;

const projections = {
  teams: {
    to: "t.teams",
    query: "SELECT r.team AS id, count(*) AS members FROM s.r AS r GROUP BY r.team",
  },
};

it("counts a row that an update makes like another one, which the update writes too", () =>
  withProjected(tables, projections, async ({ steps, session, client, rows, differences }) => {
    for (const { forward } of steps) await send(session, [forward], 2);
    await client.query("UPDATE s.r SET team = 'y'");
    expect(await rows("SELECT id, members FROM t.teams")).toEqual([{ id: "y", members: 2 }]);
    await client.query("UPDATE s.r SET team = CASE id WHEN 1 THEN 'x' ELSE 'y' END");
    expect(await rows("SELECT id, members FROM t.teams ORDER BY id")).toEqual([
      { id: "x", members: 1 },
      { id: "y", members: 1 },
    ]);
    expect(await differences()).toEqual([]);
  }));
