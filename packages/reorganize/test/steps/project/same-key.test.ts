import { expect, it } from "vitest";
import { send, withProjected } from "./ground.js";

const tables = `
  CREATE SCHEMA s; CREATE SCHEMA t;
  CREATE TABLE s.r (id int PRIMARY KEY, a int, b text);
  CREATE TABLE t.one (id text PRIMARY KEY, a int);
  INSERT INTO s.r SELECT n, n, 'x' FROM generate_series(1, 4) AS n`;

const projections = { one: { to: "t.one", query: "SELECT r.b AS id, r.a FROM s.r AS r" } };

it("of rows that give one key one is taken and each other set aside, also when the one was written before", () =>
  withProjected(tables, projections, async (ground) => {
    for (const { id, forward } of ground.steps) {
      if (id.action === "fill") await ground.client.query("UPDATE s.r SET a = 30 WHERE id = 1");
      await send(ground.session, [forward], 2);
    }
    expect(await ground.rows("SELECT id, a FROM t.one")).toEqual([{ id: "x", a: 30 }]);
    expect((await ground.aside()).map(({ state }) => state)).toEqual(
      Array.from({ length: 3 }, () => "quarantined"),
    );
    expect(await ground.differences()).toEqual([]);
  }));
