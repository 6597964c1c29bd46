import { expect, it } from "vitest";
import { readCatalog } from "../../src/catalog/read-catalog.js";
import { evaluateSql } from "../../src/projection/evaluate.js";
import { readProjections } from "../../src/projection/read-projections.js";
import { withGround } from "../fixture/apply-plan.js";
import { rowsIn } from "../fixture/rows-in-plan.js";

const source = `
  CREATE SCHEMA old;
  CREATE TABLE old.items (id int PRIMARY KEY, next int, name text);
  CREATE TABLE old.wide (id int PRIMARY KEY, names bigint);
  INSERT INTO old.items SELECT n, n % 2000 + 1, 'item ' || n FROM generate_series(1, 2000) AS n;
  ANALYZE`;

const numbers = Array.from({ length: 10 }, (_, index) => index + 1);

/** More tables than the server plans together. */
const wide = {
  to: "old.wide",
  query: `SELECT i.id, count(one1.id) AS names FROM old.items AS i
    ${numbers.map((n) => `LEFT JOIN old.items AS one${n} ON one${n}.id = i.next + ${n}`).join("\n")}
    GROUP BY i.id`,
};

it("begins with the units, however many tables are joined", () =>
  withGround(source, async ({ session, client, rows }) => {
    const catalog = await readCatalog(session);
    const projections = {
      wide: { ...wide, unit: [], refersTo: {}, late: [], settings: {}, back: {} },
    };
    const [projection] = await readProjections(session, catalog, { projections } as never);
    if (!projection) throw new Error("no projection was read");
    const evaluate = await evaluateSql(projection.query);
    await client.query("SET enable_seqscan = off; SET enable_mergejoin = off");
    const units = "WITH _unit (_unit_1) AS (VALUES (5), (1990))";
    const asked = `${units} SELECT id, names FROM (${evaluate}) AS e ORDER BY 1`;
    expect(await rows(asked)).toEqual([
      { id: 5, names: "1" },
      { id: 1990, names: "1" },
    ]);
    expect(await rowsIn(rows, asked)).toBeLessThan(100);
  }));
