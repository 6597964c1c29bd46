import { expect, it } from "vitest";
import { readCatalog } from "../../src/catalog/read-catalog.js";
import { evaluateSql } from "../../src/projection/evaluate.js";
import { readProjections } from "../../src/projection/read-projections.js";
import { unitIndexesOf } from "../../src/steps/project/unit-index.js";
import { withGround } from "../fixture/apply-plan.js";

const source = `
  CREATE SCHEMA old;
  CREATE TABLE old.items (id int PRIMARY KEY, name text);
  CREATE TABLE old.links (id int PRIMARY KEY, one int NOT NULL, other int NOT NULL);
  CREATE TABLE old.parts (id int PRIMARY KEY, whole int NOT NULL, part int NOT NULL, place text);
  CREATE TABLE old.related (one int, other int, ways bigint, named bigint, PRIMARY KEY (one, other));
  INSERT INTO old.items SELECT n, 'item ' || n FROM generate_series(1, 1000) AS n WHERE n % 3 > 0;
  INSERT INTO old.links SELECT n, n % 1000, n % 997 FROM generate_series(1, 20000) AS n;
  INSERT INTO old.parts SELECT n, n % 991, n % 1000, CASE WHEN n % 5 = 0 THEN (n % 7)::text END FROM generate_series(1, 20000) AS n;
  ANALYZE`;

const related = {
  to: "old.related",
  query: `
    SELECT l.one, l.other, count(*) AS ways, count(l.name) AS named FROM (
      SELECT links.one, links.other, items.name FROM old.links AS links LEFT JOIN old.items AS items ON items.id = links.other
      UNION ALL
      SELECT parts.part AS one, parts.whole AS other, items.name FROM old.parts AS parts LEFT JOIN old.items AS items ON items.id = parts.whole
      UNION ALL
      SELECT parts.place::int AS one, parts.whole + 0 AS other, NULL AS name FROM old.parts AS parts WHERE parts.place IS NOT NULL) AS l
     GROUP BY l.one, l.other`,
};

const asked = "WITH _unit (_unit_1, _unit_2) AS (VALUES (5, 5), (7, 7), (1, 6), (2, 990))";

it("finds the rows of a unit in each branch of a subquery, by an index where it is a plain column", () =>
  withGround(source, async ({ session, client, rows }) => {
    const catalog = await readCatalog(session);
    const projections = {
      related: { ...related, unit: [], refersTo: {}, late: [], settings: {}, back: {} },
    };
    const [projection] = await readProjections(session, catalog, { projections } as never);
    if (!projection) throw new Error("no projection was read");
    const indexes = unitIndexesOf(projection);
    expect(indexes.map(({ table, using }) => [table.name, using])).toEqual([
      ["links", 'btree ("one")'],
      ["parts", 'btree ("part")'],
      // Of the third branch only the part that is no expression could have one, and that is cast.
    ]);
    const evaluate = await evaluateSql(projection.query);
    const columns = "one, other, ways, named";
    const given = `SELECT ${columns} FROM (${evaluate}) AS e ORDER BY 1, 2`;
    const whole = `SELECT ${columns} FROM (${related.query}) AS w JOIN _unit ON (one, other) = (_unit_1, _unit_2) ORDER BY 1, 2`;
    expect(await rows(`${asked} ${given}`)).toEqual(await rows(`${asked} ${whole}`));
    for (const { table, name, using } of indexes)
      await client.query(
        `CREATE INDEX "${name}" ON "${table.schema}"."${table.name}" USING ${using}`,
      );
    const plan = JSON.stringify(await rows(`EXPLAIN (FORMAT JSON) ${asked} ${given}`));
    for (const { name } of indexes) expect(plan).toContain(name);
  }));
