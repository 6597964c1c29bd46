import { expect, it } from "vitest";
import { readCatalog } from "../../../src/catalog/read-catalog.js";
import type { Target } from "../../../src/catalog/with-target.js";
import { readBookkeeping } from "../../../src/steps/seed/bookkeeping.js";
import { type Ground, withGround } from "../../fixture/apply-plan.js";

const tables = `
  CREATE SCHEMA block; CREATE SCHEMA shop;
  CREATE TABLE block.parents (name text PRIMARY KEY, source regclass, widths int[], twice int GENERATED ALWAYS AS (cardinality(widths) * 2) STORED);
  CREATE TABLE block.ledger (id bigserial PRIMARY KEY, parent text REFERENCES block.parents, at timestamptz);
  CREATE TABLE shop.colours (name text PRIMARY KEY)`;

const rows = `
  INSERT INTO block.parents VALUES ('it''s', 'block.ledger', '{1,2}');
  INSERT INTO block.ledger (parent, at) VALUES ('it''s', '2026-01-01Z'), ('it''s', NULL);
  INSERT INTO shop.colours VALUES ('red')`;

async function targetOf({ session, url }: Ground): Promise<Target> {
  const catalog = await readCatalog(session);
  const owners = new Map(
    [...catalog.tables.keys()].map((name) => [name, name.startsWith("block.") ? "block" : "shop"]),
  );
  const packages = [
    { key: "block", isBlock: true },
    { key: "shop", isBlock: false },
  ];
  return { url, catalog, owners, database: { packages } } as unknown as Target;
}

it("brings what migrations have written into tables of a building block, which is new here", () =>
  withGround(`${tables}; ${rows}`, async (there) => {
    const seed = await readBookkeeping(there.session, await targetOf(there), new Set(["shop/1"]));
    expect(seed?.tables.map(({ name }) => name)).toEqual(["parents", "ledger"]);
    await withGround(tables, async (here) => {
      await here.client.query(`${seed?.sql}; ${seed?.sql}`);
      for (const table of ["block.parents", "block.ledger", "shop.colours"]) {
        const all = `SELECT to_jsonb(r) AS row FROM ${table} AS r ORDER BY 1`;
        const wanted = table.startsWith("shop") ? [] : await there.rows(all);
        expect(await here.rows(all)).toEqual(wanted);
      }
      expect(await here.rows("INSERT INTO block.ledger DEFAULT VALUES RETURNING id")).toEqual([
        { id: "3" },
      ]);
    });
  }));

it("leaves a building block alone that migrations have reached", () =>
  withGround(`${tables}; ${rows}`, async (there) => {
    const recorded = new Set(["block/1"]);
    expect(await readBookkeeping(there.session, await targetOf(there), recorded)).toBeUndefined();
  }));
