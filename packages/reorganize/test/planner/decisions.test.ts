import { allDecided, decided } from "@deepiri/reorganize-mapping";
import { expect, it } from "vitest";
import {
  apply,
  type MappingDefinition,
  type OpenDecisionsError,
  plan,
  verify,
} from "../../src/index.js";
import { inShop, shopMapping } from "../fixture/projected-shop.js";

const patience = { timeout: 300_000 };

const label = decided("labels", "i.gift");

/** Whoever has such a label is asked what it says; the new word is the answer. */
const mapping = {
  ...shopMapping,
  decisions: {
    labels: {
      question: "What is on the label?",
      query: `WITH odd AS (SELECT DISTINCT i.gift AS label FROM "Old Shop"."Order.Items" AS i WHERE i.gift IN ('g3', 'it''s'))
        SELECT o.label AS value, ready.choice, ready.answer,
               CASE WHEN ${decided("labels", "o.label")} = '""' THEN 'it is blank' END AS wrong
          FROM odd AS o CROSS JOIN (SELECT FROM pg_catalog.pg_class LIMIT 1) AS server CROSS JOIN LATERAL (VALUES ('the same', pg_catalog.to_jsonb(o.label)), ('nothing', 'null')) AS ready (choice, answer)
         ORDER BY o.label`,
    },
    "of another shop": {
      question: "What is it?",
      query: "SELECT n.text AS value FROM legacy.absent AS n",
    },
  },
  projections: {
    ...shopMapping.projections,
    gifts: {
      to: "Sales.gifts",
      query: `SELECT 'gift of ' || i.id AS id, i.id AS order_id, COALESCE(${label} #>> '{}', i.gift) AS label,
          CASE WHEN ${allDecided("labels")} ? i.gift AND ${label} = 'null' THEN 'it says nothing' END AS _left_out
          FROM "Old Shop"."Order.Items" AS i WHERE i.gift IS NOT NULL AND i."Customer" IS NOT NULL`,
    },
  },
} satisfies MappingDefinition;

const odd = `UPDATE "Old Shop"."Order.Items" SET gift = 'it''s' WHERE id = 6`;

it("asks about each value that nobody has decided, with ready-made answers", patience, () =>
  inShop(
    async ({ url }) => {
      const error = await plan(url, { database: "shop" }).catch((one: OpenDecisionsError) => one);
      const { open } = error as OpenDecisionsError;
      expect(open.map(({ on, question }) => [on, question])).toEqual(
        ["g3", "it's"].map((value) => [
          { decision: "labels", value },
          { code: "value", question: "What is on the label?" },
        ]),
      );
      expect(open[1]?.choices).toEqual([
        {
          answer: { code: "answer", choice: "the same" },
          mapping: { decided: { labels: { "it's": "it's" } } },
        },
        {
          answer: { code: "answer", choice: "nothing" },
          mapping: { decided: { labels: { "it's": null } } },
        },
      ]);
    },
    { mapping, sql: odd },
  ),
);

it("asks again about an answer that cannot be", patience, () =>
  inShop(
    async ({ url }) => {
      const own: MappingDefinition = {
        extends: "workspace",
        decided: { labels: { g3: "", "it's": "a word" } },
      };
      const planning = plan(url, { database: "shop", mapping: own });
      await expect(planning).rejects.toMatchObject({
        open: [
          {
            on: { decision: "labels", value: "g3" },
            question: { code: "value", wrong: "it is blank" },
          },
        ],
      });
    },
    { mapping, sql: odd },
  ),
);

it("puts the answers where queries read them, whatever signs are in them", patience, () =>
  inShop(
    async ({ url, client }) => {
      const answer = `$& 'q' \\ "d"`;
      const own: MappingDefinition = {
        extends: "workspace",
        decided: { labels: { g3: answer, "it's": null } },
      };
      await apply(url, await plan(url, { database: "shop", mapping: own }));
      expect(await verify(url)).toMatchObject({ ok: true });
      const { rows } = await client.query(
        `SELECT id, label FROM "Sales".gifts WHERE order_id IN (3, 6, 9) ORDER BY order_id`,
      );
      expect(rows).toEqual([
        { id: "gift of 3", label: answer },
        { id: "gift of 9", label: "g9" },
      ]);
    },
    { mapping, sql: odd },
  ),
);

it("says which decision's query fails", patience, () =>
  inShop(
    async ({ url }) => {
      await expect(plan(url, { database: "shop" })).rejects.toThrow(
        "The query of the decision labels of the mapping fails: relation",
      );
    },
    {
      mapping: {
        ...shopMapping,
        decisions: { labels: { question: "?", query: "SELECT gift AS value FROM items" } },
      },
    },
  ),
);

it("takes no answer to what the mapping does not ask", patience, () =>
  inShop(async ({ url }) => {
    const own: MappingDefinition = { extends: "workspace", decided: { colours: { red: 1 } } };
    await expect(plan(url, { database: "shop", mapping: own })).rejects.toThrow(
      "decided: it answers a decision that `decisions` does not have",
    );
  }),
);
